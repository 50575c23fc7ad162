//! Amounts of money without binary rounding.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
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
        serializer.serialize_f64(double(self.0))
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
                decimal(value)
                    .map(Money)
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

/// The double nearest to the decimal, whose shortest form is the decimal again.
///
/// `Decimal::to_f64` is not that: it makes 78560221284155.59 of 78560221284155.6.
fn double(amount: Decimal) -> f64 {
    let digits = amount.mantissa();
    // Both are exact integers below 2^53, so their quotient is rounded once.
    if let Some(unit) = [1.0, 10.0, 100.0].get(amount.scale() as usize)
        && digits.unsigned_abs() < 1_000_000_000_000_000
    {
        return digits as f64 / unit;
    }
    // The text of a decimal is always that of a number.
    amount.to_string().parse().unwrap_or(f64::NAN)
}

/// The shortest decimal that stands for the same double: what the sender wrote.
///
/// `Decimal::from_f64` is not that: it makes 4194471.730000001 of 4194471.73.
fn decimal(value: f64) -> Option<Decimal> {
    let cents = (value * 100.0 + 0.5_f64.copysign(value)).trunc();
    // The quotient is the double nearest to that many cents, so equality means that the
    // amount was written in cents; beyond 15 digits neighbouring cents share a double.
    if cents.abs() < 1e15 && cents / 100.0 == value {
        let cents = cents as i64;
        // Without trailing zeros, as the general way has it.
        return Some(match (cents % 100, cents % 10) {
            (0, _) => Decimal::new(cents / 100, 0),
            (_, 0) => Decimal::new(cents / 10, 1),
            _ => Decimal::new(cents, 2),
        });
    }
    let amount: Decimal = value.to_string().parse().ok()?;
    Some(amount.normalize())
}
