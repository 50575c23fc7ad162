//! From bytes of a JSON array to typed rows, one row at a time.
//!
//! A decoder of its own because rows are flat and their columns known: it expects the
//! columns in the order of the row before and reads each value into its field
//! (`ARCHITECTURE.md` has figures). Everything unexpected goes the general way, through
//! `serde_json`.

mod number;
mod scan;

pub(super) use number::Number;

use std::borrow::Cow;

use super::value::{Fields, Index, Mismatch, Token};
use super::{ReportColumn, ReportType, Text};
use scan::{Scan, Stop};

/// Reads rows of one report type.
#[derive(Debug)]
pub(super) struct RowDecoder<R: ReportType> {
    /// The columns of the row before, in its order; none for one that has no field.
    expected: Vec<Option<R::Column>>,
    /// The name of each column with all that is around it: `,"clicks":`.
    keys: Vec<Box<[u8]>>,
    /// The last text of each column.
    last: Vec<Text>,
}

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct WrongRow(pub(super) String);

impl<R: ReportType> RowDecoder<R> {
    pub(super) fn new() -> Self {
        Self {
            expected: Vec::new(),
            keys: R::Column::ALL
                .iter()
                .map(|column| key(column.name()))
                .collect(),
            last: vec![Text::default(); R::Column::ALL.len()],
        }
    }

    /// Reads the row that `bytes` begin with and returns its length; none when the row
    /// is longer than the bytes.
    pub(super) fn read(
        &mut self,
        bytes: &[u8],
        row: &mut R::Row,
    ) -> Result<Option<usize>, WrongRow> {
        match self.row(&mut Scan::new(bytes), row) {
            Ok(length) => Ok(Some(length)),
            Err(Stop::CutOff) => Ok(None),
            Err(Stop::Wrong(reason)) => Err(WrongRow(reason)),
        }
    }

    fn row(&mut self, scan: &mut Scan<'_>, row: &mut R::Row) -> Result<usize, Stop> {
        scan.expect(b'{')?;
        if scan.next_is(b'}')? {
            return Ok(scan.at());
        }
        const { assert!(R::Column::ALL.len() <= u64::BITS as usize) };
        let mut seen: u64 = 0;
        let mut place = 0;
        loop {
            let column = match self.predicted(scan, place) {
                None if place > 0 && scan.next_is(b'}')? => return Ok(scan.at()),
                None => self.key(scan, place, row)?,
                column => column,
            };
            if let Some(column) = column {
                let bit = 1 << column.index();
                if seen & bit != 0 {
                    return Err(twice(column.name()));
                }
                seen |= bit;
                self.value(scan, column, row)?;
            }
            place += 1;
        }
    }

    /// The column that the row before had in this place, if its name is next; it is taken
    /// with the comma before it then.
    #[inline]
    fn predicted(&self, scan: &mut Scan<'_>, place: usize) -> Option<R::Column> {
        let column = (*self.expected.get(place)?)?;
        let key = self.keys.get(column.index())?;
        let key = key.get(usize::from(place == 0)..)?;
        scan.take(key).then_some(column)
    }

    /// Reads a column's name, whatever it is and however it is written; none after a
    /// column that this version does not know, whose value is then read as well.
    fn key(
        &mut self,
        scan: &mut Scan<'_>,
        place: usize,
        row: &mut R::Row,
    ) -> Result<Option<R::Column>, Stop> {
        if place > 0 {
            scan.expect(b',')?;
        }
        let name = scan.text()?;
        scan.expect(b':')?;
        let column = R::Column::named(&name);
        if self.expected.len() <= place {
            self.expected.resize(place + 1, None);
        }
        if let Some(expected) = self.expected.get_mut(place) {
            *expected = column;
        }
        if column.is_none() {
            let value = scan.anything()?;
            if row.extra_mut().insert(name.to_string(), value).is_some() {
                return Err(twice(&name));
            }
        }
        Ok(column)
    }

    fn value(
        &mut self,
        scan: &mut Scan<'_>,
        column: R::Column,
        row: &mut R::Row,
    ) -> Result<(), Stop> {
        let Some(last) = self.last.get_mut(column.index()) else {
            return Err(Stop::wrong("a column out of range"));
        };
        let read = match scan.peek()? {
            b'"' if scan.take_text(last) => row.read(column, Token::Same, last),
            b'"' => match scan.text()? {
                Cow::Borrowed(text) => row.read(column, Token::Text(text), last),
                Cow::Owned(text) => {
                    let read = row.read(column, Token::Text(&text), last);
                    // What was escaped must not be looked for as it is.
                    *last = Text::default();
                    read
                }
            },
            b'-' | b'0'..=b'9' => {
                let mut number = Number::default();
                scan.number(&mut number)?;
                row.read(column, Token::Number(&number), last)
            }
            b'n' if scan.take(b"null") => row.read(column, Token::Null, last),
            // A part of `null`, or a kind of value that no column has.
            _ => scan.anything().map(|_| Err(Mismatch))?,
        };
        read.map_err(|Mismatch| Stop::wrong(format!("the value of {column} is of another kind")))
    }
}

