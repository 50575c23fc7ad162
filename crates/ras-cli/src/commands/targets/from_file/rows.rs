//! The rows of a CSV file of targets.

use std::fs::File;
use std::path::{Path, PathBuf};

use anyhow::Result;
use csv::StringRecord;
use ras_highlevel::{KeywordMatch, NewTarget, State, Usd};

use super::unusable;
use crate::failure::{Class, Failure};

/// The columns that are understood.
const COLUMNS: [&str; 9] = [
    "campaign", "ad_group", "keyword", "match", "bid", "offer", "retailer", "negative", "state",
];

/// So many mistakes are shown at once.
const SHOWN: usize = 20;

/// One row that can be sent.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Its number, from 1, without the header.
    pub(super) number: usize,
    pub(super) ad_group: Option<String>,
    pub(super) campaign: String,
    /// What the target is, by which it is known again: type, keyword or offer, sign.
    pub(super) label: String,
    pub(super) target: NewTarget,
}

/// The rows of a file, one after the other.
pub(super) struct Rows {
    path: PathBuf,
    reader: csv::Reader<File>,
    /// Where each of the columns stands.
    places: Vec<Option<usize>>,
    record: StringRecord,
    number: usize,
}

impl Rows {
    pub(super) fn open(path: &Path) -> Result<Self> {
        let mut reader = csv::ReaderBuilder::new()
            .trim(csv::Trim::All)
            .from_path(path)
            .map_err(|error| unusable(path, error))?;
        let header = reader
            .headers()
            .map_err(|error| unusable(path, error))?
            .clone();
        if let Some(strange) = header.iter().find(|name| !COLUMNS.contains(name)) {
            let message = format!("there is no column `{strange}`");
            return Err(unusable(path, message)
                .hint(format!("the columns are {}", COLUMNS.join(", ")))
                .into());
        }
        let place = |name: &&str| header.iter().position(|other| other == *name);
        let places = COLUMNS.iter().map(place).collect();
        Ok(Self {
            path: path.to_owned(),
            reader,
            places,
            record: StringRecord::new(),
            number: 0,
        })
    }

    /// Reads every row once: how many there are, or what is wrong with them.
    pub(super) fn check(path: &Path) -> Result<usize> {
        let mut rows = Self::open(path)?;
        let (mut wrong, mut count) = (Vec::new(), 0);
        while let Some(row) = rows.read()? {
            count += 1;
            if let Err(why) = row {
                wrong.push(format!("line {}: {why}", rows.line()));
            }
        }
        if count == 0 {
            return Err(unusable(path, "there is no row").into());
        }
        if wrong.is_empty() {
            return Ok(count);
        }
        let more = wrong.len().saturating_sub(SHOWN);
        let shown: Vec<String> = wrong.iter().take(SHOWN).cloned().collect();
        let rest = if more > 0 {
            format!("\nand {more} more")
        } else {
            String::new()
        };
        let message = format!("{}:\n{}{rest}", path.display(), shown.join("\n"));
        Err(Failure::new(Class::Config, message)
            .hint("nothing was sent: correct these rows")
            .into())
    }

    /// The next row of a file that was checked.
    pub(super) fn next(&mut self) -> Result<Option<Row>> {
        match self.read()? {
            None => Ok(None),
            Some(Ok(row)) => Ok(Some(row)),
            Some(Err(why)) => {
                Err(unusable(&self.path, format!("line {}: {why}", self.line())).into())
            }
        }
    }

    fn read(&mut self) -> Result<Option<Result<Row, String>>> {
        let read = self.reader.read_record(&mut self.record);
        if !read.map_err(|error| unusable(&self.path, error))? {
            return Ok(None);
        }
        self.number += 1;
        Ok(Some(self.row()))
    }

    fn line(&self) -> u64 {
        self.record.position().map_or(0, csv::Position::line)
    }

    /// A member of the row, unless it is empty.
    fn member(&self, name: &str) -> Option<&str> {
        let place = COLUMNS.iter().position(|other| *other == name)?;
        let text = self.record.get((*self.places.get(place)?)?)?;
        Some(text).filter(|text| !text.is_empty())
    }

    fn row(&self) -> Result<Row, String> {
        let campaign = self.member("campaign").ok_or("campaign is missing")?;
        let ad_group = self.member("ad_group");
        let negative = match self.member("negative").map(str::to_lowercase).as_deref() {
            None | Some("false" | "no") => false,
            Some("true" | "yes") => true,
            Some(other) => return Err(format!("negative is `{other}`, neither yes nor no")),
        };
        let bid = match (self.member("bid"), negative) {
            (None, true) => None,
            (Some(_), true) => return Err("a negative target has no bid".to_owned()),
            (None, false) => return Err("bid is missing".to_owned()),
            (Some(bid), false) => Some(bid.parse::<Usd>().map_err(|error| error.to_string())?),
        };
        let (label, target) = match (self.member("keyword"), self.member("offer")) {
            (Some(keyword), None) => {
                let matching = matching(self.member("match"), negative)?;
                let label = format!("{} \"{keyword}\"", matching.as_str().to_lowercase());
                let target = match (bid, ad_group) {
                    (Some(bid), Some(group)) => {
                        NewTarget::keyword(campaign, group, keyword, matching, bid)
                    }
                    (None, Some(group)) => {
                        NewTarget::negative_keyword(campaign, group, keyword, matching)
                    }
                    (None, None) => {
                        NewTarget::campaign_negative_keyword(campaign, keyword, matching)
                    }
                    (Some(_), None) => return Err("ad_group is missing".to_owned()),
                };
                (label, target)
            }
            (None, Some(offer)) => {
                let target = match (bid, ad_group) {
                    (Some(bid), Some(group)) => NewTarget::product(campaign, group, offer, bid),
                    (None, Some(group)) => NewTarget::negative_product(campaign, group, offer),
                    (None, None) => {
                        let retailer = self.member("retailer").ok_or("retailer is missing")?;
                        NewTarget::campaign_negative_product(campaign, retailer, offer)
                    }
                    (Some(_), None) => return Err("ad_group is missing".to_owned()),
                };
                (format!("offer {offer}"), target)
            }
            (Some(_), Some(_)) => return Err("keyword and offer are two targets".to_owned()),
            (None, None) => return Err("keyword is missing".to_owned()),
        };
        let state = match self.member("state").map(str::to_lowercase).as_deref() {
            None | Some("enabled") => State::Enabled,
            Some("paused") => State::Paused,
            Some(other) => return Err(format!("state is `{other}`, neither enabled nor paused")),
        };
        Ok(Row {
            number: self.number,
            ad_group: ad_group.map(str::to_owned),
            campaign: campaign.to_owned(),
            label: if negative {
                format!("not {label}")
            } else {
                label
            },
            target: target.state(state),
        })
    }
}

fn matching(text: Option<&str>, negative: bool) -> Result<KeywordMatch, String> {
    match (text.map(str::to_lowercase).as_deref(), negative) {
        (Some("exact"), _) => Ok(KeywordMatch::Exact),
        (Some("phrase"), _) => Ok(KeywordMatch::Phrase),
        (Some("broad"), false) => Ok(KeywordMatch::Broad),
        (Some("broad"), true) => Err("a negative keyword matches exact or phrase".to_owned()),
        (Some(other), _) => Err(format!("match is `{other}`, none of broad, phrase, exact")),
        (None, _) => Err("match is missing".to_owned()),
    }
}
