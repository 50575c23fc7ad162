//! Points in time as a server writes them.

use std::fmt;

use jiff::Timestamp;
use jiff::civil;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A point in time of an answer.
///
/// The contract declares RFC 3339, but an answer whose time lacks the offset or is
/// malformed must not lose a page: a time without offset is taken as UTC, and any
/// other text is kept as it came.
///
/// # Example
///
/// ```
/// use ras_core::DateTime;
///
/// let time: DateTime = serde_json::from_str(r#""2019-08-24T14:15:22Z""#)?;
/// assert_eq!(time.timestamp().map(|t| t.as_second()), Some(1_566_656_122));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct DateTime(Reading);

#[derive(Clone, PartialEq, Eq, Hash)]
enum Reading {
    Time(Timestamp),
    Text(Box<str>),
}

impl DateTime {
    /// The time, unless the server wrote something that is none.
    pub fn timestamp(&self) -> Option<Timestamp> {
        match self.0 {
            Reading::Time(time) => Some(time),
            Reading::Text(_) => None,
        }
    }
}

impl From<Timestamp> for DateTime {
    fn from(time: Timestamp) -> Self {
        Self(Reading::Time(time))
    }
}

impl From<&str> for DateTime {
    fn from(text: &str) -> Self {
        let without_offset = || {
            let local: civil::DateTime = text.parse().ok()?;
            jiff::tz::Offset::UTC.to_timestamp(local).ok()
        };
        Self(match text.parse().ok().or_else(without_offset) {
            Some(time) => Reading::Time(time),
            None => Reading::Text(text.into()),
        })
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Reading::Time(time) => fmt::Display::fmt(time, f),
            Reading::Text(text) => f.write_str(text),
        }
    }
}

impl fmt::Debug for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for DateTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DateTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::wire::borrowed_text(deserializer, |text| Self::from(text))
    }
}
