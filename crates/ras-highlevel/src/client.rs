//! The client: cheap to clone, one for each profile.

use std::sync::Arc;

use crate::resources::ad_groups::AdGroups;
use crate::resources::campaigns::Campaigns;
use crate::resources::product_ads::ProductAds;
use crate::resources::retailers::Retailers;
use crate::resources::targets::Targets;
use crate::transport::Transport;
use crate::{ProfileId, RasBuilder};

/// A client for one profile. Clones share connections, tokens and limits.
#[derive(Clone, Debug)]
pub struct Ras(Arc<Inner>);

#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) transport: Transport,
    pub(crate) ras: ras_core::ras::Client,
    pub(crate) retailers: ras_core::retailers::Client,
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
        &self.0.transport.profile
    }

    /// Campaigns: budget, dates and targeting.
    pub fn campaigns(&self) -> Campaigns {
        Campaigns(self.clone())
    }

    /// Ad groups: one retailer and a default bid each.
    pub fn ad_groups(&self) -> AdGroups {
        AdGroups(self.clone())
    }

    /// Product ads: one offer of the retailer each.
    pub fn product_ads(&self) -> ProductAds {
        ProductAds(self.clone())
    }

    /// Targets: keywords, products and automatic ones, positive and negative.
    pub fn targets(&self) -> Targets {
        Targets(self.clone())
    }

    /// Retailers that can be advertised on.
    pub fn retailers(&self) -> Retailers {
        Retailers(self.clone())
    }
}
