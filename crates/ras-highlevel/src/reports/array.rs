//! The rows of one packed file: an array of objects, and nothing else.

use bytes::Bytes;

use super::ReportType;
use super::decode::{RowDecoder, WrongRow};
use super::unpack::{Broken, Filled, Unpacker};

/// Rows that are decoded in one go. They stay in the fast memory of the processor.
pub(super) const BATCH: usize = 32;

/// A file that is being read.
#[derive(Debug)]
pub(super) struct RowArray<R: ReportType> {
    unpacker: Unpacker,
    decoder: RowDecoder<R>,
    place: Place,
    rows: u64,
}

/// What comes next in the array.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Opening,
    FirstRow,
    Row,
    Separator,
    End,
}

/// What a step has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// A row was read.
    Row,
    /// What is between two rows was read.
    Between,
    /// There is too little in hand.
    CutOff,
}

/// What is needed to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Needs {
    /// Nothing: there may be more rows in hand.
    Nothing,
    /// More of the packed file, or its end.
    Packed,
}

impl<R: ReportType> RowArray<R> {
    /// A file of at most so many bytes, unpacked.
    pub(super) fn new(limit: u64) -> Self {
        Self {
            unpacker: Unpacker::new(limit),
            decoder: RowDecoder::new(),
            place: Place::Opening,
            rows: 0,
        }
    }

    /// Takes a piece of the packed file, when the last one was used up.
    pub(super) fn push(&mut self, packed: Bytes) {
        self.unpacker.push(packed);
    }

    /// Rows read so far.
    pub(super) fn count(&self) -> u64 {
        self.rows
    }

    /// Adds the next rows to `batch`, which is full with [`BATCH`] of them.
    pub(super) fn read(&mut self, batch: &mut Vec<R::Row>) -> Result<Needs, Broken> {
        let mut count = batch.len();
        // Made where they stay: a row has a thousand bytes, which are not worth moving.
        batch.resize_with(BATCH.max(count), R::Row::default);
        let outcome = self.fill(batch, &mut count);
        batch.truncate(count);
        outcome
    }

    fn fill(&mut self, batch: &mut [R::Row], count: &mut usize) -> Result<Needs, Broken> {
        while let Some(row) = batch.get_mut(*count) {
            match self.step(row)? {
                Step::Row => *count += 1,
                Step::Between => {}
                Step::CutOff => {
                    *row = R::Row::default();
                    if self.unpacker.fill()? == Filled::Hungry {
                        return Ok(Needs::Packed);
                    }
                }
            }
        }
        Ok(Needs::Nothing)
    }

    /// Checks that the file ended where it may, now that there is no more of it.
    pub(super) fn finish(&self) -> Result<(), Broken> {
        self.unpacker.finish()?;
        match self.place {
            Place::End => Ok(()),
            _ => Err(Broken::new("its list of rows is cut off")),
        }
    }

    /// Reads a row or what is between two.
    fn step(&mut self, row: &mut R::Row) -> Result<Step, Broken> {
        let unread = self.unpacker.unread();
        let blank = |byte: &&u8| matches!(byte, b' ' | b'\n' | b'\r' | b'\t');
        let blanks = unread.iter().take_while(blank).count();
        let rest = unread.get(blanks..).unwrap_or_default();
        let (place, length) = match (self.place, rest.first()) {
            (_, None) => {
                self.unpacker.consume(blanks);
                return Ok(Step::CutOff);
            }
            (Place::Opening, Some(b'[')) => (Place::FirstRow, 1),
            (Place::Separator, Some(b',')) => (Place::Row, 1),
            (Place::FirstRow | Place::Separator, Some(b']')) => (Place::End, 1),
            (Place::FirstRow | Place::Row, Some(b'{')) => {
                let read = self.decoder.read(rest, row);
                match read.map_err(|WrongRow(reason)| Broken::new(reason))? {
                    None => return Ok(Step::CutOff),
                    Some(length) => (Place::Separator, length),
                }
            }
            (place, Some(byte)) => return Err(unexpected(place, *byte)),
        };
        let was_row = length > 1;
        self.rows += u64::from(was_row);
        self.place = place;
        self.unpacker.consume(blanks + length);
        Ok(if was_row { Step::Row } else { Step::Between })
    }
}

#[cold]
fn unexpected(place: Place, byte: u8) -> Broken {
    let found = char::from(byte).escape_default();
    Broken::new(match place {
        Place::Opening => format!("it is no list: it begins with `{found}`"),
        Place::FirstRow | Place::Row => format!("`{found}` where a row must be"),
        Place::Separator => format!("`{found}` between two rows"),
        Place::End => format!("`{found}` after the list of rows"),
    })
}
