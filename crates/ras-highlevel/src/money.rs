//! US dollars: the one currency of RAS.

use std::fmt;
use std::iter::Sum;
use std::ops::Add;
use std::str::FromStr;

use rust_decimal::Decimal;

/// An amount in US dollars, exact.
///
/// RAS serves advertisers of the US marketplace only, so every bid and budget is in
/// dollars. Plan files write it as a number or a text: `5`, `0.75` or `"0.75"`.
///
/// # Example
///
/// ```
/// use ras_highlevel::Usd;
///
/// assert_eq!(Usd::cents(75) + Usd::dollars(1), "1.75".parse()?);
/// assert_eq!(Usd::cents(75).to_string(), "$0.75");
/// # Ok::<(), ras_highlevel::ParseUsdError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Usd(Decimal);

/// A text that is no amount in dollars.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no amount in dollars such as 12.50")]
pub struct ParseUsdError(String);

impl Usd {
    /// Whole dollars.
    pub fn dollars(dollars: u32) -> Self {
        Self(Decimal::from(dollars))
    }

    /// Cents.
    pub fn cents(cents: u32) -> Self {
        Self(Decimal::new(i64::from(cents), 2))
    }

    /// The amount as a decimal number of dollars.
    pub fn amount(self) -> Decimal {
        self.0
    }
}

impl From<Decimal> for Usd {
    fn from(dollars: Decimal) -> Self {
        Self(dollars)
    }
}

impl FromStr for Usd {
    type Err = ParseUsdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Decimal::from_str(text.trim().trim_start_matches('$'))
            .map(Self)
            .map_err(|_| ParseUsdError(text.to_owned()))
    }
}

impl fmt::Display for Usd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut amount = self.0;
        // Cents always, smaller fractions when there are any.
        if amount.scale() < 2 {
            amount.rescale(2);
        }
        f.pad(&format!("${amount}"))
    }
}

impl Add for Usd {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sum for Usd {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::default(), Add::add)
    }
}

impl From<Usd> for ras_core::Money {
    fn from(amount: Usd) -> Self {
        Self::new(amount.0)
    }
}

impl From<ras_core::Money> for Usd {
    fn from(amount: ras_core::Money) -> Self {
        Self(amount.amount())
    }
}

impl serde::Serialize for Usd {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        ras_core::Money::from(*self).serialize(serializer)
    }
}

impl<'de> serde::Deserialize<'de> for Usd {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        ras_core::Money::deserialize(deserializer).map(Self::from)
    }
}
