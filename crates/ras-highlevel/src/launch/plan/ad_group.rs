//! One ad group of a plan.

use serde::{Deserialize, Serialize};

use super::members;
use super::unknown_members::UnknownMembers;
use super::{AutoBids, KeywordPlan, NegativeKeywordPlan, NegativeProductPlan, ProductPlan};
use crate::{AutoMatch, RetailerId, Usd};

/// One ad group of a plan: one retailer, its offers, and where they shall show.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct AdGroupPlan {
    /// The name, unique in the campaign: at most 255 characters, no outer blanks.
    #[serde(default)]
    pub name: String,
    /// The retailer whose offers are advertised.
    #[serde(default = "members::no_retailer", deserialize_with = "members::id")]
    pub retailer: RetailerId,
    /// Dollars a click where a target has no bid of its own: 0.02 to 1000.
    #[serde(default)]
    pub default_bid: Usd,
    /// The advertised offers, by the retailer's identifiers; at least one.
    #[serde(default)]
    pub offers: Vec<String>,
    /// Bids of the automatic targets; for auto campaigns only.
    #[serde(default, skip_serializing_if = "AutoBids::is_empty")]
    pub auto_bids: AutoBids,
    /// Keywords to bid on; for manual campaigns only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<KeywordPlan>,
    /// Product pages to bid on; for manual campaigns only. The contract has them, while
    /// Amazon's guide says that RAS offers keywords only so far.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub products: Vec<ProductPlan>,
    /// Keywords for which no ad of the ad group shall show.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub negative_keywords: Vec<NegativeKeywordPlan>,
    /// Products on whose pages no ad of the ad group shall show.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub negative_products: Vec<NegativeProductPlan>,
    #[serde(flatten, skip_serializing)]
    #[cfg_attr(test, schemars(skip))]
    pub(in crate::launch) unknown: UnknownMembers,
}

impl AdGroupPlan {
    /// An ad group of this retailer, without offers yet.
    ///
    /// # Units
    ///
    /// The bid is in dollars a click: 0.02 to 1000.
    pub fn new(name: impl Into<String>, retailer: impl Into<RetailerId>, default_bid: Usd) -> Self {
        Self {
            name: name.into(),
            retailer: retailer.into(),
            default_bid,
            offers: Vec::new(),
            auto_bids: AutoBids::default(),
            keywords: Vec::new(),
            products: Vec::new(),
            negative_keywords: Vec::new(),
            negative_products: Vec::new(),
            unknown: UnknownMembers::default(),
        }
    }

    /// Adds offers to advertise, by the retailer's identifiers.
    #[must_use]
    pub fn offers<O: Into<String>>(mut self, offers: impl IntoIterator<Item = O>) -> Self {
        self.offers.extend(offers.into_iter().map(Into::into));
        self
    }

    /// The bid for one kind of automatic target; for auto campaigns only. A kind that
    /// this version of the SDK does not know is left out.
    #[must_use]
    pub fn auto_bid(mut self, matching: &AutoMatch, bid: Usd) -> Self {
        self.auto_bids.set(matching, bid);
        self
    }

    /// Adds keywords to bid on; for manual campaigns only.
    #[must_use]
    pub fn keywords(mut self, keywords: impl IntoIterator<Item = KeywordPlan>) -> Self {
        self.keywords.extend(keywords);
        self
    }

    /// Adds product pages to bid on; for manual campaigns only.
    #[must_use]
    pub fn products(mut self, products: impl IntoIterator<Item = ProductPlan>) -> Self {
        self.products.extend(products);
        self
    }

    /// Adds keywords for which no ad of the ad group shall show.
    #[must_use]
    pub fn negative_keywords(
        mut self,
        keywords: impl IntoIterator<Item = NegativeKeywordPlan>,
    ) -> Self {
        self.negative_keywords.extend(keywords);
        self
    }

    /// Adds products on whose pages no ad of the ad group shall show.
    #[must_use]
    pub fn negative_products(
        mut self,
        products: impl IntoIterator<Item = NegativeProductPlan>,
    ) -> Self {
        self.negative_products.extend(products);
        self
    }
}
