//! Creating what is planned: intent, one request, outcome.

use std::time::Duration;

use super::mutant::broken;
use super::state::Stage;
use super::{
    CallFailed, Clock, Create, Doubt, Engine, Journal, Kind, Moment, NewItem, NotApplied, Outcome,
    Record, Refusal, Remedy, Service, Settled, Stop,
};

/// Items of one request (contract).
const MOST_ITEMS: usize = 1000;

/// When a request was sent, and when it was over.
#[derive(Clone, Copy)]
struct At {
    sent: Moment,
    answered: Moment,
}

impl<S: Service, C: Clock, J: Journal> Engine<'_, S, C, J> {
    /// Brings every item of a kind to an end, confirmed or refused.
    pub(super) async fn ensure(&mut self, kind: Kind) -> Result<(), Stop> {
        const STEP: &str = "creating what is planned";
        // A journal that was read may be an old copy: what it lacks may be there.
        let mut sure = !self.resumed && !self.state.adopted || broken!(self, TrustsOldCopies);
        let mut patience = self.patience(STEP);
        loop {
            if kind != Kind::Campaign {
                self.look().await?;
            }
            self.reconcile(kind).await?;
            self.check_refusals()?;
            self.mark_by_name_unless_tagged(kind).await?;
            let planned = self.in_stage(kind, |stage| *stage == Stage::Planned);
            if planned.is_empty() {
                return Ok(());
            }
            if kind == Kind::Campaign && !self.has_looked() {
                self.preflight().await?;
                continue;
            }
            if kind != Kind::Campaign && (!sure || self.state.finished) {
                self.adopt_below(kind).await?;
                sure = true;
                continue;
            }
            self.admitted(kind).await?;
            if !self.has_looked() {
                // The wait was a long one.
                continue;
            }
            let todo = &planned[..planned.len().min(MOST_ITEMS)];
            let wait = self.attempt(kind, todo).await?;
            self.check_refusals()?;
            if let Some(asked) = wait {
                let failed = CallFailed {
                    remedy: Remedy::TryAgain(asked),
                    why: "the service takes no more requests, or cannot be reached".to_owned(),
                    source: None,
                };
                self.pause(&mut patience, asked, failed).await?;
            }
        }
    }

    pub(super) fn in_stage(&self, kind: Kind, is: impl Fn(&Stage) -> bool) -> Vec<usize> {
        let items = self.items.iter().zip(&self.state.items).enumerate();
        items
            .filter(|(_, (item, progress))| item.kind == kind && is(&progress.stage))
            .map(|(index, _)| index)
            .collect()
    }

    fn check_refusals(&self) -> Result<(), Stop> {
        match self.state.rejected() {
            Some((why, _)) => Err(Stop::RolledBack {
                why: why.to_owned(),
                source: None,
            }),
            None => Ok(()),
        }
    }

    /// Sends items once. Says how long to wait when some were not applied.
    async fn attempt(
        &mut self,
        kind: Kind,
        todo: &[usize],
    ) -> Result<Option<Option<Duration>>, Stop> {
        let begun = self.clock.now();
        let intent = Record::Intent {
            items: todo.to_vec(),
            deadline: begun + self.settings.attempt,
        };
        if !broken!(self, IntentAfterSend) {
            self.append(std::slice::from_ref(&intent)).await?;
        }
        let nap = begun.until(self.clock.now());
        if nap > self.settings.longest_nap() && !broken!(self, FencingOff) {
            // Another process may have begun to wait for a deadline that this request
            // would miss. It stays an intent, and is looked for.
            return Ok(None);
        }
        let mark = self.mark();
        let new = |index: &usize| NewItem {
            index: *index,
            item: &self.items[*index],
            ad_group: self.items[*index]
                .ad_group
                .and_then(|group| self.state.id(group)),
        };
        let request = Create {
            kind,
            campaign: self.state.root(),
            mark: &mark,
            items: todo.iter().map(new).collect(),
        };
        let sent = self.clock.now();
        // Nothing below this line sends the request a second time.
        let outcomes = self.service.create(request).await;
        let now = self.clock.now();
        let mut records = Vec::new();
        if broken!(self, IntentAfterSend) {
            records.push(intent);
        }
        let mut wait = None;
        for (position, index) in todo.iter().enumerate() {
            // An answer that leaves items out says nothing about them.
            let doubt = Outcome::Ambiguous(Doubt::MissingIndex);
            let outcome = outcomes.get(position).cloned().unwrap_or(doubt);
            if let Outcome::NotApplied(NotApplied::TryAgain(asked)) = &outcome {
                wait = wait.max(Some(*asked));
            } else if let Outcome::NotApplied(_) = &outcome {
                wait = wait.max(Some(None));
            }
            let at = At {
                sent,
                answered: now,
            };
            self.settle(*index, outcome, at, &mut records);
        }
        self.append(&records).await?;
        Ok(wait)
    }

    /// What an outcome means for an item.
    fn settle(&mut self, item: usize, outcome: Outcome, at: At, records: &mut Vec<Record>) {
        let rejected = |why: String| Settled::Rejected {
            why,
            conflict: false,
        };
        let settled = match outcome {
            Outcome::Confirmed(id) => Settled::Confirmed { id },
            Outcome::Exists => Settled::Exists,
            Outcome::NotApplied(NotApplied::TryAgain(_)) => Settled::Absent,
            Outcome::NotApplied(NotApplied::ParentMissing(why)) => {
                let parent = self.items[item].ad_group.unwrap_or(0);
                let visible = self.settings.visible_within;
                // An answer may take longer than its parent is young.
                let then = match broken!(self, ParentAgeAtAnswer) {
                    true => at.answered,
                    false => at.sent,
                };
                let young = self.state.is_young(parent, then, visible)
                    || self.state.is_young(0, then, visible);
                if young && !broken!(self, ParentLagIsRejected) {
                    Settled::Absent
                } else {
                    rejected(why)
                }
            }
            Outcome::Rejected(refusal) if refusal.tags && !self.state.by_name => {
                records.push(Record::MarkedByName);
                return;
            }
            Outcome::Rejected(Refusal { why, source, .. }) => {
                self.refusal.get_or_insert(CallFailed {
                    remedy: Remedy::GiveUp,
                    why: why.clone(),
                    source,
                });
                rejected(why)
            }
            Outcome::Ambiguous(doubt) => self.doubted(doubt, at.answered),
        };
        records.push(Record::Outcome {
            item,
            settled,
            at: at.answered,
        });
    }

    #[allow(
        clippy::overly_complex_bool_expr,
        clippy::nonminimal_bool,
        reason = "outside of the simulator every switch is false"
    )]
    fn doubted(&self, doubt: Doubt, now: Moment) -> Settled {
        let harmless = broken!(self, BlindRetry)
            || doubt == Doubt::ServerError && broken!(self, ServerErrorIsNotApplied)
            || doubt == Doubt::InternalError && broken!(self, InternalErrorIsNotApplied);
        let refused = doubt == Doubt::MissingIndex && broken!(self, MissingIndexIsRejected)
            || doubt == Doubt::MissingId && broken!(self, MissingIdIsRejected);
        match (harmless, refused) {
            (true, _) => Settled::Absent,
            (_, true) => Settled::Rejected {
                why: format!("{doubt:?}"),
                conflict: false,
            },
            _ => Settled::Ambiguous {
                doubt,
                deadline: now,
            },
        }
    }
}
