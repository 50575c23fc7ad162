//! What several clients of one process have in common.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{TokenCache, TokenKey};
use crate::ProfileId;
use crate::guardrails::Spend;
use crate::limiter::Limiter;

/// Tokens and limits that several clients share; clones are the same.
///
/// Give it to the builders of all clients of a process: clients of one login then fetch
/// one token, and clients of one profile keep one pace. Tenants stay apart, because a
/// token belongs to the whole of client id, refresh token and region, and a pace to
/// profile and region. Of two limits for one pace the first holds. What was spent lately
/// belongs to profile and region too, for
/// [`max_total_daily_budget`](crate::Guardrails::max_total_daily_budget).
#[derive(Clone, Debug, Default)]
pub struct Shared(Arc<Held>);

#[derive(Debug, Default)]
struct Held {
    tokens: Mutex<HashMap<TokenKey, Arc<TokenCache>>>,
    limiters: Mutex<HashMap<PaceKey, Arc<Limiter>>>,
    spends: Mutex<HashMap<(ProfileId, String), Arc<Spend>>>,
}

/// Profile, none for calls of the login itself, and address of the region.
type PaceKey = (Option<ProfileId>, String);

impl Shared {
    /// Nothing shared yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The cache of a login, made when it is the first time.
    pub(crate) fn tokens(
        &self,
        key: TokenKey,
        make: impl FnOnce() -> TokenCache,
    ) -> Arc<TokenCache> {
        let mut tokens = lock(&self.0.tokens);
        Arc::clone(tokens.entry(key).or_insert_with(|| Arc::new(make())))
    }

    /// The limiter of a profile in a region, made when it is the first time.
    pub(crate) fn limiter(
        &self,
        profile: Option<&ProfileId>,
        region: &str,
        ceiling: Option<f64>,
    ) -> Arc<Limiter> {
        let mut limiters = lock(&self.0.limiters);
        let key = (profile.cloned(), region.to_owned());
        let limiter = limiters
            .entry(key)
            .or_insert_with(|| Arc::new(Limiter::new(ceiling)));
        Arc::clone(limiter)
    }

    /// The budgets of a profile in a region.
    pub(crate) fn spend(&self, profile: &ProfileId, region: &str) -> Arc<Spend> {
        let mut spends = lock(&self.0.spends);
        let key = (profile.clone(), region.to_owned());
        Arc::clone(spends.entry(key).or_default())
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
