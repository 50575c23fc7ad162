//! The targets of a plan: what is bid on, and what is kept away from.

use serde::{Deserialize, Serialize};

use super::members::{self, no_match};
use super::unknown_members::UnknownMembers;
use crate::{KeywordMatch, RetailerId, Usd};

/// A keyword with its bid.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct KeywordPlan {
    /// At most 80 characters and 10 words.
    #[serde(default)]
    pub keyword: String,
    /// How a search must relate to it: `broad`, `phrase` or `exact`.
    #[serde(
        rename = "match",
        default = "no_match",
        serialize_with = "members::keyword_match::serialize",
        deserialize_with = "members::keyword_match::deserialize"
    )]
    pub matching: KeywordMatch,
    /// Dollars a click: 0.02 to 1000; the ad group's default unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bid: Option<Usd>,
    #[serde(flatten, skip_serializing)]
    #[cfg_attr(test, schemars(skip))]
    pub(in crate::launch) unknown: UnknownMembers,
}

/// A negative keyword; it has no bid.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct NegativeKeywordPlan {
    /// At most 80 characters; 4 words for `phrase`, 10 for `exact`.
    #[serde(default)]
    pub keyword: String,
    /// How a search must relate to it: `phrase` or `exact`.
    #[serde(
        rename = "match",
        default = "no_match",
        serialize_with = "members::keyword_match::serialize",
        deserialize_with = "members::keyword_match::deserialize"
    )]
    pub matching: KeywordMatch,
    #[serde(flatten, skip_serializing)]
    #[cfg_attr(test, schemars(skip))]
    pub(in crate::launch) unknown: UnknownMembers,
}

/// A product of the ad group's retailer on whose page to show, with its bid.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ProductPlan {
    /// The retailer's identifier of the offer.
    #[serde(default)]
    pub offer: String,
    /// Dollars a click: 0.02 to 1000; the ad group's default unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bid: Option<Usd>,
    #[serde(flatten, skip_serializing)]
    #[cfg_attr(test, schemars(skip))]
    pub(in crate::launch) unknown: UnknownMembers,
}

/// A product on whose page not to show; it has no bid.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct NegativeProductPlan {
    /// The retailer's identifier of the offer.
    #[serde(default)]
    pub offer: String,
    /// Whose offer it is. Only for a whole campaign, and there only with ad groups of
    /// several retailers.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "members::some_id"
    )]
    pub retailer: Option<RetailerId>,
    #[serde(flatten, skip_serializing)]
    #[cfg_attr(test, schemars(skip))]
    pub(in crate::launch) unknown: UnknownMembers,
}

impl KeywordPlan {
    /// All words in any order, variants and other words included.
    pub fn broad(keyword: impl Into<String>) -> Self {
        Self::new(keyword, KeywordMatch::Broad)
    }

    /// The words in this order, other words around them.
    pub fn phrase(keyword: impl Into<String>) -> Self {
        Self::new(keyword, KeywordMatch::Phrase)
    }

    /// The words in this order and nothing else but close variants.
    pub fn exact(keyword: impl Into<String>) -> Self {
        Self::new(keyword, KeywordMatch::Exact)
    }

    /// A keyword at the ad group's default bid.
    ///
    /// # Units
    ///
    /// The keyword has at most 80 characters and 10 words.
    pub fn new(keyword: impl Into<String>, matching: KeywordMatch) -> Self {
        Self {
            keyword: keyword.into(),
            matching,
            bid: None,
            unknown: UnknownMembers::default(),
        }
    }

    /// A bid of its own in dollars a click.
    #[must_use]
    pub fn bid(mut self, bid: Usd) -> Self {
        self.bid = Some(bid);
        self
    }
}

impl NegativeKeywordPlan {
    /// The words in this order, other words around them: at most 4.
    pub fn phrase(keyword: impl Into<String>) -> Self {
        Self::new(keyword, KeywordMatch::Phrase)
    }

    /// The words in this order and nothing else but close variants: at most 10.
    pub fn exact(keyword: impl Into<String>) -> Self {
        Self::new(keyword, KeywordMatch::Exact)
    }

    pub(in crate::launch) fn new(keyword: impl Into<String>, matching: KeywordMatch) -> Self {
        Self {
            keyword: keyword.into(),
            matching,
            unknown: UnknownMembers::default(),
        }
    }
}

impl ProductPlan {
    /// A product at the ad group's default bid.
    pub fn new(offer: impl Into<String>) -> Self {
        Self {
            offer: offer.into(),
            bid: None,
            unknown: UnknownMembers::default(),
        }
    }

    /// A bid of its own in dollars a click.
    #[must_use]
    pub fn bid(mut self, bid: Usd) -> Self {
        self.bid = Some(bid);
        self
    }
}

impl NegativeProductPlan {
    /// A product of the ad group's retailer, or of the campaign's only one.
    pub fn new(offer: impl Into<String>) -> Self {
        Self {
            offer: offer.into(),
            retailer: None,
            unknown: UnknownMembers::default(),
        }
    }

    /// Whose offer it is, for a campaign of several retailers.
    #[must_use]
    pub fn retailer(mut self, retailer: impl Into<RetailerId>) -> Self {
        self.retailer = Some(retailer.into());
        self
    }
}
