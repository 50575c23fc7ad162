//! A login without a profile: lists profiles, and makes clients for them.

use std::sync::Arc;

use ras_core::HttpClient;

use crate::auth::Shared;
use crate::client::Inner as ClientInner;
use crate::guardrails::{Guard, Guardrails};
use crate::reports::Downloads;
use crate::resources::profiles::Profiles;
use crate::transport::Transport;
use crate::{ProfileId, Ras};

/// A login that no profile was chosen for yet. Clones share connections and tokens.
///
/// [`RasBuilder::account`](crate::RasBuilder::account) makes one.
#[derive(Clone, Debug)]
pub struct Account(Arc<Inner>);

#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) transport: Transport,
    pub(crate) http: HttpClient,
    pub(crate) downloads: Downloads,
    pub(crate) shared: Shared,
    /// The address of the API: a pace belongs to profile and region.
    pub(crate) region: String,
    pub(crate) ceiling: Option<f64>,
    pub(crate) guardrails: Guardrails,
}

impl Account {
    pub(crate) fn new(inner: Inner) -> Self {
        Self(Arc::new(inner))
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.0
    }

    /// Whether it talks to a sandbox on this machine.
    pub(crate) fn is_loopback(&self) -> bool {
        self.0.region.starts_with("http://")
    }

    /// The profiles that the login may act for.
    pub fn profiles(&self) -> Profiles {
        Profiles(self.clone())
    }

    /// A client for a profile. It shares tokens and connections with all others.
    pub fn ras(&self, profile: impl Into<ProfileId>) -> Ras {
        let inner = &*self.0;
        let profile = profile.into();
        let limiter = inner
            .shared
            .limiter(Some(&profile), &inner.region, inner.ceiling);
        let spend = inner.shared.spend(&profile, &inner.region);
        let guard = Guard::new(inner.guardrails.clone(), spend);
        let transport = Transport {
            profile: Some(profile.clone()),
            limiter,
            ..inner.transport.clone()
        };
        Ras::new(ClientInner {
            transport: Arc::new(transport),
            profile,
            guard,
            ras: ras_core::ras::Client::new(inner.http.clone()),
            retailers: ras_core::retailers::Client::new(inner.http.clone()),
            account: self.clone(),
        })
    }
}
