//! Rows summed by day, by campaign and by search term.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::figures::Figures;
use super::line::Line;

/// Days that a chart has room for: more than the longest report.
const LONGEST: usize = 400;

/// Sums of all rows.
#[derive(Debug, Default)]
pub(super) struct Sums {
    pub(super) total: Figures,
    pub(super) days: BTreeMap<Date, Figures>,
    /// By the identifier, or by the name where a report has no identifiers.
    pub(super) campaigns: BTreeMap<String, Campaign>,
    pub(super) terms: BTreeMap<String, Figures>,
    /// The first and the last day of any row.
    days_seen: Option<(Date, Date)>,
}

/// The sums of a campaign.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Campaign {
    /// The name that its last row has; it may have been renamed.
    pub(super) name: String,
    pub(super) figures: Figures,
}

impl Sums {
    pub(super) fn add(&mut self, line: &Line) {
        self.total.add(&line.figures);
        if let Some(day) = line.day {
            self.days.entry(day).or_default().add(&line.figures);
        }
        if let Some((from, to)) = line.day.map(|day| (day, day)).or(line.days) {
            let (first, last) = self.days_seen.unwrap_or((from, to));
            self.days_seen = Some((first.min(from), last.max(to)));
        }
        if let Some(key) = line.campaign.as_ref().or(line.name.as_ref()) {
            let campaign = self.campaigns.entry(key.clone()).or_default();
            campaign.name.clone_from(line.name.as_ref().unwrap_or(key));
            campaign.figures.add(&line.figures);
        }
        if let Some(term) = &line.term {
            self.terms
                .entry(term.clone())
                .or_default()
                .add(&line.figures);
        }
    }

    /// The campaigns with their identifiers, those that cost most first.
    pub(super) fn by_spend(&self) -> Vec<(&String, &Campaign)> {
        let mut campaigns: Vec<(&String, &Campaign)> = self.campaigns.iter().collect();
        campaigns.sort_by_key(|(_, campaign)| Reverse(campaign.figures.spend));
        campaigns
    }

    /// The days from the first to the last. A day without a row is one on which nothing
    /// was shown; should most days have none, only the others are there.
    pub(super) fn every_day(&self) -> BTreeMap<Date, Figures> {
        let (Some(first), Some(last)) = (self.days.keys().next(), self.days.keys().last()) else {
            return BTreeMap::new();
        };
        let all: Vec<Date> = first
            .series(1.day())
            .take_while(|day| day <= last)
            .take(LONGEST + 1)
            .collect();
        if all.len() > LONGEST {
            return self.days.clone();
        }
        let figures = |day: Date| (day, self.days.get(&day).copied().unwrap_or_default());
        all.into_iter().map(figures).collect()
    }

    /// The days that are shown, in words.
    pub(super) fn period(&self) -> String {
        match self.days_seen {
            None => "No days".to_owned(),
            Some((first, last)) if first == last => first.to_string(),
            Some((first, last)) => format!("{first} to {last}"),
        }
    }
}
