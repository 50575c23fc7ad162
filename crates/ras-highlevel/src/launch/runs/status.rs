//! Where a run stands, for people.

use jiff::Timestamp;
use serde::Serialize;

use crate::launch::Created;
use crate::launch::engine::{self, Moment, Record, RunPhase, Standing};
use crate::{CampaignId, CampaignPlan};

/// Where a run stands, by its journal.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct RunStatus {
    /// How far it is.
    pub phase: RunPhase,
    /// What exists of it.
    pub created: Created,
    /// How many entities the plan has.
    pub planned: usize,
    /// What was refused, and why.
    pub refused: Vec<String>,
    /// When the journal was begun.
    pub begun: Option<Timestamp>,
    /// When the last effects of a finished launch can be seen.
    pub audit_due: Option<Timestamp>,
    /// When they were looked at.
    pub audited: Option<Timestamp>,
    /// The campaign of another runner of the same plan, which was ahead.
    pub winner: Option<CampaignId>,
}

impl RunStatus {
    pub(crate) fn of(plan: &CampaignPlan, records: &[Record]) -> Self {
        let items = engine::items(plan);
        let standing = Standing::of(items.len(), records);
        let refused = standing.refused().map(|(item, why)| match items.get(item) {
            Some(item) => format!("{} {}: {why}", item.kind, item.key),
            None => why.to_owned(),
        });
        Self {
            phase: standing.phase(),
            created: Created::of(&items, &standing),
            planned: items.len(),
            refused: refused.collect(),
            begun: standing.begun().and_then(time),
            audit_due: standing.audit_due().and_then(time),
            audited: standing.audited().and_then(time),
            winner: standing.winner().map(CampaignId::from),
        }
    }

    /// Whether [`Ras::resume`](crate::Ras::resume) has anything to do.
    pub fn is_open(&self) -> bool {
        !matches!(
            self.phase,
            RunPhase::Done | RunPhase::RolledBack | RunPhase::LostRace
        )
    }
}

fn time(moment: Moment) -> Option<Timestamp> {
    Timestamp::from_millisecond(i64::try_from(moment.millis()).ok()?).ok()
}
