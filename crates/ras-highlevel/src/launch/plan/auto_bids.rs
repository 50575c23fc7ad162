//! Bids of automatic targets, by any of their names.

use std::fmt;

use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::unknown_members::UnknownMembers;
use crate::{AutoMatch, Usd};

/// Bids of the automatic targets in dollars a click; Amazon's own where none is given.
///
/// A file may use the names of the wire too: `KEYWORDS_CLOSE_MATCH`, as the contract has
/// it, or `SEARCH_CLOSE_MATCH`, as Amazon's guide has it, are `close_match`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct AutoBids {
    /// Searches close to the product.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub close_match: Option<Usd>,
    /// Searches loosely related to the product.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loose_match: Option<Usd>,
    /// Pages of products that replace the product.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub substitutes: Option<Usd>,
    /// Pages of products that go with the product.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub complements: Option<Usd>,
    /// Second names of targets that a file has given two bids.
    #[serde(skip)]
    pub(in crate::launch) again: Vec<String>,
    #[serde(skip)]
    pub(in crate::launch) unknown: UnknownMembers,
}

/// The member of a plan for each target, and its other names in capitals.
pub(super) const NAMES: [(&str, &[&str]); 4] = [
    (
        "close_match",
        &["KEYWORDS_CLOSE_MATCH", "SEARCH_CLOSE_MATCH"],
    ),
    (
        "loose_match",
        &["KEYWORDS_LOOSE_MATCH", "SEARCH_LOOSE_MATCH"],
    ),
    ("substitutes", &["PRODUCT_SUBSTITUTES"]),
    ("complements", &["PRODUCT_COMPLEMENTS"]),
];

impl AutoBids {
    /// The bids that are given, by the target they are for.
    pub fn iter(&self) -> impl Iterator<Item = (AutoMatch, Usd)> {
        [
            (AutoMatch::CloseMatch, self.close_match),
            (AutoMatch::LooseMatch, self.loose_match),
            (AutoMatch::Substitutes, self.substitutes),
            (AutoMatch::Complements, self.complements),
        ]
        .into_iter()
        .filter_map(|(matching, bid)| Some((matching, bid?)))
    }

    /// Whether no bid is given.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    pub(super) fn set(&mut self, matching: &AutoMatch, bid: Usd) {
        if let Some(place) = self.place(matching.as_str()) {
            *place = Some(bid);
        }
    }

    /// The member of a plan for a target.
    pub(in crate::launch) fn member(matching: &AutoMatch) -> &'static str {
        member(matching.as_str()).unwrap_or_default()
    }

    fn place(&mut self, name: &str) -> Option<&mut Option<Usd>> {
        match member(name)? {
            "close_match" => Some(&mut self.close_match),
            "loose_match" => Some(&mut self.loose_match),
            "substitutes" => Some(&mut self.substitutes),
            _ => Some(&mut self.complements),
        }
    }
}

/// The member that a name stands for, in small or capital letters.
fn member(name: &str) -> Option<&'static str> {
    let capitals = name.to_uppercase();
    let is = |(member, others): &&(&str, &[&str])| {
        capitals == member.to_uppercase() || others.contains(&capitals.as_str())
    };
    NAMES.iter().find(is).map(|(member, _)| *member)
}

impl<'de> Deserialize<'de> for AutoBids {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Bids;

        impl<'de> Visitor<'de> for Bids {
            type Value = AutoBids;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("bids by the names of automatic targets")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<AutoBids, A::Error> {
                let mut bids = AutoBids::default();
                while let Some(name) = map.next_key::<String>()? {
                    let Some(place) = bids.place(&name) else {
                        map.next_value::<IgnoredAny>()?;
                        bids.unknown.add(name);
                        continue;
                    };
                    let bid = map.next_value()?;
                    match place.is_some() {
                        true => bids.again.push(name),
                        false => *place = bid,
                    }
                }
                Ok(bids)
            }
        }

        deserializer.deserialize_map(Bids)
    }
}
