//! What is summed, and how people read it.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

/// Sums of rows.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Figures {
    pub(super) spend: Decimal,
    pub(super) sales: Decimal,
    pub(super) orders: i64,
    pub(super) clicks: i64,
    pub(super) impressions: i64,
}

impl Figures {
    /// Adds others; what is too large for a sum stays at its limit.
    pub(super) fn add(&mut self, other: &Self) {
        self.spend = self.spend.saturating_add(other.spend);
        self.sales = self.sales.saturating_add(other.sales);
        self.orders = self.orders.saturating_add(other.orders);
        self.clicks = self.clicks.saturating_add(other.clicks);
        self.impressions = self.impressions.saturating_add(other.impressions);
    }

    /// Spend by sales, 1 for a hundred percent; none without sales.
    pub(super) fn acos(&self) -> Option<f64> {
        let (spend, sales) = (number(self.spend), number(self.sales));
        Some(spend / sales).filter(|acos| sales > 0.0 && acos.is_finite())
    }
}

/// For charts and for the browser, which have no decimals.
pub(super) fn number(amount: Decimal) -> f64 {
    amount.to_f64().unwrap_or_default()
}

/// Dollars and cents.
pub(super) fn dollars(amount: Decimal) -> String {
    let cents = amount.round_dp(2);
    let sign = if cents.is_sign_negative() && !cents.is_zero() {
        "-"
    } else {
        ""
    };
    let text = format!("{:.2}", cents.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, "00"));
    format!("{sign}${}.{fraction}", thousands(whole))
}

/// Dollars on an axis.
pub(super) fn short_dollars(amount: f64) -> String {
    match amount.abs() {
        large if large >= 1_000_000.0 => format!("${:.1}M", amount / 1_000_000.0),
        large if large >= 10_000.0 => format!("${:.0}k", amount / 1000.0),
        large if large >= 10.0 || large == 0.0 => format!("${amount:.0}"),
        _ => format!("${amount:.2}"),
    }
}

/// A quotient in percent.
pub(super) fn percent(quotient: f64) -> String {
    format!("{:.1} %", quotient * 100.0)
}

/// A whole number with commas.
pub(super) fn grouped(count: i64) -> String {
    let sign = if count < 0 { "-" } else { "" };
    format!("{sign}{}", thousands(&count.unsigned_abs().to_string()))
}

fn thousands(digits: &str) -> String {
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_read_them() {
        let check = |cents: i64, text: &str| assert_eq!(dollars(Decimal::new(cents, 2)), text);
        check(0, "$0.00");
        check(123_456_789, "$1,234,567.89");
        check(-500, "-$5.00");
        assert_eq!(dollars(Decimal::new(19_999, 4)), "$2.00");
        assert_eq!(grouped(i64::MIN), "-9,223,372,036,854,775,808");
        assert_eq!(
            (grouped(999), grouped(1000)),
            ("999".into(), "1,000".into())
        );
        let axis = [0.0, 0.5, 25.0, 12_000.0, 2_500_000.0].map(short_dollars);
        assert_eq!(axis, ["$0", "$0.50", "$25", "$12k", "$2.5M"]);
    }

    #[test]
    fn sums_stay_at_their_limit_and_nothing_is_sold_for_nothing() {
        let mut sum = Figures {
            spend: Decimal::MAX,
            clicks: i64::MAX,
            ..Figures::default()
        };
        sum.add(&sum.clone());
        assert_eq!((sum.spend, sum.clicks), (Decimal::MAX, i64::MAX));
        assert_eq!(sum.acos(), None);
    }
}
