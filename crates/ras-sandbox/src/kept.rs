//! The file that a sandbox is kept in: one process at a time, and nothing that was answered
//! is lost when that process is killed.
//!
//! Beside the file lies another one with what has changed since it was written as a whole.
//! A change is a line there before its answer goes out, which costs as much as the change
//! and not as much as the world. Nothing is synced: a power cut may take the last seconds.

use std::ffi::OsStr;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::app::App;
use crate::sandbox::StartError;
use crate::snapshot::{self, Snapshot};

/// Changes that are longer than this, and than twice the whole, are put into the whole.
const LONG: u64 = 64 << 20;

/// A file of state that belongs to this process.
#[derive(Debug)]
pub(crate) struct Kept {
    file: PathBuf,
    /// Let go by the system when the process ends, however it ends.
    lock: File,
    /// None once the sandbox has ended, whatever late requests still do.
    changes: Mutex<Option<Changes>>,
}

/// What the second file holds.
#[derive(Debug)]
struct Changes {
    /// None until there is a whole that they are changes of, and after a failure.
    file: Option<File>,
    length: u64,
    whole: u64,
}

impl Kept {
    /// Takes the file for this process and fills the sandbox from it; without the file the
    /// sandbox stays empty.
    pub(crate) fn open(file: PathBuf, app: &App) -> Result<Self, StartError> {
        let unusable = |source| StartError::State {
            file: file.clone(),
            source,
        };
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(beside(&file, "lock"))
            .map_err(unusable)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(StartError::InUse { file }),
            Err(TryLockError::Error(error)) => return Err(unusable(error)),
        }
        let changes = load(&file, app).map_err(unusable)?;
        for account in app.accounts() {
            account.world().note_changes();
        }
        Ok(Self {
            file,
            lock,
            changes: Mutex::new(Some(changes)),
        })
    }

    /// Writes down what has changed, before anybody is told of it.
    ///
    /// What cannot be written now is tried again with the next change and in the end, where
    /// an error can be told.
    pub(crate) fn keep(&self, app: &App) {
        // Taken first: who answers next waits until the changes that it has seen are kept.
        let mut changes = self.changes.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(changes) = &mut *changes else { return };
        let lines = snapshot::changes(app);
        if matches!(&lines, Ok(lines) if lines.is_empty()) {
            return;
        }
        if lines.and_then(|lines| changes.add(&lines)).is_err() || changes.are_long() {
            let _ = changes.make_whole(&self.file, app);
        }
    }

    /// Writes everything into the file, unless it is there, and leaves it to others.
    pub(crate) fn end(&self, app: &App) -> Result<(), StartError> {
        let mut changes = self.changes.lock().unwrap_or_else(PoisonError::into_inner);
        let saved = match changes.take() {
            Some(mut changes) if changes.are_apart() => changes.make_whole(&self.file, app),
            _ => Ok(()),
        };
        let file = self.file.clone();
        saved
            .and_then(|()| self.lock.unlock())
            .map_err(|source| StartError::State { file, source })
    }
}

impl Changes {
    fn add(&mut self, lines: &[u8]) -> io::Result<()> {
        let mut file = self.file.take().ok_or(io::ErrorKind::NotFound)?;
        file.write_all(lines)?;
        self.length += lines.len() as u64;
        self.file = Some(file);
        Ok(())
    }

    /// Whether the file is not the whole of it.
    fn are_apart(&self) -> bool {
        self.file.is_none() || self.length > 0
    }

    fn are_long(&self) -> bool {
        self.length > LONG.max(self.whole * 2)
    }

    fn make_whole(&mut self, whole: &Path, app: &App) -> io::Result<()> {
        self.file = None;
        self.whole = save(app, whole)?;
        // Should this not come about, the changes are read again, and change nothing.
        self.file = Some(File::create(beside(whole, "changes"))?);
        self.length = 0;
        Ok(())
    }
}

/// Writes everything to a file, whole or not at all, and says how long it is.
pub(crate) fn save(app: &App, file: &Path) -> io::Result<u64> {
    let new = beside(file, "new");
    let mut out = io::BufWriter::with_capacity(1 << 16, File::create(&new)?);
    snapshot::write(app, &mut out)?;
    let length = out.into_inner()?.metadata()?.len();
    fs::rename(new, file)?;
    Ok(length)
}

fn load(file: &Path, app: &App) -> io::Result<Changes> {
    let (seed, changes) = (app.seed.number, beside(file, "changes"));
    let mut kept = Changes {
        file: None,
        length: 0,
        whole: 0,
    };
    let Some(whole) = read(file)? else {
        // Who has deleted the file wants to begin anew.
        return remove(&changes).map(|()| kept);
    };
    let mut snapshot = Snapshot::read(&whole, seed)?;
    let lines = read(&changes)?.unwrap_or_default();
    for line in lines.split_inclusive(|byte| *byte == b'\n') {
        // A line without an end was being written when the process was killed.
        if line.ends_with(b"\n") {
            snapshot.change(Snapshot::read(line, seed)?);
        }
    }
    snapshot.fill(app);
    match lines.is_empty() {
        true => {
            kept.whole = whole.len() as u64;
            kept.file = Some(File::create(changes)?);
        }
        false => kept.make_whole(file, app)?,
    }
    Ok(kept)
}

fn read(file: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        read => read.map(Some),
    }
}

fn remove(file: &Path) -> io::Result<()> {
    match fs::remove_file(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

/// `state.json.lock` beside `state.json`.
fn beside(file: &Path, what: &str) -> PathBuf {
    let mut name = file
        .file_name()
        .unwrap_or_else(|| OsStr::new("state"))
        .to_owned();
    name.push(".");
    name.push(what);
    file.with_file_name(name)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
mod tests;
