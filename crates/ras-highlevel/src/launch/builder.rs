//! One launch before it starts: where it is remembered, and what it assumes.

use std::future::IntoFuture;
use std::pin::Pin;
use std::sync::Arc;

use super::engine::{Identity, Journal, MemoryJournal, Settings};
use super::work::FollowUp;
use super::{
    CampaignPlan, CampaignTree, FileJournal, LaunchError, Preview, Run, RunId, RunStatus, Running,
    Runs,
};
use crate::{ProfileId, Ras};

/// A launch that has not started: `.await` it, or [`start`](Self::start) it for its
/// events.
///
/// Without [`runs`](Self::runs) the journal is kept in memory: the same launch in a later
/// process still finds the campaign by its tags, but first waits for what this one may
/// have sent.
#[derive(Clone, Debug)]
#[must_use = "nothing happens unless it is awaited or started"]
pub struct Launch {
    pub(super) ras: Ras,
    pub(super) plan: Arc<CampaignPlan>,
    pub(super) key: Option<String>,
    pub(super) runs: Option<Runs>,
    /// A run that was begun before; its identity is not derived again.
    pub(super) run: Option<Run>,
    pub(super) settings: Settings,
    pub(super) audited: bool,
}

impl Launch {
    pub(super) fn of_plan(ras: &Ras, plan: CampaignPlan) -> Self {
        Self {
            ras: ras.clone(),
            key: plan.key.clone(),
            plan: Arc::new(plan),
            runs: None,
            run: None,
            settings: Settings::default(),
            audited: false,
        }
    }

    pub(super) fn of_run(ras: &Ras, run: &Run) -> Self {
        Self {
            run: Some(run.clone()),
            ..Self::of_plan(ras, run.plan().clone())
        }
    }

    /// Keeps plan and journal in this folder, from where any later process goes on.
    pub fn runs(mut self, runs: &Runs) -> Self {
        self.runs = Some(runs.clone());
        self
    }

    /// Names the launch: the same key is the same launch, and with another plan an error.
    ///
    /// Without a key the plan itself is the name: the same plan is launched once.
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// Assumes other times about the service; see [`Settings`] before a shorter one.
    pub fn settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// Takes over a campaign of this run whose journal is lost without waiting for what
    /// its process may have sent last.
    ///
    /// Only when that process is known to have ended [`Settings::settle`] ago.
    pub fn adopt_at_once(mut self) -> Self {
        self.settings.adopt_at_once = true;
        self
    }

    /// Ends only when the last effects of the launch could be seen, 90 seconds after it
    /// is live, and archives what was delivered twice.
    pub fn audited(mut self) -> Self {
        self.audited = true;
        self
    }

    /// The name of the run.
    pub fn run_id(&self) -> RunId {
        RunId::of(&self.identity())
    }

    /// Looks at the account, and at the journal if there is one, and says what the launch
    /// would find and create, and which of its offers the service would refuse. Nothing is
    /// written, neither there nor here.
    ///
    /// # Errors
    ///
    /// When the plan cannot be launched, or a list cannot be read.
    pub async fn preview(&self) -> Result<Preview, LaunchError> {
        self.survey().await
    }

    /// Where the launch stands, by its journal; nothing is sent.
    ///
    /// # Errors
    ///
    /// When the journal cannot be read.
    pub fn status(&self) -> Result<RunStatus, LaunchError> {
        match self.known_run()? {
            Some(run) => run.status().map_err(|error| self.unreadable(error)),
            None => Ok(RunStatus::of(&self.plan, &[])),
        }
    }

    /// Starts the launch, or goes on with it wherever it was left.
    pub fn start(self) -> Running<CampaignTree> {
        Running::new(|teller| async move {
            self.admit()?;
            match self.stored_run().await? {
                Some(run) => {
                    self.launch(FileJournal::new(run.journal_file()), teller)
                        .await
                }
                None => self.launch(MemoryJournal::default(), teller).await,
            }
        })
    }

    /// Starts the launch with a journal of your own, which decides what is remembered.
    pub fn start_in<J: Journal + 'static>(self, mut journal: J) -> Running<CampaignTree> {
        Running::new(|teller| async move {
            self.admit_by(&mut journal).await?;
            self.launch(journal, teller).await
        })
    }

    /// Archives everything of this run that is live, finished or not, and nothing else.
    /// Final.
    ///
    /// # Errors
    ///
    /// As the launch itself. What is archived already is a success.
    pub fn undo(self) -> Running<()> {
        Running::new(|teller| async move {
            match self.stored_run().await? {
                Some(run) => {
                    let journal = FileJournal::new(run.journal_file());
                    self.follow_up(FollowUp::Undo, journal, teller).await
                }
                None => {
                    let journal = MemoryJournal::default();
                    self.follow_up(FollowUp::Undo, journal, teller).await
                }
            }
        })
    }

    /// Waits until the last effects of a finished launch can be seen, compares it with
    /// its plan, and archives what was delivered twice. Needs the journal of
    /// [`runs`](Self::runs): without one there is nothing to compare with.
    ///
    /// # Errors
    ///
    /// When something of the campaign is gone by now.
    pub fn audit(self) -> Running<()> {
        Running::new(|teller| async move {
            match self.known_run()? {
                Some(run) => {
                    let journal = FileJournal::new(run.journal_file());
                    self.follow_up(FollowUp::Audit, journal, teller).await
                }
                None => Ok(()),
            }
        })
    }

    pub(super) fn profile(&self) -> &ProfileId {
        self.ras.profile()
    }

    pub(super) fn name(&self) -> &str {
        &self.plan.name
    }

    pub(super) fn identity(&self) -> Identity {
        if let Some(run) = &self.run {
            return run.identity();
        }
        // Wherever the key comes from, it is no part of what is launched.
        let mut plan = CampaignPlan::clone(&self.plan);
        plan.key = None;
        // A plan that JSON cannot hold is still told apart from every other.
        let text = serde_json::to_string(&plan).unwrap_or_else(|_| format!("{plan:?}"));
        Identity::new(self.ras.profile(), self.key.as_deref(), &text)
    }
}

impl IntoFuture for Launch {
    type Output = Result<CampaignTree, LaunchError>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        self.start().into_future()
    }
}
