//! Where in a list of products a page is: by its number, and by a cursor where there is one.

use std::fmt;

use ras_core::products::types::ProductMetadataRequest;

use super::filter::refused;
use crate::Error;

/// `(pageIndex + 1) * pageSize` is refused beyond this (contract).
const LAST_PRODUCT: i32 = 10_000;

/// The place of one page.
///
/// Number and cursor go out together: a service that pages by cursors ignores the
/// number, and one that pages by numbers ignores the cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    index: i32,
    cursor: Option<String>,
}

impl Place {
    /// Reads what `Display` wrote; the first page without.
    pub(super) fn read(token: Option<&str>) -> Result<Self, Error> {
        let Some(token) = token else {
            return Ok(Self::default());
        };
        let (index, cursor) = token.split_once(' ').unwrap_or((token, ""));
        let index = index.parse().ok().filter(|index| *index >= 0);
        let index = index.ok_or_else(|| refused("the page token is none of a list of products"))?;
        Ok(Self {
            index,
            cursor: Some(cursor.to_owned()).filter(|cursor| !cursor.is_empty()),
        })
    }

    /// Refuses a page that the service would refuse; only its number can lie beyond.
    pub(super) fn check(&self, size: i32) -> Result<(), Error> {
        if self.cursor.is_some() || self.index <= last_index(size) {
            return Ok(());
        }
        let reached = (last_index(size) + 1) * size;
        Err(refused(format!(
            "the first {reached} products were listed and there may be more: the service lists \
             {LAST_PRODUCT} at most, so narrow the list by a text or look offers up by their ids"
        )))
    }

    pub(super) fn put_into(&self, mut request: ProductMetadataRequest) -> ProductMetadataRequest {
        request.page_index = self.index.min(last_index(request.page_size));
        request.cursor_token.clone_from(&self.cursor);
        request
    }

    /// The place after this one, whose page had `count` products and gave `cursor`.
    pub(super) fn after(
        &self,
        count: usize,
        size: i32,
        cursor: Option<&str>,
    ) -> Result<Option<Self>, Error> {
        // An empty cursor says that nothing follows, where cursors are used.
        let cursor = cursor.filter(|cursor| !cursor.is_empty());
        if cursor.is_some() && cursor == self.cursor.as_deref() {
            return Err(Error::repeated_token());
        }
        let next = Self {
            index: self.index.saturating_add(1),
            cursor: cursor.map(str::to_owned),
        };
        let ended = match (cursor, &self.cursor) {
            (Some(_), _) => false,
            (None, Some(_)) => true,
            // A page can be short because of what was left out of it. Only an empty one is
            // the end, as far as one can look.
            (None, None) if next.check(size).is_err() => usize::try_from(size) != Ok(count),
            (None, None) => count == 0,
        };
        Ok((!ended).then_some(next))
    }
}

/// The last page that the service has.
fn last_index(size: i32) -> i32 {
    LAST_PRODUCT / size.max(1) - 1
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.index)?;
        match &self.cursor {
            Some(cursor) => write!(f, " {cursor}"),
            None => Ok(()),
        }
    }
}
