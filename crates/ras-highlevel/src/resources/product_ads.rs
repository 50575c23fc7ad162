//! Product ads: one offer of the retailer each.

use ras_core::ras::types::{
    CreateProductAdInput, EntityIdFilter, ListProductAdsRequest, ProductAdOutput,
    ReducedEntityIdFilter, StateFilter, UpdateProductAdInput,
};
use serde::Serialize;

use super::Resource;
use crate::extra::Extra;
use crate::{AdGroupId, CampaignId, ProductAdId, RetailerId, State};

/// A product ad as the service has it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ProductAd {
    /// Identifies the product ad.
    pub id: ProductAdId,
    /// The campaign it belongs to.
    pub campaign: CampaignId,
    /// The ad group it belongs to.
    pub ad_group: AdGroupId,
    /// The retailer that sells the offer.
    pub retailer: RetailerId,
    /// The advertised offer, by the retailer's identifier.
    pub offer: String,
    /// The state that the advertiser has set.
    pub state: State,
    /// Why it serves or does not, in the service's words.
    pub serving_status: Option<String>,
    /// Members that this version of the SDK does not know.
    #[serde(skip_serializing_if = "Extra::is_empty")]
    pub extra: Extra,
}

/// A product ad to create.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "create it with `ras.product_ads().create(…)`"]
pub struct NewProductAd(pub(crate) CreateProductAdInput);

/// A change to a product ad: only its state can change.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "apply it with `ras.product_ads().update(…)`"]
pub struct ProductAdPatch(pub(crate) UpdateProductAdInput);

/// Which product ads to list; all of them unless narrowed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProductAdFilter(pub(crate) ListProductAdsRequest);

impl NewProductAd {
    /// A product ad for an offer of the ad group's retailer, ENABLED unless told otherwise.
    pub fn new(
        campaign: impl Into<CampaignId>,
        ad_group: impl Into<AdGroupId>,
        retailer: impl Into<RetailerId>,
        offer: impl Into<String>,
    ) -> Self {
        Self(CreateProductAdInput::new(
            ad_group.into(),
            campaign.into(),
            retailer.into(),
            offer,
            State::Enabled.wire(),
        ))
    }

    /// The state to begin with.
    pub fn state(mut self, state: State) -> Self {
        self.0.state = state.wire();
        self
    }
}

impl ProductAdPatch {
    /// Another state. ARCHIVED is final.
    pub fn state(ad: impl Into<ProductAdId>, state: State) -> Self {
        Self(UpdateProductAdInput::new(ad.into()).with_state(state.wire()))
    }
}

impl ProductAdFilter {
    /// All product ads.
    pub fn new() -> Self {
        Self::default()
    }

    /// Only these product ads.
    ///
    /// More than 1000 are asked for in several queries.
    #[must_use]
    pub fn ids<I: Into<ProductAdId>>(mut self, ids: impl IntoIterator<Item = I>) -> Self {
        let ids = ids.into_iter().map(|id| id.into().into()).collect();
        self.0.product_ad_id_filter = Some(EntityIdFilter::new(ids));
        self
    }

    /// Only product ads of these campaigns.
    ///
    /// More than 100 are asked for in several queries.
    #[must_use]
    pub fn campaigns<I: Into<CampaignId>>(mut self, ids: impl IntoIterator<Item = I>) -> Self {
        let ids = ids.into_iter().map(|id| id.into().into()).collect();
        self.0.campaign_id_filter = Some(ReducedEntityIdFilter::new(ids));
        self
    }

    /// Only product ads of these ad groups.
    ///
    /// More than 100 are asked for in several queries.
    #[must_use]
    pub fn ad_groups<I: Into<AdGroupId>>(mut self, ids: impl IntoIterator<Item = I>) -> Self {
        let ids = ids.into_iter().map(|id| id.into().into()).collect();
        self.0.ad_group_id_filter = Some(ReducedEntityIdFilter::new(ids));
        self
    }

    /// Only product ads in one of these states.
    #[must_use]
    pub fn states(mut self, states: impl IntoIterator<Item = State>) -> Self {
        self.0.state_filter = Some(StateFilter::new(
            states.into_iter().map(|state| state.wire()).collect(),
        ));
        self
    }
}

/// The product ads of a profile; see [`Ras::product_ads`](crate::Ras::product_ads).
pub type ProductAds = Resource<ProductAd>;

impl ProductAd {
    pub(crate) fn from_row(core: ProductAdOutput) -> Self {
        let status = core.extended_data.and_then(|data| data.serving_status);
        Self {
            id: core.product_ad_id.into(),
            campaign: core.campaign_id.into(),
            ad_group: core.ad_group_id.into(),
            retailer: core.retailer_id.into(),
            offer: core.retailer_offer_id,
            state: State::of(&core.state),
            serving_status: status.map(|status| status.as_str().to_owned()),
            extra: Extra::new(),
        }
    }

    /// The values of open enums that this version does not know, by member.
    pub(crate) fn unknown_values(&self) -> [(&'static str, Option<&str>); 1] {
        [("state", self.state.unknown())]
    }
}
