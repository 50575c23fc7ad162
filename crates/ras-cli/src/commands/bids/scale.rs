//! A share that bids are raised or lowered by.

use std::str::FromStr;

use ras_highlevel::Usd;
use rust_decimal::{Decimal, RoundingStrategy};

/// A factor over 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Scale(Decimal);

/// A bid that was scaled, in whole cents and within its bounds.
pub(super) struct Scaled {
    pub(super) bid: Usd,
}

impl Scale {
    pub(super) fn apply(self, bid: Usd, min: Usd, max: Usd) -> Scaled {
        let amount = bid.amount().saturating_mul(self.0);
        let amount = amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
        Scaled {
            bid: Usd::from(amount.max(min.amount()).min(max.amount())),
        }
    }
}

impl FromStr for Scale {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no share such as +10%, -15% or 1.1");
        let number = |text: &str| Decimal::from_str(text.trim()).map_err(|_| wrong());
        let factor = match text.strip_suffix('%') {
            // A percentage says by how much, a factor says to how much.
            Some(percent) if percent.starts_with(['+', '-']) => {
                Decimal::ONE + number(percent)? / Decimal::ONE_HUNDRED
            }
            Some(_) => return Err(format!("`{text}` needs a sign: +10% raises, -10% lowers")),
            None => number(text)?,
        };
        // A slip of ten should not pass.
        match factor > Decimal::ZERO && factor <= Decimal::TEN {
            true => Ok(Self(factor)),
            false => Err(format!(
                "`{text}` would make bids {factor} times what they are: more than 0 and up to 10 are possible"
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scaled(share: &str, cents: u32) -> String {
        let scale: Scale = share.parse().unwrap();
        scale
            .apply(Usd::cents(cents), Usd::cents(2), Usd::dollars(1000))
            .bid
            .to_string()
    }

    #[test]
    fn a_share_is_added_and_rounded_to_cents() {
        assert_eq!(scaled("+10%", 75), "$0.83");
        assert_eq!(scaled("-15%", 100), "$0.85");
        assert_eq!(scaled("1.5", 75), "$1.13");
        assert_eq!(scaled("-90%", 5), "$0.02");
        assert_eq!(scaled("+0%", 99_999), "$999.99");
        assert_eq!(scaled("10", 99_999), "$1000.00");
    }

    #[test]
    fn a_share_that_makes_no_sense_is_refused() {
        for share in ["10%", "0", "-1.5", "-100%", "+1000%", "11", "", "%", "+x%"] {
            assert!(share.parse::<Scale>().is_err(), "{share}");
        }
    }
}
