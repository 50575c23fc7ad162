//! How each type of column is read, shown and summed.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::decode::Number;
use super::{Cell, IdNumber, KeywordType, Text, Unit};
use crate::{Extra, State, Usd};

/// A value of the file that stands for itself: no list and no object.
#[derive(Clone, Copy, Debug)]
pub enum Token<'a> {
    /// `null`.
    Null,
    /// A number.
    Number(&'a Number<'a>),
    /// A text, unescaped.
    Text(&'a str),
    /// The text that the column had last.
    Same,
}

/// A value that is none of its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mismatch;

/// A place for each column of a type.
pub trait Index: Copy {
    /// The place of the column among all of its type.
    fn index(self) -> usize;

    /// The column with exactly this name of Amazon's.
    fn named(name: &str) -> Option<Self>;
}

/// The fields of a row, by column.
pub trait Fields: Sized {
    /// The columns of the row's report type.
    type Of: Copy;

    /// Reads a value into its field; `last` is the column's last text.
    fn read(&mut self, column: Self::Of, token: Token<'_>, last: &mut Text)
    -> Result<(), Mismatch>;

    /// The value of a field.
    fn cell(&self, column: Self::Of) -> Cell<'_>;

    /// Joins a field with that of another row.
    fn join(&mut self, column: Self::Of, other: &Self, how: Join);

    /// Sets a field to a number that was computed.
    fn compute(&mut self, column: Self::Of, value: Option<Decimal>);

    /// Columns that no field is there for.
    fn extra_mut(&mut self) -> &mut Extra;
}

/// How the values of two rows become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// By adding them.
    Add,
    /// The smaller one.
    Least,
    /// The other row's, if it has one.
    Other,
}

impl Join {
    pub(super) fn join<T: Value>(self, mine: &mut Option<T>, other: &Option<T>) {
        let Some(theirs) = other else { return };
        match (self, &mut *mine) {
            (Self::Add, Some(mine)) => mine.add(theirs),
            (Self::Least, Some(mine)) if T::order(mine, theirs) => {}
            _ => *mine = Some(theirs.clone()),
        }
    }
}

/// A type of column.
pub(super) trait Value: Sized + Clone {
    /// What the values are.
    const UNIT: Unit;

    /// Reads a value into its field. Amazon may write a number as text, and nothing as an
    /// empty text.
    fn read(field: &mut Option<Self>, token: Token<'_>, last: &mut Text) -> Result<(), Mismatch>;

    /// Shows a value.
    fn cell(&self) -> Cell<'_>;

    /// Adds another value; what cannot be added stays.
    fn add(&mut self, _other: &Self) {}

    /// Whether the first value is not larger.
    fn order(_first: &Self, _second: &Self) -> bool {
        true
    }

    /// The value of a number that was computed.
    fn of_decimal(_number: Decimal) -> Option<Self> {
        None
    }
}

/// Reads what may be a number or a text with a number in it.
#[inline]
fn number<T>(
    field: &mut Option<T>,
    token: Token<'_>,
    last: &Text,
    read: impl Fn(&Number<'_>) -> Option<T>,
) -> Result<(), Mismatch> {
    match token {
        Token::Number(number) => *field = read(number),
        Token::Null => {
            *field = None;
            return Ok(());
        }
        Token::Text(text) => return in_text(field, text, read),
        Token::Same => return in_text(field, last, read),
    }
    match field {
        Some(_) => Ok(()),
        None => Err(Mismatch),
    }
}

fn in_text<T>(
    field: &mut Option<T>,
    text: &str,
    read: impl Fn(&Number<'_>) -> Option<T>,
) -> Result<(), Mismatch> {
    *field = None;
    if !text.is_empty() {
        let number = Number::whole(text.as_bytes()).ok_or(Mismatch)?;
        *field = Some(read(&number).ok_or(Mismatch)?);
    }
    Ok(())
}

/// Reads a text that stands for something.
fn word<T>(
    field: &mut Option<T>,
    token: Token<'_>,
    last: &Text,
    read: impl Fn(&str) -> Option<T>,
) -> Result<(), Mismatch> {
    *field = match token {
        Token::Null | Token::Text("") => None,
        Token::Number(_) => return Err(Mismatch),
        Token::Text(text) => Some(read(text).ok_or(Mismatch)?),
        Token::Same if last.is_empty() => None,
        Token::Same => Some(read(last).ok_or(Mismatch)?),
    };
    Ok(())
}

impl Value for i64 {
    const UNIT: Unit = Unit::Count;

    fn read(field: &mut Option<Self>, token: Token<'_>, last: &mut Text) -> Result<(), Mismatch> {
        number(field, token, last, |number| number.integer())
    }

    fn cell(&self) -> Cell<'_> {
        Cell::Count(*self)
    }

    fn add(&mut self, other: &Self) {
        *self = self.saturating_add(*other);
    }

    fn of_decimal(number: Decimal) -> Option<Self> {
        number.try_into().ok()
    }
}

impl<I> Value for IdNumber<I> {
    const UNIT: Unit = Unit::Id;

    fn read(field: &mut Option<Self>, token: Token<'_>, last: &mut Text) -> Result<(), Mismatch> {
        number(field, token, last, |number| {
            number.unsigned().map(Self::new)
        })
    }

    fn cell(&self) -> Cell<'_> {
        Cell::Id(self.get())
    }
}

impl Value for Decimal {
    const UNIT: Unit = Unit::Ratio;

