//! Which targets to list.

use ras_core::ras::types::{
    EntityIdFilter, EntityProductId, KeywordFilter, ListTargetsRequest, NegativeTargetFilter,
    ProductIdFilter, QueryTermMatchType, ReducedEntityIdFilter, StateFilter, TargetLevel,
    TargetLevelFilter,
};

use crate::resources::filter::{id_filter, state_filter, text_filter};
use crate::{AdGroupId, CampaignId, KeywordMatch, RetailerId, State, TargetId, TargetType};

/// Types in one query (contract), although there are three.
const MOST_TYPES: usize = 2;

/// Which targets to list; all of them unless narrowed.
///
/// What is said by several methods must hold together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TargetFilter(pub(crate) ListTargetsRequest);

impl TargetFilter {
    /// All targets.
    pub fn new() -> Self {
        Self::default()
    }

    id_filter! {
        /// Only these targets.
        ///
        /// More than 1000 are asked for in several queries.
        ids(TargetId) = target_id_filter: EntityIdFilter
    }

    id_filter! {
        /// Only targets of these campaigns.
        ///
        /// More than 100 are asked for in several queries.
        campaigns(CampaignId) = campaign_id_filter: ReducedEntityIdFilter
    }

    id_filter! {
        /// Only targets of these ad groups.
        ///
        /// More than 100 are asked for in several queries.
        ad_groups(AdGroupId) = ad_group_id_filter: ReducedEntityIdFilter
    }

    /// Only the targets that Amazon created.
    #[must_use]
    pub fn auto(self) -> Self {
        self.types([TargetType::Auto])
    }

    /// Only targets of these types; of every type when all three are given.
    #[must_use]
    pub fn types(mut self, types: impl IntoIterator<Item = TargetType>) -> Self {
        let mut wanted = Vec::new();
        for wire in types.into_iter().map(|it| it.wire()) {
            if !wanted.contains(&wire) {
                wanted.push(wire);
            }
        }
        if wanted.len() > MOST_TYPES {
            wanted.clear();
        }
        self.0.target_type_filter = wanted;
        self
    }

    text_filter! {
        /// Only keywords with exactly one of these texts.
        ///
        /// More than 100 are asked for in several queries.
        keywords,
        /// Only keywords that contain one of these texts, in place of
        /// [`keywords`](Self::keywords).
        ///
        /// More than 100 are asked for in several queries.
        keywords_containing = keyword_filter: KeywordFilter
    }

    /// Only keywords that match searches in one of these ways.
    #[must_use]
    pub fn matching(mut self, ways: impl IntoIterator<Item = KeywordMatch>) -> Self {
        self.0.match_type_filter = ways.into_iter().map(|way| way.wire()).collect();
        self
    }

    /// Only targets on these products, each a retailer and one of its offers.
    ///
    /// More than 1000 are asked for in several queries.
    #[must_use]
    pub fn products<R: Into<RetailerId>, O: Into<String>>(
        mut self,
        products: impl IntoIterator<Item = (R, O)>,
    ) -> Self {
        let products = products.into_iter();
        let products = products
            .map(|(retailer, offer)| EntityProductId::new(retailer.into(), offer.into()))
            .collect();
        self.0.product_id_filter = Some(ProductIdFilter::new(products));
        self
    }

    /// Only negative targets, or only positive ones.
    #[must_use]
    pub fn negative(mut self, negative: bool) -> Self {
        self.0.negative_filter = Some(NegativeTargetFilter::new().with_include(vec![negative]));
        self
    }

    /// Only negative targets of whole campaigns.
    #[must_use]
    pub fn campaign_level(self) -> Self {
        self.level(TargetLevel::Campaign)
    }

    /// Only targets of ad groups.
    #[must_use]
    pub fn ad_group_level(self) -> Self {
        self.level(TargetLevel::AdGroup)
    }

    fn level(mut self, level: TargetLevel) -> Self {
        self.0.target_level_filter = Some(TargetLevelFilter::new().with_include(vec![level]));
        self
    }

    state_filter! {
        /// Only targets in one of these states.
        states
    }
}
