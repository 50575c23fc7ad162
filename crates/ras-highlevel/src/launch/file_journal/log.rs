//! One process' hold on a journal: reads it once, then only appends.

use std::io;

use super::disk::Disk;
use super::line;
use crate::launch::engine::{JournalError, Record};

/// A journal that this process writes.
#[derive(Debug)]
pub(super) struct Log<D> {
    disk: D,
    epoch: u64,
    /// How long the file is, if nobody else has written.
    length: u64,
    /// After a write that failed nobody knows what the disk holds.
    broken: bool,
}

impl<D: Disk> Log<D> {
    /// Reads what is there, cuts off what a crash has left incomplete, and begins a new
    /// epoch.
    pub(super) fn open(mut disk: D) -> Result<(Self, Vec<Record>), JournalError> {
        let bytes = disk.read_all().map_err(io)?;
        let contents = line::read(&bytes)?;
        if contents.length < bytes.len() {
            disk.cut(contents.length as u64).map_err(io)?;
        }
        let mut log = Self {
            disk,
            epoch: contents.epoch + 1,
            length: contents.length as u64,
            broken: false,
        };
        let mut begin = Vec::new();
        if contents.length == 0 {
            begin.extend_from_slice(line::HEADER);
        }
        begin.extend(line::write(log.epoch, &[])?);
        // It only fences off who is at work now, and no process outlives a power cut: it
        // is early enough when the first records are synced.
        log.write(&begin, |_| Ok(()))?;
        Ok((log, contents.records))
    }

    pub(super) fn append(&mut self, records: &[Record]) -> Result<(), JournalError> {
        if self.broken {
            return Err(JournalError::Io("an earlier write has failed".to_owned()));
        }
        if self.disk.length().map_err(io)? != self.length {
            self.broken = true;
            return Err(JournalError::Fenced);
        }
        let line = line::write(self.epoch, records)?;
        self.write(&line, D::sync)
    }

    #[cfg(test)]
    pub(super) fn disk(&self) -> &D {
        &self.disk
    }

    pub(super) fn into_disk(self) -> D {
        self.disk
    }

    fn write(
        &mut self,
        bytes: &[u8],
        then: impl FnOnce(&mut D) -> io::Result<()>,
    ) -> Result<(), JournalError> {
        let written = self.disk.append(bytes);
        match written.and_then(|()| then(&mut self.disk)) {
            Ok(()) => {
                self.length += bytes.len() as u64;
                Ok(())
            }
            Err(error) => {
                // A part may have been written. It is cut off now if that works, and
                // when the journal is opened again if not.
                self.broken = true;
                let _ = self.disk.cut(self.length);
                Err(io(error))
            }
        }
    }
}

fn io(error: io::Error) -> JournalError {
    JournalError::Io(error.to_string())
}
