//! Targets to create.

use ras_core::ras::types::{
    CreateTargetInput, KeywordTarget, ProductIdType, ProductMatchType, ProductTarget,
    TargetBidInput, TargetDetails, TargetType,
};

use crate::{AdGroupId, CampaignId, KeywordMatch, RetailerId, State, Usd};

/// A target to create: a positive one has a bid, a negative one cannot have any.
///
/// # Example
///
/// ```
/// use ras_highlevel::{KeywordMatch, NewTarget, Usd};
///
/// let targets = [
///     NewTarget::keyword("1", "2", "red shoes", KeywordMatch::Phrase, Usd::cents(75)),
///     NewTarget::negative_keyword("1", "2", "used shoes", KeywordMatch::Exact),
/// ];
/// # let _ = targets;
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use = "create it with `ras.targets().create(…)`"]
pub struct NewTarget(pub(crate) CreateTargetInput);

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
    let mut product = ProductTarget::new(matching, offer.into(), kind);
    product.retailer_id = retailer.map(Into::into);
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
