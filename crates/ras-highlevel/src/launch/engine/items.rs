//! A plan as a list of entities, each with the key by which it is found again.

use std::fmt;

use jiff::civil::Date;

use crate::{AutoMatch, CampaignPlan, KeywordMatch, RetailerId, Tag, Targeting, Usd};

/// What an entity is. The order is the order of creation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A campaign: the root of everything.
    Campaign,
    /// An ad group.
    AdGroup,
    /// A product ad.
    ProductAd,
    /// A target, positive or negative.
    Target,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Campaign => "campaign",
            Self::AdGroup => "ad group",
            Self::ProductAd => "product ad",
            Self::Target => "target",
        })
    }
}

/// One entity that a launch creates.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What it is.
    pub kind: Kind,
    /// The position of its ad group's item, when it has one.
    pub ad_group: Option<usize>,
    /// Its natural key within its parent, normalised: two spellings of what the service
    /// takes for the same have the same key.
    pub key: String,
    /// What to create.
    pub draft: Draft,
}

/// What to create.
#[derive(Clone, Debug, PartialEq)]
pub enum Draft {
    /// A campaign; its name is part of its [`Mark`](super::Mark).
    Campaign {
        /// Who chooses the targets.
        targeting: Targeting,
        /// Dollars a day.
        daily_budget: Usd,
        /// The first day.
        start_date: Option<Date>,
        /// The last day.
        end_date: Option<Date>,
        /// Percent for the top of search.
        top_of_search: Option<u16>,
        /// The plan's own tags.
        tags: Vec<Tag>,
    },
    /// An ad group.
    AdGroup {
        /// Its name.
        name: String,
        /// Its retailer.
        retailer: RetailerId,
        /// Dollars a click.
        default_bid: Usd,
    },
    /// A product ad.
    ProductAd {
        /// The retailer.
        retailer: RetailerId,
        /// The retailer's identifier of the offer.
        offer: String,
    },
    /// A keyword; negative when it has no bid.
    Keyword {
        /// The keyword.
        keyword: String,
        /// How a search must relate to it.
        matching: KeywordMatch,
        /// Dollars a click.
        bid: Option<Usd>,
    },
}

/// The bid for one automatic target.
#[derive(Clone, Debug, PartialEq)]
pub struct AutoBid {
    /// The position of the ad group's item.
    pub ad_group: usize,
    /// The target's key.
    pub key: String,
    /// Dollars a click.
    pub bid: Usd,
}

/// The entities of a plan: the campaign first, parents before children.
pub(crate) fn items(plan: &CampaignPlan) -> Vec<Item> {
    let mut items = vec![Item {
        kind: Kind::Campaign,
        ad_group: None,
        key: plan.name.clone(),
        draft: Draft::Campaign {
            targeting: plan.targeting.clone(),
            daily_budget: plan.daily_budget,
            start_date: plan.start_date,
            end_date: plan.end_date,
            top_of_search: plan.top_of_search,
            tags: plan.tags.clone(),
        },
    }];
    items.extend(plan.ad_groups.iter().map(|group| Item {
        kind: Kind::AdGroup,
        ad_group: None,
        key: group.name.clone(),
        draft: Draft::AdGroup {
            name: group.name.clone(),
            retailer: group.retailer.clone(),
            default_bid: group.default_bid,
        },
    }));
    for (index, group) in plan.ad_groups.iter().enumerate() {
        items.extend(group.offers.iter().map(|offer| Item {
            kind: Kind::ProductAd,
            ad_group: Some(index + 1),
            key: offer_key(&group.retailer, offer),
            draft: Draft::ProductAd {
                retailer: group.retailer.clone(),
                offer: offer.clone(),
            },
        }));
    }
    for (index, group) in plan.ad_groups.iter().enumerate() {
        let default = group.default_bid;
        items.extend(group.keywords.iter().map(|word| {
            let bid = Some(word.bid.unwrap_or(default));
            keyword(Some(index + 1), &word.keyword, &word.matching, bid)
        }));
        items.extend(
            group
                .negative_keywords
                .iter()
                .map(|word| keyword(Some(index + 1), &word.keyword, &word.matching, None)),
        );
    }
    items.extend(
        plan.negative_keywords
            .iter()
            .map(|word| keyword(None, &word.keyword, &word.matching, None)),
    );
    items
}

/// The bids of a plan for automatic targets.
pub(crate) fn auto_bids(plan: &CampaignPlan) -> Vec<AutoBid> {
    let groups = plan.ad_groups.iter().enumerate();
    groups
        .flat_map(|(index, group)| {
            group.auto_bids.iter().map(move |(matching, bid)| AutoBid {
                ad_group: index + 1,
                key: auto_key(&matching),
                bid,
            })
        })
        .collect()
}

fn keyword(
    ad_group: Option<usize>,
    keyword: &str,
    matching: &KeywordMatch,
    bid: Option<Usd>,
) -> Item {
    Item {
        kind: Kind::Target,
        ad_group,
        key: keyword_key(bid.is_none(), matching, keyword),
        draft: Draft::Keyword {
            keyword: keyword.to_owned(),
            matching: matching.clone(),
            bid,
        },
    }
}

/// The key of a product ad in its ad group.
pub(crate) fn offer_key(retailer: &RetailerId, offer: &str) -> String {
    format!("{retailer}|{offer}")
}

/// The key of a keyword: neither case nor the number of blanks makes another keyword.
pub(crate) fn keyword_key(negative: bool, matching: &KeywordMatch, keyword: &str) -> String {
    let sign = if negative { '-' } else { '+' };
    let words: Vec<&str> = keyword.split_whitespace().collect();
    format!("{sign}{matching}|{}", words.join(" ").to_lowercase())
}

/// The key of an automatic target; the guide spells two of them in another way.
pub(crate) fn auto_key(matching: &AutoMatch) -> String {
    format!("auto|{}", matching.as_str().replace("SEARCH_", "KEYWORDS_"))
}

/// Whether a key is an automatic target's, which a launch does not create.
pub(crate) fn is_auto(key: &str) -> bool {
    key.starts_with("auto|")
}

/// Two items that the service would take for the same, if there are any.
pub(crate) fn twins(items: &[Item]) -> Option<(&Item, &Item)> {
    let mut seen = std::collections::BTreeMap::new();
    items.iter().find_map(|item| {
        seen.insert((item.kind, item.ad_group, item.key.as_str()), item)
            .map(|first| (first, item))
    })
}
