//! Numbers of a file, read once and exactly: no number goes through a double.

use rust_decimal::Decimal;

/// Digits that always fit into the mantissa.
const FITS: usize = 19;

/// A JSON number, taken apart.
///
/// It is read in place: to move one costs the processor more than to read it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Number<'a> {
    text: &'a [u8],
    negative: bool,
    /// The digits without point, unless there are too many.
    mantissa: u64,
    /// Digits after the point.
    scale: u32,
    /// There are too many digits, or an exponent: the text must be read.
    unusual: bool,
}

/// Why there is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoNumber {
    /// The bytes end before the number does.
    CutOff,
    /// It is written as no number may be.
    Wrong,
}

impl<'a> Number<'a> {
    /// Becomes the number that `bytes` begin with, and says how long it is.
    ///
    /// A number at the very end is cut off: whatever it belongs to comes after it.
    pub(super) fn read(&mut self, bytes: &'a [u8]) -> Result<usize, NoNumber> {
        let rest = |at: usize| bytes.get(at..).unwrap_or_default();
        let negative = bytes.first() == Some(&b'-');
        let mut at = usize::from(negative);
        let mut mantissa = 0;
        let whole = digits(rest(at), &mut mantissa)?;
        // JSON knows neither `.5` nor `05`.
        if whole == 0 || (whole > 1 && bytes.get(at) == Some(&b'0')) {
            return Err(NoNumber::Wrong);
        }
        at += whole;
        let mut scale = 0;
        if bytes.get(at) == Some(&b'.') {
            at += 1;
            scale = digits(rest(at), &mut mantissa)?;
            if scale == 0 {
                return Err(NoNumber::Wrong);
            }
            at += scale;
        }
        let mut unusual = whole + scale > FITS;
        if matches!(bytes.get(at), Some(b'e' | b'E')) {
            unusual = true;
            at += 1;
            at += usize::from(matches!(bytes.get(at), Some(b'+' | b'-')));
            let exponent = digits(rest(at), &mut 0)?;
            if exponent == 0 {
                return Err(NoNumber::Wrong);
            }
            at += exponent;
        }
        self.text = bytes.get(..at).unwrap_or_default();
        self.negative = negative;
        self.mantissa = mantissa;
        self.scale = u32::try_from(scale).unwrap_or(u32::MAX);
        self.unusual = unusual;
        Ok(at)
    }

    /// The number that a whole text is.
    pub(in crate::reports) fn whole(text: &[u8]) -> Option<Number<'_>> {
        // Something has to stand behind a number for it to have an end.
        let mut ended = text.to_vec();
        ended.push(b' ');
        let mut number = Number::default();
        let length = number.read(&ended).ok()?;
        (length == text.len()).then_some(Number { text, ..number })
    }

    /// The number as it was written.
    pub(in crate::reports) fn text(&self) -> &'a str {
        // A number has ASCII characters only.
        std::str::from_utf8(self.text).unwrap_or_default()
    }

    /// A whole number, also when it is written as `3.0`.
    pub(in crate::reports) fn integer(&self) -> Option<i64> {
        if self.scale > 0 || self.unusual {
            let whole = self.decimal().filter(Decimal::is_integer)?;
            return whole.try_into().ok();
        }
        let value = i64::try_from(self.mantissa).ok()?;
        Some(if self.negative { -value } else { value })
    }

    /// A whole number without sign.
    pub(in crate::reports) fn unsigned(&self) -> Option<u64> {
        if self.scale > 0 || self.unusual || self.negative {
            let whole = self.decimal().filter(Decimal::is_integer)?;
            return whole.try_into().ok();
        }
        Some(self.mantissa)
    }

    /// The number, to 28 digits: more than Amazon's doubles have.
    pub(in crate::reports) fn decimal(&self) -> Option<Decimal> {
        if self.unusual || self.scale > Decimal::MAX_SCALE {
            return Decimal::from_scientific_lossy(self.text())
                .or_else(|_| self.text().parse())
                .ok();
        }
        let (low, high) = (self.mantissa as u32, (self.mantissa >> 32) as u32);
        let negative = self.negative && self.mantissa != 0;
        Some(Decimal::from_parts(low, high, 0, negative, self.scale))
    }
}

/// Appends the digits that `bytes` begin with to a number, and says how many there are.
#[inline]
fn digits(bytes: &[u8], number: &mut u64) -> Result<usize, NoNumber> {
    let mut value = *number;
    for (count, byte) in bytes.iter().enumerate() {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            *number = value;
            return Ok(count);
        }
        // Too many digits are counted, and then the text is read.
        value = value.wrapping_mul(10).wrapping_add(u64::from(digit));
    }
    Err(NoNumber::CutOff)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Number<'_> {
        Number::whole(text.as_bytes()).unwrap()
    }

    fn decimal(text: &str) -> String {
        read(text).decimal().unwrap().to_string()
    }

    #[test]
    fn ids_and_amounts_are_exact() {
        assert_eq!(
            read("9007199254740993").unsigned(),
            Some(9_007_199_254_740_993)
        );
        assert_eq!(read("18446744073709551615").unsigned(), Some(u64::MAX));
        assert_eq!(read("-3").integer(), Some(-3));
        assert_eq!(read("3.0").integer(), Some(3));
        assert_eq!(read("1E3").integer(), Some(1000));
        assert_eq!(read("3.5").integer(), None);
        assert_eq!(read("-1").unsigned(), None);
        assert_eq!(read("18446744073709551616").unsigned(), None);
        assert_eq!(read("9223372036854775808").integer(), None);
        assert_eq!(decimal("0.1"), "0.1");
        assert_eq!(decimal("-12.50"), "-12.50");
        assert_eq!(decimal("-0.00"), "0.00");
        assert_eq!(decimal("1234567890123456.789"), "1234567890123456.789");
        assert_eq!(decimal("9999999999999999999"), "9999999999999999999");
        assert_eq!(decimal("1.0E-4"), "0.00010");
        assert_eq!(decimal("78560221284155.59"), "78560221284155.59");
        assert_eq!(decimal("0.6666666666666666"), "0.6666666666666666");
        // The smallest double that a rate may well be has more places than fit.
        assert_eq!(
            decimal("1.2345678901234567E-15"),
            "0.0000000000000012345678901235"
        );
        assert_eq!(
            decimal("0.00000000000000000000000000000000001"),
            "0.0000000000000000000000000000"
        );
    }

    #[test]
    fn what_json_forbids_is_no_number() {
        for wrong in [
            "", "-", "+1", "01", "-01", ".5", "1.", "1e", "1e+", "0x1", "1_0", "NaN", "1 ", "--1",
        ] {
            assert!(Number::whole(wrong.as_bytes()).is_none(), "{wrong}");
        }
        let mut number = Number::default();
        assert_eq!(number.read(b"12"), Err(NoNumber::CutOff));
        assert_eq!(number.read(b"1.5e"), Err(NoNumber::CutOff));
        assert_eq!(number.read(b"12}"), Ok(2));
    }
}
