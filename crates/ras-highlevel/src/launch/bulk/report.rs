//! What many launches came to.

use std::error::Error as _;
use std::fmt;

use serde::Serialize;

use super::BulkEnd;
use crate::launch::engine::Stop;
use crate::{LaunchError, ProfileId, RunId};

/// More failures than anybody reads are counted only.
const MOST_FAILURES: usize = 1000;

/// What many launches came to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct BulkReport {
    /// Campaigns that are complete and ENABLED.
    pub launched: u64,
    /// Launches that go on when they are resumed.
    pub resumable: u64,
    /// Launches that were refused and of which nothing is live.
    pub rolled_back: u64,
    /// Launches that another campaign, plan or runner stands in the way of.
    pub in_the_way: u64,
    /// Launches whose plan, settings or folder cannot be used. Nothing was sent.
    pub not_begun: u64,
    /// Launches that somebody has to look at.
    pub lost: u64,
    /// The first 1000 failures.
    pub failures: Vec<BulkFailure>,
}

/// One launch of many that has not ended with a live campaign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct BulkFailure {
    /// Its position in the source, from 0.
    pub position: u64,
    /// Its profile.
    pub profile: ProfileId,
    /// Its run.
    pub run: RunId,
    /// Why, and what exists.
    pub why: String,
    /// What to do about it.
    pub hint: String,
}

impl BulkReport {
    /// Counts one more launch.
    pub fn add(&mut self, end: &BulkEnd) {
        let error = match &end.end {
            Ok(_) => {
                self.launched += 1;
                return;
            }
            Err(error) => error,
        };
        *self.count(error) += 1;
        if self.failures.len() < MOST_FAILURES {
            self.failures.push(BulkFailure {
                position: end.position,
                profile: end.profile.clone(),
                run: end.run.clone(),
                why: explained(error),
                hint: error.hint(),
            });
        }
    }

    /// How many launches have not ended with a live campaign of theirs.
    pub fn failed(&self) -> u64 {
        self.resumable + self.rolled_back + self.in_the_way + self.not_begun + self.lost
    }

    fn count(&mut self, error: &LaunchError) -> &mut u64 {
        let Some(stopped) = error.stopped() else {
            return &mut self.not_begun;
        };
        match stopped.stop() {
            Stop::RolledBack { .. } => &mut self.rolled_back,
            Stop::NameConflict { .. } | Stop::PlanMismatch | Stop::LostRace { .. } => {
                &mut self.in_the_way
            }
            _ if stopped.is_resumable() => &mut self.resumable,
            _ => &mut self.lost,
        }
    }
}

/// One line: what a run met is in its error, what kept it from beginning is the source.
fn explained(error: &LaunchError) -> String {
    match (error.stopped(), error.source()) {
        (None, Some(source)) => format!("{error}: {source}"),
        _ => error.to_string(),
    }
}

impl fmt::Display for BulkReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} launched", self.launched)?;
        let others = [
            (self.resumable, "to be resumed"),
            (self.rolled_back, "rolled back"),
            (self.in_the_way, "with something in the way"),
            (self.not_begun, "not begun"),
            (self.lost, "to be looked at"),
        ];
        for (count, what) in others.iter().filter(|(count, _)| *count > 0) {
            write!(f, ", {count} {what}")?;
        }
        Ok(())
    }
}
