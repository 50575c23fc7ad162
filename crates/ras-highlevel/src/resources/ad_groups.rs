//! Ad groups: one retailer and a default bid each.

use jiff::Timestamp;
use ras_core::ras::types::{
    AdGroupOutput, CreateAdGroupInput, EntityIdFilter, ListAdGroupsRequest, NameFilter,
    QueryTermMatchType, ReducedEntityIdFilter, StateFilter, UpdateAdGroupInput,
};
use serde::Serialize;

use super::Resource;
use super::filter::{id_filter, state_filter, text_filter};
use super::serving::{Extended, ServingDetail, extended, time};
use super::unknown::unknown_values;
use crate::extra::Extra;
use crate::{AdGroupId, CampaignId, RetailerId, State, Usd};

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

/// An ad group to create.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "create it with `ras.ad_groups().create(…)`"]
pub struct NewAdGroup(pub(crate) CreateAdGroupInput);

/// A change to an ad group; what is not mentioned stays.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "apply it with `ras.ad_groups().update(…)`"]
pub struct AdGroupPatch(pub(crate) UpdateAdGroupInput);

/// Which ad groups to list; all of them unless narrowed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AdGroupFilter(pub(crate) ListAdGroupsRequest);

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
            default_bid.wire(),
            name,
            retailer.into(),
            State::Enabled.wire(),
        ))
    }

    /// The state to begin with.
    pub fn state(mut self, state: State) -> Self {
        self.0.state = state.wire();
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
        self.0.state = Some(state.wire());
        self
    }

    /// Another default bid in dollars a click.
    pub fn default_bid(mut self, bid: Usd) -> Self {
        self.0.default_bid = Some(bid.wire());
        self
    }
}

impl AdGroupFilter {
    /// All ad groups.
    pub fn new() -> Self {
        Self::default()
    }

    id_filter! {
        /// Only these ad groups.
        ///
        /// More than 1000 are asked for in several queries.
        ids(AdGroupId) = ad_group_id_filter: EntityIdFilter
    }

    id_filter! {
        /// Only ad groups of these campaigns.
        ///
        /// More than 100 are asked for in several queries.
        campaigns(CampaignId) = campaign_id_filter: ReducedEntityIdFilter
    }

    text_filter! {
        /// Only ad groups with exactly one of these names.
        ///
        /// More than 100 are asked for in several queries.
        names,
        /// Only ad groups whose name contains one of these texts, in place of
        /// [`names`](Self::names).
        ///
        /// More than 100 are asked for in several queries.
        names_containing = name_filter: NameFilter
    }

    state_filter! {
        /// Only ad groups in one of these states.
        states
    }
}

/// The ad groups of a profile; see [`Ras::ad_groups`](crate::Ras::ad_groups).
pub type AdGroups = Resource<AdGroup>;

impl AdGroup {
    pub(crate) fn from_row(core: AdGroupOutput) -> Self {
        let mut extra = Extra::new();
        let extended = extended!(core.extended_data, &mut extra);
        Self {
            id: core.ad_group_id.into(),
            campaign: core.campaign_id.into(),
            retailer: core.retailer_id.into(),
            name: core.name,
            state: State::of(&core.state),
            default_bid: Usd::of(core.default_bid),
            serving_status: extended.status,
            serving_details: extended.details,
            created: extended.created,
            updated: extended.updated,
            extra,
        }
    }

    /// The values of open enums that this version does not know, by member.
    pub(crate) fn unknown_values(core: &AdGroupOutput) -> Vec<(&'static str, &str)> {
        let extended = core.extended_data.as_ref();
        unknown_values! {
            "state": EntityState = [&core.state],
            "extendedData.servingStatus": AdGroupServingStatus =
                extended.and_then(|data| data.serving_status.as_ref()),
        }
    }
}
