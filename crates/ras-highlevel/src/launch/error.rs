//! Why a launch stopped, what exists now, and what to do.

use std::fmt;

use serde::Serialize;

use super::engine::{Item, JournalError, Kind, RunPhase, Standing, Stop};
use super::{PlanError, RunId, RunsError};
use crate::{AdGroupId, CampaignId, Error, ProductAdId, TargetId};

/// Why a launch stopped.
///
/// `Display` says what happened and what exists; [`hint`](Self::hint) what to do.
#[derive(Debug)]
#[non_exhaustive]
pub enum LaunchError {
    /// The plan cannot be launched. Nothing was sent.
    Plan(PlanError),
    /// The settings of the launch would break its promise. Nothing was sent.
    Settings(String),
    /// The folder of the runs cannot be used. Nothing was sent.
    Runs(RunsError),
    /// The run stopped on its way.
    Stopped(Box<Stopped>),
}

/// A run that stopped on its way.
#[derive(Debug)]
pub struct Stopped {
    pub(super) run: RunId,
    pub(super) name: String,
    pub(super) created: Created,
    pub(super) stop: Stop,
}

/// What exists of a launch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Created {
    /// The campaign.
    pub campaign: Option<CampaignId>,
    /// The ad groups.
    pub ad_groups: Vec<AdGroupId>,
    /// The product ads.
    pub product_ads: Vec<ProductAdId>,
    /// The targets, positive and negative.
    pub targets: Vec<TargetId>,
    /// Items that were sent and may exist as well.
    pub in_doubt: usize,
    /// Whether the campaign was ENABLED.
    pub enabled: bool,
    /// Whether it was archived with everything below it.
    pub archived: bool,
}

impl Created {
    /// What a journal says about the items of a plan.
    pub(super) fn of(items: &[Item], standing: &Standing) -> Self {
        let ids = |kind: Kind| {
            let items = items.iter().enumerate();
            let items = items.filter(move |(_, item)| item.kind == kind);
            items.filter_map(|(index, _)| standing.id(index))
        };
        let phase = standing.phase();
        let campaign = ids(Kind::Campaign).next();
        // Who has lost a race has archived its own, unless that is what was taken over.
        let left = phase == RunPhase::LostRace && standing.winner() != campaign;
        Self {
            campaign: campaign.map(CampaignId::from),
            ad_groups: ids(Kind::AdGroup).map(AdGroupId::from).collect(),
            product_ads: ids(Kind::ProductAd).map(ProductAdId::from).collect(),
            targets: ids(Kind::Target).map(TargetId::from).collect(),
            in_doubt: standing.in_doubt().count(),
            enabled: phase == RunPhase::Done,
            archived: left || phase == RunPhase::RolledBack,
        }
    }
}

impl Stopped {
    /// The run, to go on with.
    pub fn run(&self) -> &RunId {
        &self.run
    }

    /// Why it stopped.
    pub fn stop(&self) -> &Stop {
        &self.stop
    }

    /// What exists for certain.
    pub fn created(&self) -> &Created {
        &self.created
    }

    /// Whether the same run can be gone on with.
    pub fn is_resumable(&self) -> bool {
        matches!(
            self.stop,
            Stop::Parked { .. }
                | Stop::Failed { .. }
                | Stop::Journal(JournalError::Locked | JournalError::Fenced | JournalError::Io(_))
        )
    }

    fn hint(&self) -> String {
        let run = &self.run;
        match &self.stop {
            Stop::Parked { until: Some(_), .. } => {
                format!("the service asked for a pause: resume run {run} after it")
            }
            Stop::Parked { .. } => format!("nothing is lost: resume run {run} later"),
            Stop::Failed { source, .. } => {
                let first = source.as_deref().map_or("put the cause right", Error::hint);
                format!("{first}; then resume run {run}, or undo it")
            }
            Stop::RolledBack { .. } => {
                "correct what was refused and launch again; the very same plan needs a new key"
                    .to_owned()
            }
            Stop::PlanMismatch => {
                "launch another plan with another key, or undo the run first".to_owned()
            }
            Stop::NameConflict { .. } => {
                "give the campaign of the plan another name, or rename the other one; should it be of a process of yours that has ended, adopt it at once".to_owned()
            }
            Stop::LostRace { .. } => format!(
                "nothing to do while the other launch goes on; should it have been given up, resume run {run}, which finishes that campaign"
            ),
            Stop::LostEntity { .. } => format!(
                "somebody else has archived it, so it is not created again: undo run {run}, or see to the campaign by hand"
            ),
            Stop::Journal(JournalError::Locked) => {
                "wait for the other process, or end it".to_owned()
            }
            Stop::Journal(_) => "see to the file; the campaign is safe as it is".to_owned(),
        }
    }
}

impl LaunchError {
    /// The run that stopped, when it had begun.
    pub fn stopped(&self) -> Option<&Stopped> {
        match self {
            Self::Stopped(stopped) => Some(stopped),
            _ => None,
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> String {
        match self {
            Self::Plan(_) => "correct the plan".to_owned(),
            Self::Settings(_) => "correct the settings".to_owned(),
            Self::Runs(error) => error.hint().to_owned(),
            Self::Stopped(stopped) => stopped.hint(),
        }
    }
}

impl From<PlanError> for LaunchError {
    fn from(error: PlanError) -> Self {
        Self::Plan(error)
    }
}

impl From<RunsError> for LaunchError {
    fn from(error: RunsError) -> Self {
        Self::Runs(error)
    }
}

impl fmt::Display for Created {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.campaign {
            None => f.write_str("nothing was created")?,
            Some(id) => {
                if self.archived {
                    return write!(f, "campaign {id} is ARCHIVED with everything below it");
                }
                write!(
                    f,
                    "campaign {id} is {} and has {} ad group(s), {} product ad(s) and {} target(s)",
                    if self.enabled { "ENABLED" } else { "PAUSED" },
                    self.ad_groups.len(),
                    self.product_ads.len(),
                    self.targets.len()
                )?;
            }
        }
        match self.in_doubt {
            0 => Ok(()),
            count => write!(f, "; {count} more may exist"),
        }
    }
}

impl fmt::Display for LaunchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plan(_) => f.write_str("the plan cannot be launched"),
            Self::Settings(why) => write!(f, "these settings cannot be used: {why}"),
            Self::Runs(_) => f.write_str("the folder of the runs cannot be used"),
            Self::Stopped(stopped) => {
                let Stopped { name, stop, .. } = &**stopped;
                write!(f, "launching \"{name}\": {stop}; {}", stopped.created)
            }
        }
    }
}

impl std::error::Error for LaunchError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Plan(error) => Some(error),
            Self::Settings(_) => None,
            Self::Runs(error) => Some(error),
            Self::Stopped(stopped) => stopped.stop.cause().map(|error| &**error as _),
        }
    }
}
