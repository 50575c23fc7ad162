//! Which cell a member of a plan comes from.

use std::collections::BTreeMap;

use jiff::civil::Date;
use ras_highlevel::CampaignPlan;

use super::super::columns::Column;
use super::super::finding::{Finding, Place};

/// The rows of a plan's parts, by their paths; the campaign's is empty.
#[derive(Debug, Default)]
pub(super) struct Places(BTreeMap<String, usize>);

impl Places {
    pub(super) fn add(&mut self, path: impl Into<String>, row: usize) {
        self.0.insert(path.into(), row);
    }

    /// What [`CampaignPlan::validate`] finds, at the cells that say so.
    pub(super) fn objections(&self, sheet: &str, plan: &CampaignPlan, today: Date) -> Vec<Finding> {
        let findings = plan.validate_on(today).into_iter();
        findings
            .map(|finding| {
                let place = self.place(sheet, &finding.path);
                let problem = match finding.limit.is_empty() {
                    true => finding.problem,
                    false => format!("{} (limit: {})", finding.problem, finding.limit),
                };
                Finding::new(finding.severity, place, problem, finding.fix)
            })
            .collect()
    }

    fn place(&self, sheet: &str, path: &str) -> Place {
        let mut part = path;
        let row = loop {
            if let Some(row) = self.0.get(part) {
                break *row;
            }
            match part.rfind(['.', '[']) {
                Some(end) => part = &part[..end],
                None => break self.0.get("").copied().unwrap_or_default(),
            }
        };
        match column(path) {
            Some(column) => Place::cell(sheet, row, column),
            None => Place::row(sheet, row),
        }
    }
}

/// The column that a member is in.
fn column(path: &str) -> Option<Column> {
    if path.contains(".auto_bids") {
        return Some(Column::Bid);
    }
    let last = path.rsplit('.').next().unwrap_or(path);
    let member = last.split('[').next().unwrap_or(last);
    Some(match member {
        "name" => Column::Name,
        "targeting" => Column::TargetingType,
        "daily_budget" => Column::Budget,
        "start_date" => Column::StartDate,
        "end_date" => Column::EndDate,
        "portfolio" => Column::PortfolioId,
        "top_of_search" => Column::BiddingAdjustmentPercentage,
        "retailer" => Column::RetailerId,
        "default_bid" => Column::AdGroupDefaultBid,
        "offers" | "offer" => Column::RetailerOfferId,
        "keywords" | "negative_keywords" | "keyword" => Column::KeywordText,
        "match" => Column::KeywordMatchType,
        "bid" => Column::Bid,
        _ => return None,
    })
}
