//! What is known about a column, and which one was meant by a name that is wrong.

use std::fmt::{Debug, Display};
use std::hash::Hash;
use std::str::FromStr;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::value::Index;

/// The columns of a report type: an enum of its own for each.
///
/// # Example
///
/// ```
/// use ras_highlevel::reports::{ReportColumn, SearchTermColumn, Unit};
///
/// let column: SearchTermColumn = "sales7d".parse()?;
/// assert_eq!(column, SearchTermColumn::Sales7d);
/// let info = column.info();
/// assert_eq!((info.unit(), info.attribution_days()), (Unit::UsDollars, Some(7)));
/// let wrong = "sale_7d".parse::<SearchTermColumn>().unwrap_err();
/// assert_eq!(wrong.nearest(), "sales7d");
/// # Ok::<(), ras_highlevel::reports::UnknownColumn>(())
/// ```
pub trait ReportColumn:
    Index
    + Debug
    + Display
    + Eq
    + Hash
    + Ord
    + FromStr<Err = UnknownColumn>
    + Serialize
    + DeserializeOwned
    + Send
    + Sync
    + Unpin
    + 'static
{
    /// All columns of the type, whatever a report is grouped by.
    const ALL: &'static [Self];

    /// What is known about the column.
    fn info(self) -> &'static ColumnInfo;

    /// The column by Amazon's name, for instance `sales7d`.
    fn name(self) -> &'static str {
        self.info().name
    }
}

/// What is known about a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ColumnInfo {
    pub(super) name: &'static str,
    pub(super) doc: &'static str,
    pub(super) unit: Unit,
    pub(super) window: Option<u8>,
    pub(super) role: Role,
}

impl ColumnInfo {
    /// Amazon's name, for instance `sales7d`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// What the column means, in a sentence.
    pub fn doc(&self) -> &'static str {
        self.doc.trim_ascii()
    }

    /// What the values are.
    pub fn unit(&self) -> Unit {
        self.unit
    }

    /// The attribution window: days after a click within which a sale counts.
    pub fn attribution_days(&self) -> Option<u8> {
        self.window
    }
}

/// What the values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Unit {
    /// A whole number of something.
    Count,
    /// US dollars.
    UsDollars,
    /// A quotient without unit, 1 for one hundred percent.
    Ratio,
    /// An id.
    Id,
    /// A day of the profile's time zone.
    Day,
    /// A text.
    Text,
}

/// What becomes of a column when rows are summed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Part of what a row is about.
    Key,
    /// Part of what a row is about, unless the id in this other column is there.
    Name(&'static str),
    /// Added up.
    Sum,
    /// The quotient of two other columns.
    Ratio(&'static str, &'static str),
    /// The value of the first part.
    Earliest,
    /// The value of the last part.
    Latest,
    /// Cannot be had from the parts.
    Lost,
}

/// A name that is none of the columns of a report type.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{name}` is no column of {report}: did you mean `{nearest}`?")]
pub struct UnknownColumn {
    name: String,
    report: &'static str,
    nearest: &'static str,
}

impl UnknownColumn {
    pub(super) fn new<C: ReportColumn>(report: &'static str, name: &str) -> Self {
        let names = C::ALL.iter().map(|column| column.name());
        Self {
            nearest: nearest(name, names).unwrap_or_default(),
            name: name.to_owned(),
            report,
        }
    }

    /// The column that is spelled most like the name.
    pub fn nearest(&self) -> &'static str {
        self.nearest
    }
}

/// The name that is spelled most like `wrong`.
pub(super) fn nearest<'a>(wrong: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    // `search_term` and `Search Term` mean `searchTerm`.
    let plain = |name: &str| -> String {
        let letters = name.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let wrong = plain(wrong);
    names.min_by_key(|name| strsim::damerau_levenshtein(&wrong, &plain(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_the_one_that_was_meant() {
        let names = ["searchTerm", "sales7d", "sales14d", "clicks", "cost"];
        for (wrong, meant) in [
            ("search_term", "searchTerm"),
            ("Sales", "sales7d"),
            ("sale14", "sales14d"),
            ("clikcs", "clicks"),
            ("costs", "cost"),
        ] {
            assert_eq!(nearest(wrong, names.into_iter()), Some(meant));
        }
    }
}
