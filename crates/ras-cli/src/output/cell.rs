//! One value of a record.

use jiff::Timestamp;
use jiff::civil::Date;
use ras_highlevel::{State, Usd};
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

/// One value of a record, in a form that all outputs can write.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell {
    /// There is none: `null`, or nothing.
    None,
    Text(String),
    /// An identifier, which is never cut short.
    Id(String),
    Number(Decimal),
    /// Dollars: a number for programs.
    Money(Usd),
    Flag(bool),
    State(String),
    /// RFC 3339 for programs.
    Time(Timestamp),
    /// Several values, or what is nested deeper; CSV has it as JSON.
    Json(serde_json::Value),
}

impl Cell {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(crate) fn id(id: impl AsRef<str>) -> Self {
        Self::Id(id.as_ref().to_owned())
    }

    pub(crate) fn maybe_text<T: ToString>(text: Option<T>) -> Self {
        text.map_or(Self::None, |text| Self::Text(text.to_string()))
    }

    pub(crate) fn maybe_id<T: AsRef<str>>(id: Option<T>) -> Self {
        id.map_or(Self::None, |id| Self::id(id))
    }

    pub(crate) fn count(count: usize) -> Self {
        Self::Number(Decimal::from(count))
    }

    pub(crate) fn maybe_money(amount: Option<Usd>) -> Self {
        amount.map_or(Self::None, Self::Money)
    }

    pub(crate) fn state(state: &State) -> Self {
        Self::State(state.as_str().to_owned())
    }

    pub(crate) fn date(date: Option<Date>) -> Self {
        // Half a day is of no use, and so never cut either.
        date.map_or(Self::None, |date| Self::Id(date.to_string()))
    }

    pub(crate) fn time(time: Option<Timestamp>) -> Self {
        time.map_or(Self::None, Self::Time)
    }

    /// Anything that JSON can hold; an empty list is none for people.
    pub(crate) fn json(value: impl Serialize) -> Self {
        serde_json::to_value(value).map_or(Self::None, Self::Json)
    }

    /// Whether it stands at the right of its column.
    pub(super) fn is_number(&self) -> bool {
        matches!(self, Self::Number(_) | Self::Money(_))
    }

    /// As it stands in CSV.
    pub(super) fn plain(&self) -> String {
        match self {
            Self::None => String::new(),
            Self::Text(text) | Self::Id(text) | Self::State(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Money(amount) => amount.amount().to_string(),
            Self::Flag(flag) => flag.to_string(),
            Self::Time(time) => time.to_string(),
            Self::Json(value) => value.to_string(),
        }
    }

    /// As people read it.
    pub(super) fn for_people(&self) -> String {
        match self {
            Self::None => "–".to_owned(),
            Self::Money(amount) => amount.to_string(),
            Self::Flag(true) => "yes".to_owned(),
            Self::Flag(false) => "no".to_owned(),
            Self::Time(time) => time.strftime("%Y-%m-%d %H:%M:%SZ").to_string(),
            Self::Json(value) => spoken(value),
            other => printable(&other.plain()),
        }
    }
}

/// Values of JSON without its signs.
fn spoken(value: &serde_json::Value) -> String {
    let joined = |parts: Vec<String>, by: &str| match parts.is_empty() {
        true => "–".to_owned(),
        false => parts.join(by),
    };
    match value {
        serde_json::Value::Null => "–".to_owned(),
        serde_json::Value::String(text) => printable(text),
        serde_json::Value::Array(values) => joined(values.iter().map(spoken).collect(), "; "),
        serde_json::Value::Object(members) => {
            let members = members.iter();
            joined(
                members
                    .map(|(name, value)| format!("{name} {}", spoken(value)))
                    .collect(),
                ", ",
            )
        }
        other => other.to_string(),
    }
}

/// A text of the service or of a file must not steer the terminal.
fn printable(text: &str) -> String {
    let plain = |sign: char| match sign.is_control() {
        true => '\u{fffd}',
        false => sign,
    };
    text.chars().map(plain).collect()
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::None => serializer.serialize_none(),
            Self::Text(text) | Self::Id(text) | Self::State(text) => serializer.serialize_str(text),
            Self::Number(number) => match i64::try_from(*number) {
                Ok(whole) if Decimal::from(whole) == *number => serializer.serialize_i64(whole),
                _ => Usd::from(*number).serialize(serializer),
            },
            Self::Money(amount) => amount.serialize(serializer),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Time(time) => serializer.collect_str(time),
            Self::Json(value) => value.serialize(serializer),
        }
    }
}
