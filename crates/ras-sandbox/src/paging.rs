//! One page of a list.

use std::ops::Range;
use std::time::Duration;

use jiff::Timestamp;

use crate::reply::Refusal;

/// How tokens start; clients must not look inside, so the text is free.
const TOKEN: &str = "sandbox-page-";

/// A part of a list and the way to the next part.
#[derive(Debug)]
pub(crate) struct Page<T> {
    pub(crate) rows: Vec<T>,
    pub(crate) next_token: Option<String>,
    pub(crate) total: i64,
}

/// Bounds of `maxResults` in one operation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PageSize {
    pub(crate) default: i32,
    pub(crate) max: i32,
}

/// The part of a list that is asked for.
///
/// The token holds a position, not a row, so that rows repeat or vanish when the list
/// changes between two pages, as Amazon documents.
#[derive(Debug)]
pub(crate) struct Window<'a> {
    pub(crate) size: PageSize,
    pub(crate) max_results: Option<i32>,
    pub(crate) next_token: Option<&'a str>,
    /// What the list is of: tokens of other lists are refused.
    pub(crate) list: u64,
    pub(crate) lifetime: Duration,
    pub(crate) now: Timestamp,
    /// Rows by which a fault moves the page.
    pub(crate) shift: i32,
}

impl Window<'_> {
    /// Cuts the page out of a list of `total` rows.
    pub(crate) fn cut<T>(
        &self,
        total: usize,
        rows: impl FnOnce(Range<usize>) -> Vec<T>,
    ) -> Result<Page<T>, Refusal> {
        let wanted = self.max_results.unwrap_or(self.size.default);
        if !(1..=self.size.max).contains(&wanted) {
            return Err(Refusal::out_of_range(
                "maxResults",
                1,
                self.size.max,
                wanted,
            ));
        }
        let start = match self.next_token {
            None => 0,
            Some(token) => self.read(token)?,
        };
        let shift = usize::try_from(self.shift.unsigned_abs()).unwrap_or_default();
        let start = if self.shift < 0 {
            start.saturating_sub(shift)
        } else {
            start.saturating_add(shift)
        };
        let start = start.min(total);
        let length = usize::try_from(wanted).unwrap_or(1);
        let end = start.saturating_add(length).min(total);
        Ok(Page {
            rows: rows(start..end),
            next_token: (end < total).then(|| self.token(end)),
            total: i64::try_from(total).unwrap_or(i64::MAX),
        })
    }

    fn token(&self, position: usize) -> String {
        let seconds = self.now.as_second();
        format!("{TOKEN}{position}-{seconds}-{:016x}", self.list)
    }

    fn read(&self, token: &str) -> Result<usize, Refusal> {
        let wrong = || Refusal::malformed("nextToken", "Member must be a token of this list");
        let mut parts = token.strip_prefix(TOKEN).ok_or_else(wrong)?.split('-');
        let mut part = || parts.next().ok_or_else(wrong);
        let position = part()?.parse().map_err(|_| wrong())?;
        let issued: i64 = part()?.parse().map_err(|_| wrong())?;
        if part()? != format!("{:016x}", self.list) {
            return Err(wrong());
        }
        let age = self.now.as_second().saturating_sub(issued);
        if u64::try_from(age).unwrap_or_default() > self.lifetime.as_secs() {
            let text = "Member must be a token that has not expired";
            return Err(Refusal::malformed("nextToken", text));
        }
        Ok(position)
    }
}

/// A number that tells texts apart, the same in every run (FNV-1a).
pub(crate) fn checksum(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
