//! One row and the values of its columns.

use jiff::civil::Date;
use ras_core::ras::types::{
    AdGroupOutput, CampaignOutput, ProductAdOutput, TargetDetails, TargetOutput,
};
use serde_json::{Value, json};

use super::super::Report;
use super::super::traffic::{Figures, WINDOWS};

/// What a row is about.
#[derive(Clone, Debug)]
pub(in crate::reports) struct Subject<'a> {
    campaign: &'a CampaignOutput,
    pub(in crate::reports) ad_group: Option<&'a AdGroupOutput>,
    pub(in crate::reports) target: Option<&'a TargetOutput>,
    pub(in crate::reports) ad: Option<&'a ProductAdOutput>,
    /// Which placement or search term.
    pub(in crate::reports) variant: Option<u64>,
}

impl<'a> Subject<'a> {
    pub(in crate::reports) fn of(campaign: &'a CampaignOutput) -> Self {
        Self {
            campaign,
            ad_group: None,
            target: None,
            ad: None,
            variant: None,
        }
    }
}

/// One row of a report.
#[derive(Debug)]
pub(in crate::reports) struct Row<'a> {
    report: &'a Report,
    subject: &'a Subject<'a>,
    day: Date,
    figures: &'a Figures,
}

impl<'a> Row<'a> {
    pub(in crate::reports) fn new(
        report: &'a Report,
        subject: &'a Subject<'a>,
        day: Date,
        figures: &'a Figures,
    ) -> Self {
        Self {
            report,
            subject,
            day,
            figures,
        }
    }

    /// Whether the filters of the report let the row through.
    pub(super) fn is_wanted(&self) -> bool {
        let filters = self.report.request.configuration.filters.iter().flatten();
        filters.into_iter().all(|filter| {
            let value = match filter.field.as_deref().unwrap_or_default() {
                "adCreativeStatus" => self.subject.ad.map(|ad| json!(ad.state)),
                field => Some(self.value(field)),
            };
            let text = value.as_ref().and_then(Value::as_str).unwrap_or_default();
            filter.values.is_empty() || filter.values.iter().any(|wanted| wanted == text)
        })
    }

    /// Writes the row as JSON, with the wanted columns only.
    pub(super) fn write(&self, text: &mut String) {
        text.push('{');
        for (number, column) in self.report.request.configuration.columns.iter().enumerate() {
            if number > 0 {
                text.push(',');
            }
            text.push('"');
            text.push_str(column);
            text.push_str("\":");
            text.push_str(&self.value(column).to_string());
        }
        text.push('}');
    }

    fn value(&self, column: &str) -> Value {
        let (f, campaign) = (self.figures, self.subject.campaign);
        let group = self.subject.ad_group;
        match column {
            "date" => json!(self.day),
            "startDate" => json!(self.report.request.start_date),
            "endDate" => json!(self.report.request.end_date),
            "impressions" => json!(f.impressions),
            "clicks" => json!(f.clicks),
            "cost" | "spend" => money(f.cost),
            "costPerClick" => ratio(f.cost, f.clicks * 100),
            "clickThroughRate" => ratio(f.clicks, f.impressions),
            "addToList" => json!(f.add_to_list),
            "grossImpressions" => json!(f.impressions + f.invalid_impressions),
            "grossClickThroughs" => json!(f.clicks + f.invalid_clicks),
            "invalidImpressions" => json!(f.invalid_impressions),
            "invalidClickThroughs" => json!(f.invalid_clicks),
            "invalidImpressionRate" => {
                ratio(f.invalid_impressions, f.impressions + f.invalid_impressions)
            }
            "invalidClickThroughRate" => ratio(f.invalid_clicks, f.clicks + f.invalid_clicks),
            "campaignName" => json!(campaign.name),
            // Ids are numbers in reports, although every other document writes them as text.
            "campaignId" => number(&campaign.campaign_id),
            "campaignStatus" => json!(campaign.state),
            "campaignBudgetAmount" => json!(campaign.budget.budget),
            "campaignBudgetType" => json!(campaign.budget.budget_type),
            "campaignBudgetCurrencyCode" => json!("USD"),
            "campaignBiddingStrategy" => json!(campaign.dynamic_bidding.strategy),
            "portfolioId" => campaign.portfolio_id.as_deref().map_or(Value::Null, number),
            "adGroupName" => json!(group.map(|group| &group.name)),
            "adGroupId" => group.map_or(Value::Null, |group| number(&group.ad_group_id)),
            "adStatus" => json!(group.map(|group| &group.state)),
            "placementClassification" => json!(self.placement()),
            "topOfSearchImpressionShare"
            | "campaignRuleBasedBudgetAmount"
            | "campaignApplicableBudgetRuleId"
            | "campaignApplicableBudgetRuleName" => Value::Null,
            "adId" => self
                .subject
                .ad
                .map_or(Value::Null, |ad| number(&ad.product_ad_id)),
            "advertisedSku" => json!(self.subject.ad.map(|ad| &ad.retailer_offer_id)),
            "advertisedAsin" => Value::Null,
            "searchTerm" => json!(self.search_term()),
            _ => self.windowed(column).unwrap_or_else(|| self.target(column)),
        }
    }

