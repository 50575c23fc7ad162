//! A journal file in memory that fails when it is told to: for tests and simulations.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::disk::Disk;
use super::line;
use super::log::Log;
use crate::launch::engine::{JournalError, Record};

/// The bytes of a journal file, and what will fail next.
#[derive(Clone, Debug, Default)]
pub struct MemoryFile {
    /// What the file holds.
    pub bytes: Vec<u8>,
    /// How many more bytes fit.
    pub room: Option<usize>,
    /// How many more syncs work.
    pub syncs: Option<usize>,
    /// Whether what was written in part stays.
    pub cut_fails: bool,
}

impl MemoryFile {
    /// The records of the lines that are whole.
    ///
    /// # Errors
    ///
    /// As opening it.
    pub fn records(&self) -> Result<Vec<Record>, JournalError> {
        line::read(&self.bytes).map(|contents| contents.records)
    }
}

/// One process' hold on a file in memory that others may open too.
#[derive(Debug)]
pub struct MemoryHold(Log<Arc<Mutex<MemoryFile>>>);

impl MemoryHold {
    /// Opens the file as [`FileJournal`](super::FileJournal) does, without its lock.
    ///
    /// # Errors
    ///
    /// When the file fails, is damaged, or is none of a journal.
    pub fn open(file: &Arc<Mutex<MemoryFile>>) -> Result<(Self, Vec<Record>), JournalError> {
        let (log, records) = Log::open(Arc::clone(file))?;
        Ok((Self(log), records))
    }

    /// Appends records as [`FileJournal`](super::FileJournal) does.
    ///
    /// # Errors
    ///
    /// When the file fails, or somebody else has opened it since.
    pub fn append(&mut self, records: &[Record]) -> Result<(), JournalError> {
        self.0.append(records)
    }
}

impl Disk for MemoryFile {
    fn read_all(&mut self) -> io::Result<Vec<u8>> {
        Ok(self.bytes.clone())
    }

    fn length(&mut self) -> io::Result<u64> {
        Ok(self.bytes.len() as u64)
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        let fits = self.room.unwrap_or(bytes.len()).min(bytes.len());
        self.bytes.extend(bytes.iter().take(fits));
        if let Some(room) = &mut self.room {
            *room -= fits;
        }
        match fits == bytes.len() {
            true => Ok(()),
            false => Err(io::Error::from(io::ErrorKind::StorageFull)),
        }
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        if self.cut_fails {
            return Err(io::Error::other("input/output error"));
        }
        self.bytes
            .truncate(usize::try_from(length).unwrap_or(usize::MAX));
        Ok(())
    }

    fn sync(&mut self) -> io::Result<()> {
        match &mut self.syncs {
            Some(0) => Err(io::Error::other("input/output error")),
            Some(left) => {
                *left -= 1;
                Ok(())
            }
            None => Ok(()),
        }
    }
}

impl Disk for Arc<Mutex<MemoryFile>> {
    fn read_all(&mut self) -> io::Result<Vec<u8>> {
        held(self).read_all()
    }

    fn length(&mut self) -> io::Result<u64> {
        held(self).length()
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        held(self).append(bytes)
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        held(self).cut(length)
    }

    fn sync(&mut self) -> io::Result<()> {
        held(self).sync()
    }
}

fn held(file: &Mutex<MemoryFile>) -> MutexGuard<'_, MemoryFile> {
    file.lock().unwrap_or_else(PoisonError::into_inner)
}
