//! The numbers behind the tables, as JSON in the page.

use std::borrow::Cow;
use std::cmp::Reverse;

use anyhow::Result;
use serde::Serialize;

use super::escape;
use super::figures::{Figures, number};
use super::sums::Sums;

/// Rows of one table that the page holds; those that cost most.
const MOST: usize = 5000;

#[derive(Serialize)]
struct Data<'a> {
    /// Which of the figures the report has.
    shown: [bool; 6],
    days: Table<'a>,
    campaigns: Table<'a>,
    terms: Table<'a>,
}

#[derive(Serialize)]
struct Table<'a> {
    rows: Vec<Row<'a>>,
    /// Rows that the page does not hold.
    left_out: usize,
}

/// What it is about, and the figures.
#[derive(Serialize)]
struct Row<'a> {
    #[serde(rename = "k")]
    key: Cow<'a, str>,
    #[serde(rename = "i", skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    /// Spend, sales, ACOS, orders, clicks, impressions.
    #[serde(rename = "f")]
    figures: (f64, f64, Option<f64>, i64, i64, i64),
}

/// The data of the page, fit to stand in a `script` element.
pub(super) fn json(sums: &Sums, shown: [bool; 6]) -> Result<String> {
    let days = sums.days.iter();
    let days = days.map(|(day, figures)| row(day.to_string(), None, figures));
    let campaigns = sums.by_spend().into_iter().map(|(id, campaign)| {
        let id = Some(id.as_str()).filter(|id| *id != campaign.name);
        row(campaign.name.as_str(), id, &campaign.figures)
    });
    let mut terms: Vec<(&String, &Figures)> = sums.terms.iter().collect();
    terms.sort_by_key(|(_, figures)| Reverse(figures.spend));
    let terms = terms.into_iter();
    let terms = terms.map(|(term, figures)| row(term.as_str(), None, figures));
    let data = Data {
        shown,
        days: table(days.collect()),
        campaigns: table(campaigns.collect()),
        terms: table(terms.collect()),
    };
    Ok(escape::json(&serde_json::to_string(&data)?))
}

fn table(mut rows: Vec<Row<'_>>) -> Table<'_> {
    let left_out = rows.len().saturating_sub(MOST);
    rows.truncate(MOST);
    Table { rows, left_out }
}

fn row<'a>(key: impl Into<Cow<'a, str>>, id: Option<&'a str>, figures: &Figures) -> Row<'a> {
    Row {
        key: key.into(),
        id,
        figures: (
            number(figures.spend),
            number(figures.sales),
            figures.acos(),
            figures.orders,
            figures.clicks,
            figures.impressions,
        ),
    }
}
