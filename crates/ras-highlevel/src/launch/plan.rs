//! A whole campaign as data, from a file or built in code.

mod ad_group;
mod auto_bids;
mod error;
mod file;
mod members;
mod targets;
mod unknown_members;

#[cfg(test)]
pub(crate) mod arbitrary;
#[cfg(test)]
mod schema;
#[cfg(test)]
mod tests;

pub use ad_group::AdGroupPlan;
pub use auto_bids::AutoBids;
pub use error::PlanError;
pub use file::PlanFormat;
pub use targets::{KeywordPlan, NegativeKeywordPlan, NegativeProductPlan, ProductPlan};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{PortfolioId, RetailerId, Tag, Targeting, Usd, pacific};
use members::no_targeting;
use unknown_members::UnknownMembers;
pub(in crate::launch) use unknown_members::{Part, Stray};

/// Everything a campaign consists of, before anything of it exists.
///
/// Read from a TOML, YAML or JSON file, or built in code; what is wrong with it says
/// [`validate`](Self::validate), all of it at once. Members of a file that a plan does
/// not have are among the findings, so that a misspelt bid is not a missing one.
///
/// RAS has one bidding strategy (`MANUAL`: fixed bids) and one placement (top of
/// search), so a plan names neither strategy nor placements.
///
/// # Example
///
/// ```
/// use ras_highlevel::{AdGroupPlan, CampaignPlan, KeywordPlan, Usd};
///
/// let plan = CampaignPlan::manual("Spring shoes", Usd::dollars(25)).ad_groups([
///     AdGroupPlan::new("Sneakers", "24483676143932", Usd::cents(75))
///         .offers(["OFFER-01-0001"])
///         .keywords([KeywordPlan::exact("running shoes").bid(Usd::cents(110))]),
/// ]);
///
/// let file = r#"
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
/// "#;
/// assert_eq!(CampaignPlan::from_toml(file)?, plan);
/// assert!(plan.validate().is_empty());
/// # Ok::<(), ras_highlevel::PlanError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct CampaignPlan {
    /// The name: at most 116 characters for vendors and 128 for sellers, no outer blanks.
    #[serde(default)]
    pub name: String,
    /// Names the launch, so that the same key with another plan is an error; without
    /// one the plan itself is the name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Who chooses the targets: `auto` for Amazon, `manual` for you.
    #[serde(
        default = "no_targeting",
        serialize_with = "members::targeting::serialize",
        deserialize_with = "members::targeting::deserialize"
    )]
    pub targeting: Targeting,
    /// Dollars a day: 1 to 1,000,000.
    #[serde(default)]
    pub daily_budget: Usd,
    /// The first day, in the profile's time zone; today unless given.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "members::some_date"
    )]
    #[cfg_attr(test, schemars(with = "schema::Day"))]
    pub start_date: Option<Date>,
    /// The last day; none unless given.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "members::some_date"
    )]
    #[cfg_attr(test, schemars(with = "schema::Day"))]
    pub end_date: Option<Date>,
    /// The portfolio it shall belong to.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "members::some_id"
    )]
    pub portfolio: Option<PortfolioId>,
    /// Raises bids for the top of search by 0 to 900 percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub top_of_search: Option<i32>,
    /// Key and value pairs, up to 47: a launch adds three of its own, and the service
    /// takes 50.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Tag>,
    /// Keywords for which no ad of the campaign shall show.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub negative_keywords: Vec<NegativeKeywordPlan>,
    /// Products on whose pages no ad of the campaign shall show.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub negative_products: Vec<NegativeProductPlan>,
    /// At least one.
    #[serde(default)]
    pub ad_groups: Vec<AdGroupPlan>,
    #[serde(flatten, skip_serializing)]
    #[cfg_attr(test, schemars(skip))]
    pub(super) unknown: UnknownMembers,
}

impl CampaignPlan {
    /// The JSON Schema of plan files (draft 2020-12), for editors and other programs.
    ///
    /// It says which members there are and what their limits are;
    /// [`validate`](Self::validate) knows more.
    pub const SCHEMA: &'static str = include_str!("../../plan.schema.json");