fn key(name: &str) -> Box<[u8]> {
    format!(",\"{name}\":").into_bytes().into()
}

#[cold]
fn twice(column: &str) -> Stop {
    Stop::wrong(format!("the column {column} comes twice"))
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::super::{Cell, ReportRow, TargetingColumn, TargetingReport, TargetingRow, Unit};
    use super::*;

    /// Chance with a fixed seed, below a limit.
    fn chance(state: &mut u64, limit: usize) -> usize {
        *state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (*state >> 33) as usize % limit
    }

    fn value(unit: Unit, state: &mut u64) -> Value {
        let number = chance(state, 1000);
        if chance(state, 7) == 0 {
            return Value::Null;
        }
        match unit {
            Unit::Count => json!(number),
            Unit::Id => json!(9_007_199_254_740_993_u64 + number as u64),
            Unit::UsDollars | Unit::Ratio => json!(number as f64 / 8.0),
            Unit::Day => json!(format!("2030-05-{:02}", number % 28 + 1)),
            _ => json!(["same", "", "a \"b\"\n\\", "\u{1f45f} Schuh", "BROAD"][number % 5]),
        }
    }

    /// A row with some columns in any order, and how it may be written.
    fn written(state: &mut u64) -> (Map<String, Value>, String) {
        let mut row = Map::new();
        let mut text = String::from("{");
        let blanks = ["", "", "", " ", "\n\t "];
        for _ in 0..chance(state, 12) {
            let place = chance(state, TargetingColumn::ALL.len() + 1);
            let (name, value) = match TargetingColumn::ALL.get(place) {
                Some(column) => (column.name(), value(column.info().unit(), state)),
                None => ("newColumn", json!({"a": [1, "}"]})),
            };
            if row.contains_key(name) {
                continue;
            }
            let mut blank = || blanks[chance(state, blanks.len())];
            let comma = if row.is_empty() { "" } else { "," };
            let [a, b, c, d] = [blank(), blank(), blank(), blank()];
            text += &format!("{a}{comma}{b}\"{name}\"{c}:{d}{value}");
            row.insert(name.to_owned(), value);
        }
        text.push('}');
        (row, text)
    }

    fn check(row: &TargetingRow, written: &Map<String, Value>, text: &str) {
        for column in TargetingColumn::ALL {
            let wanted = written.get(column.name()).unwrap_or(&Value::Null);
            let same = match row.get(*column) {
                // Nothing in a text is a text, and no word.
                Cell::Empty => wanted.is_null() || wanted == "",
                Cell::Count(count) => wanted.as_i64() == Some(count),
                Cell::Id(id) => wanted.as_u64() == Some(id),
                Cell::Number(number) => wanted.as_f64() == number.to_string().parse().ok(),
                other => wanted.as_str() == Some(&other.to_string()),
            };
            assert!(same, "{column} is {:?} in {text}", row.get(*column));
        }
        assert_eq!(
            row.extra.get("newColumn"),
            written.get("newColumn"),
            "{text}"
        );
    }

    #[test]
    fn rows_read_the_same_in_any_order_with_any_blanks_and_cut_off_anywhere() {
        let mut state = 3;
        let mut decoder = RowDecoder::<TargetingReport>::new();
        for _ in 0..2000 {
            let (row, text) = written(&mut state);
            // Once more as it is: now its order is known.
            for _ in 0..2 {
                let cut = chance(&mut state, text.len());
                let mut part = TargetingRow::default();
                let read = decoder.read(&text.as_bytes()[..cut], &mut part);
                assert_eq!(read, Ok(None), "{text} cut off after {cut}");
                let mut whole = TargetingRow::default();
                let read = decoder.read(format!("{text},").as_bytes(), &mut whole);
                assert_eq!(read, Ok(Some(text.len())), "{text}");
                check(&whole, &row, &text);
            }
        }
    }

    #[test]
    fn what_is_no_row_is_refused_with_its_reason() {
        let mut decoder = RowDecoder::<TargetingReport>::new();
        for (text, reason) in [
            (r#"{"clicks":1,"clicks":1}"#, "comes twice"),
            (r#"{"new":1,"new":2}"#, "comes twice"),
            (r#"{"clicks":"x"}"#, "of another kind"),
            (r#"{"clicks":1.5}"#, "of another kind"),
            (r#"{"campaignId":-1}"#, "of another kind"),
            (r#"{"date":"2030-02-30"}"#, "of another kind"),
            (r#"{"keyword":true}"#, "of another kind"),
            (r#"{"keyword":["a"]}"#, "of another kind"),
            (r#"{"clicks":01}"#, "JSON does not allow"),
            (r#"{"clicks":1 "cost":2}"#, "where `,` must be"),
            (r#"{"clicks" 1}"#, "where `:` must be"),
            ("{\"keyword\":\"a\nb\"}", "control character"),
        ] {
            // Also when the columns are expected.
            for _ in 0..2 {
                let read = decoder.read(text.as_bytes(), &mut TargetingRow::default());
                let WrongRow(found) = read.unwrap_err();
                assert!(found.contains(reason), "{text}: {found}");
            }
        }
    }
}
