//! Where access tokens outlive the process.

use std::fmt;
use std::io;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::{AccessToken, TokenKey};

/// Keeps access tokens between runs, so that a short command does not fetch one each time.
///
/// Only access tokens are stored, which live for an hour: never the client secret and
/// never the refresh token. The client calls it rarely, and blocks while it works.
pub trait TokenStore: fmt::Debug + Send + Sync {
    /// The token that was saved last for this login, if any.
    ///
    /// # Errors
    ///
    /// When the store cannot be read. The client then fetches a token.
    fn load(&self, key: &TokenKey) -> io::Result<Option<StoredToken>>;

    /// Keeps a token in place of the one before.
    ///
    /// # Errors
    ///
    /// When the store cannot be written. The client then goes on without.
    fn save(&self, key: &TokenKey, token: &StoredToken) -> io::Result<()>;
}

/// An access token with the time of its end; serialise it only to a safe place.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredToken {
    access_token: String,
    expires_at: u64,
}

impl StoredToken {
    pub(crate) fn issued_now(token: &AccessToken) -> Self {
        let end = SystemTime::now() + token.lifetime().min(Duration::from_secs(24 * 60 * 60));
        Self {
            access_token: token.reveal().to_owned(),
            expires_at: seconds(end),
        }
    }

    /// The token with the rest of its life, unless that is over.
    pub(crate) fn still_good(self) -> Option<AccessToken> {
        let left = self.expires_at.checked_sub(seconds(SystemTime::now()))?;
        // A wall clock that was set back must not make a token live longer than any does.
        let left = Duration::from_secs(left.min(3600));
        (!left.is_zero()).then(|| AccessToken::new(self.access_token, left))
    }
}

impl fmt::Debug for StoredToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoredToken")
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

fn seconds(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH)
        .unwrap_or_default()
        .as_secs()
}
