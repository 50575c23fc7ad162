//! The file that exchanges are written to.

use std::fs::File;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::RecordedRequest;
use crate::StartError;

/// A file that gets a line for each exchange, after those that it has.
#[derive(Debug)]
pub(crate) struct RecordFile {
    path: PathBuf,
    file: File,
    /// The first line that could not be written; those after it are not tried.
    failure: Mutex<Option<io::Error>>,
}

impl RecordFile {
    pub(crate) fn open(path: PathBuf) -> Result<Self, StartError> {
        match File::options().create(true).append(true).open(&path) {
            Ok(file) => Ok(Self {
                path,
                file,
                failure: Mutex::default(),
            }),
            Err(source) => Err(StartError::Record { file: path, source }),
        }
    }

    pub(super) fn add(&self, exchange: &RecordedRequest) {
        let mut failure = self.failure();
        if failure.is_none() {
            *failure = self.write(exchange).err();
        }
    }

    /// Tells, once, what kept an exchange from being written.
    pub(super) fn end(&self) -> Result<(), StartError> {
        let file = self.path.clone();
        match self.failure().take() {
            Some(source) => Err(StartError::Record { file, source }),
            None => Ok(()),
        }
    }

    /// Writes the line at once, so that those of other processes stand before or after it.
    fn write(&self, exchange: &RecordedRequest) -> io::Result<()> {
        let mut line = serde_json::to_vec(exchange)?;
        line.push(b'\n');
        (&self.file).write_all(&line)
    }

    fn failure(&self) -> MutexGuard<'_, Option<io::Error>> {
        self.failure.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
