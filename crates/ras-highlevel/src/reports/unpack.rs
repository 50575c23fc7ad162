//! Unpacks a gzip file into a window that slides over it.

use bytes::{Buf, Bytes};
use flate2::{Decompress, FlushDecompress, Status};

/// Unpacked bytes in hand; a row has some hundreds.
const WINDOW: usize = 128 * 1024;

/// The longest row: names and search terms have some hundreds of characters.
const LONGEST_ROW: usize = 1024 * 1024;

/// The largest window that gzip knows, in bits.
const GZIP_WINDOW: u8 = 15;

/// Why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Broken(pub(super) String);

impl Broken {
    #[cold]
    pub(super) fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}

/// What an attempt to have more in the window came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Filled {
    /// There is more.
    More,
    /// Only with more packed bytes.
    Hungry,
}

/// A file that is being unpacked.
#[derive(Debug)]
pub(super) struct Unpacker {
    inflate: Decompress,
    packed: Bytes,
    state: State,
    window: Vec<u8>,
    start: usize,
    end: usize,
    /// Unpacked so far, and the most there may be.
    size: u64,
    limit: u64,
}

/// Where in the packed file we are; it may have several members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Empty,
    Inside,
    MemberEnded,
}

impl Unpacker {
    pub(super) fn new(limit: u64) -> Self {
        Self {
            inflate: Decompress::new_gzip(GZIP_WINDOW),
            packed: Bytes::new(),
            state: State::Empty,
            window: vec![0; WINDOW],
            start: 0,
            end: 0,
            size: 0,
            limit,
        }
    }

    /// Takes packed bytes; those before must have been used up.
    pub(super) fn push(&mut self, packed: Bytes) {
        debug_assert!(self.packed.is_empty(), "packed bytes would be lost");
        self.packed = packed;
    }

    /// What is in the window.
    pub(super) fn unread(&self) -> &[u8] {
        self.window.get(self.start..self.end).unwrap_or_default()
    }

    /// Takes bytes out of the window.
    pub(super) fn consume(&mut self, count: usize) {
        self.start = (self.start + count).min(self.end);
    }

    /// Unpacks more into the window.
    pub(super) fn fill(&mut self) -> Result<Filled, Broken> {
        self.make_room()?;
        loop {
            if self.packed.is_empty() {
                return Ok(Filled::Hungry);
            }
            if self.state == State::MemberEnded {
                self.inflate.reset(true);
            }
            let first = self.state != State::MemberEnded;
            self.state = State::Inside;
            let room = self.window.get_mut(self.end..).unwrap_or_default();
            let (read, written) = (self.inflate.total_in(), self.inflate.total_out());
            let status = self
                .inflate
                .decompress(&self.packed, room, FlushDecompress::None)
                .map_err(|error| damaged(&error, first))?;
            let read = usize::try_from(self.inflate.total_in() - read).unwrap_or(usize::MAX);
            let written = self.inflate.total_out() - written;
            self.packed.advance(read.min(self.packed.len()));
            self.end += usize::try_from(written).unwrap_or(usize::MAX);
            self.size += written;
            if self.size > self.limit {
                return Err(Broken::new(format!(
                    "it has more than {} bytes, which is the limit",
                    self.limit
                )));
            }
            if status == Status::StreamEnd {
                self.state = State::MemberEnded;
            } else if read == 0 && written == 0 {
                return Err(Broken::new("the packed data does not go on"));
            }
            if written > 0 {
                return Ok(Filled::More);
            }
        }
    }

    /// Checks that the file was whole, now that no packed byte is left.
    pub(super) fn finish(&self) -> Result<(), Broken> {
        match self.state {
            // Length and checksum were compared at the end of the member.
            State::MemberEnded => Ok(()),
            State::Empty => Err(Broken::new("it is empty")),
            State::Inside => Err(Broken::new("it is cut off")),
        }
    }

    /// Unpacks and forgets, for the checksum.
    pub(super) fn check(&mut self, packed: Bytes) -> Result<(), Broken> {
        self.push(packed);
        while self.fill()? == Filled::More {
            self.start = self.end;
        }
        Ok(())
    }

    fn make_room(&mut self) -> Result<(), Broken> {
        if self.start > 0 {
            self.window.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        if self.end < self.window.len() {
            return Ok(());
        }
        if self.window.len() >= LONGEST_ROW {
            return Err(Broken::new(format!(
                "a row is longer than {LONGEST_ROW} bytes"
            )));
        }
        self.window.resize(self.window.len() * 2, 0);
        Ok(())
    }
}

#[cold]
fn damaged(error: &flate2::DecompressError, first: bool) -> Broken {
    let reason = error.message().unwrap_or("the data is damaged");
    Broken::new(match first {
        true => format!("it cannot be unpacked: {reason}"),
        false => "there is something after its end".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn packed(text: &[u8]) -> Vec<u8> {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(text).unwrap();
        packer.finish().unwrap()
    }

    /// Unpacks pieces of a file and takes everything out of the window each time.
    fn unpack(file: &[u8], piece: usize, limit: u64) -> Result<Vec<u8>, Broken> {
        let mut unpacker = Unpacker::new(limit);
        let mut text = Vec::new();
        for piece in file.chunks(piece) {
            unpacker.push(Bytes::copy_from_slice(piece));
            while unpacker.fill()? == Filled::More {
                text.extend_from_slice(unpacker.unread());
                unpacker.consume(usize::MAX / 2);
            }
        }
        unpacker.finish()?;
        Ok(text)
    }

    #[test]
    fn pieces_of_any_size_and_several_members_are_unpacked() {
        let text: Vec<u8> = (0..300_000_u32).flat_map(u32::to_le_bytes).collect();
        let (first, second) = text.split_at(700_001);
        let file = [packed(first), packed(second)].concat();
        for piece in [1, 7, 4096, usize::MAX] {
            assert_eq!(unpack(&file, piece, u64::MAX).unwrap(), text, "{piece}");
        }
    }

    #[test]
    fn what_is_cut_off_damaged_or_too_large_is_an_error() {
        let file = packed(&[b'x'; 100_000]);
        let error = |file: &[u8]| unpack(file, 64, u64::MAX).unwrap_err().0;
        assert_eq!(error(&[]), "it is empty");
        for end in 1..file.len() {
            assert_eq!(error(&file[..end]), "it is cut off", "{end}");
        }
        let mut wrong = file.clone();
        // The checksum is the first half of the last eight bytes.
        wrong[file.len() - 8] ^= 1;
        assert!(
            error(&wrong).contains("incorrect data check"),
            "{}",
            error(&wrong)
        );
        assert_eq!(error(&[&file[..], b"x"].concat()), "it is cut off");
        assert_eq!(
            error(&[&file[..], b"more"].concat()),
            "there is something after its end"
        );
        assert!(
            unpack(&file, 64, 99_999)
                .unwrap_err()
                .0
                .contains("99999 bytes")
        );
        assert!(unpack(&file, 64, 100_000).is_ok());
    }

    #[test]
    fn a_row_that_never_ends_needs_no_more_memory_than_the_longest_one() {
        let file = packed(&vec![b'x'; 2 * LONGEST_ROW]);
        let mut unpacker = Unpacker::new(u64::MAX);
        unpacker.push(file.into());
        let error = loop {
            match unpacker.fill() {
                Ok(filled) => assert_eq!(filled, Filled::More),
                Err(error) => break error,
            }
        };
        assert!(error.0.contains("a row is longer"), "{error:?}");
        assert_eq!(unpacker.window.len(), LONGEST_ROW);
    }
}
