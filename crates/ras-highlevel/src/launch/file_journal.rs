//! A journal in a file: append-only, checked, synced, and locked by who writes it.

mod disk;
mod line;
mod log;
#[cfg(any(test, feature = "simulation"))]
#[cfg_attr(
    not(feature = "simulation"),
    allow(dead_code, unreachable_pub, reason = "the tests here use a part of it")
)]
mod memory;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

#[cfg(feature = "simulation")]
pub use memory::{MemoryFile, MemoryHold};

use super::engine::{Journal, JournalError, Record};
use disk::FileDisk;
use log::Log;

/// A journal in a file that only its owner can read.
///
/// Each append is one line with its length and two checksums, and is synced before it
/// counts. A line that a crash has cut short is dropped: nothing that depends on it was
/// sent. Any other damage is an error, and nothing is guessed. Whoever has the file open
/// holds its lock; who opens it later, on a system whose locks do not work, fences the
/// one before.
///
/// A copy of the file from a backup may take its place two and a half minutes after its
/// last process has ended: what it lacks is looked for before anything is created. What
/// users have changed since, the copy does not know; a campaign that they have paused
/// before its launch was told to be done is enabled again.
///
/// The file begins with `ras-journal 1`, and its lines can be read by people.
#[derive(Clone, Debug)]
pub struct FileJournal {
    path: PathBuf,
    /// Shared with the thread that writes, which goes on when a future is dropped.
    log: Arc<Mutex<Option<Log<FileDisk>>>>,
}

impl FileJournal {
    /// The journal in this file, which is made when it is opened first.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self {
            path: path.into(),
            log: Arc::default(),
        }
    }

    /// Reads a journal without taking it over; empty when there is none.
    ///
    /// # Errors
    ///
    /// [`JournalError::Io`], [`JournalError::Foreign`] and [`JournalError::Damaged`].
    pub fn peek(path: &Path) -> Result<Vec<Record>, JournalError> {
        match std::fs::read(path) {
            Ok(bytes) => line::read(&bytes).map(|contents| contents.records),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(JournalError::Io(error.to_string())),
        }
    }

    /// Does what takes time on a thread that may wait for a disk.
    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Path, &mut Option<Log<FileDisk>>) -> Result<T, JournalError> + Send + 'static,
    ) -> Result<T, JournalError> {
        let (path, log) = (self.path.clone(), Arc::clone(&self.log));
        let work = move || {
            work(
                &path,
                &mut log.lock().unwrap_or_else(PoisonError::into_inner),
            )
        };
        match tokio::task::spawn_blocking(work).await {
            Ok(done) => done,
            Err(error) => Err(JournalError::Io(error.to_string())),
        }
    }
}

impl Journal for FileJournal {
    async fn open(&mut self) -> Result<Vec<Record>, JournalError> {
        self.blocking(|path, held| {
            let disk = match held.take() {
                Some(log) => log.into_disk(),
                None => FileDisk::open(path)?,
            };
            let (log, records) = Log::open(disk)?;
            *held = Some(log);
            Ok(records)
        })
        .await
    }

    async fn append(&mut self, records: &[Record]) -> Result<(), JournalError> {
        let records = records.to_vec();
        self.blocking(move |_, held| match held {
            Some(log) => log.append(&records),
            None => Err(JournalError::Io("it was never opened".to_owned())),
        })
        .await
    }
}
