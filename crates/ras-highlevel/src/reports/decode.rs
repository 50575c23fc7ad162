//! From bytes of a JSON array to typed rows, one row at a time.
//!
//! A decoder of its own because rows are flat and their columns known: it expects the
//! columns in the order of the row before and reads each value into its field, which
//! takes half the time of a general one (`ARCHITECTURE.md` has figures). Everything
//! unexpected goes the general way, through `serde_json`.

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
    /// The name of each column with its quotes and colon: `"clicks":`.
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
            if let Some(column) = self.key(scan, place, row)? {
                let bit = 1 << column.index();
                if seen & bit != 0 {
                    return Err(twice(column.name()));
                }
                seen |= bit;
                self.value(scan, column, row)?;
            }
            if scan.next_is(b'}')? {
                return Ok(scan.at());
            }
            scan.expect(b',')?;
            place += 1;
        }
    }

    /// Reads a column's name; none after a column that this version does not know,
    /// whose value is then read as well.
    fn key(
        &mut self,
        scan: &mut Scan<'_>,
        place: usize,
        row: &mut R::Row,
    ) -> Result<Option<R::Column>, Stop> {
        scan.blanks();
        if let Some(Some(expected)) = self.expected.get(place)
            && let Some(key) = self.keys.get(expected.index())
            && scan.take(key)
        {
            return Ok(Some(*expected));
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
    format!("\"{name}\":").into_bytes().into()
}

#[cold]
fn twice(column: &str) -> Stop {
    Stop::wrong(format!("the column {column} comes twice"))
}
