//! The filters of the four lists.

use ras_core::ras::types::{
    AdGroupOutput, CampaignOutput, EntityIdFilter, EntityState, KeywordMatchType,
    ListAdGroupsRequest, ListCampaignsRequest, ListProductAdsRequest, ListTargetsRequest,
    NameFilter, ProductAdOutput, QueryTermMatchType, ReducedEntityIdFilter, StateFilter,
    TargetLevel, TargetOutput, TargetType,
};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::reply::Refusal;

mod checks;
mod targets;

use checks::{check_count, check_known};

/// The body of a list: which rows, and which page of them.
pub(crate) trait Filter: Serialize {
    type Entity;

    /// Refuses what breaks the contract.
    fn check(&self) -> Result<(), Refusal>;

    /// The ids that are asked for, when the list is asked for by id.
    fn ids(&self) -> Option<&[String]>;

    /// The only entity below which rows are wanted, when there is one.
    fn parent(&self) -> Option<&str> {
        None
    }

    /// What is asked for, whatever the page.
    fn fingerprint(&self) -> String {
        self.conditions().to_string()
    }

    /// Whether every row is wanted.
    fn wants_all(&self) -> bool {
        self.conditions().as_object().is_none_or(Map::is_empty)
    }

    fn conditions(&self) -> Value {
        let mut conditions = serde_json::to_value(self).unwrap_or_default();
        if let Some(members) = conditions.as_object_mut() {
            members.remove("maxResults");
            members.remove("nextToken");
        }
        conditions
    }

    /// Whether the states of the rows matter.
    fn asks_for_states(&self) -> bool;

    /// Whether a row, which has one of the ids, is wanted.
    fn accepts(&self, entity: &Self::Entity) -> bool;

    /// Wanted length of the page, and the token of its start.
    fn page(&self) -> (Option<i32>, Option<&str>);
}

/// What all four bodies spell alike.
macro_rules! common {
    () => {
        fn asks_for_states(&self) -> bool {
            self.state_filter.is_some()
        }

        fn page(&self) -> (Option<i32>, Option<&str>) {
            (self.max_results, self.next_token.as_deref())
        }
    };
}
use common;

impl Filter for ListCampaignsRequest {
    type Entity = CampaignOutput;

    fn check(&self) -> Result<(), Refusal> {
        check_ids("campaignIdFilter", self.campaign_id_filter.as_ref())?;
        check_parents("portfolioIdFilter", self.portfolio_id_filter.as_ref())?;
        check_names(self.name_filter.as_ref())?;
        check_states(self.state_filter.as_ref())
    }

    fn ids(&self) -> Option<&[String]> {
        ids(self.campaign_id_filter.as_ref())
    }

    fn accepts(&self, campaign: &CampaignOutput) -> bool {
        let portfolio = campaign.portfolio_id.as_deref();
        below(self.portfolio_id_filter.as_ref(), portfolio)
            && named(self.name_filter.as_ref(), &campaign.name)
            && in_state(self.state_filter.as_ref(), &campaign.state)
    }

    common!();
}

impl Filter for ListAdGroupsRequest {
    type Entity = AdGroupOutput;

    fn check(&self) -> Result<(), Refusal> {
        check_ids("adGroupIdFilter", self.ad_group_id_filter.as_ref())?;
        check_parents("campaignIdFilter", self.campaign_id_filter.as_ref())?;
        check_names(self.name_filter.as_ref())?;
        check_states(self.state_filter.as_ref())
    }

    fn ids(&self) -> Option<&[String]> {
        ids(self.ad_group_id_filter.as_ref())
    }

    fn parent(&self) -> Option<&str> {
        only(self.campaign_id_filter.as_ref())
    }

    fn accepts(&self, group: &AdGroupOutput) -> bool {
        below(self.campaign_id_filter.as_ref(), Some(&group.campaign_id))
            && named(self.name_filter.as_ref(), &group.name)
            && in_state(self.state_filter.as_ref(), &group.state)
    }

    common!();
}

impl Filter for ListProductAdsRequest {
    type Entity = ProductAdOutput;

    fn check(&self) -> Result<(), Refusal> {
        check_ids("productAdIdFilter", self.product_ad_id_filter.as_ref())?;
        check_parents("adGroupIdFilter", self.ad_group_id_filter.as_ref())?;
        check_parents("campaignIdFilter", self.campaign_id_filter.as_ref())?;
        check_states(self.state_filter.as_ref())
    }

    fn ids(&self) -> Option<&[String]> {
        ids(self.product_ad_id_filter.as_ref())
    }

    fn parent(&self) -> Option<&str> {
        only(self.ad_group_id_filter.as_ref())
    }

    fn accepts(&self, ad: &ProductAdOutput) -> bool {
        below(self.ad_group_id_filter.as_ref(), Some(&ad.ad_group_id))
            && below(self.campaign_id_filter.as_ref(), Some(&ad.campaign_id))
            && in_state(self.state_filter.as_ref(), &ad.state)
    }

    common!();
}

fn ids(filter: Option<&EntityIdFilter>) -> Option<&[String]> {
    filter.map(|filter| filter.include.as_slice())
}

fn only(filter: Option<&ReducedEntityIdFilter>) -> Option<&str> {
    match filter?.include.as_slice() {
        [id] => Some(id),
        _ => None,
    }
}

fn below(filter: Option<&ReducedEntityIdFilter>, parent: Option<&str>) -> bool {
    filter.is_none_or(|filter| filter.include.iter().any(|id| Some(id.as_str()) == parent))
}

fn in_state(filter: Option<&StateFilter>, state: &EntityState) -> bool {
    filter.is_none_or(|filter| filter.include.contains(state))
}

fn named(filter: Option<&NameFilter>, name: &str) -> bool {
    filter.is_none_or(|filter| {
        any_text(&filter.include, |text| {
            matches_text(&filter.query_term_match_type, text, name)
        })
    })
}

/// An empty `include` that the contract makes optional asks for nothing in particular.
fn any_text(texts: &[String], matches: impl Fn(&str) -> bool) -> bool {
    texts.is_empty() || texts.iter().any(|text| matches(text))
}

fn matches_text(how: &QueryTermMatchType, wanted: &str, found: &str) -> bool {
    match how {
        QueryTermMatchType::ExactMatch => found == wanted,
        _ => found.to_lowercase().contains(&wanted.to_lowercase()),
    }
}

fn check_ids(member: &str, filter: Option<&EntityIdFilter>) -> Result<(), Refusal> {
    filter.map_or(Ok(()), |filter| check_count(member, &filter.include, 1000))
}

fn check_parents(member: &str, filter: Option<&ReducedEntityIdFilter>) -> Result<(), Refusal> {
    filter.map_or(Ok(()), |filter| check_count(member, &filter.include, 100))
}

fn check_states(filter: Option<&StateFilter>) -> Result<(), Refusal> {
    let Some(filter) = filter else { return Ok(()) };
    check_count("stateFilter.include", &filter.include, 10)?;
    check_known("stateFilter.include", &filter.include, EntityState::KNOWN)
}

fn check_names(filter: Option<&NameFilter>) -> Result<(), Refusal> {
    let Some(filter) = filter else { return Ok(()) };
    check_count("nameFilter.include", &filter.include, 100)?;
    check_known(
        "nameFilter.queryTermMatchType",
        std::slice::from_ref(&filter.query_term_match_type),
        QueryTermMatchType::KNOWN,
    )
}
