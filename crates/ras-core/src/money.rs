//! Amounts of money without binary rounding.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An amount of money as an exact decimal; the currency stands beside it or is US dollars.
///
/// On the wire it is a JSON number. A decimal of up to 15 significant digits survives
/// the way there and back, which is more than any budget or bid has.
///
/// # Example
///
/// ```
/// use ras_core::Money;
///
/// let bid: Money = "0.10".parse()?;
/// assert_eq!(serde_json::to_string(&bid)?, "0.1");
/// assert_eq!(serde_json::from_str::<Money>("0.1")?, bid);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(Decimal);

impl Money {
    /// No money.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// An amount.
    pub const fn new(amount: Decimal) -> Self {
        Self(amount)
    }

    /// The amount.
    pub const fn amount(self) -> Decimal {
        self.0
    }
}

impl From<Decimal> for Money {
    fn from(amount: Decimal) -> Self {
        Self(amount)
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// A text that is no decimal number.
#[derive(Clone, Debug, thiserror::Error)]
#[error("`{0}` is no decimal amount such as `12.50`")]
pub struct ParseMoneyError(String);

impl FromStr for Money {
    type Err = ParseMoneyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Decimal::from_str(text)
            .map(Self)
            .map_err(|_| ParseMoneyError(text.to_owned()))
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // The nearest double of a short decimal prints as that decimal.
        match self.0.to_f64() {
            Some(number) => serializer.serialize_f64(number),
            None => Err(serde::ser::Error::custom("the amount is out of range")),
        }
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Amount;

        impl Visitor<'_> for Amount {
            type Value = Money;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an amount of money")
            }

            fn visit_f64<E: Error>(self, value: f64) -> Result<Money, E> {
                // `from_f64` rounds to the shortest decimal of the double, not to its exact value.
                Decimal::from_f64(value)
                    .map(|amount| Money(amount.normalize()))
                    .ok_or_else(|| E::custom(format!("the amount {value} is out of range")))
            }

            fn visit_i64<E>(self, value: i64) -> Result<Money, E> {
                Ok(Money(Decimal::from(value)))
            }

            fn visit_u64<E>(self, value: u64) -> Result<Money, E> {
                Ok(Money(Decimal::from(value)))
            }

            // The examples of Product Selector show prices as text.
            fn visit_str<E: Error>(self, value: &str) -> Result<Money, E> {
                value.trim().parse().map_err(E::custom)
            }
        }

        deserializer.deserialize_any(Amount)
    }
}
