//! Ad groups: one retailer and a default bid each.

use std::sync::Arc;

use ras_core::ras::operations;
use ras_core::ras::types::{
    AdGroupOutput, CreateAdGroupInput, CreateAdGroupsRequest, DeleteAdGroupsRequest,
    EntityIdFilter, ListAdGroupsRequest, ReducedEntityIdFilter, StateFilter, UpdateAdGroupInput,
    UpdateAdGroupsRequest,
};
use serde::Serialize;

use crate::pages::Page;
use crate::{AdGroupId, Batch, CampaignId, Error, Pages, Ras, RetailerId, State, Usd};

/// The ad groups of a profile; see [`Ras::ad_groups`].
#[derive(Clone, Debug)]
pub struct AdGroups(pub(crate) Ras);

/// An ad group as the service has it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct AdGroup {
    /// Identifies the ad group.
    pub id: AdGroupId,
    /// The campaign it belongs to.
    pub campaign: CampaignId,
    /// The retailer whose offers it advertises.
    pub retailer: RetailerId,
    /// The name, unique in its campaign.
    pub name: String,
    /// The state that the advertiser has set.
    pub state: State,
    /// The bid for a click where a target has none of its own.
    pub default_bid: Usd,
    /// Why it serves or does not, in the service's words.
    pub serving_status: Option<String>,
}

/// An ad group to create.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "create it with `ras.ad_groups().create(…)`"]
pub struct NewAdGroup(CreateAdGroupInput);

/// A change to an ad group; what is not mentioned stays.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "apply it with `ras.ad_groups().update(…)`"]
pub struct AdGroupPatch(UpdateAdGroupInput);

/// Which ad groups to list; all of them unless narrowed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AdGroupFilter(ListAdGroupsRequest);

impl NewAdGroup {
    /// An ad group, ENABLED unless told otherwise.
    ///
    /// # Units
    ///
    /// The default bid is in dollars a click: 0.02 to 1000 (US limits of Sponsored
    /// Products) and not above the campaign's budget.
    pub fn new(
        campaign: impl Into<CampaignId>,
        retailer: impl Into<RetailerId>,
        name: impl Into<String>,
        default_bid: Usd,
    ) -> Self {
        Self(CreateAdGroupInput::new(
            campaign.into(),
            default_bid.into(),
            name,
            retailer.into(),
            State::Enabled.into(),
        ))
    }

    /// The state to begin with.
    pub fn state(mut self, state: State) -> Self {
        self.0.state = state.into();
        self
    }
}

impl AdGroupPatch {
    /// No change yet to this ad group.
    pub fn new(ad_group: impl Into<AdGroupId>) -> Self {
        Self(UpdateAdGroupInput::new(ad_group.into()))
    }

    /// Another name.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.0.name = Some(name.into());
        self
    }

    /// Another state. ARCHIVED is final.
    pub fn state(mut self, state: State) -> Self {
        self.0.state = Some(state.into());
        self
    }

    /// Another default bid in dollars a click.
    pub fn default_bid(mut self, bid: Usd) -> Self {
        self.0.default_bid = Some(bid.into());
        self
    }
}

impl AdGroupFilter {
    /// All ad groups.
    pub fn new() -> Self {
        Self::default()
    }

    /// Only these ad groups, up to 1000.
    #[must_use]
    pub fn ids<I: Into<AdGroupId>>(mut self, ids: impl IntoIterator<Item = I>) -> Self {
        let ids = ids.into_iter().map(|id| id.into().into()).collect();
        self.0.ad_group_id_filter = Some(EntityIdFilter::new(ids));
        self
    }

    /// Only ad groups of these campaigns, up to 100.
    #[must_use]
    pub fn campaigns<I: Into<CampaignId>>(mut self, ids: impl IntoIterator<Item = I>) -> Self {
        let ids = ids.into_iter().map(|id| id.into().into()).collect();
        self.0.campaign_id_filter = Some(ReducedEntityIdFilter::new(ids));
        self
    }

    /// Only ad groups in one of these states.
    #[must_use]
    pub fn states(mut self, states: impl IntoIterator<Item = State>) -> Self {
        self.0.state_filter = Some(StateFilter::new(
            states.into_iter().map(Into::into).collect(),
        ));
        self
    }
}

