//! Targets: keywords, products and automatic ones, positive and negative.

use std::sync::Arc;

use ras_core::ras::operations;
use ras_core::ras::types::{
    CreateTargetInput, CreateTargetsRequest, DeleteTargetsRequest, EntityIdFilter, KeywordTarget,
    ListTargetsRequest, NegativeTargetFilter, ProductIdType, ProductMatchType, ProductTarget,
    ReducedEntityIdFilter, StateFilter, TargetBidInput, TargetDetails, TargetOutput, TargetType,
    UpdateTargetInput, UpdateTargetsRequest,
};
use serde::Serialize;

use crate::pages::Page;
use crate::{
    AdGroupId, AutoMatch, Batch, CampaignId, Error, KeywordMatch, Pages, Ras, State, TargetId, Usd,
};

/// The targets of a profile; see [`Ras::targets`].
#[derive(Clone, Debug)]
pub struct Targets(pub(crate) Ras);

/// A target as the service has it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Target {
    /// Identifies the target.
    pub id: TargetId,
    /// The campaign it belongs to.
    pub campaign: CampaignId,
    /// The ad group it belongs to; none for a negative of the whole campaign.
    pub ad_group: Option<AdGroupId>,
    /// The state that the advertiser has set.
    pub state: State,
    /// Whether it keeps ads away instead of placing them.
    pub negative: bool,
    /// What it matches.
    pub kind: TargetKind,
    /// The bid for a click; none for negatives and where the ad group's bid counts.
    pub bid: Option<Usd>,
    /// Why it serves or does not, in the service's words.
    pub serving_status: Option<String>,
}

/// What a target matches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub enum TargetKind {
    /// Searches, by a keyword.
    Keyword {
        /// The keyword as the service has stored it.
        keyword: String,
        /// How a search must relate to it.
        matching: KeywordMatch,
    },
    /// One of the four targets that Amazon creates in auto campaigns.
    Auto(AutoMatch),
    /// Pages of one product.
    Product {
        /// The retailer's identifier of the offer.
        offer: String,
    },
    /// A kind that this version of the SDK does not know, by its name on the wire.
    Other(String),
}

/// A target to create: a positive one has a bid, a negative one cannot have any.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "create it with `ras.targets().create(…)`"]
pub struct NewTarget(CreateTargetInput);

/// A change to a target; what is not mentioned stays.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "apply it with `ras.targets().update(…)`"]
pub struct TargetPatch(UpdateTargetInput);

/// Which targets to list; all of them unless narrowed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TargetFilter(ListTargetsRequest);

impl NewTarget {
    /// A keyword to bid on, ENABLED. For manual campaigns.
    ///
    /// # Units
    ///
    /// The keyword has at most 80 characters and 10 words; the bid is in dollars a
    /// click, 0.02 to 1000 (US limits of Sponsored Products).
    pub fn keyword(
        campaign: impl Into<CampaignId>,
        ad_group: impl Into<AdGroupId>,
        keyword: impl Into<String>,
        matching: KeywordMatch,
        bid: Usd,
    ) -> Self {
        let details = keyword_details(keyword, matching);
        let mut target = target(campaign.into(), TargetType::Keyword, details, false);
        target.ad_group_id = Some(ad_group.into().into());
        target.bid = Some(TargetBidInput::new(bid.into()));
        Self(target)
    }

    /// A product page to bid on, ENABLED. For manual campaigns; Amazon's guide says that
    /// RAS offers keywords only so far, although the contract has this kind.
    pub fn product(
        campaign: impl Into<CampaignId>,
        ad_group: impl Into<AdGroupId>,
        offer: impl Into<String>,
        bid: Usd,
    ) -> Self {
        let product = ProductTarget::new(
            ProductMatchType::ProductExact,
            offer,
            ProductIdType::RetailerOffer,
        );
        let details = TargetDetails::new().with_product_target(product);
        let mut target = target(campaign.into(), TargetType::Product, details, false);
        target.ad_group_id = Some(ad_group.into().into());
        target.bid = Some(TargetBidInput::new(bid.into()));
        Self(target)
    }

