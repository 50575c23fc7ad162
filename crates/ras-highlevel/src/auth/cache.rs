//! When to fetch a token: early, once, and once more when one was refused.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::Instant;

use super::{AccessToken, TokenProvider};
use crate::Error;

/// A token is renewed this long before it ends, so that no call starts with a dying one.
const RENEW_EARLY: Duration = Duration::from_secs(300);

/// The current token of one client.
///
/// The lock is held while a token is fetched: callers that wait find the token there,
/// so that many callers make one request.
#[derive(Debug)]
pub(crate) struct TokenCache {
    provider: Arc<dyn TokenProvider>,
    current: Mutex<Option<Cached>>,
}

#[derive(Debug)]
struct Cached {
    token: AccessToken,
    /// On the monotonic clock: a wrong wall clock must not matter.
    renew_at: Instant,
}

impl TokenCache {
    pub(crate) fn new(provider: Arc<dyn TokenProvider>) -> Self {
        Self {
            provider,
            current: Mutex::new(None),
        }
    }

    /// A token that is not about to end.
    pub(crate) async fn token(&self) -> Result<AccessToken, Error> {
        let mut current = self.current.lock().await;
        match &*current {
            Some(cached) if Instant::now() < cached.renew_at => Ok(cached.token.clone()),
            _ => self.renew(&mut current).await,
        }
    }

    /// A token other than `refused`; fetched only when nobody has done so meanwhile.
    pub(crate) async fn token_instead_of(
        &self,
        refused: &AccessToken,
    ) -> Result<AccessToken, Error> {
        let mut current = self.current.lock().await;
        match &*current {
            Some(cached) if cached.token.reveal() != refused.reveal() => Ok(cached.token.clone()),
            _ => self.renew(&mut current).await,
        }
    }

    async fn renew(&self, current: &mut Option<Cached>) -> Result<AccessToken, Error> {
        let token = self.provider.fetch().await?;
        // A short-lived token is used for at least half of its life.
        let usable = token
            .lifetime()
            .saturating_sub(RENEW_EARLY)
            .max(token.lifetime() / 2);
        *current = Some(Cached {
            token: token.clone(),
            renew_at: Instant::now() + usable,
        });
        Ok(token)
    }
}
