//! Amounts that a server may write in ways that are none.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::Money;

/// An amount of an answer, read when it can be and otherwise kept as it came.
///
/// For answers with many rows: a price such as `"N/A"` must not lose the page that it
/// is on.
///
/// # Example
///
/// ```
/// use ras_core::{LenientMoney, Money};
///
/// let price: LenientMoney = serde_json::from_str("12.5")?;
/// assert_eq!(price.amount(), Some("12.50".parse::<Money>()?));
/// let none: LenientMoney = serde_json::from_str(r#""on request""#)?;
/// assert_eq!(none.amount(), None);
/// assert_eq!(none.other().and_then(|it| it.as_str()), Some("on request"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct LenientMoney(Written);

#[derive(Clone, Debug, PartialEq)]
enum Written {
    Amount(Money),
    Other(Value),
}

impl LenientMoney {
    /// The amount, unless something else was written.
    pub fn amount(&self) -> Option<Money> {
        match &self.0 {
            Written::Amount(amount) => Some(*amount),
            Written::Other(_) => None,
        }
    }

    /// What was written in the place of an amount.
    pub fn other(&self) -> Option<&Value> {
        match &self.0 {
            Written::Amount(_) => None,
            Written::Other(value) => Some(value),
        }
    }
}

impl From<Money> for LenientMoney {
    fn from(amount: Money) -> Self {
        Self(Written::Amount(amount))
    }
}

impl Serialize for LenientMoney {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Written::Amount(amount) => amount.serialize(serializer),
            Written::Other(value) => value.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for LenientMoney {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        Ok(Self(match Money::deserialize(&value) {
            Ok(amount) => Written::Amount(amount),
            Err(_) => Written::Other(value),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_written_is_read_and_written_again() -> Result<(), Box<dyn std::error::Error>> {
        for (text, amount) in [
            ("12.5", Some("12.5")),
            ("3", Some("3")),
            (r#""12.50""#, Some("12.50")),
            (r#""""#, None),
            (r#""1,299.00""#, None),
            ("true", None),
            (r#"{"value":1}"#, None),
            ("1e300", None),
        ] {
            let read: LenientMoney = serde_json::from_str(text)?;
            let wanted = amount.map(str::parse::<Money>).transpose()?;
            assert_eq!(read.amount(), wanted, "{text}");
            assert_eq!(read.other().is_none(), amount.is_some(), "{text}");
            let written = serde_json::to_value(&read)?;
            let again: LenientMoney = serde_json::from_value(written)?;
            assert_eq!(again.amount(), read.amount(), "{text}");
        }
        assert_eq!(serde_json::from_str::<Option<LenientMoney>>("null")?, None);
        Ok(())
    }
}