    fn read(field: &mut Option<Self>, token: Token<'_>, last: &mut Text) -> Result<(), Mismatch> {
        number(field, token, last, |number| number.decimal())
    }

    fn cell(&self) -> Cell<'_> {
        Cell::Number(*self)
    }

    fn of_decimal(number: Decimal) -> Option<Self> {
        Some(number)
    }
}

impl Value for Usd {
    const UNIT: Unit = Unit::UsDollars;

    fn read(field: &mut Option<Self>, token: Token<'_>, last: &mut Text) -> Result<(), Mismatch> {
        number(field, token, last, |number| {
            number.decimal().map(Self::from)
        })
    }

    fn cell(&self) -> Cell<'_> {
        Cell::Number(self.amount())
    }

    fn add(&mut self, other: &Self) {
        *self = Self::from(self.amount().saturating_add(other.amount()));
    }

    fn of_decimal(number: Decimal) -> Option<Self> {
        Some(number.into())
    }
}

impl Value for Date {
    const UNIT: Unit = Unit::Day;

    fn read(field: &mut Option<Self>, token: Token<'_>, last: &mut Text) -> Result<(), Mismatch> {
        word(field, token, last, day)
    }

    fn cell(&self) -> Cell<'_> {
        Cell::Day(*self)
    }

    fn order(first: &Self, second: &Self) -> bool {
        first <= second
    }
}

impl Value for Text {
    const UNIT: Unit = Unit::Text;

    fn read(field: &mut Option<Self>, token: Token<'_>, last: &mut Text) -> Result<(), Mismatch> {
        match token {
            Token::Null => {
                *field = None;
                return Ok(());
            }
            Token::Same => {}
            Token::Text(text) => *last = Self::new(text),
            Token::Number(number) => *last = Self::new(number.text()),
        }
        *field = Some(last.clone());
        Ok(())
    }

    fn cell(&self) -> Cell<'_> {
        Cell::Text(self)
    }
}

impl Value for State {
    const UNIT: Unit = Unit::Text;

    fn read(field: &mut Option<Self>, token: Token<'_>, last: &mut Text) -> Result<(), Mismatch> {
        word(field, token, last, |text| Some(Self::from(text)))
    }

    fn cell(&self) -> Cell<'_> {
        Cell::Text(self.as_str())
    }
}

impl Value for KeywordType {
    const UNIT: Unit = Unit::Text;

    fn read(field: &mut Option<Self>, token: Token<'_>, last: &mut Text) -> Result<(), Mismatch> {
        word(field, token, last, |text| Some(Self::from(text)))
    }

    fn cell(&self) -> Cell<'_> {
        Cell::Text(self.as_str())
    }
}

/// A day in the one form that reports have: `2030-05-01`.
fn day(text: &str) -> Option<Date> {
    let digits = |part: &[u8]| {
        part.iter().try_fold(0_i16, |value, byte| {
            byte.is_ascii_digit()
                .then(|| value * 10 + i16::from(byte - b'0'))
        })
    };
    let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = *text.as_bytes() else {
        return None;
    };
    let year = digits(&[y0, y1, y2, y3])?;
    let month = digits(&[m0, m1])?.try_into().ok()?;
    let day = digits(&[d0, d1])?.try_into().ok()?;
    Date::new(year, month, day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_has_one_form() {
        assert_eq!(day("2030-05-01"), Some(jiff::civil::date(2030, 5, 1)));
        for wrong in [
            "2030-5-1",
            "2030-13-01",
            "2030-02-30",
            "2030-05-01T00",
            "20300501",
            "",
        ] {
            assert_eq!(day(wrong), None, "{wrong}");
        }
    }
}
