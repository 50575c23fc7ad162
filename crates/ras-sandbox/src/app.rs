//! The service itself: its parts and its router.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use http::HeaderValue;
use tokio::task::JoinSet;

use crate::access::Tokens;
use crate::admin;
use crate::behavior::Behavior;
use crate::clock::Clock;
use crate::exchange::around;
use crate::faults::Faults;
use crate::kept::Kept;
use crate::profile::Profile;
use crate::quota::Buckets;
use crate::recording::Recording;
use crate::routes;
use crate::seed::Seed;
use crate::world::World;

/// Everything that requests share.
#[derive(Debug)]
pub(crate) struct App {
    pub(crate) seed: Seed,
    pub(crate) clock: Clock,
    pub(crate) tokens: Tokens,
    pub(crate) faults: Faults,
    pub(crate) buckets: Buckets,
    pub(crate) recording: Recording,
    /// Requests that are applied after their connection is gone.
    pub(crate) late: Mutex<JoinSet<()>>,
    /// The file of the state, if there is one.
    pub(crate) kept: Option<Kept>,
    /// Set when the server ends.
    pub(crate) closing: Arc<AtomicBool>,
    behavior: Mutex<Behavior>,
    answered: AtomicU64,
    /// The advertiser of the default credentials.
    pub(crate) first: Arc<Account>,
    others: Vec<Arc<Account>>,
}

/// An advertiser and what it has.
#[derive(Debug)]
pub(crate) struct Account {
    pub(crate) profile: Profile,
    world: Mutex<World>,
}

impl Account {
    /// The state, for this caller alone while it holds the guard.
    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl App {
    pub(crate) fn new(seed: Seed, clock: Clock, behavior: Behavior, recording: Recording) -> Self {
        let account = |number: u64, profile: &Profile| {
            let world = Mutex::new(World::new(seed.number, number));
            let profile = profile.clone();
            Arc::new(Account { profile, world })
        };
        let first = account(0, &seed.first);
        let others = seed.others.iter().zip(1..);
        let others = others.map(|(profile, number)| account(number, profile));
        Self {
            first,
            others: others.collect(),
            seed,
            clock,
            recording,
            tokens: Tokens::default(),
            faults: Faults::default(),
            buckets: Buckets::default(),
            late: Mutex::default(),
            kept: None,
            closing: Arc::default(),
            behavior: Mutex::new(behavior),
            answered: AtomicU64::new(0),
        }
    }

    /// Every advertiser, that of the default credentials first.
    pub(crate) fn accounts(&self) -> impl Iterator<Item = &Arc<Account>> {
        std::iter::once(&self.first).chain(&self.others)
    }

    /// The advertiser with this profile.
    pub(crate) fn account(&self, profile: &str) -> Option<&Arc<Account>> {
        self.accounts()
            .find(|account| account.profile.id == profile)
    }

    /// How the sandbox behaves at present.
    pub(crate) fn behavior(&self) -> Behavior {
        self.behavior_guard().clone()
    }

    pub(crate) fn change_behavior<T>(&self, change: impl FnOnce(&mut Behavior) -> T) -> T {
        change(&mut self.behavior_guard())
    }

    fn behavior_guard(&self) -> MutexGuard<'_, Behavior> {
        self.behavior.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes down what requests have changed, if there is a file for it.
    pub(crate) fn keep(&self) {
        if let Some(kept) = &self.kept {
            kept.keep(self);
        }
    }

    pub(crate) fn next_request_id(&self) -> HeaderValue {
        let number = self.answered.fetch_add(1, Ordering::Relaxed) + 1;
        HeaderValue::try_from(format!("sandbox-{number:08}"))
            .unwrap_or(HeaderValue::from_static("sandbox"))
    }
}

/// The service with faults and record around its routes, and the admin endpoint beside them.
pub(crate) fn router(app: Arc<App>) -> Router {
    routes::all()
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn_with_state(Arc::clone(&app), around))
        .merge(admin::routes())
        .with_state(app)
}
