//! Product ads: one offer of the retailer each.

use std::sync::Arc;

use ras_core::ras::operations;
use ras_core::ras::types::{
    CreateProductAdInput, CreateProductAdsRequest, DeleteProductAdsRequest, EntityIdFilter,
    ListProductAdsRequest, ProductAdOutput, ReducedEntityIdFilter, StateFilter,
    UpdateProductAdInput, UpdateProductAdsRequest,
};
use serde::Serialize;

use crate::pages::Page;
use crate::{AdGroupId, Batch, CampaignId, Error, Pages, ProductAdId, Ras, RetailerId, State};

/// The product ads of a profile; see [`Ras::product_ads`].
#[derive(Clone, Debug)]
pub struct ProductAds(pub(crate) Ras);

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
}

/// A product ad to create.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "create it with `ras.product_ads().create(…)`"]
pub struct NewProductAd(CreateProductAdInput);

/// A change to a product ad: only its state can change.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "apply it with `ras.product_ads().update(…)`"]
pub struct ProductAdPatch(UpdateProductAdInput);

/// Which product ads to list; all of them unless narrowed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProductAdFilter(ListProductAdsRequest);

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
            State::Enabled.into(),
        ))
    }

    /// The state to begin with.
    pub fn state(mut self, state: State) -> Self {
        self.0.state = state.into();
        self
    }
}

impl ProductAdPatch {
    /// Another state. ARCHIVED is final.
    pub fn state(ad: impl Into<ProductAdId>, state: State) -> Self {
        Self(UpdateProductAdInput::new(ad.into()).with_state(state.into()))
    }
}

impl ProductAdFilter {
    /// All product ads.
    pub fn new() -> Self {
        Self::default()
    }

    /// Only these product ads, up to 1000.
    #[must_use]
    pub fn ids<I: Into<ProductAdId>>(mut self, ids: impl IntoIterator<Item = I>) -> Self {
        let ids = ids.into_iter().map(|id| id.into().into()).collect();
        self.0.product_ad_id_filter = Some(EntityIdFilter::new(ids));
        self
    }

    /// Only product ads of these campaigns, up to 100.
    #[must_use]
    pub fn campaigns<I: Into<CampaignId>>(mut self, ids: impl IntoIterator<Item = I>) -> Self {
        let ids = ids.into_iter().map(|id| id.into().into()).collect();
        self.0.campaign_id_filter = Some(ReducedEntityIdFilter::new(ids));
        self
    }

    /// Only product ads of these ad groups, up to 100.
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
            states.into_iter().map(Into::into).collect(),
        ));
        self
    }
}

impl ProductAds {
    /// Creates product ads and returns their ids by position.
    ///
    /// # Errors
    ///
    /// Refused items are in the [`Batch`]. An error with
    /// [`Reach::Unknown`](crate::Reach::Unknown) means that the product ads may exist.
    ///
    /// # Source
    ///
    /// `POST /ras/v1/productAds`, up to 1000 in one request.
    pub async fn create(
        &self,
        ads: impl IntoIterator<Item = NewProductAd>,
    ) -> Result<Batch<ProductAdId>, Error> {
        let ras = &self.0.inner().ras;
        let items = ads.into_iter().map(|ad| ad.0).collect();
        let send = |call, body: Arc<_>| async move { ras.create_product_ads(&call, &body).await };
        self.0
            .inner()
            .bulk(
                &operations::CREATE_PRODUCT_ADS,
                items,
                CreateProductAdsRequest::new,
                send,
            )
            .await
    }

    /// Changes product ads and returns their ids by position.
    ///
    /// # Errors
    ///
    /// Refused items are in the [`Batch`].
    ///
    /// # Source
    ///
    /// `PUT /ras/v1/productAds`, up to 1000 in one request.
    pub async fn update(
        &self,
        patches: impl IntoIterator<Item = ProductAdPatch>,
    ) -> Result<Batch<ProductAdId>, Error> {
        let ras = &self.0.inner().ras;
        let items = patches.into_iter().map(|patch| patch.0).collect();
        let send = |call, body: Arc<_>| async move { ras.update_product_ads(&call, &body).await };
        self.0
            .inner()
            .bulk(
                &operations::UPDATE_PRODUCT_ADS,
                items,
                UpdateProductAdsRequest::new,
                send,
            )
            .await
    }

    /// Archives product ads, which is final.
    ///
    /// # Errors
    ///
    /// Refused items are in the [`Batch`].
    ///
    /// # Source
    ///
    /// `POST /ras/v1/productAds/delete`, up to 1000 in one request.
    pub async fn delete<I: Into<ProductAdId>>(
        &self,
        ids: impl IntoIterator<Item = I>,
    ) -> Result<Batch<ProductAdId>, Error> {
        let ras = &self.0.inner().ras;
        let items = ids.into_iter().map(|id| id.into().into()).collect();
        let body = |ids| DeleteProductAdsRequest::new(EntityIdFilter::new(ids));
        let send = |call, body: Arc<_>| async move { ras.delete_product_ads(&call, &body).await };
        self.0
            .inner()
            .bulk(&operations::DELETE_PRODUCT_ADS, items, body, send)
            .await
    }

    /// Lists product ads.
    ///
    /// # Source
    ///
    /// `POST /ras/v1/productAds/list`, 1000 in one page.
    pub fn list(&self, filter: ProductAdFilter) -> Pages<ProductAd> {
        let ras = self.0.clone();
        Pages::new(move |token| {
            let ras = ras.clone();
            let mut request = filter.0.clone();
            request.next_token = token;
            async move {
                let (client, request) = (&ras.inner().ras, &request);
                let send = |call| async move { client.list_product_ads(&call, request).await };
                let transport = &ras.inner().transport;
                let answer = transport
                    .call(&operations::LIST_PRODUCT_ADS, send)
                    .await?
                    .into_inner();
                Ok(Page {
                    items: answer
                        .product_ads
                        .into_iter()
                        .map(ProductAd::from)
                        .collect(),
                    next: answer.next_token,
                })
            }
        })
    }
}

impl From<ProductAdOutput> for ProductAd {
    fn from(core: ProductAdOutput) -> Self {
        let status = core.extended_data.and_then(|data| data.serving_status);
        Self {
            id: core.product_ad_id.into(),
            campaign: core.campaign_id.into(),
            ad_group: core.ad_group_id.into(),
            retailer: core.retailer_id.into(),
            offer: core.retailer_offer_id,
            state: core.state.into(),
            serving_status: status.map(|status| status.as_str().to_owned()),
        }
    }
}
