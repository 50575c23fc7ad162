//! The kinds of item errors, in this crate's words.

use crate::open_enums::open_enum;

open_enum! {
    /// What is wrong with an item of a batch.
    ///
    /// [`ItemError::reason`](crate::ItemError::reason) says more.
    ///
    /// # Source
    ///
    /// The members of the error selectors of the RAS contract.
    ItemErrorKind {
        /// The offer may not be advertised.
        AdEligibility = "adEligibilityError",
        /// A bid is out of range, or above the budget.
        Bidding = "biddingError",
        /// A budget is out of range, or below a bid.
        Budget = "budgetError",
        /// A day is in the past, or the end is before the start.
        Date = "dateError",
        /// An entity with this name or text exists: proof of an earlier create.
        DuplicateValue = "duplicateValueError",
        /// The id does not exist.
        EntityNotFound = "entityNotFoundError",
        /// The entity or what is above it is archived.
        EntityState = "entityStateError",
        /// The service broke: the item may have had its effect.
        InternalServer = "internalServerError",
        /// A text has the wrong length, characters or blanks.
        MalformedValue = "malformedValueError",
        /// A value is missing.
        MissingValue = "missingValueError",
        /// Anything else.
        Other = "otherError",
        /// The campaign or ad group above does not exist.
        ParentEntity = "parentEntityError",
        /// A value is out of range, or none of those allowed.
        Range = "rangeError",
        /// The kind of target does not fit the campaign.
        TargetingClauseSetup = "targetingClauseSetupError",
        /// Too many requests; the item had no effect.
        Throttled = "throttledError",
    }
}

impl ItemErrorKind {
    /// Reads a kind; servers do not agree on its case.
    pub(super) fn read(text: &str) -> Self {
        let known = Self::KNOWN.iter();
        let mut alike = known.filter(|known| known.eq_ignore_ascii_case(text));
        Self::from(alike.next().copied().unwrap_or(text))
    }

    pub(super) fn hint(&self) -> &'static str {
        match self {
            Self::AdEligibility => "choose another offer: this one may not be advertised",
            Self::Bidding => "keep bids between $0.02 and $1000 and below the daily budget",
            Self::Budget => "keep the daily budget between $1 and $1,000,000 and above the bids",
            Self::Date => {
                "start today or later, end after the start; days count in the profile's time zone"
            }
            Self::DuplicateValue => {
                "an entity with this name or text exists: look it up, or choose another"
            }
            Self::EntityNotFound => "the id does not exist in this profile",
            Self::EntityState => "the entity or its parent is archived, which is final",
            Self::MalformedValue => "check length, characters and outer blanks",
            Self::MissingValue => "give the missing value",
            Self::ParentEntity => "the campaign or ad group does not exist in this profile",
            Self::Range => "keep the value within the limits of the message",
            Self::TargetingClauseSetup => {
                "the kind of target does not fit the campaign's targeting"
            }
            Self::Throttled => "send this item again later",
            Self::InternalServer => "the outcome is unknown: list before sending it again",
            Self::Other | Self::Unknown(_) => "read the message",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_known_in_any_case_and_an_unknown_one_survives() {
        assert_eq!(ItemErrorKind::read("RANGEERROR"), ItemErrorKind::Range);
        let new = ItemErrorKind::read("entityQuotaError");
        assert_eq!(new.as_str(), "entityQuotaError");
        assert_eq!(new.hint(), "read the message");
    }
}
