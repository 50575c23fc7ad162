//! The order of a run: everything there, then ENABLED.

use super::mutant::broken;
use super::state::{Phase, Stage, State};
use super::{
    AutoBid, CallFailed, Change, Clock, Entity, Identity, Item, Journal, JournalError, Kind, Mark,
    Moment, Query, Record, Remedy, Service, Settings, Standing, Stop, identity, items,
};
use crate::CampaignPlan;

/// One launch. Dropping any of its futures at any point loses nothing that the journal
/// does not bring back.
#[derive(Debug)]
pub struct Engine<'a, S, C, J> {
    pub(super) service: &'a mut S,
    pub(super) clock: &'a mut C,
    pub(super) journal: &'a mut J,
    pub(super) identity: Identity,
    pub(super) settings: Settings,
    pub(super) items: Vec<Item>,
    pub(super) bids: Vec<AutoBid>,
    pub(super) state: State,
    /// The refusal that this process has seen, with the error it came from.
    pub(super) refusal: Option<CallFailed>,
}

/// A campaign that is complete and ENABLED.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Launched {
    /// The campaign.
    pub campaign: String,
    /// The ids of all items of the plan, the campaign's first, in the order of the plan.
    pub ids: Vec<String>,
    /// When [`Engine::audit`] can see the last effects of this launch.
    pub audit_due: Moment,
}

impl<'a, S: Service, C: Clock, J: Journal> Engine<'a, S, C, J> {
    /// Prepares the launch of a plan; nothing happens yet.
    pub fn new(
        plan: &CampaignPlan,
        identity: Identity,
        settings: Settings,
        service: &'a mut S,
        clock: &'a mut C,
        journal: &'a mut J,
    ) -> Self {
        let items = items::items(plan);
        Self {
            service,
            clock,
            journal,
            identity,
            settings,
            bids: items::auto_bids(plan),
            state: State::new(items.len()),
            items,
            refusal: None,
        }
    }

    /// Launches the campaign, or goes on with its launch wherever it was left.
    ///
    /// # Errors
    ///
    /// Why the run stopped. After [`Stop::Parked`] and [`Stop::Failed`] the same call
    /// goes on; the other reasons are final.
    pub async fn run(&mut self) -> Result<Launched, Stop> {
        if let Some((first, _)) = items::twins(&self.items) {
            // A natural key that stands for two items would be looked for in vain.
            return Err(Stop::Failed {
                step: "reading the plan",
                why: format!(
                    "the {} `{}` stands twice in the plan",
                    first.kind, first.key
                ),
                source: None,
            });
        }
        self.open().await?;
        match &self.state.phase {
            Phase::Done(_) => return Ok(self.launched()),
            Phase::Lost(winner) => {
                let winner = winner.clone();
                return Err(Stop::LostRace { winner });
            }
            Phase::RollingBack | Phase::RolledBack => return Err(self.roll_back().await),
            // A crash may lie between a refusal and what follows from it.
            Phase::Building if self.state.rejected().is_some() => {
                return Err(self.roll_back().await);
            }
            Phase::Building => match self.build().await {
                Err(Stop::RolledBack { .. }) => return Err(self.roll_back().await),
                built => built?,
            },
            Phase::Committing => {}
        }
        self.commit().await
    }

    /// Archives everything of this run that is live, finished or not. Final.
    ///
    /// # Errors
    ///
    /// As [`run`](Self::run), except that a rollback which is complete is a success.
    pub async fn undo(&mut self) -> Result<(), Stop> {
        self.open().await?;
        if matches!(self.state.phase, Phase::Lost(_)) {
            return Ok(());
        }
        match self.roll_back().await {
            Stop::RolledBack { .. } | Stop::NameConflict { .. } => Ok(()),
            stop => Err(stop),
        }
    }

    /// Looks once more when the last effects of a finished launch can be seen, and
    /// archives what was delivered twice. Without effect before the launch is finished.
    ///
    /// # Errors
    ///
    /// [`Stop::LostEntity`] when something of the campaign is gone by now.
    pub async fn audit(&mut self) -> Result<(), Stop> {
        self.open().await?;
        let Phase::Done(due) = self.state.phase else {
            return Ok(());
        };
        self.sleep_until(due).await;
        self.sweep().await?;
        let at = self.clock.now();
        self.append(&[Record::Audited { at }]).await
    }

