//! Points in time as a server writes them.

use std::fmt;

use jiff::Timestamp;
use jiff::civil;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use smol_str::{SmolStr, format_smolstr};

/// A point in time of an answer, kept as the server wrote it and read when it is asked for.
///
/// The contract declares RFC 3339, but an answer whose time lacks the offset or is
/// malformed must not lose a page: a time without offset is taken as UTC, and any
/// other text is kept as it came. Two values are equal when they are written alike.
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
// Most callers never look at the times of a page; reading them would cost a tenth of it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct DateTime(SmolStr);

impl DateTime {
    /// The time, unless the server wrote something that is none.
    pub fn timestamp(&self) -> Option<Timestamp> {
        let without_offset = || {
            let local: civil::DateTime = self.0.parse().ok()?;
            jiff::tz::Offset::UTC.to_timestamp(local).ok()
        };
        self.0.parse().ok().or_else(without_offset)
    }

    /// The time as the server wrote it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<Timestamp> for DateTime {
    fn from(time: Timestamp) -> Self {
        Self(format_smolstr!("{time}"))
    }
}

impl From<&str> for DateTime {
    fn from(text: &str) -> Self {
        Self(SmolStr::new(text))
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for DateTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for DateTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::wire::borrowed_text(deserializer, |text| Self::from(text))
    }
}
