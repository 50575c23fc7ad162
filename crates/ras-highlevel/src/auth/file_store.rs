//! Access tokens in files that only their owner can read.

use std::fs;
use std::io;
use std::path::PathBuf;

use super::{StoredToken, TokenKey, TokenStore};
use crate::private_files;

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
        private_files::make_folder(&self.folder)?;
        private_files::replace(&self.path(key), &serde_json::to_vec(token)?)
    }
}