    async fn build(&mut self) -> Result<(), Stop> {
        if self.state.items[0].stage == Stage::Planned {
            self.preflight().await?;
        }
        for kind in [Kind::Campaign, Kind::AdGroup, Kind::ProductAd, Kind::Target] {
            self.ensure(kind).await?;
        }
        self.auto_targets().await?;
        // A request of unknown outcome may still land, even when a copy was found.
        if self.state.last_doubt > Moment::default() {
            self.sleep_until(self.state.last_doubt + self.settings.settle)
                .await;
        }
        if !broken!(self, NoSweep) {
            self.sweep().await?;
        }
        self.append(&[Record::CommitIntent]).await
    }

    async fn commit(&mut self) -> Result<Launched, Stop> {
        let enable = Change::Enable(self.state.root().to_owned());
        self.set("enabling the campaign", &enable).await?;
        let audit_due = self.state.last_deadline.max(self.clock.now()) + self.settings.settle;
        self.append(&[Record::Done { audit_due }]).await?;
        Ok(self.launched())
    }

    /// Waits for the automatic targets that the plan has bids for, and sets them.
    async fn auto_targets(&mut self) -> Result<(), Stop> {
        const STEP: &str = "waiting for automatic targets";
        if self.bids.is_empty() {
            return Ok(());
        }
        let query = Query::Below(Kind::Target, self.state.root().to_owned());
        let give_up = self.clock.now() + self.settings.auto_targets_within;
        let mut patience = self.patience(STEP);
        loop {
            let (_, targets) = self.list(STEP, &query).await?;
            let find = |bid: &AutoBid| {
                let group = self.state.id(bid.ad_group);
                let is =
                    |target: &&Entity| target.ad_group.as_deref() == group && target.key == bid.key;
                let target = targets.iter().find(is)?;
                Some((target.id.clone(), bid.bid))
            };
            let found: Vec<_> = self.bids.iter().filter_map(find).collect();
            let missing = self.bids.len() - found.len();
            if missing == 0 {
                let change = Change::Bids(found);
                return self
                    .set("setting the bids of automatic targets", &change)
                    .await;
            }
            let failed = CallFailed {
                remedy: Remedy::TryAgain(None),
                why: format!("{missing} automatic target(s) are not there yet"),
                source: None,
            };
            if self.clock.now() >= give_up {
                return Err(Stop::parked(STEP, failed, None));
            }
            self.pause(&mut patience, None, failed).await?;
        }
    }

    /// Which items are confirmed, in doubt or refused.
    pub(crate) fn standing(&self) -> Standing {
        Standing::from(&self.state)
    }

    /// Takes the journal over and finds out where the run stands.
    async fn open(&mut self) -> Result<(), Stop> {
        let records = self.journal.open().await?;
        self.state = State::new(self.items.len());
        for record in &records {
            self.state.apply(record);
        }
        self.state.doubt_open_intents();
        if records.is_empty() {
            let begun = Record::Begun {
                run: self.identity.run.clone(),
                plan: self.identity.plan.clone(),
                inst: identity::new_inst(self.clock),
                at: self.clock.now(),
            };
            return self.append(&[begun]).await;
        }
        if self.state.run != self.identity.run || self.state.plan != self.identity.plan {
            return Err(Stop::PlanMismatch);
        }
        Ok(())
    }

    /// Keeps records and believes them, in this order.
    pub(super) async fn append(&mut self, records: &[Record]) -> Result<(), Stop> {
        match self.journal.append(records).await {
            Err(JournalError::Fenced) if broken!(self, FencingOff) => {}
            kept => kept?,
        }
        for record in records {
            self.state.apply(record);
        }
        Ok(())
    }

    pub(super) async fn sleep_until(&mut self, moment: Moment) {
        let wait = self.clock.now().until(moment);
        if !wait.is_zero() {
            self.clock.sleep(wait).await;
        }
    }

    /// The name of the plan, without any mark.
    pub(super) fn name(&self) -> &str {
        &self.items[0].key
    }

    pub(super) fn mark(&self) -> Mark {
        self.identity
            .mark(self.name(), &self.state.inst, self.state.by_name)
    }

    /// Both names that a campaign of this run can have.
    pub(super) fn roots(&self) -> Query {
        let name = self.name();
        Query::Campaigns(vec![name.to_owned(), self.identity.suffixed(name)])
    }

    fn launched(&self) -> Launched {
        let ids = (0..self.items.len()).filter_map(|item| self.state.id(item));
        Launched {
            campaign: self.state.root().to_owned(),
            ids: ids.map(str::to_owned).collect(),
            audit_due: match self.state.phase {
                Phase::Done(due) => due,
                _ => Moment::default(),
            },
        }
    }
}
