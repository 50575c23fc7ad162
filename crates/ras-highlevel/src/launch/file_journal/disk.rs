//! The few things that a journal asks of a file, so that tests can refuse them.

use std::fmt;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;
use std::time::Duration;

use crate::launch::engine::JournalError;
use crate::private_files;

/// How often a lock is tried: a process that was killed may not have lost it yet.
const TRIES: u32 = 40;
const BETWEEN_TRIES: Duration = Duration::from_millis(50);

/// Where the bytes of a journal are.
pub(super) trait Disk: fmt::Debug {
    fn read_all(&mut self) -> io::Result<Vec<u8>>;
    fn length(&mut self) -> io::Result<u64>;
    fn append(&mut self, bytes: &[u8]) -> io::Result<()>;
    fn cut(&mut self, length: u64) -> io::Result<()>;
    /// What was appended and cut survives a power cut.
    fn sync(&mut self) -> io::Result<()>;
}

/// A locked file.
#[derive(Debug)]
pub(super) struct FileDisk(File);

impl FileDisk {
    pub(super) fn open(path: &Path) -> Result<Self, JournalError> {
        let io = |error: io::Error| JournalError::Io(format!("{}: {error}", path.display()));
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true);
        let file = private_files::create(&mut options, path).map_err(io)?;
        lock(&file).map_err(|error| error.map_or(JournalError::Locked, io))?;
        if let Some(folder) = path.parent() {
            private_files::sync_folder(folder).map_err(io)?;
        }
        Ok(Self(file))
    }
}

/// Takes the lock, or says that somebody else has it.
fn lock(file: &File) -> Result<(), Option<io::Error>> {
    for _ in 1..TRIES {
        match file.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) => std::thread::sleep(BETWEEN_TRIES),
            Err(TryLockError::Error(error)) => return Err(Some(error)),
        }
    }
    Err(None)
}

impl Disk for FileDisk {
    fn read_all(&mut self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.0.seek(SeekFrom::Start(0))?;
        self.0.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn length(&mut self) -> io::Result<u64> {
        Ok(self.0.metadata()?.len())
    }

    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        self.0.set_len(length)
    }

    fn sync(&mut self) -> io::Result<()> {
        // Times of the file are of no use to anybody; its length is part of its data.
        self.0.sync_data()
    }
}