    /// A keyword for which no ad of the ad group shall show, ENABLED.
    ///
    /// # Units
    ///
    /// At most 80 characters; 4 words for PHRASE, 10 for EXACT.
    pub fn negative_keyword(
        campaign: impl Into<CampaignId>,
        ad_group: impl Into<AdGroupId>,
        keyword: impl Into<String>,
        matching: KeywordMatch,
    ) -> Self {
        let mut negative = Self::campaign_negative_keyword(campaign, keyword, matching);
        negative.0.ad_group_id = Some(ad_group.into().into());
        negative
    }

    /// A keyword for which no ad of the whole campaign shall show, ENABLED.
    ///
    /// # Units
    ///
    /// At most 80 characters; 4 words for PHRASE, 10 for EXACT.
    pub fn campaign_negative_keyword(
        campaign: impl Into<CampaignId>,
        keyword: impl Into<String>,
        matching: KeywordMatch,
    ) -> Self {
        let details = keyword_details(keyword, matching);
        Self(target(campaign.into(), TargetType::Keyword, details, true))
    }

    /// The state to begin with.
    pub fn state(mut self, state: State) -> Self {
        self.0.state = state.into();
        self
    }
}

fn keyword_details(keyword: impl Into<String>, matching: KeywordMatch) -> TargetDetails {
    TargetDetails::new().with_keyword_target(KeywordTarget::new(keyword, matching.into()))
}

fn target(
    campaign: CampaignId,
    kind: TargetType,
    details: TargetDetails,
    negative: bool,
) -> CreateTargetInput {
    CreateTargetInput::new(campaign, negative, State::Enabled.into(), details, kind)
}

impl TargetPatch {
    /// No change yet to this target.
    pub fn new(target: impl Into<TargetId>) -> Self {
        Self(UpdateTargetInput::new(target.into()))
    }

    /// Another state. ARCHIVED is final.
    pub fn state(mut self, state: State) -> Self {
        self.0.state = Some(state.into());
        self
    }

    /// Another bid in dollars a click.
    pub fn bid(mut self, bid: Usd) -> Self {
        self.0.bid = Some(TargetBidInput::new(bid.into()));
        self
    }
}

impl TargetFilter {
    /// All targets.
    pub fn new() -> Self {
        Self::default()
    }

    /// Only these targets, up to 1000.
    #[must_use]
    pub fn ids<I: Into<TargetId>>(mut self, ids: impl IntoIterator<Item = I>) -> Self {
        let ids = ids.into_iter().map(|id| id.into().into()).collect();
        self.0.target_id_filter = Some(EntityIdFilter::new(ids));
        self
    }

    /// Only targets of these campaigns, up to 100.
    #[must_use]
    pub fn campaigns<I: Into<CampaignId>>(mut self, ids: impl IntoIterator<Item = I>) -> Self {
        let ids = ids.into_iter().map(|id| id.into().into()).collect();
        self.0.campaign_id_filter = Some(ReducedEntityIdFilter::new(ids));
        self
    }

    /// Only targets of these ad groups, up to 100.
    #[must_use]
    pub fn ad_groups<I: Into<AdGroupId>>(mut self, ids: impl IntoIterator<Item = I>) -> Self {
        let ids = ids.into_iter().map(|id| id.into().into()).collect();
        self.0.ad_group_id_filter = Some(ReducedEntityIdFilter::new(ids));
        self
    }

    /// Only the targets that Amazon created.
    #[must_use]
    pub fn auto(mut self) -> Self {
        self.0.target_type_filter = vec![TargetType::Auto];
        self
    }

    /// Only negative targets, or only positive ones.
    #[must_use]
    pub fn negative(mut self, negative: bool) -> Self {
        self.0.negative_filter = Some(NegativeTargetFilter::new().with_include(vec![negative]));
        self
    }

    /// Only targets in one of these states.
    #[must_use]
    pub fn states(mut self, states: impl IntoIterator<Item = State>) -> Self {
        self.0.state_filter = Some(StateFilter::new(
            states.into_iter().map(Into::into).collect(),
        ));
        self
    }
}

