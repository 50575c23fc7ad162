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

#[cfg(test)]
mod tests {
    use super::*;

    fn place(index: i32, cursor: Option<&str>) -> Place {
        let cursor = cursor.map(str::to_owned);
        Place { index, cursor }
    }

    #[test]
    fn a_place_survives_being_written_down() {
        for it in [place(0, None), place(7, None), place(2, Some("a b:c"))] {
            assert_eq!(Place::read(Some(&it.to_string())).unwrap(), it);
        }
        assert_eq!(Place::read(None).unwrap(), place(0, None));
        for wrong in ["", "x", "-1", " x"] {
            assert!(Place::read(Some(wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_list_ends_with_an_empty_page_or_an_empty_cursor() {
        let next = |from: Place, count, cursor| from.after(count, 300, cursor).unwrap();
        let (first, later) = (place(0, None), place(3, Some("a")));
        assert_eq!(next(first.clone(), 300, None), Some(place(1, None)));
        assert_eq!(
            next(first.clone(), 1, None),
            Some(place(1, None)),
            "a short page"
        );
        assert_eq!(next(first.clone(), 0, None), None);
        assert_eq!(next(first.clone(), 5, Some("")), Some(place(1, None)));
        assert_eq!(next(first, 0, Some("a")), Some(place(1, Some("a"))));
        assert_eq!(next(later.clone(), 300, None), None);
        assert_eq!(next(later.clone(), 300, Some("")), None);
        assert_eq!(next(later.clone(), 0, Some("b")), Some(place(4, Some("b"))));
        assert!(later.after(300, 300, Some("a")).is_err(), "it stands still");
    }

    #[test]
    fn the_last_page_is_the_one_that_the_service_still_has() {
        for (size, last) in [(250, 39), (300, 32), (1, 9_999), (3, 3_332)] {
            assert!(place(last, None).check(size).is_ok(), "{size}");
            assert!(place(last + 1, None).check(size).is_err(), "{size}");
            assert!(place(last + 1, Some("a")).check(size).is_ok(), "{size}");
            let full = place(last, None).after(size.unsigned_abs() as usize, size, None);
            assert_eq!(full.unwrap(), Some(place(last + 1, None)));
            let short = place(last, None).after(size.unsigned_abs() as usize - 1, size, None);
            assert_eq!(short.unwrap(), None);
        }
    }
}
