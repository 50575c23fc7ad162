//! Campaigns: budget, dates and targeting.

use std::sync::Arc;

use jiff::civil::Date;
use ras_core::Patch;
use ras_core::ras::operations;
use ras_core::ras::types::{
    BiddingStrategy, BudgetInput, BudgetType, CampaignOutput, CreateCampaignInput,
    CreateCampaignsRequest, DeleteCampaignsRequest, EntityIdFilter, ListCampaignsRequest,
    NameFilter, Placement, PlacementBidAdjustment, QueryTermMatchType, RequiredDynamicBidding,
    StateFilter, Tag as CoreTag, UpdateCampaignInput, UpdateCampaignsRequest,
};
use serde::{Deserialize, Serialize};

use crate::pages::Page;
use crate::{Batch, CampaignId, Error, Pages, PortfolioId, Ras, State, Targeting, Usd};

/// The campaigns of a profile; see [`Ras::campaigns`].
#[derive(Clone, Debug)]
pub struct Campaigns(pub(crate) Ras);

/// A campaign as the service has it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Campaign {
    /// Identifies the campaign.
    pub id: CampaignId,
    /// The name, unique among the campaigns of most advertisers.
    pub name: String,
    /// The state that the advertiser has set.
    pub state: State,
    /// Who chooses the targets.
    pub targeting: Targeting,
    /// Spend a day, on the average of a month; a single day may exceed it.
    pub daily_budget: Usd,
    /// The first day, in the profile's time zone.
    pub start_date: Date,
    /// The last day; none when the campaign has no end.
    pub end_date: Option<Date>,
    /// The portfolio it belongs to.
    pub portfolio: Option<PortfolioId>,
    /// Key and value pairs, up to 50.
    pub tags: Vec<Tag>,
    /// Why it serves or does not, in the service's words.
    pub serving_status: Option<String>,
}

/// A key and a value on a campaign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    /// The key.
    pub key: String,
    /// The value.
    pub value: String,
}

/// A campaign to create.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "create it with `ras.campaigns().create(…)`"]
pub struct NewCampaign(CreateCampaignInput);

/// A change to a campaign; what is not mentioned stays.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "apply it with `ras.campaigns().update(…)`"]
pub struct CampaignPatch(UpdateCampaignInput);

/// Which campaigns to list; all of them unless narrowed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CampaignFilter(ListCampaignsRequest);

impl NewCampaign {
    /// A campaign that starts today and has no end, ENABLED unless told otherwise.
    ///
    /// # Units
    ///
    /// The budget is in dollars a day: 1 to 1,000,000 (US limits of Sponsored Products).
    pub fn new(name: impl Into<String>, targeting: Targeting, daily_budget: Usd) -> Self {
        Self(CreateCampaignInput::new(
            BudgetInput::new(daily_budget.into(), BudgetType::Daily),
            RequiredDynamicBidding::new(BiddingStrategy::Manual),
            name,
            State::Enabled.into(),
            targeting.into(),
        ))
    }

    /// The state to begin with.
    pub fn state(mut self, state: State) -> Self {
        self.0.state = state.into();
        self
    }

    /// The first day, in the profile's time zone; not in the past.
    pub fn start_date(mut self, day: Date) -> Self {
        self.0.start_date = Some(day);
        self
    }

    /// The last day.
    pub fn end_date(mut self, day: Date) -> Self {
        self.0.end_date = Some(day);
        self
    }

    /// The portfolio it shall belong to.
    pub fn portfolio(mut self, portfolio: impl Into<PortfolioId>) -> Self {
        self.0.portfolio_id = Some(portfolio.into().into());
        self
    }

    /// Raises bids for the top of search by 0 to 900 percent.
    pub fn top_of_search(mut self, percent: u16) -> Self {
        self.0.dynamic_bidding.placement_bidding = vec![PlacementBidAdjustment::new(
            i32::from(percent),
            Placement::PlacementTop,
        )];
        self
    }

    /// Adds a tag; up to 50.
    pub fn tag(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.0.tags.push(CoreTag::new(key, value));
        self
    }
}

impl CampaignPatch {
    /// No change yet to this campaign.
    pub fn new(campaign: impl Into<CampaignId>) -> Self {
        Self(UpdateCampaignInput::new(campaign.into()))
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

    /// Another budget in dollars a day.
    pub fn daily_budget(mut self, budget: Usd) -> Self {
        self.0.budget = Some(BudgetInput::new(budget.into(), BudgetType::Daily));
        self
    }

    /// Another last day.
    pub fn end_date(mut self, day: Date) -> Self {
        self.0.end_date = Patch::Set(day);
        self
    }

    /// No last day any more.
    pub fn no_end_date(mut self) -> Self {
        self.0.end_date = Patch::Clear;
        self
    }

    /// Another portfolio.
    pub fn portfolio(mut self, portfolio: impl Into<PortfolioId>) -> Self {
        self.0.portfolio_id = Patch::Set(portfolio.into().into());
        self
    }

    /// No portfolio any more.
    pub fn no_portfolio(mut self) -> Self {
        self.0.portfolio_id = Patch::Clear;
        self
    }

    /// Other tags in place of all present ones; none when empty.
    pub fn tags(mut self, tags: impl IntoIterator<Item = Tag>) -> Self {
        let tags = tags.into_iter().map(|tag| CoreTag::new(tag.key, tag.value));
        self.0.tags = Some(tags.collect());
        self
    }
}

impl CampaignFilter {
    /// All campaigns.
    pub fn new() -> Self {
        Self::default()
    }

