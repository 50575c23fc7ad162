//! Targets: keywords, products and automatic ones, positive and negative.

use ras_core::ras::types::{
    CreateTargetInput, EntityIdFilter, KeywordTarget, ListTargetsRequest, NegativeTargetFilter,
    ProductIdType, ProductMatchType, ProductTarget, ReducedEntityIdFilter, StateFilter,
    TargetBidInput, TargetDetails, TargetOutput, TargetType, UpdateTargetInput,
};
use serde::Serialize;

use super::Resource;
use crate::extra::Extra;
use crate::{AdGroupId, AutoMatch, CampaignId, KeywordMatch, RetailerId, State, TargetId, Usd};

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
    /// Members that this version of the SDK does not know.
    #[serde(skip_serializing_if = "Extra::is_empty")]
    pub extra: Extra,
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
        /// The retailer, when the service names it; else that of the ad group.
        retailer: Option<RetailerId>,
    },
    /// A kind that this version of the SDK does not know, by its name on the wire.
    Other(String),
}

/// A target to create: a positive one has a bid, a negative one cannot have any.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "create it with `ras.targets().create(…)`"]
pub struct NewTarget(pub(crate) CreateTargetInput);

/// A change to a target; what is not mentioned stays.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "apply it with `ras.targets().update(…)`"]
pub struct TargetPatch(pub(crate) UpdateTargetInput);

/// Which targets to list; all of them unless narrowed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TargetFilter(pub(crate) ListTargetsRequest);

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
        target.bid = Some(TargetBidInput::new(bid.wire()));
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
        let details = product_details(offer, None);
        let mut target = target(campaign.into(), TargetType::Product, details, false);
        target.ad_group_id = Some(ad_group.into().into());
        target.bid = Some(TargetBidInput::new(bid.wire()));
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

    /// A product of the ad group's retailer on whose page no ad of the ad group shall
    /// show, ENABLED. For [`product`](Self::product)'s reason of no use so far.
    pub fn negative_product(
        campaign: impl Into<CampaignId>,
        ad_group: impl Into<AdGroupId>,
        offer: impl Into<String>,
    ) -> Self {
        let details = product_details(offer, None);
        let mut negative = target(campaign.into(), TargetType::Product, details, true);
        negative.ad_group_id = Some(ad_group.into().into());
        Self(negative)
    }

    /// A product of a retailer on whose page no ad of the whole campaign shall show,
    /// ENABLED.
    pub fn campaign_negative_product(
        campaign: impl Into<CampaignId>,
        retailer: impl Into<RetailerId>,
        offer: impl Into<String>,
    ) -> Self {
        let details = product_details(offer, Some(retailer.into()));
        Self(target(campaign.into(), TargetType::Product, details, true))
    }

    /// The state to begin with.
    pub fn state(mut self, state: State) -> Self {
        self.0.state = state.wire();
        self
    }
}

fn product_details(offer: impl Into<String>, retailer: Option<RetailerId>) -> TargetDetails {
    let (matching, kind) = (ProductMatchType::ProductExact, ProductIdType::RetailerOffer);
    let mut product = ProductTarget::new(matching, offer, kind);
    product.retailer_id = retailer.map(String::from);
    TargetDetails::new().with_product_target(product)
}

fn keyword_details(keyword: impl Into<String>, matching: KeywordMatch) -> TargetDetails {
    TargetDetails::new().with_keyword_target(KeywordTarget::new(keyword, matching.wire()))
}

fn target(
    campaign: CampaignId,
    kind: TargetType,
    details: TargetDetails,
    negative: bool,
) -> CreateTargetInput {
    CreateTargetInput::new(campaign, negative, State::Enabled.wire(), details, kind)
}

impl TargetPatch {
    /// No change yet to this target.
    pub fn new(target: impl Into<TargetId>) -> Self {
        Self(UpdateTargetInput::new(target.into()))
    }

    /// Another state. ARCHIVED is final.
    pub fn state(mut self, state: State) -> Self {
        self.0.state = Some(state.wire());
        self
    }

    /// Another bid in dollars a click.
    pub fn bid(mut self, bid: Usd) -> Self {
        self.0.bid = Some(TargetBidInput::new(bid.wire()));
        self
    }
}

impl TargetFilter {
    /// All targets.
    pub fn new() -> Self {
        Self::default()
    }

    /// Only these targets.
    ///
    /// More than 1000 are asked for in several queries.
    #[must_use]
    pub fn ids<I: Into<TargetId>>(mut self, ids: impl IntoIterator<Item = I>) -> Self {
        let ids = ids.into_iter().map(|id| id.into().into()).collect();
        self.0.target_id_filter = Some(EntityIdFilter::new(ids));
        self
    }

    /// Only targets of these campaigns.
    ///
    /// More than 100 are asked for in several queries.
    #[must_use]
    pub fn campaigns<I: Into<CampaignId>>(mut self, ids: impl IntoIterator<Item = I>) -> Self {
        let ids = ids.into_iter().map(|id| id.into().into()).collect();
        self.0.campaign_id_filter = Some(ReducedEntityIdFilter::new(ids));
        self
    }

    /// Only targets of these ad groups.
    ///
    /// More than 100 are asked for in several queries.
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
            states.into_iter().map(|state| state.wire()).collect(),
        ));
        self
    }
}

/// The targets of a profile; see [`Ras::targets`](crate::Ras::targets).
pub type Targets = Resource<Target>;

impl Target {
    pub(crate) fn from_row(core: TargetOutput) -> Self {
        let status = core.extended_data.and_then(|data| data.serving_status);
        Self {
            id: core.target_id.into(),
            campaign: core.campaign_id.into(),
            ad_group: core.ad_group_id.map(AdGroupId::from),
            state: State::of(&core.state),
            negative: core.negative,
            kind: kind(core.target_details, &core.target_type),
            bid: core.bid.map(|bid| Usd::of(bid.bid)),
            serving_status: status.map(|status| status.as_str().to_owned()),
            extra: Extra::new(),
        }
    }

    /// The values of open enums that this version does not know, by member.
    pub(crate) fn unknown_values(&self) -> [(&'static str, Option<&str>); 2] {
        [
            ("state", self.state.unknown()),
            ("targetDetails", self.kind.unknown()),
        ]
    }
}

impl TargetKind {
    fn unknown(&self) -> Option<&str> {
        match self {
            Self::Keyword { matching, .. } => matching.unknown(),
            Self::Auto(matching) => matching.unknown(),
            Self::Product { .. } => None,
            Self::Other(kind) => Some(kind),
        }
    }
}

fn kind(details: TargetDetails, target_type: &TargetType) -> TargetKind {
    if let Some(target) = details.keyword_target {
        TargetKind::Keyword {
            keyword: target.keyword,
            matching: KeywordMatch::of(&target.match_type),
        }
    } else if let Some(target) = details.auto_target {
        TargetKind::Auto(AutoMatch::of(&target.match_type))
    } else if let Some(target) = details.product_target {
        TargetKind::Product {
            offer: target.product_id,
            retailer: target.retailer_id.map(RetailerId::from),
        }
    } else {
        TargetKind::Other(target_type.as_str().to_owned())
    }
}
