//! Product ads: one offer of the retailer each.

use jiff::Timestamp;
use ras_core::ras::types::{
    CreateProductAdInput, EntityIdFilter, ListProductAdsRequest, ProductAdOutput,
    ReducedEntityIdFilter, StateFilter, UpdateProductAdInput,
};
use serde::Serialize;

use super::Resource;
use super::filter::{id_filter, state_filter};
use super::serving::{Extended, ServingDetail, extended, time};
use super::unknown::unknown_values;
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
    /// The reasons behind the status.
    pub serving_details: Vec<ServingDetail>,
    /// When it was created.
    pub created: Option<Timestamp>,
    /// When it was changed last.
    pub updated: Option<Timestamp>,
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
            offer.into(),
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

    id_filter! {
        /// Only these product ads.
        ///
        /// More than 1000 are asked for in several queries.
        ids(ProductAdId) = product_ad_id_filter: EntityIdFilter
    }

    id_filter! {
        /// Only product ads of these campaigns.
        ///
        /// More than 100 are asked for in several queries.
        campaigns(CampaignId) = campaign_id_filter: ReducedEntityIdFilter
    }

    id_filter! {
        /// Only product ads of these ad groups.
        ///
        /// More than 100 are asked for in several queries.
        ad_groups(AdGroupId) = ad_group_id_filter: ReducedEntityIdFilter
    }

    state_filter! {
        /// Only product ads in one of these states.
        states
    }
}

/// The product ads of a profile; see [`Ras::product_ads`](crate::Ras::product_ads).
pub type ProductAds = Resource<ProductAd>;

impl ProductAd {
    pub(crate) fn from_row(core: ProductAdOutput) -> Self {
        let mut extra = Extra::new();
        let extended = extended!(core.extended_data, &mut extra);
        Self {
            id: core.product_ad_id.into(),
            campaign: core.campaign_id.into(),
            ad_group: core.ad_group_id.into(),
            retailer: core.retailer_id.into(),
            offer: core.retailer_offer_id.into(),
            state: State::of(&core.state),
            serving_status: extended.status,
            serving_details: extended.details,
            created: extended.created,
            updated: extended.updated,
            extra,
        }
    }

    /// The values of open enums that this version does not know, by member.
    pub(crate) fn unknown_values(core: &ProductAdOutput) -> Vec<(&'static str, &str)> {
        let extended = core.extended_data.as_ref();
        unknown_values! {
            "state": EntityState = [&core.state],
            "extendedData.servingStatus": ProductAdServingStatus =
                extended.and_then(|data| data.serving_status.as_ref()),
        }
    }
}
