//! Doing what was ordered: the engine over the real service, clock and journal.

use std::sync::Arc;
use std::time::Duration;

use super::builder::Launch;
use super::engine::{
    Engine, Item, Journal, JournalError, MemoryJournal, Standing, Stop, Survey, items,
};
use super::ras_service::RasService;
use super::runs::{Stored, StoredIdentity};
use super::told::{Teller, ToldJournal};
use super::wall_clock::WallClock;
use super::{
    CampaignPlan, CampaignTree, Created, FileJournal, LaunchError, PlannedOffer, Preview, Run,
    RunId, RunsError, Stopped, preview, tree,
};
use crate::guardrails::Held;
use crate::{CampaignId, Error, pacific};

/// The service's slowest answers take 30 seconds; less would make outcomes unknown that
/// it would still have told. An eighth may pass between the intent and the request.
const SHORTEST_ATTEMPT: Duration = Duration::from_secs(36);

/// What an engine works with.
struct Parts<J> {
    service: RasService,
    clock: WallClock,
    journal: ToldJournal<J>,
    launch: Launch,
}

impl<J: Journal> Parts<J> {
    fn new(launch: &Launch, journal: J, teller: Teller) -> Result<Self, LaunchError> {
        launch.check_settings()?;
        let identity = launch.identity();
        let items: Arc<[Item]> = items(&launch.plan).into();
        let run = RunId::of(&identity);
        let journal = ToldJournal::new(journal, teller.clone(), run, &identity, items);
        Ok(Self {
            service: RasService::new(&launch.ras, &launch.plan, &launch.settings, teller.clone()),
            clock: WallClock::new(teller).map_err(LaunchError::Settings)?,
            journal,
            launch: launch.clone(),
        })
    }

    fn engine(&mut self) -> Engine<'_, RasService, WallClock, ToldJournal<J>> {
        Engine::new(
            &self.launch.plan,
            self.launch.identity(),
            self.launch.settings.clone(),
            &mut self.service,
            &mut self.clock,
            &mut self.journal,
        )
    }
}

/// What is done with a launch that has run.
#[derive(Clone, Copy, Debug)]
pub(super) enum FollowUp {
    Undo,
    Audit,
}

impl Launch {
    pub(super) async fn launch<J: Journal>(
        self,
        journal: J,
        teller: Teller,
    ) -> Result<CampaignTree, LaunchError> {
        let mut parts = Parts::new(&self, journal, teller)?;
        let mut engine = parts.engine();
        let mut end = engine.run().await;
        if self.audited && end.is_ok() {
            let audited = engine.audit().await;
            end = end.and_then(|launched| audited.map(|()| launched));
        }
        let standing = engine.standing();
        let launched = end.map_err(|stop| {
            let stop = stop.because_of(parts.service.last_error());
            self.stopped(stop, &standing)
        })?;
        if let Some(tree) = parts.service.tree(&launched.campaign) {
            return Ok(tree);
        }
        // Nothing of it was read in this process: it was complete before.
        let id = CampaignId::from(&launched.campaign);
        let read = tree::read(&self.ras, &id).await;
        let read = read.and_then(|tree| tree.ok_or_else(Error::no_answer));
        read.map_err(|error| {
            let stop = Stop::Failed {
                step: "reading the campaign back",
                why: error.to_string(),
                source: Some(Arc::new(error)),
            };
            self.stopped(stop, &standing)
        })
    }

    pub(super) async fn follow_up<J: Journal>(
        self,
        what: FollowUp,
        journal: J,
        teller: Teller,
    ) -> Result<(), LaunchError> {
        let mut parts = Parts::new(&self, journal, teller)?;
        let mut engine = parts.engine();
        let end = match what {
            FollowUp::Undo => engine.undo().await,
            FollowUp::Audit => engine.audit().await,
        };
        let standing = engine.standing();
        end.map_err(|stop| self.stopped(stop, &standing))
    }

    pub(super) async fn survey(&self) -> Result<Preview, LaunchError> {
        let records = match self.known_run()? {
            Some(run) => {
                let records = FileJournal::peek(run.journal_file());
                records.map_err(|error| self.unreadable(error))?
            }
            None => {
                self.plan.admit(Some(pacific::today()))?;
                Vec::new()
            }
        };
        // Nobody listens, and nothing is written.
        let (events, _) = tokio::sync::mpsc::unbounded_channel();
        let mut parts = Parts::new(self, MemoryJournal::default(), Teller(events))?;
        let survey = parts.engine().survey(&records).await;
        let standing = Standing::of(items(&self.plan).len(), &records);
        let mut survey = survey.map_err(|stop| self.stopped(stop, &standing))?;
        if survey.obstacle.is_none() && !survey.enabled {
            survey.obstacle = self.guarded(&survey).await;
        }
        let offers = self.offers_in_doubt(&survey).await.map_err(|error| {
            let stop = Stop::Failed {
                step: "asking about the offers",
                why: error.to_string(),
                source: Some(Arc::new(error)),
            };
            self.stopped(stop, &standing)
        })?;
        Ok(Preview::new(self.run_id(), &self.plan, survey, offers))
    }

