//! A report as one page that needs nothing else: no network, no other file.
//!
//! Charts are drawn here, as SVG; tables are made in the browser from the numbers, which
//! stand in the page as JSON. What shoppers typed is other people's text: it gets into the
//! page through [`escape`] only.

mod charts;
mod data;
mod escape;
mod figures;
mod line;
mod sums;

#[cfg(test)]
mod tests;

use anyhow::Result;
use ras_highlevel::reports::{ReportColumn, ReportRow};

use charts::Chart;
use escape::text;
use figures::Figures;
use line::{Money, Roles};
use sums::Sums;

const TEMPLATE: &str = include_str!("html/page.html");
const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

/// The only script that a browser runs on the page, by its SHA-256 in base64.
const SCRIPT_HASH: &str = "P4qnHqkzmN1QaCI8Jk2wSDeVbgaYrnmxqA4dd5RetDI=";

/// Instead of a chart.
const NO_MONEY: &str =
    "The report has neither spend nor sales: ask for the columns cost and sales14d.";

/// A page on its way: rows go in, and sums are kept.
#[derive(Debug)]
pub(crate) struct Page<C> {
    title: String,
    roles: Roles<C>,
    sums: Sums,
}

impl<C: ReportColumn> Page<C> {
    /// A page for rows that have these columns.
    pub(crate) fn new(title: impl Into<String>, columns: &[C]) -> Self {
        Self {
            title: title.into(),
            roles: Roles::of(columns),
            sums: Sums::default(),
        }
    }

    /// Takes a row into the sums.
    pub(crate) fn add<R: ReportRow<Column = C>>(&mut self, row: &R) {
        self.sums.add(&self.roles.line(row));
    }

    /// The page.
    pub(crate) fn finish(&self) -> Result<String> {
        let sums = &self.sums;
        let parts = [
            ("policy", policy()),
            ("title", text(&self.title)),
            ("style", STYLE.to_owned()),
            ("period", text(&sums.period())),
            ("tiles", tiles(&sums.total, &self.roles)),
            ("over_time", self.over_time()?),
            ("by_campaign", self.by_campaign()?),
            ("search_terms", self.search_terms()),
            ("data", data::json(sums, self.roles.shown())?),
            ("script", SCRIPT.to_owned()),
        ];
        Ok(filled(TEMPLATE, &parts))
    }

    fn over_time(&self) -> Result<String> {
        let missing = match (self.roles.has_days(), self.sums.days.is_empty()) {
            (false, _) => Some("The report has no days: ask for a daily one."),
            (true, true) => Some("The report has no rows."),
            (true, false) => None,
        };
        if let Some(missing) = missing {
            return Ok(note(missing));
        }
        let days = self.sums.every_day();
        let mut parts = String::new();
        match self.roles.money() {
            Some(money) => parts += &figure(&charts::over_time(&days, money)?),
            None => parts += &note(NO_MONEY),
        }
        if self.roles.money() == Some(Money::Both) {
            parts += &figure(&charts::acos(&days)?);
        }
        Ok(parts + &table("days"))
    }

    fn by_campaign(&self) -> Result<String> {
        if self.sums.campaigns.is_empty() {
            return Ok(note("The report has no campaigns."));
        }
        let chart = match self.roles.money() {
            Some(money) => figure(&charts::campaigns(&self.sums.by_spend(), money)?),
            None => note(NO_MONEY),
        };
        Ok(chart + &table("campaigns"))
    }

    fn search_terms(&self) -> String {
        match self.roles.has_terms() {
            false => String::new(),
            true => format!(
                "<section aria-labelledby=\"terms-title\"><h2 id=\"terms-title\">Search terms</h2>\
                 <p><label>Only those with <input type=\"search\" id=\"filter\" autocomplete=\"off\"></label></p>{}</section>",
                table("terms")
            ),
        }
    }
}

/// What the browser may do with the page: nothing but to run our script.
fn policy() -> String {
    format!(
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{SCRIPT_HASH}'; base-uri 'none'; form-action 'none'"
    )
}

/// Puts each part in its place. The template is read once, so that no part can name another.
fn filled(template: &str, parts: &[(&str, String)]) -> String {
    let mut page = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        page.push_str(before);
        let Some((name, after)) = after.split_once("}}") else {
            page.push_str("{{");
            rest = after;
            continue;
        };
        let part = parts.iter().find(|(known, _)| *known == name);
        page.push_str(part.map_or("", |(_, text)| text));
        rest = after;
    }
    page.push_str(rest);
    page
}

/// The figures that the report has.
fn tiles<C: ReportColumn>(total: &Figures, roles: &Roles<C>) -> String {
    let within = match roles.attribution_days() {
        Some(1) => "within a day of a click".to_owned(),
        Some(days) => format!("within {days} days of a click"),
        None => String::new(),
    };
    let acos = total.acos().map_or("–".to_owned(), figures::percent);
    let tiles = [
        ("Spend", figures::dollars(total.spend), ""),
        ("Sales", figures::dollars(total.sales), &*within),
        ("ACOS", acos, "spend by sales"),
        ("Orders", figures::grouped(total.orders), &*within),
        ("Clicks", figures::grouped(total.clicks), ""),
        ("Impressions", figures::grouped(total.impressions), ""),
    ];
    let shown = tiles.into_iter().zip(roles.shown());
    let tiles = shown
        .filter(|(_, shown)| *shown)
        .map(|((name, value, note), _)| {
            format!(
                "<div class=\"tile\"><dt>{name}</dt><dd>{}<small>{}</small></dd></div>",
                text(&value),
                text(note)
            )
        });
    tiles.collect()
}

fn figure(chart: &Chart) -> String {
    format!(
        "<figure><figcaption>{}</figcaption><div class=\"scroll\" tabindex=\"0\">{}</div></figure>",
        chart.caption, chart.svg
    )
}

/// The place of a table that the script fills.
fn table(name: &str) -> String {
    format!("<div class=\"table\" data-table=\"{name}\"></div>")
}

fn note(note: &str) -> String {
    format!("<p class=\"note\">{}</p>", text(note))
}
