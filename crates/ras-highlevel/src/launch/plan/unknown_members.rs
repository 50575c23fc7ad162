//! Members of a file that a plan does not have.

use std::fmt;

use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::{CampaignPlan, NegativeKeywordPlan, NegativeProductPlan};

/// The names of members that belong to nothing; kept for the findings.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::launch) struct UnknownMembers(Vec<String>);

/// A part of a plan, which knows the names of its members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::launch) enum Part {
    Campaign,
    AdGroup,
    AutoBids,
    Keyword,
    NegativeKeyword,
    Product,
    NegativeProduct,
}

/// A member that its part does not have.
#[derive(Clone, Debug)]
pub(in crate::launch) struct Stray<'a> {
    /// The path of the part; empty for the whole plan.
    pub(in crate::launch) owner: String,
    pub(in crate::launch) part: Part,
    pub(in crate::launch) name: &'a str,
}

impl Part {
    /// The members that it has.
    pub(in crate::launch) fn members(self) -> &'static [&'static str] {
        match self {
            Self::Campaign => &[
                "name",
                "key",
                "targeting",
                "daily_budget",
                "start_date",
                "end_date",
                "portfolio",
                "top_of_search",
                "tags",
                "negative_keywords",
                "negative_products",
                "ad_groups",
            ],
            Self::AdGroup => &[
                "name",
                "retailer",
                "default_bid",
                "offers",
                "auto_bids",
                "keywords",
                "products",
                "negative_keywords",
                "negative_products",
            ],
            Self::AutoBids => &["close_match", "loose_match", "substitutes", "complements"],
            Self::Keyword => &["keyword", "match", "bid"],
            Self::NegativeKeyword => &["keyword", "match"],
            Self::Product => &["offer", "bid"],
            Self::NegativeProduct => &["offer", "retailer"],
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Campaign => "a plan",
            Self::AdGroup => "an ad group",
            Self::AutoBids => "the bids of automatic targets",
            Self::Keyword => "a keyword",
            Self::NegativeKeyword => "a negative keyword",
            Self::Product => "a product",
            Self::NegativeProduct => "a negative product",
        })
    }
}

impl Stray<'_> {
    pub(in crate::launch) fn path(&self) -> String {
        match self.owner.is_empty() {
            true => self.name.to_owned(),
            false => format!("{}.{}", self.owner, self.name),
        }
    }
}

impl CampaignPlan {
    /// The members of the file that belong to nothing.
    pub(in crate::launch) fn strays(&self) -> Vec<Stray<'_>> {
        let mut strays = Strays::default();
        strays.add("", Part::Campaign, &self.unknown);
        strays.add_negatives("", &self.negative_keywords, &self.negative_products);
        for (index, group) in self.ad_groups.iter().enumerate() {
            let path = format!("ad_groups[{index}]");
            strays.add(&path, Part::AdGroup, &group.unknown);
            let bids = format!("{path}.auto_bids");
            strays.add(&bids, Part::AutoBids, &group.auto_bids.unknown);
            for (index, keyword) in group.keywords.iter().enumerate() {
                let path = format!("{path}.keywords[{index}]");
                strays.add(&path, Part::Keyword, &keyword.unknown);
            }
            for (index, product) in group.products.iter().enumerate() {
                let path = format!("{path}.products[{index}]");
                strays.add(&path, Part::Product, &product.unknown);
            }
            let path = format!("{path}.");
            strays.add_negatives(&path, &group.negative_keywords, &group.negative_products);
        }
        strays.0
    }
}

#[derive(Default)]
struct Strays<'a>(Vec<Stray<'a>>);

impl<'a> Strays<'a> {
    fn add(&mut self, owner: &str, part: Part, unknown: &'a UnknownMembers) {
        self.0.extend(unknown.0.iter().map(|name| Stray {
            owner: owner.to_owned(),
            part,
            name,
        }));
    }

    fn add_negatives(
        &mut self,
        owner: &str,
        keywords: &'a [NegativeKeywordPlan],
        products: &'a [NegativeProductPlan],
    ) {
        for (index, keyword) in keywords.iter().enumerate() {
            let path = format!("{owner}negative_keywords[{index}]");
            self.add(&path, Part::NegativeKeyword, &keyword.unknown);
        }
        for (index, product) in products.iter().enumerate() {
            let path = format!("{owner}negative_products[{index}]");
            self.add(&path, Part::NegativeProduct, &product.unknown);
        }
    }
}

impl UnknownMembers {
    pub(super) fn add(&mut self, name: String) {
        self.0.push(name);
    }
}

impl<'de> Deserialize<'de> for UnknownMembers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Names;

        impl<'de> Visitor<'de> for Names {
            type Value = UnknownMembers;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<UnknownMembers, A::Error> {
                let mut names = UnknownMembers::default();
                while let Some((name, IgnoredAny)) = map.next_entry::<String, _>()? {
                    names.add(name);
                }
                Ok(names)
            }
        }

        deserializer.deserialize_map(Names)
    }
}