    /// Columns whose names end in a window.
    fn windowed(&self, column: &str) -> Option<Value> {
        let digits = column.trim_end_matches('d');
        let name = digits.trim_end_matches(|c: char| c.is_ascii_digit());
        let days: u32 = digits.get(name.len()..)?.parse().ok()?;
        let w = WINDOWS.iter().position(|window| *window == days)?;
        let f = self.figures;
        Some(match name {
            "purchases" => json!(f.purchases[w]),
            "purchasesSameSku" => json!(f.purchases_same[w]),
            "unitsSoldClicks" => json!(f.units[w]),
            "unitsSoldSameSku" => json!(f.units_same[w]),
            "unitsSoldOtherSku" => json!(f.units[w] - f.units_same[w]),
            "sales" => money(f.sales[w]),
            "attributedSalesSameSku" => money(f.sales_same[w]),
            "salesOtherSku" => money(f.sales[w] - f.sales_same[w]),
            "acosClicks" => ratio(f.cost, f.sales[w]),
            "roasClicks" => ratio(f.sales[w], f.cost),
            // Kindle and borrows: retailers sell no books to lend.
            _ => json!(0),
        })
    }

    fn target(&self, column: &str) -> Value {
        let Some(target) = self.subject.target else {
            return if column.ends_with("orrows") {
                json!(0)
            } else {
                Value::Null
            };
        };
        match column {
            "keywordId" => number(&target.target_id),
            "keyword" | "targeting" => json!(expression(&target.target_details)),
            "keywordBid" => json!(target.bid.as_ref().map(|bid| bid.bid)),
            "keywordType" | "matchType" => json!(match_type(&target.target_details)),
            "adKeywordStatus" => json!(target.state),
            _ => json!(0),
        }
    }

    fn placement(&self) -> &'static str {
        match self.subject.variant {
            Some(0) => "Top of Search on-Amazon",
            Some(1) => "Detail Page on-Amazon",
            _ => "Other on-Amazon",
        }
    }

    fn search_term(&self) -> String {
        let words = match self.subject.target {
            Some(target) if target.target_details.keyword_target.is_some() => {
                expression(&target.target_details)
            }
            // A detail page has no search words.
            _ => return "*".to_owned(),
        };
        match self.subject.variant {
            Some(0) => words,
            Some(1) => format!("{words} online"),
            _ => format!("best {words}"),
        }
    }
}

fn expression(details: &TargetDetails) -> String {
    if let Some(keyword) = &details.keyword_target {
        keyword.keyword.clone()
    } else if let Some(auto) = &details.auto_target {
        auto.match_type.as_str().to_lowercase().replace('_', "-")
    } else {
        let product = details.product_target.as_ref();
        product.map_or_else(String::new, |p| format!("offer=\"{}\"", p.product_id))
    }
}

fn match_type(details: &TargetDetails) -> &str {
    if let Some(keyword) = &details.keyword_target {
        keyword.match_type.as_str()
    } else if details.auto_target.is_some() {
        "TARGETING_EXPRESSION_PREDEFINED"
    } else {
        "TARGETING_EXPRESSION"
    }
}

fn number(id: &str) -> Value {
    id.parse::<u64>().map_or(Value::Null, Value::from)
}

fn money(cents: u64) -> Value {
    // Exact up to 15 digits, like every amount here.
    json!(cents as f64 / 100.0)
}

fn ratio(part: u64, whole: u64) -> Value {
    if whole == 0 {
        return Value::Null;
    }
    json!(part as f64 / whole as f64)
}
