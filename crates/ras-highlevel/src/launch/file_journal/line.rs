//! The lines of a journal file: how they are written, and what is believed of them.
//!
//! `<length><crc><crc of both> <json>\n`, the numbers as eight hexadecimal digits each.
//! The checksum over the length tells a line that was cut short from one that was
//! damaged: only the former may be dropped.

use serde::{Deserialize, Serialize};

use crate::launch::engine::{JournalError, Record};

/// What every journal begins with.
pub(super) const HEADER: &[u8] = b"ras-journal 1\n";
const KIND: &[u8] = b"ras-journal ";
/// Three numbers and a blank.
const PREFIX: usize = 25;
/// JSON has no such byte; after a power cut, blocks that were never written have.
const UNWRITTEN: u8 = 0;
/// Fewer could be a damaged byte.
const FEWEST_UNWRITTEN: usize = 8;

/// Records that were kept together.
#[derive(Serialize, Deserialize)]
struct Line<R> {
    /// Which opening of the journal has written them.
    epoch: u64,
    records: R,
}

/// What a journal file holds.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Contents {
    pub(super) records: Vec<Record>,
    pub(super) epoch: u64,
    /// How much of the file is whole; the rest was cut short.
    pub(super) length: usize,
}

pub(super) fn write(epoch: u64, records: &[Record]) -> Result<Vec<u8>, JournalError> {
    let json = serde_json::to_vec(&Line { epoch, records });
    json.map(framed)
        .map_err(|error| JournalError::Io(error.to_string()))
}

/// A line with its length and checksums before it.
pub(super) fn framed(mut json: Vec<u8>) -> Vec<u8> {
    json.push(b'\n');
    let sums = format!("{:08x}{:08x}", json.len(), crc32fast::hash(&json));
    let mut line = format!("{sums}{:08x} ", crc32fast::hash(sums.as_bytes())).into_bytes();
    line.append(&mut json);
    line
}

/// Reads a whole file.
pub(super) fn read(bytes: &[u8]) -> Result<Contents, JournalError> {
    let mut contents = Contents::default();
    let zeros = bytes.iter().rev().take_while(|byte| **byte == UNWRITTEN);
    let written = bytes.get(..bytes.len() - zeros.count()).unwrap_or_default();
    if HEADER.starts_with(written) && written.len() < HEADER.len() {
        // Nothing, or the beginning of a first write.
        return Ok(contents);
    }
    if !bytes.starts_with(HEADER) {
        return Err(JournalError::Foreign(foreign(bytes)));
    }
    contents.length = HEADER.len();
    while let Some(line) = next(bytes, contents.length)? {
        let damaged = |why: &str| damaged(contents.length, why);
        let json = line.get(PREFIX..).unwrap_or_default();
        let read: Line<Vec<Record>> = serde_json::from_slice(json).map_err(|error| {
            // The checksum is right: a newer version has written it.
            JournalError::Foreign(format!("at byte {}: {error}", contents.length))
        })?;
        if read.epoch < contents.epoch {
            return Err(damaged("two processes have written at the same time"));
        }
        contents.epoch = read.epoch;
        contents.records.extend(read.records);
        contents.length += line.len();
    }
    Ok(contents)
}

/// The line at a place; none at the end, or where a line was cut short.
fn next(bytes: &[u8], start: usize) -> Result<Option<&[u8]>, JournalError> {
    let rest = bytes.get(start..).unwrap_or_default();
    let Some(prefix) = rest.get(..PREFIX) else {
        return Ok(None);
    };
    let number = |at: usize| {
        let digits = std::str::from_utf8(prefix.get(at..at + 8)?).ok()?;
        let plain = digits
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit() && !byte.is_ascii_uppercase());
        plain.then(|| u32::from_str_radix(digits, 16).ok())?
    };
    let (length, sum, prefix_sum) = match (number(0), number(8), number(16), prefix.last()) {
        (Some(length), Some(sum), Some(prefix_sum), Some(b' ')) => (length, sum, prefix_sum),
        _ => return unwritten_or(rest, PREFIX, start, "a line begins wrongly"),
    };
    if crc32fast::hash(prefix.get(..16).unwrap_or_default()) != prefix_sum {
        return unwritten_or(rest, PREFIX, start, "the length of a line is wrong");
    }
    let Some(line) = rest.get(..PREFIX + length as usize) else {
        return Ok(None);
    };
    if crc32fast::hash(line.get(PREFIX..).unwrap_or_default()) != sum {
        return unwritten_or(rest, line.len(), start, "a line does not have its checksum");
    }
    Ok(Some(line))
}

/// Nothing, when from within the line to the end of the file nothing was ever written.
fn unwritten_or<'a>(
    rest: &[u8],
    line: usize,
    start: usize,
    why: &str,
) -> Result<Option<&'a [u8]>, JournalError> {
    let zeros = rest.iter().rev().take_while(|byte| **byte == UNWRITTEN);
    let zeros = zeros.count();
    match zeros >= FEWEST_UNWRITTEN && rest.len() - zeros < line {
        true => Ok(None),
        false => Err(damaged(start, why)),
    }
}

fn damaged(start: usize, why: &str) -> JournalError {
    JournalError::Damaged(format!("at byte {start}: {why}"))
}

fn foreign(bytes: &[u8]) -> String {
    match bytes.strip_prefix(KIND) {
        Some(version) => {
            let version = version.iter().take_while(|byte| **byte != b'\n').copied();
            let version: Vec<u8> = version.take(20).collect();
            format!(
                "its version is `{}`",
                String::from_utf8_lossy(&version).escape_debug()
            )
        }
        None => "it does not begin with `ras-journal`".to_owned(),
    }
}
