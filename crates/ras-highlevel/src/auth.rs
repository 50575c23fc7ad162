//! Access tokens: how to fetch one is apart from when to fetch one.

mod cache;
mod lwa;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};

use crate::Error;

pub(crate) use cache::TokenCache;
pub(crate) use lwa::LwaRefresh;

/// Fetches access tokens.
///
/// The client ships one for Login with Amazon refresh tokens. Implement it when tokens
/// come from elsewhere, for instance from a service of your company.
pub trait TokenProvider: fmt::Debug + Send + Sync {
    /// Fetches a new token. The caller caches it and never asks twice at a time.
    fn fetch(&self) -> Pin<Box<dyn Future<Output = Result<AccessToken, Error>> + Send + '_>>;
}

/// An access token and how long it lives. `Debug` does not show it.
#[derive(Clone)]
pub struct AccessToken {
    secret: SecretString,
    lifetime: Duration,
}

impl AccessToken {
    /// A token that was just issued and lives for `lifetime`.
    pub fn new(token: impl Into<String>, lifetime: Duration) -> Self {
        Self {
            secret: SecretString::from(token.into()),
            lifetime,
        }
    }

    /// How long the token lives from when it was issued.
    pub fn lifetime(&self) -> Duration {
        self.lifetime
    }

    pub(crate) fn reveal(&self) -> &str {
        self.secret.expose_secret()
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessToken")
            .field("lifetime", &self.lifetime)
            .finish_non_exhaustive()
    }
}
