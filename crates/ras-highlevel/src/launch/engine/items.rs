//! A plan as a list of entities, each with the key by which it is found again.

use std::fmt;

use jiff::civil::Date;

use unicode_normalization::UnicodeNormalization as _;

use crate::{
    AdGroupPlan, AutoMatch, CampaignPlan, KeywordMatch, NegativeKeywordPlan, NegativeProductPlan,
    PortfolioId, RetailerId, Tag, Targeting, Usd,
};

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
        /// The portfolio it shall belong to.
        portfolio: Option<PortfolioId>,
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
    /// A product; negative when it has no bid.
    Product {
        /// The retailer's identifier of the offer.
        offer: String,
        /// The retailer, where no ad group says it.
        retailer: Option<RetailerId>,
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
            portfolio: plan.portfolio.clone(),
            top_of_search: plan.top_of_search.map(percent),
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
        items.extend(targets(group, index + 1));
    }
    let retailer = plan.only_retailer();
    let keywords = plan.negative_keywords.iter();
    items.extend(keywords.map(|word| negative_keyword(None, word)));
    let products = plan.negative_products.iter();
    items.extend(products.map(|product| negative_product(None, product, retailer)));
    items
}

fn targets(group: &AdGroupPlan, item: usize) -> impl Iterator<Item = Item> {
    let default = group.default_bid;
    let keywords = group.keywords.iter().map(move |word| {
        let bid = Some(word.bid.unwrap_or(default));
        keyword(Some(item), &word.keyword, &word.matching, bid)
    });
    let products = group.products.iter().map(move |product| {
        let bid = Some(product.bid.unwrap_or(default));
        self::product(Some(item), &product.offer, None, bid)
    });
    let negative_keywords = group.negative_keywords.iter();
    let negative_products = group.negative_products.iter();
    keywords
        .chain(products)
        .chain(negative_keywords.map(move |word| negative_keyword(Some(item), word)))
        .chain(negative_products.map(move |product| negative_product(Some(item), product, None)))
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

fn negative_keyword(ad_group: Option<usize>, word: &NegativeKeywordPlan) -> Item {
    keyword(ad_group, &word.keyword, &word.matching, None)
}

fn product(
    ad_group: Option<usize>,
    offer: &str,
    retailer: Option<&RetailerId>,
    bid: Option<Usd>,
) -> Item {
    Item {
        kind: Kind::Target,
        ad_group,
        key: product_key(bid.is_none(), offer, retailer),
        draft: Draft::Product {
            offer: offer.to_owned(),
            retailer: retailer.cloned(),
            bid,
        },
    }
}

/// An ad group says whose product it is; a campaign with one retailer does too.
fn negative_product(
    ad_group: Option<usize>,
    product: &NegativeProductPlan,
    only_retailer: Option<&RetailerId>,
) -> Item {
    let retailer = match ad_group {
        Some(_) => None,
        None => product.retailer.as_ref().or(only_retailer),
    };
    self::product(ad_group, &product.offer, retailer, None)
}

/// The contract takes more than the range, which [`CampaignPlan::validate`] refuses.
fn percent(percent: i32) -> u16 {
    u16::try_from(percent.max(0)).unwrap_or(u16::MAX)
}

/// The key of a product ad in its ad group.
pub(crate) fn offer_key(retailer: &RetailerId, offer: &str) -> String {
    format!("{retailer}|{offer}")
}

/// The key of a keyword: neither case, nor the number of blanks, nor how an accent is
/// encoded makes another keyword.
pub(crate) fn keyword_key(negative: bool, matching: &KeywordMatch, keyword: &str) -> String {
    let sign = if negative { '-' } else { '+' };
    let words: Vec<&str> = keyword.split_whitespace().collect();
    let text = words.join(" ").to_lowercase();
    format!("{sign}{matching}|{}", text.nfc())
}

/// The key of a product as a target; in an ad group the retailer is that of the group.
pub(crate) fn product_key(negative: bool, offer: &str, retailer: Option<&RetailerId>) -> String {
    let sign = if negative { '-' } else { '+' };
    let retailer = retailer.map_or("", RetailerId::as_str);
    format!("{sign}PRODUCT|{retailer}|{offer}")
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
