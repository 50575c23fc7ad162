//! Targets: keywords, products and automatic ones, positive and negative.

use jiff::Timestamp;
use ras_core::ras::types::{TargetBidInput, TargetDetails, TargetOutput, UpdateTargetInput};
use serde::Serialize;

use super::Resource;
use super::serving::{Extended, ServingDetail, extended, time};
use super::unknown::unknown_values;
use crate::extra::Extra;
use crate::{AdGroupId, AutoMatch, CampaignId, KeywordMatch, RetailerId, State, TargetId};
use crate::{TargetType, Usd};

mod filter;
mod new;

pub use filter::TargetFilter;
pub use new::NewTarget;

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

/// A change to a target; what is not mentioned stays.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "apply it with `ras.targets().update(…)`"]
pub struct TargetPatch(pub(crate) UpdateTargetInput);

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

/// The targets of a profile; see [`Ras::targets`](crate::Ras::targets).
pub type Targets = Resource<Target>;

impl Target {
    pub(crate) fn from_row(core: TargetOutput) -> Self {
        let mut extra = Extra::new();
        for (member, value) in Self::without_a_place(&core) {
            extra.insert(member.to_owned(), value.into());
        }
        let extended = extended!(core.extended_data, &mut extra);
        Self {
            id: core.target_id.into(),
            campaign: core.campaign_id.into(),
            ad_group: core.ad_group_id.map(AdGroupId::from),
            state: State::of(&core.state),
            negative: core.negative,
            kind: kind(core.target_details, &TargetType::of(&core.target_type)),
            bid: core.bid.map(|bid| Usd::of(bid.bid)),
            serving_status: extended.status,
            serving_details: extended.details,
            created: extended.created,
            updated: extended.updated,
            extra,
        }
    }

    /// The values of open enums that this version does not know, by member.
    pub(crate) fn unknown_values(core: &TargetOutput) -> Vec<(&'static str, &str)> {
        let (details, extended) = (&core.target_details, core.extended_data.as_ref());
        let keyword = details.keyword_target.as_ref();
        let auto = details.auto_target.as_ref();
        let mut found = unknown_values! {
            "state": EntityState = [&core.state],
            "targetType": TargetType = [&core.target_type],
            "targetDetails.keywordTarget.matchType": KeywordMatchType =
                keyword.map(|target| &target.match_type),
            "targetDetails.autoTarget.matchType": AutoMatchType =
                auto.map(|target| &target.match_type),
            "extendedData.servingStatus": TargetServingStatus =
                extended.and_then(|data| data.serving_status.as_ref()),
        };
        found.extend(Self::without_a_place(core));
        found
    }

    /// Values that a [`Target`] has no member for, since each has one known value only.
    fn without_a_place(core: &TargetOutput) -> Vec<(&'static str, &str)> {
        let product = core.target_details.product_target.as_ref();
        unknown_values! {
            "targetLevel": TargetLevel = [&core.target_level],
            "bid.currencyCode": CurrencyCode = core.bid.as_ref().map(|bid| &bid.currency_code),
            "targetDetails.productTarget.matchType": ProductMatchType =
                product.map(|product| &product.match_type),
            "targetDetails.productTarget.productIdType": ProductIdType =
                product.map(|product| &product.product_id_type),
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
            offer: target.product_id.into(),
            retailer: target.retailer_id.map(RetailerId::from),
        }
    } else {
        TargetKind::Other(target_type.as_str().to_owned())
    }
}