impl Targets {
    /// Creates targets and returns their ids by position.
    ///
    /// # Errors
    ///
    /// Refused items are in the [`Batch`]. An error with
    /// [`Reach::Unknown`](crate::Reach::Unknown) means that the targets may exist.
    ///
    /// # Source
    ///
    /// `POST /ras/v1/targets`, up to 1000 in one request.
    pub async fn create(
        &self,
        targets: impl IntoIterator<Item = NewTarget>,
    ) -> Result<Batch<TargetId>, Error> {
        let ras = &self.0.inner().ras;
        let items = targets.into_iter().map(|target| target.0).collect();
        let send = |call, body: Arc<_>| async move { ras.create_targets(&call, &body).await };
        self.0
            .inner()
            .bulk(
                &operations::CREATE_TARGETS,
                items,
                CreateTargetsRequest::new,
                send,
            )
            .await
    }

    /// Changes targets and returns their ids by position.
    ///
    /// # Errors
    ///
    /// Refused items are in the [`Batch`].
    ///
    /// # Source
    ///
    /// `PUT /ras/v1/targets`, up to 1000 in one request.
    pub async fn update(
        &self,
        patches: impl IntoIterator<Item = TargetPatch>,
    ) -> Result<Batch<TargetId>, Error> {
        let ras = &self.0.inner().ras;
        let items = patches.into_iter().map(|patch| patch.0).collect();
        let send = |call, body: Arc<_>| async move { ras.update_targets(&call, &body).await };
        self.0
            .inner()
            .bulk(
                &operations::UPDATE_TARGETS,
                items,
                UpdateTargetsRequest::new,
                send,
            )
            .await
    }

    /// Archives targets, which is final.
    ///
    /// # Errors
    ///
    /// Refused items are in the [`Batch`].
    ///
    /// # Source
    ///
    /// `POST /ras/v1/targets/delete`, up to 1000 in one request.
    pub async fn delete<I: Into<TargetId>>(
        &self,
        ids: impl IntoIterator<Item = I>,
    ) -> Result<Batch<TargetId>, Error> {
        let ras = &self.0.inner().ras;
        let items = ids.into_iter().map(|id| id.into().into()).collect();
        let body = |ids| DeleteTargetsRequest::new(EntityIdFilter::new(ids));
        let send = |call, body: Arc<_>| async move { ras.delete_targets(&call, &body).await };
        self.0
            .inner()
            .bulk(&operations::DELETE_TARGETS, items, body, send)
            .await
    }

    /// Lists targets.
    ///
    /// # Source
    ///
    /// `POST /ras/v1/targets/list`, 1000 in one page.
    pub fn list(&self, filter: TargetFilter) -> Pages<Target> {
        let ras = self.0.clone();
        Pages::new(move |token| {
            let ras = ras.clone();
            let mut request = filter.0.clone();
            request.next_token = token;
            async move {
                let (client, request) = (&ras.inner().ras, &request);
                let send = |call| async move { client.list_targets(&call, request).await };
                let transport = &ras.inner().transport;
                let answer = transport
                    .call(&operations::LIST_TARGETS, send)
                    .await?
                    .into_inner();
                Ok(Page {
                    items: answer.targets.into_iter().map(Target::from).collect(),
                    next: answer.next_token,
                })
            }
        })
    }
}

impl From<TargetOutput> for Target {
    fn from(core: TargetOutput) -> Self {
        let status = core.extended_data.and_then(|data| data.serving_status);
        Self {
            id: core.target_id.into(),
            campaign: core.campaign_id.into(),
            ad_group: core.ad_group_id.map(AdGroupId::from),
            state: core.state.into(),
            negative: core.negative,
            kind: kind(core.target_details, &core.target_type),
            bid: core.bid.map(|bid| bid.bid.into()),
            serving_status: status.map(|status| status.as_str().to_owned()),
        }
    }
}

fn kind(details: TargetDetails, target_type: &TargetType) -> TargetKind {
    if let Some(target) = details.keyword_target {
        TargetKind::Keyword {
            keyword: target.keyword,
            matching: target.match_type.into(),
        }
    } else if let Some(target) = details.auto_target {
        TargetKind::Auto(target.match_type.into())
    } else if let Some(target) = details.product_target {
        TargetKind::Product {
            offer: target.product_id,
        }
    } else {
        TargetKind::Other(target_type.as_str().to_owned())
    }
}
