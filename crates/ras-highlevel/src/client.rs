//! The client: cheap to clone, one for each profile.

use std::sync::Arc;

use ras_core::HttpClient;

use crate::guardrails::Guard;
use crate::reports::Reports;
use crate::resources::Resource;
use crate::resources::ad_groups::AdGroups;
use crate::resources::campaigns::Campaigns;
use crate::resources::product_ads::ProductAds;
use crate::resources::products::Products;
use crate::resources::profiles::Profiles;
use crate::resources::retailers::Retailers;
use crate::resources::targets::Targets;
use crate::transport::Transport;
use crate::{Account, ProfileId, RasBuilder, Raw};

/// A client for one profile. Clones share connections, tokens and limits.
#[derive(Clone, Debug)]
pub struct Ras(Arc<Inner>);

#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) transport: Arc<Transport>,
    pub(crate) profile: ProfileId,
    pub(crate) guard: Guard,
    pub(crate) account: Account,
    pub(crate) ras: ras_core::ras::Client,
    pub(crate) retailers: ras_core::retailers::Client,
}

impl Inner {
    /// What lists are read with, whose rows are decoded in a way of their own.
    pub(crate) fn http(&self) -> &HttpClient {
        &self.account.inner().http
    }
}

impl Ras {
    /// Begins to set up a client.
    pub fn builder() -> RasBuilder {
        RasBuilder::default()
    }

    pub(crate) fn new(inner: Inner) -> Self {
        Self(Arc::new(inner))
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.0
    }

    /// The profile that all calls are made for.
    pub fn profile(&self) -> &ProfileId {
        &self.0.profile
    }

    /// The login that this client belongs to, for clients of other profiles.
    pub fn account(&self) -> &Account {
        &self.0.account
    }

    /// The profiles that the login may act for.
    pub fn profiles(&self) -> Profiles {
        self.0.account.profiles()
    }

    /// Campaigns: budget, dates and targeting.
    pub fn campaigns(&self) -> Campaigns {
        Resource::new(self)
    }

    /// Ad groups: one retailer and a default bid each.
    pub fn ad_groups(&self) -> AdGroups {
        Resource::new(self)
    }

    /// Product ads: one offer of the retailer each.
    pub fn product_ads(&self) -> ProductAds {
        Resource::new(self)
    }

    /// Targets: keywords, products and automatic ones, positive and negative.
    pub fn targets(&self) -> Targets {
        Resource::new(self)
    }

    /// Retailers that can be advertised on.
    pub fn retailers(&self) -> Retailers {
        Retailers(self.clone())
    }

    /// Products of the retailers: what can be advertised.
    pub fn products(&self) -> Products {
        Products(self.clone())
    }

    /// Reports: figures of the past days.
    pub fn reports(&self) -> Reports {
        Reports::new(self)
    }

    /// The generated clients underneath, for what this crate does not offer.
    pub fn core(&self) -> Raw {
        Raw::new(self)
    }
}
