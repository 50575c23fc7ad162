//! Why a run ended without a live campaign, or has to be continued.

use std::sync::Arc;

use super::{CallFailed, JournalError, Kind, Moment};
use crate::Error;

/// Why a run stopped.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Stop {
    /// It would have to wait too long: run it again later. Nothing is lost.
    #[error("parked while {step}: {why}")]
    Parked {
        /// What was being done.
        step: &'static str,
        /// What kept failing.
        why: String,
        /// When to go on, if the service said so.
        until: Option<Moment>,
        /// The error it comes from.
        source: Option<Arc<Error>>,
    },
    /// The service gave an answer that a program cannot help. Run it again once that is
    /// put right.
    #[error("stopped while {step}: {why}")]
    Failed {
        /// What was being done.
        step: &'static str,
        /// The answer.
        why: String,
        /// The error it comes from.
        source: Option<Arc<Error>>,
    },
    /// An item was refused, or the run was undone, and nothing of the run is live.
    #[error("nothing is live; {why}")]
    RolledBack {
        /// Why.
        why: String,
        /// The error it comes from.
        source: Option<Arc<Error>>,
    },
    /// The journal, or a campaign with this run's tag, was made from another plan.
    #[error("this run was begun with another plan")]
    PlanMismatch,
    /// A campaign of the same name exists that this run has not created.
    #[error("a campaign of the same name exists that this launch has not created{}", .id.as_ref().map(|id| format!(": {id}")).unwrap_or_default())]
    NameConflict {
        /// That campaign, when it could be seen.
        id: Option<String>,
    },
    /// Another runner has launched the same plan; its campaign stays. Running again
    /// adopts that, and finishes it if its runner does not.
    #[error("another launch of the same plan is ahead, with campaign {winner}")]
    LostRace {
        /// That runner's campaign.
        winner: String,
    },
    /// Something that existed is gone: it is not created again.
    #[error("{kind} {id} was created by this launch and has been archived or has vanished since")]
    LostEntity {
        /// What it was.
        kind: Kind,
        /// Its id.
        id: String,
    },
    /// The journal cannot be used.
    #[error(transparent)]
    Journal(#[from] JournalError),
}

impl Stop {
    pub(super) fn parked(step: &'static str, failed: CallFailed, until: Option<Moment>) -> Self {
        Self::Parked {
            step,
            why: failed.why,
            until,
            source: failed.source,
        }
    }

    pub(super) fn failed(step: &'static str, failed: CallFailed) -> Self {
        Self::Failed {
            step,
            why: failed.why,
            source: failed.source,
        }
    }

    /// Adds the error that made it park, when the engine only knows that nothing came of
    /// its requests.
    pub(crate) fn because_of(self, error: Option<&Arc<Error>>) -> Self {
        match self {
            Self::Parked {
                step,
                why,
                until,
                source: None,
            } => Self::Parked {
                step,
                why,
                until,
                source: error.cloned(),
            },
            other => other,
        }
    }

    /// The error of the call that caused it, when it was a call of this process.
    pub fn cause(&self) -> Option<&Arc<Error>> {
        match self {
            Self::Parked { source, .. }
            | Self::Failed { source, .. }
            | Self::RolledBack { source, .. } => source.as_ref(),
            _ => None,
        }
    }
}
