//! Where a run stands, read from its journal by those who do not run it.

use super::state::{Phase, Stage, State};
use super::{Moment, Record};

/// Where a run stands.
#[derive(Clone, Debug)]
pub struct Standing(State);

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RunPhase {
    /// Nothing was sent.
    Planned,
    /// It is being built, below a PAUSED campaign.
    Building,
    /// Everything is there, and the campaign is being enabled.
    Enabling,
    /// Everything is there, and the campaign was ENABLED.
    Done,
    /// It is being archived.
    RollingBack,
    /// Nothing of it is live.
    RolledBack,
    /// Another runner of the same plan has won.
    LostRace,
}

impl From<&State> for Standing {
    fn from(state: &State) -> Self {
        Self(state.clone())
    }
}

impl Standing {
    /// The standing of a run of so many items whose journal holds these records.
    pub fn of(items: usize, records: &[Record]) -> Self {
        let mut standing = Self(State::new(items));
        records.iter().for_each(|record| standing.add(record));
        standing
    }

    /// Takes in one more record.
    pub fn add(&mut self, record: &Record) {
        self.0.apply(record);
    }

    /// How far the run is.
    pub fn phase(&self) -> RunPhase {
        match self.0.phase {
            Phase::Building if self.0.rejected().is_some() => RunPhase::RollingBack,
            Phase::Building if self.untouched() => RunPhase::Planned,
            Phase::Building => RunPhase::Building,
            Phase::Committing => RunPhase::Enabling,
            Phase::Done(_) => RunPhase::Done,
            Phase::RollingBack => RunPhase::RollingBack,
            Phase::RolledBack => RunPhase::RolledBack,
            Phase::Lost(_) => RunPhase::LostRace,
        }
    }

    /// The id of an item, once it is confirmed.
    pub fn id(&self, item: usize) -> Option<&str> {
        self.0.id(item)
    }

    /// The items that may exist or not.
    pub fn in_doubt(&self) -> impl Iterator<Item = usize> {
        let items = self.0.items.iter().enumerate();
        let doubtful = items.filter(|(_, item)| item.stage.deadline().is_some());
        doubtful.map(|(item, _)| item)
    }

    /// The refused items, with the reasons.
    pub fn refused(&self) -> impl Iterator<Item = (usize, &str)> {
        let items = self.0.items.iter().enumerate();
        items.filter_map(|(item, progress)| match &progress.stage {
            Stage::Rejected { why, .. } => Some((item, why.as_str())),
            _ => None,
        })
    }

    /// When the run began.
    pub fn begun(&self) -> Option<Moment> {
        (self.0.begun > Moment::default()).then_some(self.0.begun)
    }

    /// When the last effects of a finished run can be seen.
    pub fn audit_due(&self) -> Option<Moment> {
        match self.0.phase {
            Phase::Done(due) => Some(due),
            _ => None,
        }
    }

    /// When they were seen.
    pub fn audited(&self) -> Option<Moment> {
        self.0.audited
    }

    /// The campaign of the runner that has won.
    pub fn winner(&self) -> Option<&str> {
        match &self.0.phase {
            Phase::Lost(winner) => Some(winner),
            _ => None,
        }
    }

    /// Whether the run and the plan are those of an identity.
    pub fn is(&self, identity: &super::Identity) -> bool {
        self.0.run == identity.run && self.0.plan == identity.plan
    }

    fn untouched(&self) -> bool {
        let items = self.0.items.iter();
        items
            .map(|item| &item.stage)
            .all(|stage| *stage == Stage::Planned)
    }
}
