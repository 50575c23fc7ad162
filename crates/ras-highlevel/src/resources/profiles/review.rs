//! Which profiles RAS can be used with, and why not the others.

use std::collections::HashSet;
use std::fmt;

use serde::Serialize;

use super::Profile;
use crate::ProfileId;

/// The country that RAS serves (guide, section 1.4).
const UNITED_STATES: &str = "US";

/// Kinds of account that have no campaigns of their own.
const AGENCY: &str = "agency";

/// A profile, and what keeps RAS from being used with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ReviewedProfile {
    /// The profile.
    pub profile: Profile,
    /// What is in the way, if anything is.
    pub obstacle: Option<Obstacle>,
}

/// Why RAS cannot be used with a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Obstacle {
    /// It is of another marketplace than the United States.
    Marketplace,
    /// It is an agency's: it has no campaigns of its own, and calls with it are refused.
    Agency,
    /// The login may look at it, but change nothing.
    ViewOnly,
}

impl Profile {
    /// What keeps RAS from being used with the profile, as far as it says so itself.
    ///
    /// Whether the login may edit it is not among what it says:
    /// [`Profiles::review`](super::Profiles::review) finds that out too.
    pub fn obstacle(&self) -> Option<Obstacle> {
        let kind = self.kind.as_deref().unwrap_or_default();
        if kind.eq_ignore_ascii_case(AGENCY) {
            Some(Obstacle::Agency)
        } else if self.country.as_deref() != Some(UNITED_STATES) {
            Some(Obstacle::Marketplace)
        } else {
            None
        }
    }
}

impl Obstacle {
    /// What usually helps.
    pub fn hint(self) -> &'static str {
        match self {
            Self::Marketplace => {
                "use a profile of the United States: RAS serves no other marketplace"
            }
            Self::Agency => "use the profile of an advertiser that the agency works for",
            Self::ViewOnly => {
                "ask the advertiser to let this user edit campaigns (advertiser_campaign_edit)"
            }
        }
    }
}

/// Everything that is visible; what is not editable as well can only be looked at.
pub(super) fn review(editable: Vec<Profile>, visible: Vec<Profile>) -> Vec<ReviewedProfile> {
    let known: HashSet<ProfileId> = editable.iter().map(|it| it.id.clone()).collect();
    let only_visible = visible.into_iter().filter(|it| !known.contains(&it.id));
    let only_visible = only_visible.map(|profile| ReviewedProfile {
        obstacle: Some(profile.obstacle().unwrap_or(Obstacle::ViewOnly)),
        profile,
    });
    let editable = editable.into_iter().map(|profile| ReviewedProfile {
        obstacle: profile.obstacle(),
        profile,
    });
    editable.chain(only_visible).collect()
}

impl fmt::Display for Obstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Marketplace => "is of another marketplace than the United States",
            Self::Agency => "is an agency's and has no campaigns of its own",
            Self::ViewOnly => "may only be looked at by this login",
        })
    }
}

impl fmt::Display for ReviewedProfile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.profile)?;
        match self.obstacle {
            Some(obstacle) => write!(f, " {obstacle}"),
            None => Ok(()),
        }
    }
}
