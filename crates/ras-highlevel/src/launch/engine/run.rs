//! The order of a run: everything there, then ENABLED.

use super::mutant::broken;
use super::state::{Phase, State};
use super::{
    AutoBid, CallFailed, Change, Clock, Identity, Item, Journal, JournalError, Kind, Mark, Moment,
    Query, Record, Remedy, Service, Settings, Standing, Stop, identity, items,
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
    /// Whether another process has written to the journal, be it an old copy of it.
    pub(super) resumed: bool,
    /// The refusal that this process has seen, with the error it came from.
    pub(super) refusal: Option<CallFailed>,
    /// When the campaigns of this run were listed last, with ours in front.
    pub(super) looked: Option<Moment>,
    /// A foreign campaign in the place of ours.
    pub(super) namesake: Option<String>,
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
            resumed: false,
            refusal: None,
            looked: None,
            namesake: None,
        }
    }

    /// Launches the campaign, or goes on with its launch wherever it was left.
    ///
    /// # Errors
    ///
    /// Why the run stopped. After [`Stop::Parked`] and [`Stop::Failed`] the same call
    /// goes on; after [`Stop::LostRace`] it adopts the winner's campaign. The other
    /// reasons are final.
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
            Phase::RollingBack | Phase::RolledBack => return Err(self.roll_back(false).await),
            // A crash may lie between a refusal and what follows from it.
            Phase::Building if self.state.rejected().is_some() => {
                return Err(self.roll_back(false).await);
            }
            // Much may have happened since it was complete.
            Phase::Committing => self.sweep().await?,
            Phase::Lost(_) => {
                self.begin().await?;
                self.build_or_roll_back().await?;
            }
            Phase::Building => self.build_or_roll_back().await?,
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
        match self.roll_back(true).await {
            Stop::RolledBack { .. } | Stop::NameConflict { .. } => Ok(()),
            stop => Err(stop),
        }
    }

    /// Looks once more when the last effects of a finished launch can be seen, and
    /// archives what was delivered twice. Without effect before the launch is finished.
    ///
    /// # Errors
    ///
    /// [`Stop::LostEntity`] when something of the campaign is gone by now, and
    /// [`Stop::LostRace`] when another one of this run stays in its place.
    pub async fn audit(&mut self) -> Result<(), Stop> {
        self.open().await?;
        let due = match &self.state.phase {
            Phase::Done(due) => *due,
            Phase::Lost(winner) => {
                let winner = winner.clone();
                return Err(Stop::LostRace { winner });
            }
            _ => return Ok(()),
        };
        self.sleep_until(due).await;
        self.sweep().await?;
        let at = self.clock.now();
        self.append(&[Record::Audited { at }]).await
    }

    async fn build_or_roll_back(&mut self) -> Result<(), Stop> {
        match self.build().await {
            Err(Stop::RolledBack { .. }) => Err(self.roll_back(false).await),
            built => built,
        }
    }

    async fn build(&mut self) -> Result<(), Stop> {
        for kind in [Kind::Campaign, Kind::AdGroup, Kind::ProductAd, Kind::Target] {
            self.ensure(kind).await?;
        }
        if self.state.finished {
            // It was launched before, and is its owner's since.
            return Ok(());
        }
        self.auto_targets().await?;
        // A request of unknown outcome may still land, even when a copy was found.
        if self.state.last_doubt > Moment::default() {
            self.sleep_until(self.state.last_doubt + self.settings.settle)
                .await;
        }
        if self.settings.rivals_possible && !broken!(self, IgnoresHiddenRivals) {
            // A campaign that was created before ours is listed by then.
            self.sleep_until(self.state.since(0) + self.settings.visible_within)
                .await;
        }
        self.sweep().await?;
        self.append(&[Record::CommitIntent]).await
    }

    async fn commit(&mut self) -> Result<Launched, Stop> {
        if !self.state.finished {
            self.enable().await?;
        }
        // By then everything has settled, and every other runner has made up its mind.
        let audit_due = self.clock.now() + self.settings.quiet();
        self.append(&[Record::Done { audit_due }]).await?;
        Ok(self.launched())
    }

    /// Enables the campaign while it is known to be ours.
    async fn enable(&mut self) -> Result<(), Stop> {
        const STEP: &str = "enabling the campaign";
        let enable = Change::Enable(self.state.root().to_owned());
        let mut patience = self.patience(STEP);
        let known_by = self.state.since(0) + self.settings.visible_within;
        loop {
            self.look().await?;
            let Err(failed) = self.service.set(&enable).await else {
                return Ok(());
            };
            match failed.remedy {
                Remedy::TryAgain(asked) => self.pause(&mut patience, asked, failed).await?,
                Remedy::NotFound if self.clock.now() < known_by => {
                    self.pause(&mut patience, None, failed).await?;
                }
                _ => return Err(Stop::failed(STEP, failed)),
            }
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
        (self.looked, self.namesake) = (None, None);
        self.resumed = !records.is_empty();
        if records.is_empty() {
            return self.begin().await;
        }
        if self.state.run != self.identity.run || self.state.plan != self.identity.plan {
            return Err(Stop::PlanMismatch);
        }
        Ok(())
    }

    async fn begin(&mut self) -> Result<(), Stop> {
        let begun = Record::Begun {
            run: self.identity.run.clone(),
            plan: self.identity.plan.clone(),
            inst: identity::new_inst(self.clock),
            at: self.clock.now(),
        };
        self.append(&[begun]).await
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
