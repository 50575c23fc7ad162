//! The value of a column, when code is written for any column.

use std::fmt;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{ReportColumn, ReportRow};
use crate::Extra;

/// The value of one column of a row.
///
/// `Display` writes it without unit and without rounding, and nothing when it is empty.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Cell<'a> {
    /// Not asked for, or `null`.
    Empty,
    /// A whole number.
    Count(i64),
    /// An id.
    Id(u64),
    /// An amount in US dollars, or a ratio; [`ColumnInfo::unit`](super::ColumnInfo::unit)
    /// says which.
    Number(Decimal),
    /// A day.
    Day(Date),
    /// A text.
    Text(&'a str),
}

impl fmt::Display for Cell<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => Ok(()),
            Self::Count(count) => fmt::Display::fmt(count, f),
            Self::Id(id) => fmt::Display::fmt(id, f),
            Self::Number(number) => fmt::Display::fmt(number, f),
            Self::Day(day) => fmt::Display::fmt(day, f),
            Self::Text(text) => f.pad(text),
        }
    }
}

impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Empty => serializer.serialize_none(),
            Self::Count(count) => serializer.serialize_i64(*count),
            Self::Id(id) => serializer.serialize_u64(*id),
            // A JSON number, as in the file; up to 15 digits stay what they are.
            Self::Number(number) => ras_core::Money::new(*number).serialize(serializer),
            Self::Day(day) => day.serialize(serializer),
            Self::Text(text) => serializer.serialize_str(text),
        }
    }
}

/// A row as a map by Amazon's column names, without what is empty.
pub(super) fn serialize_row<R, S>(row: &R, serializer: S) -> Result<S::Ok, S::Error>
where
    R: ReportRow,
    S: Serializer,
{
    let mut map = serializer.serialize_map(None)?;
    for column in R::Column::ALL {
        match row.get(*column) {
            Cell::Empty => {}
            cell => map.serialize_entry(column.name(), &cell)?,
        }
    }
    let extra: &Extra = row.extra();
    for (name, value) in extra {
        map.serialize_entry(name, value)?;
    }
    map.end()
}
