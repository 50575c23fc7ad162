//! When to fetch a token: early, once, and once more when one was refused.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::Instant;

use super::{AccessToken, StoredToken, TokenKey, TokenProvider, TokenStore};
use crate::Error;

/// A token is renewed this long before it ends, so that no call starts with a dying one.
const RENEW_EARLY: Duration = Duration::from_secs(300);

/// The longest lifetime that is believed; Amazon's tokens live for an hour.
const LONGEST_LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// A failure is the answer to all who ask within this time.
const FAILURE_HOLDS: Duration = Duration::from_secs(1);

/// The current token of one login.
///
/// The lock is held while a token is fetched: callers that wait find the token there,
/// so that many callers make one request. They find a failure there as well.
#[derive(Debug)]
pub(crate) struct TokenCache {
    provider: Arc<dyn TokenProvider>,
    store: Option<(Arc<dyn TokenStore>, TokenKey)>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    current: Option<Cached>,
    failed: Option<(Instant, Error)>,
    /// The store was looked into, or is not to be trusted any more.
    loaded: bool,
}

#[derive(Debug)]
struct Cached {
    token: AccessToken,
    /// On the monotonic clock: a wrong wall clock must not matter.
    renew_at: Instant,
}

impl TokenCache {
    pub(crate) fn new(
        provider: Arc<dyn TokenProvider>,
        store: Option<(Arc<dyn TokenStore>, TokenKey)>,
    ) -> Self {
        Self {
            provider,
            store,
            state: Mutex::default(),
        }
    }

    /// A token that is not about to end.
    pub(crate) async fn token(&self) -> Result<AccessToken, Error> {
        let asked = Instant::now();
        let mut state = self.state.lock().await;
        if !state.loaded {
            state.loaded = true;
            state.current = self.load().map(Cached::new);
        }
        match &state.current {
            Some(cached) if Instant::now() < cached.renew_at => Ok(cached.token.clone()),
            _ => self.renew(&mut state, asked).await,
        }
    }

    /// A token other than `refused`; fetched only when nobody has done so meanwhile.
    pub(crate) async fn token_instead_of(
        &self,
        refused: &AccessToken,
    ) -> Result<AccessToken, Error> {
        let asked = Instant::now();
        let mut state = self.state.lock().await;
        match &state.current {
            Some(cached) if cached.token.reveal() != refused.reveal() => Ok(cached.token.clone()),
            _ => self.renew(&mut state, asked).await,
        }
    }

    async fn renew(&self, state: &mut State, asked: Instant) -> Result<AccessToken, Error> {
        // Many callers that come at once shall not all be refused by themselves.
        if let Some((at, error)) = &state.failed
            && (asked <= *at || at.elapsed() < FAILURE_HOLDS)
        {
            return Err(error.clone());
        }
        match self.provider.fetch().await {
            Ok(token) => {
                state.failed = None;
                self.save(&token);
                state.current = Some(Cached::new(token.clone()));
                Ok(token)
            }
            Err(error) => {
                state.failed = Some((Instant::now(), error.clone()));
                Err(error)
            }
        }
    }

    fn load(&self) -> Option<AccessToken> {
        let (store, key) = self.store.as_ref()?;
        match store.load(key) {
            Ok(stored) => stored?.still_good(),
            Err(error) => {
                tracing::warn!(%error, "the token store cannot be read; a new token is fetched");
                None
            }
        }
    }

    fn save(&self, token: &AccessToken) {
        let Some((store, key)) = &self.store else {
            return;
        };
        // Without the store the client works as well, it only asks once more next time.
        if let Err(error) = store.save(key, &StoredToken::issued_now(token)) {
            tracing::warn!(%error, "the token store cannot be written");
        }
    }
}

impl Cached {
    fn new(token: AccessToken) -> Self {
        let lifetime = token.lifetime().min(LONGEST_LIFETIME);
        // A short-lived token is used for at least half of its life.
        let usable = lifetime.saturating_sub(RENEW_EARLY).max(lifetime / 2);
        Self {
            renew_at: Instant::now() + usable,
            token,
        }
    }
}

#[cfg(test)]
mod tests;
