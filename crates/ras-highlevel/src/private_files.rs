//! Files and folders that only their owner can read.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

/// Puts a file in its place whole, or leaves the old one.
pub(crate) fn replace(path: &Path, contents: &[u8]) -> io::Result<()> {
    // A file of its own for each process and write; rename puts it in place whole.
    let number = getrandom::u64().map_err(io::Error::other)?;
    let new = path.with_extension(format!("{number:016x}.new"));
    let written = write(&new, contents).and_then(|()| fs::rename(&new, path));
    if written.is_err() {
        // What is left of it may hold a secret; that it cannot be removed changes nothing.
        let _ = fs::remove_file(&new);
    }
    written
}

fn write(path: &Path, contents: &[u8]) -> io::Result<()> {
    let mut file = create(OpenOptions::new().write(true).create_new(true), path)?;
    file.write_all(contents)?;
    file.sync_all()
}

/// Opens a file which, if it is new, only its owner can read.
#[cfg(unix)]
pub(crate) fn create(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    // With the mode from its first moment: nobody can open it in between.
    options.mode(0o600).open(path)
}

/// Opens a file which, if it is new, only its owner can read.
#[cfg(not(unix))]
pub(crate) fn create(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    // Folders of a user are private there unless shared on purpose.
    options.open(path)
}

#[cfg(unix)]
pub(crate) fn make_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
}

#[cfg(not(unix))]
pub(crate) fn make_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

/// Makes what was created in a folder, or put in its place, survive a power cut.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    match cfg!(unix) {
        true => File::open(folder)?.sync_all(),
        // Elsewhere a folder cannot be opened, and need not be.
        false => Ok(()),
    }
}
