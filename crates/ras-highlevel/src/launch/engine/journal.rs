//! What must be remembered, and where.

use std::future::Future;

use super::{Doubt, Moment};

/// One thing that must not be forgotten.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "record", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Record {
    /// A run has begun.
    Begun {
        /// The run: the same for the same plan and profile, everywhere.
        run: String,
        /// The hash of the plan.
        plan: String,
        /// This journal: random.
        inst: String,
        /// When.
        at: Moment,
    },
    /// The service does not keep tags: the campaign is known by a suffix of its name.
    MarkedByName,
    /// These items are about to be sent.
    Intent {
        /// The items.
        items: Vec<usize>,
        /// When this attempt is given up at the latest.
        deadline: Moment,
    },
    /// What became of an item.
    Outcome {
        /// The item.
        item: usize,
        /// What became of it.
        settled: Settled,
        /// When that became known.
        at: Moment,
    },
    /// The campaign was there already and is continued.
    Adopted {
        /// The campaign.
        id: String,
        /// Whether it was ENABLED, which is to say complete.
        #[serde(default)]
        enabled: bool,
        /// When.
        at: Moment,
    },
    /// Everything is there: the campaign is about to be enabled.
    CommitIntent,
    /// The campaign is enabled.
    Done {
        /// When the last effects of this run can be seen.
        audit_due: Moment,
    },
    /// The last effects of this run could be seen, and one of everything is there.
    Audited {
        /// When.
        at: Moment,
    },
    /// The campaign is about to be archived.
    RollbackIntent {
        /// Whether everything of the run shall go, whoever has created it.
        #[serde(default)]
        everything: bool,
    },
    /// Nothing of this run is live.
    RolledBack,
    /// Another runner of the same plan has won.
    LostRace {
        /// That runner's campaign.
        winner: String,
    },
}

/// What became of an item.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "settled", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Settled {
    /// It exists.
    Confirmed {
        /// Its id.
        id: String,
    },
    /// It does not exist and is not wanted.
    Rejected {
        /// Why.
        why: String,
        /// Whether something of the same key is in its place.
        conflict: bool,
    },
    /// It does not exist: it may be sent.
    Absent,
    /// It may exist: it must be looked for.
    Ambiguous {
        /// Why that is unknown.
        doubt: Doubt,
        /// When the attempt was given up.
        deadline: Moment,
    },
    /// The service says that it is there.
    Exists,
}

/// Keeps records.
///
/// `open` makes the caller the only writer: an `append` by anyone who opened the same
/// journal before is answered with [`JournalError::Fenced`] and not kept.
pub trait Journal: Send {
    /// Takes the journal over and reads what it holds.
    fn open(&mut self) -> impl Future<Output = Result<Vec<Record>, JournalError>> + Send;

    /// Keeps records, all or none. They survive a power cut once this has come back.
    fn append(
        &mut self,
        records: &[Record],
    ) -> impl Future<Output = Result<(), JournalError>> + Send;
}

/// Why a journal did not do its duty. Nothing goes on without it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum JournalError {
    /// Another process goes on with this run.
    #[error("another process has taken over this journal")]
    Fenced,
    /// Another process is at work.
    #[error("another process is using this journal")]
    Locked,
    /// It cannot be read or written.
    #[error("the journal cannot be used: {0}")]
    Io(String),
    /// It is no journal, or was written by a newer version.
    #[error("this is no journal that this version can read: {0}")]
    Foreign(String),
    /// A part of it has changed since it was written. Nothing is guessed from the rest.
    #[error("the journal is damaged {0}")]
    Damaged(String),
}

/// A journal that lasts as long as the value.
#[derive(Debug, Default)]
pub struct MemoryJournal(Vec<Record>);

impl Journal for MemoryJournal {
    async fn open(&mut self) -> Result<Vec<Record>, JournalError> {
        Ok(self.0.clone())
    }

    async fn append(&mut self, records: &[Record]) -> Result<(), JournalError> {
        self.0.extend_from_slice(records);
        Ok(())
    }
}