    /// A campaign whose targets Amazon chooses, without ad groups yet.
    ///
    /// # Units
    ///
    /// The budget is in dollars a day: 1 to 1,000,000.
    pub fn auto(name: impl Into<String>, daily_budget: Usd) -> Self {
        Self::new(name, Targeting::Auto, daily_budget)
    }

    /// A campaign with targets of your own, without ad groups yet.
    ///
    /// # Units
    ///
    /// The budget is in dollars a day: 1 to 1,000,000.
    pub fn manual(name: impl Into<String>, daily_budget: Usd) -> Self {
        Self::new(name, Targeting::Manual, daily_budget)
    }

    pub(super) fn new(name: impl Into<String>, targeting: Targeting, daily_budget: Usd) -> Self {
        Self {
            name: name.into(),
            key: None,
            targeting,
            daily_budget,
            start_date: None,
            end_date: None,
            portfolio: None,
            top_of_search: None,
            tags: Vec::new(),
            negative_keywords: Vec::new(),
            negative_products: Vec::new(),
            ad_groups: Vec::new(),
            unknown: UnknownMembers::default(),
        }
    }

    /// The first day: the plan's own, or today in Los Angeles, whose time governs the
    /// profiles of the United States.
    pub fn first_day(&self) -> Date {
        self.start_date.unwrap_or_else(pacific::today)
    }

    /// Names the launch: the same key with another plan is an error.
    #[must_use]
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// The first day, in the profile's time zone; not in the past.
    #[must_use]
    pub fn start_date(mut self, day: Date) -> Self {
        self.start_date = Some(day);
        self
    }

    /// The last day.
    #[must_use]
    pub fn end_date(mut self, day: Date) -> Self {
        self.end_date = Some(day);
        self
    }

    /// The portfolio it shall belong to.
    #[must_use]
    pub fn portfolio(mut self, portfolio: impl Into<PortfolioId>) -> Self {
        self.portfolio = Some(portfolio.into());
        self
    }

    /// Raises bids for the top of search by 0 to 900 percent.
    #[must_use]
    pub fn top_of_search(mut self, percent: u16) -> Self {
        self.top_of_search = Some(percent.into());
        self
    }

    /// Adds a tag; up to 47.
    #[must_use]
    pub fn tag(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.tags.push(Tag {
            key: key.into(),
            value: value.into(),
        });
        self
    }

    /// Adds keywords for which no ad of the campaign shall show.
    #[must_use]
    pub fn negative_keywords(
        mut self,
        keywords: impl IntoIterator<Item = NegativeKeywordPlan>,
    ) -> Self {
        self.negative_keywords.extend(keywords);
        self
    }

    /// Adds products on whose pages no ad of the campaign shall show.
    #[must_use]
    pub fn negative_products(
        mut self,
        products: impl IntoIterator<Item = NegativeProductPlan>,
    ) -> Self {
        self.negative_products.extend(products);
        self
    }

    /// Adds ad groups.
    #[must_use]
    pub fn ad_groups(mut self, groups: impl IntoIterator<Item = AdGroupPlan>) -> Self {
        self.ad_groups.extend(groups);
        self
    }

    /// All bids with their paths.
    pub(super) fn bids(&self) -> Vec<(String, Usd)> {
        let mut bids = Vec::new();
        for (index, group) in self.ad_groups.iter().enumerate() {
            let path = format!("ad_groups[{index}]");
            bids.push((format!("{path}.default_bid"), group.default_bid));
            for (matching, bid) in group.auto_bids.iter() {
                let member = AutoBids::member(&matching);
                bids.push((format!("{path}.auto_bids.{member}"), bid));
            }
            let keywords = group.keywords.iter().map(|keyword| keyword.bid);
            let products = group.products.iter().map(|product| product.bid);
            let keywords = keywords.enumerate().map(|at| ("keywords", at));
            let products = products.enumerate().map(|at| ("products", at));
            bids.extend(keywords.chain(products).filter_map(|(list, (index, bid))| {
                Some((format!("{path}.{list}[{index}].bid"), bid?))
            }));
        }
        bids
    }

    /// The retailer of all ad groups, if they have the same.
    pub(super) fn only_retailer(&self) -> Option<&RetailerId> {
        let mut retailers = self.ad_groups.iter().map(|group| &group.retailer);
        let first = retailers.next()?;
        retailers.all(|other| other == first).then_some(first)
    }
}