    /// What is the matter with offers that ads would be made for.
    async fn offers_in_doubt(&self, survey: &Survey) -> Result<Vec<PlannedOffer>, Error> {
        let missing = |item| survey.ids.get(item).is_none_or(Option::is_none);
        preview::check_offers(&self.ras, &items(&self.plan), missing).await
    }

    /// Why the guardrails would stop the launch, or could not be asked.
    async fn guarded(&self, survey: &Survey) -> Option<Stop> {
        let guard = &self.ras.inner().guard;
        let mut checked = guard.check_plan(&self.plan);
        let new = survey.ids.first().is_none_or(Option::is_none);
        if checked.is_ok() && new {
            let held = guard
                .hold_plan(&self.ras, &self.plan, Held::nothing())
                .await;
            checked = held.map(|held| held.none_exists());
        }
        let error = checked.err()?;
        Some(Stop::Failed {
            step: "asking the guardrails",
            why: error.to_string(),
            source: Some(Arc::new(error)),
        })
    }

    /// Refuses a plan that cannot be launched. One that was begun goes on, whatever its
    /// dates, and whatever rules a later version has.
    pub(super) fn admit(&self) -> Result<(), LaunchError> {
        let Some(run) = self.known_run()? else {
            return Ok(self.plan.admit(Some(pacific::today()))?);
        };
        let records = FileJournal::peek(run.journal_file());
        match records.map_err(|error| self.unreadable(error))?.is_empty() {
            true => Ok(self.plan.admit(None)?),
            false => Ok(()),
        }
    }

    /// The same by a journal of the caller's own.
    pub(super) async fn admit_by(&self, journal: &mut impl Journal) -> Result<(), LaunchError> {
        let records = journal.open().await;
        match records.map_err(|error| self.unreadable(error))?.is_empty() {
            true => Ok(self.plan.admit(Some(pacific::today()))?),
            false => Ok(()),
        }
    }

    /// The run of this launch, if the folder has it.
    pub(super) fn known_run(&self) -> Result<Option<Run>, LaunchError> {
        let run = match (&self.run, &self.runs) {
            (Some(run), _) => run.clone(),
            (None, Some(runs)) => match runs.get(&self.run_id()) {
                Ok(run) => run,
                Err(RunsError::Unknown(_)) => return Ok(None),
                Err(error) => return Err(error.into()),
            },
            (None, None) => return Ok(None),
        };
        self.belongs(&run)?;
        Ok(Some(run))
    }

    /// The run of this launch, kept from now on; none without a folder.
    pub(super) async fn stored_run(&self) -> Result<Option<Run>, LaunchError> {
        let (None, Some(runs)) = (&self.run, &self.runs) else {
            return self.known_run();
        };
        let identity = StoredIdentity::new(self.run_id(), &self.identity());
        let stored = Stored::new(
            identity,
            self.ras.profile().clone(),
            self.key.clone(),
            CampaignPlan::clone(&self.plan),
        );
        let runs = runs.clone();
        let kept = tokio::task::spawn_blocking(move || runs.keep(stored)).await;
        let run = kept.map_err(|error| LaunchError::Settings(error.to_string()))??;
        self.belongs(&run)?;
        Ok(Some(run))
    }

    fn belongs(&self, run: &Run) -> Result<(), LaunchError> {
        if run.profile() != self.ras.profile() {
            let (run, profile) = (run.id().clone(), run.profile().clone());
            return Err(RunsError::OtherProfile { run, profile }.into());
        }
        match run.identity() == self.identity() {
            true => Ok(()),
            false => Err(self.stopped(Stop::PlanMismatch, &self.nothing())),
        }
    }

    fn check_settings(&self) -> Result<(), LaunchError> {
        let short = self.settings.attempt < SHORTEST_ATTEMPT;
        if short && !self.ras.account().is_loopback() {
            return Err(LaunchError::Settings(format!(
                "`attempt` is shorter than {} s, but the service takes up to 30 s to answer",
                SHORTEST_ATTEMPT.as_secs()
            )));
        }
        Ok(())
    }

    pub(super) fn unreadable(&self, error: JournalError) -> LaunchError {
        self.stopped(error.into(), &self.nothing())
    }

    fn nothing(&self) -> Standing {
        Standing::of(items(&self.plan).len(), &[])
    }

    fn stopped(&self, stop: Stop, standing: &Standing) -> LaunchError {
        LaunchError::Stopped(Box::new(Stopped {
            run: self.run_id(),
            name: self.plan.name.clone(),
            created: Created::of(&items(&self.plan), standing),
            stop,
        }))
    }
}