    /// Only these campaigns, up to 1000.
    #[must_use]
    pub fn ids<I: Into<CampaignId>>(mut self, ids: impl IntoIterator<Item = I>) -> Self {
        let ids = ids.into_iter().map(|id| id.into().into()).collect();
        self.0.campaign_id_filter = Some(EntityIdFilter::new(ids));
        self
    }

    /// Only campaigns with exactly one of these names, up to 100.
    #[must_use]
    pub fn names<N: Into<String>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        let names = names.into_iter().map(Into::into).collect();
        self.0.name_filter =
            Some(NameFilter::new(QueryTermMatchType::ExactMatch).with_include(names));
        self
    }

    /// Only campaigns in one of these states.
    #[must_use]
    pub fn states(mut self, states: impl IntoIterator<Item = State>) -> Self {
        self.0.state_filter = Some(StateFilter::new(
            states.into_iter().map(Into::into).collect(),
        ));
        self
    }
}

impl Campaigns {
    /// Creates campaigns and returns their ids by position.
    ///
    /// # Errors
    ///
    /// Refused items are in the [`Batch`]. An error with
    /// [`Reach::Unknown`](crate::Reach::Unknown) means that the campaigns may exist:
    /// list them by name before sending them again.
    ///
    /// # Retries
    ///
    /// Never repeated by the client, except after a 401, which has had no effect.
    ///
    /// # Source
    ///
    /// `POST /ras/v1/campaigns`, up to 1000 in one request.
    pub async fn create(
        &self,
        campaigns: impl IntoIterator<Item = NewCampaign>,
    ) -> Result<Batch<CampaignId>, Error> {
        let ras = &self.0.inner().ras;
        let items = campaigns.into_iter().map(|campaign| campaign.0).collect();
        let send = |call, body: Arc<_>| async move { ras.create_campaigns(&call, &body).await };
        self.0
            .inner()
            .bulk(
                &operations::CREATE_CAMPAIGNS,
                items,
                CreateCampaignsRequest::new,
                send,
            )
            .await
    }

    /// Changes campaigns and returns their ids by position.
    ///
    /// # Errors
    ///
    /// Refused items are in the [`Batch`].
    ///
    /// # Source
    ///
    /// `PUT /ras/v1/campaigns`, up to 1000 in one request.
    pub async fn update(
        &self,
        patches: impl IntoIterator<Item = CampaignPatch>,
    ) -> Result<Batch<CampaignId>, Error> {
        let ras = &self.0.inner().ras;
        let items = patches.into_iter().map(|patch| patch.0).collect();
        let send = |call, body: Arc<_>| async move { ras.update_campaigns(&call, &body).await };
        self.0
            .inner()
            .bulk(
                &operations::UPDATE_CAMPAIGNS,
                items,
                UpdateCampaignsRequest::new,
                send,
            )
            .await
    }

    /// Archives campaigns with everything below them, which is final.
    ///
    /// # Errors
    ///
    /// Refused items are in the [`Batch`].
    ///
    /// # Source
    ///
    /// `POST /ras/v1/campaigns/delete`, up to 1000 in one request.
    pub async fn delete<I: Into<CampaignId>>(
        &self,
        ids: impl IntoIterator<Item = I>,
    ) -> Result<Batch<CampaignId>, Error> {
        let ras = &self.0.inner().ras;
        let items = ids.into_iter().map(|id| id.into().into()).collect();
        let body = |ids| DeleteCampaignsRequest::new(EntityIdFilter::new(ids));
        let send = |call, body: Arc<_>| async move { ras.delete_campaigns(&call, &body).await };
        self.0
            .inner()
            .bulk(&operations::DELETE_CAMPAIGNS, items, body, send)
            .await
    }

    /// Lists campaigns, archived ones included unless the filter says otherwise.
    ///
    /// # Source
    ///
    /// `POST /ras/v1/campaigns/list`, 1000 in one page. Amazon does not document which
    /// states a list without a state filter returns.
    pub fn list(&self, filter: CampaignFilter) -> Pages<Campaign> {
        let ras = self.0.clone();
        Pages::new(move |token| {
            let ras = ras.clone();
            let mut request = filter.0.clone();
            request.next_token = token;
            async move {
                let (client, request) = (&ras.inner().ras, &request);
                let send = |call| async move { client.list_campaigns(&call, request).await };
                let transport = &ras.inner().transport;
                let answer = transport
                    .call(&operations::LIST_CAMPAIGNS, send)
                    .await?
                    .into_inner();
                Ok(Page {
                    items: answer.campaigns.into_iter().map(Campaign::from).collect(),
                    next: answer.next_token,
                })
            }
        })
    }
}

impl From<CampaignOutput> for Campaign {
    fn from(core: CampaignOutput) -> Self {
        let status = core.extended_data.and_then(|data| data.serving_status);
        Self {
            id: core.campaign_id.into(),
            name: core.name,
            state: core.state.into(),
            targeting: core.targeting_type.into(),
            daily_budget: core.budget.budget.into(),
            start_date: core.start_date,
            end_date: core.end_date,
            portfolio: core.portfolio_id.map(PortfolioId::from),
            tags: core
                .tags
                .into_iter()
                .map(|tag| Tag {
                    key: tag.key,
                    value: tag.value,
                })
                .collect(),
            serving_status: status.map(|status| status.as_str().to_owned()),
        }
    }
}
