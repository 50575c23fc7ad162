//! Rows from plans.

mod lost;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use ras_highlevel::{
    AdGroupPlan, CampaignPlan, KeywordMatch, NegativeKeywordPlan, RetailerId, Usd,
};

use super::cell::Cell;
use super::columns::Column;
use super::finding::Finding;

/// The cells of a row that is to be written.
pub(crate) type OutRow = BTreeMap<Column, Cell>;

/// Makes the rows that create these plans' campaigns, and tells what no sheet can say.
///
/// Each plan comes with the name by which findings speak of it. Plans without a first day
/// begin today, since a sheet must name one.
pub(crate) fn export<'a>(
    plans: impl IntoIterator<Item = (&'a str, &'a CampaignPlan)>,
    today: Date,
) -> (Vec<OutRow>, Vec<Finding>) {
    let (mut rows, mut findings) = (Vec::new(), Vec::new());
    let (mut ids, mut names) = (BTreeSet::new(), BTreeMap::new());
    for (file, plan) in plans {
        findings.extend(lost::lost(file, plan, today));
        let first = *names.entry(plan.name.as_str()).or_insert(file);
        if first != file {
            findings.push(lost::same_name(file, first));
        }
        let id = temporary(&plan.name, "campaign", &mut ids);
        rows.push(campaign(plan, &id, today));
        let mut ids = BTreeSet::new();
        for group in &plan.ad_groups {
            let group_id = temporary(&group.name, "ad group", &mut ids);
            ad_group(group, &id, &group_id, &mut rows);
        }
    }
    (rows, findings)
}

/// A temporary identifier: the name, as Amazon recommends, where that is unique and no
/// number, which would be the identifier of something that exists.
fn temporary(name: &str, what: &str, taken: &mut BTreeSet<String>) -> String {
    let is_number = name.bytes().all(|byte| byte.is_ascii_digit());
    let is_fine = !is_number && name.trim() == name && !Cell::Text(name.to_owned()).is_rounded();
    let mut id = match is_fine {
        true => name.to_owned(),
        false => format!("{what} {}", name.trim()),
    };
    let mut count = 1;
    while !taken.insert(id.clone()) {
        count += 1;
        id = format!("{what} {count} {}", name.trim());
    }
    id
}

fn row(entity: &str, campaign: &str) -> OutRow {
    let texts = [
        (Column::Product, "RAS"),
        (Column::Entity, entity),
        (Column::Operation, "Create"),
        (Column::CampaignId, campaign),
        (Column::State, "ENABLED"),
    ];
    texts.map(|(column, text)| (column, word(text))).into()
}

fn campaign(plan: &CampaignPlan, id: &str, today: Date) -> OutRow {
    let mut row = row("Campaign", id);
    row.insert(Column::Name, word(&plan.name));
    row.insert(
        Column::StartDate,
        Cell::Day(plan.start_date.unwrap_or(today)),
    );
    row.insert(Column::TargetingType, word(plan.targeting.as_str()));
    row.insert(Column::Budget, amount(plan.daily_budget));
    row.insert(Column::BudgetType, word("DAILY"));
    row.insert(Column::BiddingStrategy, word("MANUAL"));
    if let Some(day) = plan.end_date {
        row.insert(Column::EndDate, Cell::Day(day));
    }
    if let Some(portfolio) = &plan.portfolio {
        row.insert(Column::PortfolioId, word(portfolio.as_str()));
    }
    if let Some(retailer) = only_retailer(plan) {
        row.insert(Column::RetailerId, word(retailer.as_str()));
    }
    if let Some(percent) = plan.top_of_search {
        row.insert(Column::BiddingAdjustmentPlacement, word("PLACEMENT TOP"));
        let percent = Cell::Number(percent.into());
        row.insert(Column::BiddingAdjustmentPercentage, percent);
    }
    row
}

/// The retailer of all ad groups. The guide's table wants it in the campaign's row, and
/// its examples do without.
fn only_retailer(plan: &CampaignPlan) -> Option<&RetailerId> {
    let mut retailers = plan.ad_groups.iter().map(|group| &group.retailer);
    let first = retailers.next()?;
    retailers.all(|other| other == first).then_some(first)
}

fn ad_group(group: &AdGroupPlan, campaign: &str, id: &str, rows: &mut Vec<OutRow>) {
    let below = |entity: &str| {
        let mut row = row(entity, campaign);
        row.insert(Column::AdGroupId, word(id));
        row
    };
    let mut row = below("Ad Group");
    row.insert(Column::Name, word(&group.name));
    row.insert(Column::RetailerId, word(group.retailer.as_str()));
    row.insert(Column::AdGroupDefaultBid, amount(group.default_bid));
    rows.push(row);
    for offer in &group.offers {
        let mut row = below("Product Ad");
        row.insert(Column::RetailerId, word(group.retailer.as_str()));
        row.insert(Column::RetailerOfferId, word(offer));
        rows.push(row);
    }
    let target = |kind: &str, negative: bool| {
        let mut row = below("Target");
        row.insert(Column::TargetType, word(kind));
        row.insert(Column::TargetLevel, word("AD GROUP"));
        row.insert(Column::Negative, Cell::Flag(negative));
        row
    };
    rows.extend(auto_targets(group, || target("AUTO", false)));
    for planned in &group.keywords {
        let mut row = keyword(
            target("KEYWORD", false),
            &planned.keyword,
            &planned.matching,
        );
        row.insert(
            Column::Bid,
            amount(planned.bid.unwrap_or(group.default_bid)),
        );
        rows.push(row);
    }
    for NegativeKeywordPlan {
        keyword: text,
        matching,
        ..
    } in &group.negative_keywords
    {
        rows.push(keyword(target("KEYWORD", true), text, matching));
    }
}

/// All automatic targets that a sheet knows, if the plan bids on any.
fn auto_targets(group: &AdGroupPlan, target: impl Fn() -> OutRow) -> Vec<OutRow> {
    let bids = &group.auto_bids;
    if bids.is_empty() {
        return Vec::new();
    }
    let known = [
        (bids.close_match, "Keywords Close Match"),
        (bids.loose_match, "Keywords Loose Match"),
        (bids.substitutes, "Product Substitutes"),
    ];
    let rows = known.into_iter().map(|(bid, name)| {
        let mut row = target();
        row.insert(Column::AutoMatchType, word(name));
        if let Some(bid) = bid {
            row.insert(Column::Bid, amount(bid));
        }
        row
    });
    rows.collect()
}

fn keyword(mut row: OutRow, text: &str, matching: &KeywordMatch) -> OutRow {
    row.insert(Column::KeywordText, word(text));
    row.insert(Column::KeywordMatchType, word(matching.as_str()));
    row
}

fn word(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

/// Bids and budgets have few digits, which a double keeps.
fn amount(amount: Usd) -> Cell {
    let text = amount.amount().normalize().to_string();
    text.parse().map_or_else(|_| word(&text), Cell::Number)
}
