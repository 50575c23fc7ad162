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
        while batch.len() < BATCH {
            if !self.step(batch)? && self.unpacker.fill()? == Filled::Hungry {
                return Ok(Needs::Packed);
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

    /// Reads a row or what is between two; false when there is too little in hand.
    fn step(&mut self, batch: &mut Vec<R::Row>) -> Result<bool, Broken> {
        let unread = self.unpacker.unread();
        let blank = |byte: &&u8| matches!(byte, b' ' | b'\n' | b'\r' | b'\t');
        let blanks = unread.iter().take_while(blank).count();
        let rest = unread.get(blanks..).unwrap_or_default();
        let (place, length) = match (self.place, rest.first()) {
            (place, None) => (place, 0),
            (Place::Opening, Some(b'[')) => (Place::FirstRow, 1),
            (Place::Separator, Some(b',')) => (Place::Row, 1),
            (Place::FirstRow | Place::Separator, Some(b']')) => (Place::End, 1),
            (Place::FirstRow | Place::Row, Some(b'{')) => {
                match row(&mut self.decoder, rest, batch)? {
                    None => return Ok(false),
                    Some(length) => {
                        self.rows += 1;
                        (Place::Separator, length)
                    }
                }
            }
            (place, Some(byte)) => return Err(unexpected(place, *byte)),
        };
        self.place = place;
        self.unpacker.consume(blanks + length);
        Ok(length > 0)
    }
}

/// Reads a row to the end of the batch and returns its length; none when it is cut off.
fn row<R: ReportType>(
    decoder: &mut RowDecoder<R>,
    bytes: &[u8],
    batch: &mut Vec<R::Row>,
) -> Result<Option<usize>, Broken> {
    // Read in place: a row has a thousand bytes, which are not worth moving.
    batch.push(R::Row::default());
    let read = match batch.last_mut() {
        Some(row) => decoder.read(bytes, row),
        None => Ok(None),
    };
    if !matches!(read, Ok(Some(_))) {
        batch.pop();
    }
    read.map_err(|WrongRow(reason)| Broken::new(reason))
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
