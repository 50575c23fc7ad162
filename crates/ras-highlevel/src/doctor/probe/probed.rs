//! What a probe has measured.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::CampaignId;

/// What a probe has measured in one profile.
///
/// serde writes and reads it, so that it can be kept beside the profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Probed {
    /// The name of all campaigns that were created.
    pub name: String,
    /// Until a new campaign stood in a list by its name, in milliseconds.
    ///
    /// What a launch calls [`visible_within`](crate::engine::Settings::visible_within)
    /// must be longer.
    pub visible_after_ms: Measured<u64>,
    /// Whether a list returns the tags that a campaign was created with.
    pub tags_kept: Measured<bool>,
    /// Whether a filter on exact names finds a name in other case.
    pub names_fold_case: Measured<bool>,
    /// Whether a second campaign of the same name is refused.
    pub names_unique: Measured<bool>,
    /// Until an archived campaign was shown as archived, in milliseconds.
    pub archived_after_ms: Measured<u64>,
    /// Whether a list without a filter on states returns archived campaigns.
    pub archived_listed: Measured<bool>,
    /// Whether the name of an archived campaign can be used again.
    pub archived_names_free: Measured<bool>,
    /// The campaigns that were created and archived again.
    pub archived: Vec<CampaignId>,
    /// The campaigns that could not be archived: archive them by hand. They are PAUSED.
    pub left: Vec<CampaignId>,
    /// Whether the outcome of a create stayed unknown: a PAUSED campaign of the name may
    /// still appear.
    pub in_doubt: bool,
}

/// The outcome of one measurement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Measured<T> {
    /// This was measured.
    Known(T),
    /// It could not be measured, for this reason.
    Unknown(String),
}

impl<T> Measured<T> {
    fn not_reached() -> Self {
        Self::Unknown("it was not come to".to_owned())
    }
}

impl Probed {
    pub(super) fn nothing(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            visible_after_ms: Measured::not_reached(),
            tags_kept: Measured::not_reached(),
            names_fold_case: Measured::not_reached(),
            names_unique: Measured::not_reached(),
            archived_after_ms: Measured::not_reached(),
            archived_listed: Measured::not_reached(),
            archived_names_free: Measured::not_reached(),
            archived: Vec::new(),
            left: Vec::new(),
            in_doubt: false,
        }
    }
}

impl<T: fmt::Display> fmt::Display for Measured<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(value) => write!(f, "{value}"),
            Self::Unknown(why) => write!(f, "unknown: {why}"),
        }
    }
}

impl fmt::Display for Probed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined = |ids: &[CampaignId]| {
            let ids: Vec<&str> = ids.iter().map(CampaignId::as_str).collect();
            ids.join(", ")
        };
        writeln!(f, "campaigns named           {}", self.name)?;
        writeln!(f, "listed after (ms)         {}", self.visible_after_ms)?;
        writeln!(f, "lists return tags         {}", self.tags_kept)?;
        writeln!(f, "exact names fold case     {}", self.names_fold_case)?;
        writeln!(f, "names are unique          {}", self.names_unique)?;
        writeln!(f, "archived after (ms)       {}", self.archived_after_ms)?;
        writeln!(f, "lists return archived     {}", self.archived_listed)?;
        writeln!(f, "archived names are free   {}", self.archived_names_free)?;
        write!(f, "archived again            {}", joined(&self.archived))?;
        if !self.left.is_empty() {
            write!(f, "\nNOT archived, do it       {}", joined(&self.left))?;
        }
        if self.in_doubt {
            write!(
                f,
                "\nin doubt                  a PAUSED campaign of the name may still appear"
            )?;
        }
        Ok(())
    }
}
