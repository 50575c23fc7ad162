//! The filters of the target list, which has the most.

use super::{
    Filter, KeywordMatchType, ListTargetsRequest, QueryTermMatchType, Refusal, TargetLevel,
    TargetOutput, TargetType, any_text, below, check_count, check_ids, check_known, check_parents,
    check_states, common, ids, in_state, matches_text, only,
};
use crate::world::normalized_keyword;

impl Filter for ListTargetsRequest {
    type Entity = TargetOutput;

    fn check(&self) -> Result<(), Refusal> {
        check_ids("targetIdFilter", self.target_id_filter.as_ref())?;
        check_parents("adGroupIdFilter", self.ad_group_id_filter.as_ref())?;
        check_parents("campaignIdFilter", self.campaign_id_filter.as_ref())?;
        check_states(self.state_filter.as_ref())?;
        if let Some(filter) = &self.keyword_filter {
            check_count("keywordFilter.include", &filter.include, 100)?;
            check_known(
                "keywordFilter.queryTermMatchType",
                std::slice::from_ref(&filter.query_term_match_type),
                QueryTermMatchType::KNOWN,
            )?;
        }
        if let Some(filter) = &self.product_id_filter {
            check_count("productIdFilter.include", &filter.include, 1000)?;
        }
        if let Some(filter) = &self.negative_filter {
            check_count("negativeFilter.include", &filter.include, 2)?;
        }
        if let Some(filter) = &self.target_level_filter {
            check_count("targetLevelFilter.include", &filter.include, 2)?;
            check_known(
                "targetLevelFilter.include",
                &filter.include,
                TargetLevel::KNOWN,
            )?;
        }
        let match_types = &self.match_type_filter;
        check_count("matchTypeFilter", match_types, 3)?;
        check_known("matchTypeFilter", match_types, KeywordMatchType::KNOWN)?;
        // Two, although there are three types: so says the contract.
        check_count("targetTypeFilter", &self.target_type_filter, 2)?;
        check_known(
            "targetTypeFilter",
            &self.target_type_filter,
            TargetType::KNOWN,
        )
    }

    fn ids(&self) -> Option<&[String]> {
        ids(self.target_id_filter.as_ref())
    }

    fn parent(&self) -> Option<&str> {
        only(self.ad_group_id_filter.as_ref())
    }

    fn accepts(&self, target: &TargetOutput) -> bool {
        let group = target.ad_group_id.as_deref();
        below(self.ad_group_id_filter.as_ref(), group)
            && below(self.campaign_id_filter.as_ref(), Some(&target.campaign_id))
            && in_state(self.state_filter.as_ref(), &target.state)
            && has_kind(self, target)
            && has_keyword(self, target)
            && has_product(self, target)
    }

    common!();
}

fn has_kind(filter: &ListTargetsRequest, target: &TargetOutput) -> bool {
    let negative = filter.negative_filter.as_ref().is_none_or(|filter| {
        filter.include.is_empty() || filter.include.contains(&target.negative)
    });
    let level = filter.target_level_filter.as_ref().is_none_or(|filter| {
        filter.include.is_empty() || filter.include.contains(&target.target_level)
    });
    let types = &filter.target_type_filter;
    negative && level && (types.is_empty() || types.contains(&target.target_type))
}

fn has_keyword(filter: &ListTargetsRequest, target: &TargetOutput) -> bool {
    let keyword = target.target_details.keyword_target.as_ref();
    let match_types = &filter.match_type_filter;
    let type_fits = match_types.is_empty()
        || keyword.is_some_and(|keyword| match_types.contains(&keyword.match_type));
    let text_fits = filter.keyword_filter.as_ref().is_none_or(|filter| {
        keyword.is_some_and(|keyword| {
            let found = normalized_keyword(&keyword.keyword);
            any_text(&filter.include, |text| {
                let how = &filter.query_term_match_type;
                matches_text(how, &normalized_keyword(text), &found)
            })
        })
    });
    type_fits && text_fits
}

fn has_product(filter: &ListTargetsRequest, target: &TargetOutput) -> bool {
    let product = target.target_details.product_target.as_ref();
    filter.product_id_filter.as_ref().is_none_or(|filter| {
        product.is_some_and(|product| {
            filter.include.iter().any(|wanted| {
                let same_offer = wanted.retailer_offer_id == product.product_id;
                let retailer = product.retailer_id.as_ref();
                same_offer && retailer.is_none_or(|retailer| *retailer == wanted.retailer_id)
            })
        })
    })
}