impl AdGroups {
    /// Creates ad groups and returns their ids by position.
    ///
    /// An ad group of an auto campaign gets its four targets from Amazon, a little later.
    ///
    /// # Errors
    ///
    /// Refused items are in the [`Batch`]. An error with
    /// [`Reach::Unknown`](crate::Reach::Unknown) means that the ad groups may exist.
    ///
    /// # Source
    ///
    /// `POST /ras/v1/adGroups`, up to 1000 in one request.
    pub async fn create(
        &self,
        ad_groups: impl IntoIterator<Item = NewAdGroup>,
    ) -> Result<Batch<AdGroupId>, Error> {
        let ras = &self.0.inner().ras;
        let items = ad_groups.into_iter().map(|ad_group| ad_group.0).collect();
        let send = |call, body: Arc<_>| async move { ras.create_ad_groups(&call, &body).await };
        self.0
            .inner()
            .bulk(
                &operations::CREATE_AD_GROUPS,
                items,
                CreateAdGroupsRequest::new,
                send,
            )
            .await
    }

    /// Changes ad groups and returns their ids by position.
    ///
    /// # Errors
    ///
    /// Refused items are in the [`Batch`].
    ///
    /// # Source
    ///
    /// `PUT /ras/v1/adGroups`, up to 1000 in one request.
    pub async fn update(
        &self,
        patches: impl IntoIterator<Item = AdGroupPatch>,
    ) -> Result<Batch<AdGroupId>, Error> {
        let ras = &self.0.inner().ras;
        let items = patches.into_iter().map(|patch| patch.0).collect();
        let send = |call, body: Arc<_>| async move { ras.update_ad_groups(&call, &body).await };
        self.0
            .inner()
            .bulk(
                &operations::UPDATE_AD_GROUPS,
                items,
                UpdateAdGroupsRequest::new,
                send,
            )
            .await
    }

    /// Archives ad groups with everything below them, which is final.
    ///
    /// # Errors
    ///
    /// Refused items are in the [`Batch`].
    ///
    /// # Source
    ///
    /// `POST /ras/v1/adGroups/delete`, up to 1000 in one request.
    pub async fn delete<I: Into<AdGroupId>>(
        &self,
        ids: impl IntoIterator<Item = I>,
    ) -> Result<Batch<AdGroupId>, Error> {
        let ras = &self.0.inner().ras;
        let items = ids.into_iter().map(|id| id.into().into()).collect();
        let body = |ids| DeleteAdGroupsRequest::new(EntityIdFilter::new(ids));
        let send = |call, body: Arc<_>| async move { ras.delete_ad_groups(&call, &body).await };
        self.0
            .inner()
            .bulk(&operations::DELETE_AD_GROUPS, items, body, send)
            .await
    }

    /// Lists ad groups.
    ///
    /// # Source
    ///
    /// `POST /ras/v1/adGroups/list`, 1000 in one page.
    pub fn list(&self, filter: AdGroupFilter) -> Pages<AdGroup> {
        let ras = self.0.clone();
        Pages::new(move |token| {
            let ras = ras.clone();
            let mut request = filter.0.clone();
            request.next_token = token;
            async move {
                let (client, request) = (&ras.inner().ras, &request);
                let send = |call| async move { client.list_ad_groups(&call, request).await };
                let transport = &ras.inner().transport;
                let answer = transport
                    .call(&operations::LIST_AD_GROUPS, send)
                    .await?
                    .into_inner();
                Ok(Page {
                    items: answer.ad_groups.into_iter().map(AdGroup::from).collect(),
                    next: answer.next_token,
                })
            }
        })
    }
}

impl From<AdGroupOutput> for AdGroup {
    fn from(core: AdGroupOutput) -> Self {
        let status = core.extended_data.and_then(|data| data.serving_status);
        Self {
            id: core.ad_group_id.into(),
            campaign: core.campaign_id.into(),
            retailer: core.retailer_id.into(),
            name: core.name,
            state: core.state.into(),
            default_bid: core.default_bid.into(),
            serving_status: status.map(|status| status.as_str().to_owned()),
        }
    }
}
