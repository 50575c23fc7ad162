//! One cell, and how spreadsheets spoil what is typed into it.

use jiff::civil::Date;

/// What stands in a cell; an empty one is none.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell {
    Text(String),
    Number(f64),
    Flag(bool),
    Day(Date),
    /// An error of the spreadsheet, such as `#REF!`.
    Broken(String),
}

/// From here on not every whole number can be told from its neighbours.
const EXACT: f64 = 9_007_199_254_740_992.0;

impl Cell {
    /// A text; none when it is empty.
    pub(crate) fn text(text: impl Into<String>) -> Option<Self> {
        Some(text.into())
            .filter(|text| !text.is_empty())
            .map(Self::Text)
    }

    /// Whether there is something to read.
    pub(crate) fn is_blank(&self) -> bool {
        matches!(self, Self::Text(text) if text.trim().is_empty())
    }

    /// As people see it.
    pub(crate) fn shown(&self) -> String {
        match self {
            Self::Text(text) | Self::Broken(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Flag(flag) => flag.to_string().to_uppercase(),
            Self::Day(day) => day.strftime("%Y%m%d").to_string(),
        }
    }

    /// Whether a spreadsheet has turned a long number into one with an exponent, or has
    /// lost its last digits.
    pub(crate) fn is_rounded(&self) -> bool {
        match self {
            Self::Number(number) => number.fract() != 0.0 || number.abs() >= EXACT,
            Self::Text(text) => has_exponent(text.trim()),
            _ => false,
        }
    }
}

/// Whether a text is a number as spreadsheets shorten it, such as `2.44837E+13`.
fn has_exponent(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let Some((number, exponent)) = text.to_uppercase().split_once("E+").map(owned) else {
        return false;
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((&number, "0"));
    digits(whole) && whole.len() == 1 && digits(fraction) && digits(&exponent)
}

fn owned((number, exponent): (&str, &str)) -> (String, String) {
    (number.to_owned(), exponent.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_a_spreadsheet_has_shortened_are_recognised() {
        for text in ["2.44837E+13", "5E+14", "2.4e+13"] {
            assert!(Cell::Text(text.to_owned()).is_rounded(), "{text}");
        }
        for text in ["24483676143932", "OFFER-1E+1", "1E5", "E+13", "12E+13", ""] {
            assert!(!Cell::Text(text.to_owned()).is_rounded(), "{text}");
        }
        assert!(Cell::Number(1e16).is_rounded() && Cell::Number(0.5).is_rounded());
        assert!(!Cell::Number(500_371_812_775_953.0).is_rounded());
    }
}
