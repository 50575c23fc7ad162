//! The runs of a folder: the plan and the journal of every launch.

mod status;
mod stored;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

pub use status::RunStatus;
pub(super) use stored::{Stored, StoredIdentity};

use super::engine::{Identity, JournalError};
use super::{CampaignPlan, FileJournal, ParseRunIdError, RunId};
use crate::{ProfileId, private_files};

/// A folder with the plan and the journal of every launch, readable by its owner only.
///
/// Whatever happens to a process, [`Ras::resume`](crate::Ras::resume) goes on with what
/// stands here.
#[derive(Clone, Debug)]
pub struct Runs {
    folder: PathBuf,
}

/// One launch that a folder knows.
#[derive(Clone, Debug)]
pub struct Run {
    pub(super) stored: Stored,
    journal: PathBuf,
}

/// Why a folder of runs cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RunsError {
    /// A file or the folder cannot be read or written.
    #[error("{path}: {source}")]
    Io {
        /// What cannot be used.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A plan file is none that this version can read.
    #[error("{path} is no stored plan: {why}")]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// The folder has no such run.
    #[error("there is no run {0} here")]
    Unknown(RunId),
    /// The text is no name of a run.
    #[error(transparent)]
    NoRun(#[from] ParseRunIdError),
    /// The run belongs to another profile than the client.
    #[error("run {run} is for profile {profile}")]
    OtherProfile {
        /// The run.
        run: RunId,
        /// Its profile.
        profile: ProfileId,
    },
}

impl RunsError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Io { .. } => "choose a folder that this user may write to",
            Self::Foreign { .. } => "look for a newer version of this SDK, or restore the file",
            Self::Unknown(_) | Self::NoRun(_) => "list the runs of this folder",
            Self::OtherProfile { .. } => "use a client for that profile",
        }
    }
}

impl Runs {
    /// The runs in this folder, which is made when it is needed first.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
        }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// All runs, in no order; none when there is no folder.
    ///
    /// # Errors
    ///
    /// When the folder cannot be read. A run whose plan cannot be read is an error of
    /// its own in the list.
    pub fn list(&self) -> Result<Vec<Result<Run, RunsError>>, RunsError> {
        let entries = match fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(self.io(error)),
        };
        let mut runs = Vec::new();
        for entry in entries {
            let name = entry.map_err(|error| self.io(error))?.file_name();
            let run = name.to_str().and_then(|name| name.strip_suffix(PLAN));
            if let Some(Ok(run)) = run.map(str::parse::<RunId>) {
                runs.push(self.get(&run));
            }
        }
        Ok(runs)
    }

    /// One run.
    ///
    /// # Errors
    ///
    /// When there is none of this name, or its plan cannot be read.
    pub fn get(&self, run: &RunId) -> Result<Run, RunsError> {
        let path = self.plan_file(run);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(RunsError::Unknown(run.clone()));
            }
            Err(source) => return Err(RunsError::Io { path, source }),
        };
        Ok(Run {
            stored: Stored::read(&bytes).map_err(|why| RunsError::Foreign { path, why })?,
            journal: self.folder.join(format!("{run}{JOURNAL}")),
        })
    }

    /// Keeps a plan before its launch begins; one that is there stays.
    pub(super) fn keep(&self, stored: Stored) -> Result<Run, RunsError> {
        private_files::make_folder(&self.folder).map_err(|error| self.io(error))?;
        let run = stored.identity.run.clone();
        match self.get(&run) {
            Err(RunsError::Unknown(_)) => {}
            found => return found,
        }
        let path = self.plan_file(&run);
        // The journal is opened next, before anything is sent, and syncs the folder for both.
        let written = stored.write();
        let written = written.and_then(|bytes| private_files::replace(&path, &bytes));
        written.map_err(|source| RunsError::Io { path, source })?;
        self.get(&run)
    }

    fn plan_file(&self, run: &RunId) -> PathBuf {
        self.folder.join(format!("{run}{PLAN}"))
    }

    fn io(&self, source: io::Error) -> RunsError {
        let path = self.folder.clone();
        RunsError::Io { path, source }
    }
}

const PLAN: &str = ".plan.json";
const JOURNAL: &str = ".journal";

impl Run {
    /// Its name.
    pub fn id(&self) -> &RunId {
        &self.stored.identity.run
    }

    /// Its plan.
    pub fn plan(&self) -> &CampaignPlan {
        &self.stored.plan
    }

    /// The profile it is for.
    pub fn profile(&self) -> &ProfileId {
        &self.stored.profile
    }

    /// The key it was launched with.
    pub fn key(&self) -> Option<&str> {
        self.stored.key.as_deref()
    }

    /// When it was launched first.
    pub fn launched(&self) -> Timestamp {
        self.stored.launched
    }

    /// Where it stands, by its journal; nothing is sent.
    ///
    /// # Errors
    ///
    /// When the journal cannot be read.
    pub fn status(&self) -> Result<RunStatus, JournalError> {
        let records = FileJournal::peek(&self.journal)?;
        Ok(RunStatus::of(self.plan(), &records))
    }

    pub(super) fn identity(&self) -> Identity {
        self.stored.identity.engine()
    }

    pub(super) fn journal_file(&self) -> &Path {
        &self.journal
    }
}
