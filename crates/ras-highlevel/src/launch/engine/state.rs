//! Where a run stands: what its journal says, and nothing else.

use std::time::Duration;

use super::{Doubt, Moment, Record, Settled};

#[derive(Clone, Debug, Default)]
pub(super) struct State {
    pub(super) inst: String,
    pub(super) run: String,
    pub(super) plan: String,
    pub(super) begun: Moment,
    pub(super) by_name: bool,
    pub(super) adopted: bool,
    /// Whether the adopted campaign had been launched before: nothing is added to it.
    pub(super) finished: bool,
    pub(super) phase: Phase,
    /// Whether a rollback archives what other journals of this run have created.
    pub(super) everything: bool,
    pub(super) items: Vec<Progress>,
    pub(super) audited: Option<Moment>,
    /// When the last request that may have been sent was given up.
    pub(super) last_deadline: Moment,
    /// When the last request of unknown outcome was given up.
    pub(super) last_doubt: Moment,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Phase {
    #[default]
    Building,
    Committing,
    Done(Moment),
    RollingBack,
    RolledBack,
    Lost(String),
}

#[derive(Clone, Debug, Default)]
pub(super) struct Progress {
    pub(super) stage: Stage,
    pub(super) internal_errors: u8,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Stage {
    #[default]
    Planned,
    Intent {
        deadline: Moment,
        exists: bool,
    },
    Confirmed {
        id: String,
        at: Moment,
    },
    Rejected {
        why: String,
        conflict: bool,
    },
}

impl State {
    pub(super) fn new(items: usize) -> Self {
        Self {
            items: vec![Progress::default(); items],
            ..Self::default()
        }
    }

    /// The only place where anything changes: what is not in the journal is not true.
    pub(super) fn apply(&mut self, record: &Record) {
        match record {
            Record::Begun {
                run,
                plan,
                inst,
                at,
            } => {
                // A journal that has lost its race begins again.
                *self = Self::new(self.items.len());
                self.run.clone_from(run);
                self.plan.clone_from(plan);
                self.inst.clone_from(inst);
                self.begun = *at;
            }
            Record::MarkedByName => {
                self.by_name = true;
                // Refused because of its tags, and to be sent again. What is confirmed
                // got another name instead.
                self.stage(0, |_| Stage::Planned);
            }
            Record::Intent { items, deadline } => {
                self.last_deadline = self.last_deadline.max(*deadline);
                for item in items {
                    self.stage(*item, |_| Stage::Intent {
                        deadline: *deadline,
                        exists: false,
                    });
                }
            }
            Record::Outcome { item, settled, at } => self.outcome(*item, settled, *at),
            Record::Adopted { id, enabled, at } => {
                self.adopted = true;
                self.finished = *enabled;
                let (id, at) = (id.clone(), *at);
                self.stage(0, |_| Stage::Confirmed { id, at });
            }
            Record::CommitIntent => self.phase = Phase::Committing,
            Record::Done { audit_due } => self.phase = Phase::Done(*audit_due),
            Record::Audited { at } => self.audited = Some(*at),
            Record::RollbackIntent { everything } => {
                self.phase = Phase::RollingBack;
                self.everything = *everything;
            }
            Record::RolledBack => self.phase = Phase::RolledBack,
            Record::LostRace { winner } => self.phase = Phase::Lost(winner.clone()),
        }
    }

    fn outcome(&mut self, item: usize, settled: &Settled, at: Moment) {
        if let Settled::Ambiguous { doubt, deadline } = settled {
            self.last_doubt = self.last_doubt.max(*deadline);
            self.last_deadline = self.last_deadline.max(*deadline);
            if let Some(progress) = self.items.get_mut(item) {
                progress.internal_errors += u8::from(*doubt == Doubt::InternalError);
            }
        }
        self.stage(item, |old| match settled {
            Settled::Confirmed { id } => Stage::Confirmed { id: id.clone(), at },
            Settled::Rejected { why, conflict } => Stage::Rejected {
                why: why.clone(),
                conflict: *conflict,
            },
            Settled::Absent => Stage::Planned,
            Settled::Ambiguous { deadline, .. } => Stage::Intent {
                deadline: *deadline,
                exists: false,
            },
            Settled::Exists => Stage::Intent {
                deadline: old.deadline().unwrap_or(at),
                exists: true,
            },
        });
    }

    fn stage(&mut self, item: usize, next: impl FnOnce(&Stage) -> Stage) {
        // A journal of another plan is refused before its items are looked at.
        if let Some(progress) = self.items.get_mut(item) {
            // What is confirmed is never withdrawn.
            if !matches!(progress.stage, Stage::Confirmed { .. }) {
                progress.stage = next(&progress.stage);
            }
        }
    }

    /// An attempt of another process has an unknown outcome, whatever it was about to do.
    pub(super) fn doubt_open_intents(&mut self) {
        for progress in &self.items {
            if let Some(deadline) = progress.stage.deadline() {
                self.last_doubt = self.last_doubt.max(deadline);
            }
        }
    }

    pub(super) fn id(&self, item: usize) -> Option<&str> {
        match &self.items.get(item)?.stage {
            Stage::Confirmed { id, .. } => Some(id),
            _ => None,
        }
    }

    /// When an item was confirmed.
    pub(super) fn since(&self, item: usize) -> Moment {
        match self.items.get(item).map(|progress| &progress.stage) {
            Some(Stage::Confirmed { at, .. }) => *at,
            _ => Moment::default(),
        }
    }

    /// Whether an item was confirmed so short a time ago that it may not be known
    /// everywhere.
    pub(super) fn is_young(&self, item: usize, now: Moment, visible_within: Duration) -> bool {
        match self.items.get(item).map(|progress| &progress.stage) {
            Some(Stage::Confirmed { at, .. }) => now < *at + visible_within,
            _ => false,
        }
    }

    pub(super) fn root(&self) -> &str {
        self.id(0).unwrap_or_default()
    }

    pub(super) fn rejected(&self) -> Option<(&str, bool)> {
        self.items
            .iter()
            .find_map(|progress| match &progress.stage {
                Stage::Rejected { why, conflict } => Some((why.as_str(), *conflict)),
                _ => None,
            })
    }
}

impl Stage {
    pub(super) fn deadline(&self) -> Option<Moment> {
        match self {
            Self::Intent { deadline, .. } => Some(*deadline),
            _ => None,
        }
    }
}
