//! A whole campaign as data, from a TOML file or built in code.

use jiff::civil::Date;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use crate::{AutoMatch, KeywordMatch, RetailerId, Tag, Targeting, Usd};

/// Everything a campaign consists of, before anything of it exists.
///
/// # Example
///
/// ```
/// use ras_highlevel::{CampaignPlan, Usd};
///
/// let plan = CampaignPlan::from_toml(
///     r#"
///     name = "Spring shoes"
///     targeting = "manual"
///     daily_budget = 25
///
///     [[ad_groups]]
///     name = "Sneakers"
///     retailer = "24483676143932"
///     default_bid = 0.75
///     offers = ["OFFER-01-0001"]
///     keywords = [{ keyword = "running shoes", match = "exact", bid = 1.10 }]
///     "#,
/// )?;
/// assert_eq!(plan.daily_budget, Usd::dollars(25));
/// # Ok::<(), ras_highlevel::PlanError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CampaignPlan {
    /// The name: at most 116 characters, no outer blanks.
    pub name: String,
    /// `auto` or `manual`.
    #[serde(deserialize_with = "targeting")]
    pub targeting: Targeting,
    /// Dollars a day: 1 to 1,000,000.
    pub daily_budget: Usd,
    /// The first day, in the profile's time zone; today unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_date: Option<Date>,
    /// The last day; none unless given.
    #[serde(default)]
    pub end_date: Option<Date>,
    /// Raises bids for the top of search by 0 to 900 percent.
    #[serde(default)]
    pub top_of_search: Option<u16>,
    /// Key and value pairs, up to 50.
    #[serde(default)]
    pub tags: Vec<Tag>,
    /// Keywords for which no ad of the campaign shall show.
    #[serde(default)]
    pub negative_keywords: Vec<NegativeKeywordPlan>,
    /// At least one.
    pub ad_groups: Vec<AdGroupPlan>,
}

/// One ad group of a plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdGroupPlan {
    /// The name, unique in the campaign.
    pub name: String,
    /// The retailer whose offers are advertised.
    pub retailer: RetailerId,
    /// Dollars a click where a target has no bid of its own: 0.02 to 1000.
    pub default_bid: Usd,
    /// The advertised offers, by the retailer's identifiers; at least one.
    pub offers: Vec<String>,
    /// Keywords to bid on; for manual campaigns only.
    #[serde(default)]
    pub keywords: Vec<KeywordPlan>,
    /// Bids of the automatic targets; for auto campaigns only.
    #[serde(default)]
    pub auto_bids: AutoBids,
    /// Keywords for which no ad of the ad group shall show.
    #[serde(default)]
    pub negative_keywords: Vec<NegativeKeywordPlan>,
}

/// A keyword with its bid.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeywordPlan {
    /// At most 80 characters and 10 words.
    pub keyword: String,
    /// `broad`, `phrase` or `exact`.
    #[serde(rename = "match", deserialize_with = "keyword_match")]
    pub matching: KeywordMatch,
    /// Dollars a click; the ad group's default unless given.
    #[serde(default)]
    pub bid: Option<Usd>,
}

/// A negative keyword; it has no bid.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NegativeKeywordPlan {
    /// At most 80 characters; 4 words for `phrase`, 10 for `exact`.
    pub keyword: String,
    /// `phrase` or `exact`.
    #[serde(rename = "match", deserialize_with = "keyword_match")]
    pub matching: KeywordMatch,
}

/// Bids of the automatic targets in dollars a click; Amazon's own where none is given.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AutoBids {
    /// Searches close to the product.
    pub close_match: Option<Usd>,
    /// Searches loosely related to the product.
    pub loose_match: Option<Usd>,
    /// Pages of products that replace the product.
    pub substitutes: Option<Usd>,
    /// Pages of products that go with the product.
    pub complements: Option<Usd>,
}

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
}

/// A plan that cannot be launched, with the place and the reason.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct PlanError(String);

impl CampaignPlan {
    /// Reads a plan from TOML.
    ///
    /// # Errors
    ///
    /// When the text is no TOML or no plan, with line and column.
    pub fn from_toml(text: &str) -> Result<Self, PlanError> {
        toml::from_str(text).map_err(|error| PlanError(error.to_string()))
    }

    /// Checks that the plan is one for this kind of campaign.
    pub(super) fn check(&self, wanted: &Targeting) -> Result<(), PlanError> {
        let fail = |place: String, reason: &str| Err(PlanError(format!("{place}: {reason}")));
        if self.targeting != *wanted {
            return fail(
                "targeting".to_owned(),
                &format!("the plan is for {} targeting, not {wanted}", self.targeting),
            );
        }
        if self.ad_groups.is_empty() {
            return fail(
                "ad_groups".to_owned(),
                "a campaign needs at least one ad group",
            );
        }
        for (index, group) in self.ad_groups.iter().enumerate() {
            let place = |member: &str| format!("ad_groups[{index}].{member}");
            if group.offers.is_empty() {
                return fail(
                    place("offers"),
                    "an ad group needs at least one offer to advertise",
                );
            }
            match self.targeting {
                Targeting::Auto if !group.keywords.is_empty() => {
                    return fail(
                        place("keywords"),
                        "Amazon chooses the targets of an auto campaign: remove the keywords, or plan a manual campaign",
                    );
                }
                Targeting::Manual if group.auto_bids != AutoBids::default() => {
                    return fail(
                        place("auto_bids"),
                        "a manual campaign has no automatic targets: remove the bids, or plan an auto campaign",
                    );
                }
                Targeting::Manual if group.keywords.is_empty() => {
                    return fail(
                        place("keywords"),
                        "an ad group of a manual campaign needs at least one keyword to serve",
                    );
                }
                _ => {}
            }
        }
        Ok(())
    }
}

fn targeting<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Targeting, D::Error> {
    let text = String::deserialize(deserializer)?;
    match Targeting::from(text.to_uppercase().as_str()) {
        Targeting::Unknown(_) => Err(D::Error::custom(format!(
            "`{text}` is no targeting: write `auto` or `manual`"
        ))),
        known => Ok(known),
    }
}

fn keyword_match<'de, D: Deserializer<'de>>(deserializer: D) -> Result<KeywordMatch, D::Error> {
    let text = String::deserialize(deserializer)?;
    match KeywordMatch::from(text.to_uppercase().as_str()) {
        KeywordMatch::Unknown(_) => Err(D::Error::custom(format!(
            "`{text}` is no match type: write `broad`, `phrase` or `exact`"
        ))),
        known => Ok(known),
    }
}
