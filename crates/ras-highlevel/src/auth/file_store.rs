//! Access tokens in files that only their owner can read.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::{StoredToken, TokenKey, TokenStore};

/// One file for each login in a folder, readable by its owner only.
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use std::sync::Arc;
/// use ras_highlevel::{FileTokenStore, Ras};
///
/// # let folder = tempfile::tempdir()?;
/// let store = FileTokenStore::new(folder.path().join("tokens"));
/// let builder = Ras::builder().token_store(Arc::new(store));
/// # let _ = builder;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct FileTokenStore {
    folder: PathBuf,
}

impl FileTokenStore {
    /// A store in this folder, which is made when it is needed first.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
        }
    }

    fn path(&self, key: &TokenKey) -> PathBuf {
        self.folder.join(format!("{}.json", key.as_str()))
    }
}

impl TokenStore for FileTokenStore {
    fn load(&self, key: &TokenKey) -> io::Result<Option<StoredToken>> {
        let text = match fs::read(self.path(key)) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        // The reason of a failure could quote the token.
        serde_json::from_slice(&text)
            .map(Some)
            .map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "this is no token file"))
    }

    fn save(&self, key: &TokenKey, token: &StoredToken) -> io::Result<()> {
        make_private_folder(&self.folder)?;
        let path = self.path(key);
        // A file of its own for each process and write; rename puts it in place whole.
        let number = getrandom::u64().map_err(io::Error::other)?;
        let new = path.with_extension(format!("{number:016x}.new"));
        let written = write_private(&new, token).and_then(|()| fs::rename(&new, &path));
        if written.is_err() {
            // What is left of it holds a token; that it cannot be removed changes nothing.
            let _ = fs::remove_file(&new);
        }
        written
    }
}

fn write_private(path: &Path, token: &StoredToken) -> io::Result<()> {
    let mut file = create_private(path)?;
    file.write_all(&serde_json::to_vec(token)?)?;
    file.sync_all()
}

#[cfg(unix)]
fn create_private(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    // With the mode from its first moment: nobody can open it in between.
    let mut options = OpenOptions::new();
    options.write(true).create_new(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn create_private(path: &Path) -> io::Result<File> {
    // Folders of a user are private there unless shared on purpose.
    OpenOptions::new().write(true).create_new(true).open(path)
}

#[cfg(unix)]
fn make_private_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
}

#[cfg(not(unix))]
fn make_private_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}
