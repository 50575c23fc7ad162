//! Reads JSON piece by piece, and knows a piece that is cut off from one that is wrong.

use std::borrow::Cow;

use serde_json::Value;

use super::number::{NoNumber, Number};
use crate::reports::Text;

/// Why reading cannot go on.
#[derive(Debug)]
pub(super) enum Stop {
    /// The bytes end here: with more of them it may go on.
    CutOff,
    /// No more bytes will help.
    Wrong(String),
}

impl Stop {
    #[cold]
    pub(super) fn wrong(reason: impl Into<String>) -> Self {
        Self::Wrong(reason.into())
    }
}

impl From<NoNumber> for Stop {
    #[cold]
    fn from(why: NoNumber) -> Self {
        match why {
            NoNumber::CutOff => Self::CutOff,
            NoNumber::Wrong => Self::wrong("a number that JSON does not allow"),
        }
    }
}

/// A place in bytes.
#[derive(Debug)]
pub(super) struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Scan<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    #[inline]
    pub(super) fn blanks(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.bytes.get(self.at) {
            self.at += 1;
        }
    }

    /// The next byte that is no blank; it stays.
    #[inline]
    pub(super) fn peek(&mut self) -> Result<u8, Stop> {
        self.blanks();
        self.bytes.get(self.at).copied().ok_or(Stop::CutOff)
    }

    /// Whether this byte is next, and takes it then.
    #[inline]
    pub(super) fn next_is(&mut self, byte: u8) -> Result<bool, Stop> {
        let is = self.peek()? == byte;
        self.at += usize::from(is);
        Ok(is)
    }

    #[inline]
    pub(super) fn expect(&mut self, byte: u8) -> Result<(), Stop> {
        match self.next_is(byte)? {
            true => Ok(()),
            false => Err(self.unexpected(byte)),
        }
    }

    #[cold]
    fn unexpected(&self, wanted: u8) -> Stop {
        let found = self.rest().first().copied().unwrap_or_default();
        Stop::wrong(format!(
            "`{}` where `{}` must be",
            char::from(found).escape_default(),
            char::from(wanted)
        ))
    }

    /// Whether these bytes are next, and takes them then.
    #[inline]
    pub(super) fn take(&mut self, wanted: &[u8]) -> bool {
        let is = self.rest().starts_with(wanted);
        if is {
            self.at += wanted.len();
        }
        is
    }

    /// Whether a text without escapes is next, and takes it then.
    #[inline]
    pub(super) fn take_text(&mut self, text: &Text) -> bool {
        let inner = self.rest().get(1..).unwrap_or_default();
        let is = inner.starts_with(text.as_bytes()) && inner.get(text.len()) == Some(&b'"');
        if is {
            self.at += text.len() + 2;
        }
        is
    }

    /// A text: borrowed when nothing in it is escaped.
    pub(super) fn text(&mut self) -> Result<Cow<'a, str>, Stop> {
        self.expect(b'"')?;
        let inner = self.rest();
        let special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..=0x1f);
        let end = inner.iter().position(special).ok_or(Stop::CutOff)?;
        match inner.get(end) {
            Some(b'"') => {
                self.at += end + 1;
                let text = inner.get(..end).unwrap_or_default();
                let text = std::str::from_utf8(text).map_err(|_| Stop::wrong("not UTF-8"))?;
                Ok(Cow::Borrowed(text))
            }
            Some(b'\\') => self.escaped_text().map(Cow::Owned),
            _ => Err(Stop::wrong("a control character in a text")),
        }
    }

    /// A text with escapes, whose opening quote is behind us.
    fn escaped_text(&mut self) -> Result<String, Stop> {
        self.at -= 1;
        let mut values = serde_json::Deserializer::from_slice(self.rest()).into_iter::<String>();
        let text = values.next().ok_or(Stop::CutOff)?.map_err(general)?;
        self.at += values.byte_offset();
        Ok(text)
    }

    /// Reads a number in place.
    #[inline]
    pub(super) fn number(&mut self, number: &mut Number<'a>) -> Result<(), NoNumber> {
        self.at += number.read(self.rest())?;
        Ok(())
    }

    /// Any value, by the general decoder.
    pub(super) fn anything(&mut self) -> Result<Value, Stop> {
        let mut values = serde_json::Deserializer::from_slice(self.rest()).into_iter::<Value>();
        let value = values.next().ok_or(Stop::CutOff)?.map_err(general)?;
        self.at += values.byte_offset();
        Ok(value)
    }
}

#[cold]
fn general(error: serde_json::Error) -> Stop {
    match error.is_eof() {
        true => Stop::CutOff,
        false => Stop::wrong(error.to_string()),
    }
}
