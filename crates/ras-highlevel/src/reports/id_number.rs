//! Ids as reports write them: numbers, where every other document has texts.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

/// An id of a report, exact to the last digit, which joins with the ids of entities.
///
/// # Example
///
/// ```
/// use ras_highlevel::CampaignId;
/// use ras_highlevel::reports::IdNumber;
///
/// let of_row: IdNumber<CampaignId> = IdNumber::new(9_007_199_254_740_993);
/// let of_campaign = CampaignId::from("9007199254740993");
/// assert!(of_row == of_campaign);
/// assert_eq!(of_row.id(), of_campaign);
/// ```
pub struct IdNumber<I> {
    number: u64,
    of: PhantomData<fn() -> I>,
}

impl<I> IdNumber<I> {
    /// The id with this number.
    pub const fn new(number: u64) -> Self {
        Self {
            number,
            of: PhantomData,
        }
    }

    /// The number.
    pub const fn get(self) -> u64 {
        self.number
    }
}

impl<I: From<String>> IdNumber<I> {
    /// The id as entities have it, to look one up by.
    pub fn id(self) -> I {
        I::from(self.number.to_string())
    }
}

impl<I: AsRef<str>> IdNumber<I> {
    /// The number of an entity's id, to look rows up by; none for an id that is no number.
    pub fn of(id: &I) -> Option<Self> {
        let text = id.as_ref();
        let number: u64 = text.parse().ok()?;
        // `007` and `+7` are other ids, or none.
        (number.to_string() == text).then(|| Self::new(number))
    }
}

impl<I: AsRef<str>> PartialEq<I> for IdNumber<I> {
    fn eq(&self, id: &I) -> bool {
        Self::of(id) == Some(*self)
    }
}

// Derived, these would ask the same of the id's type.
impl<I> Clone for IdNumber<I> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<I> Copy for IdNumber<I> {}

impl<I> PartialEq for IdNumber<I> {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl<I> Eq for IdNumber<I> {}

impl<I> Hash for IdNumber<I> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.number.hash(state);
    }
}

impl<I> PartialOrd for IdNumber<I> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<I> Ord for IdNumber<I> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.number.cmp(&other.number)
    }
}

impl<I> fmt::Display for IdNumber<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.number, f)
    }
}

impl<I> fmt::Debug for IdNumber<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.number, f)
    }
}
