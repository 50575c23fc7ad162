//! Errors of single items, in Amazon's envelope.

use std::fmt::Display;

use ras_core::ras::types::{
    AdEligibilityError, AdEligibilityErrorReason, BiddingError, BiddingErrorReason, BudgetError,
    BudgetErrorReason, DateError, DateErrorReason, DuplicateValueError, DuplicateValueErrorReason,
    EntityNotFoundError, EntityNotFoundErrorReason, EntityStateError, EntityStateErrorReason,
    EntityType, ErrorCause, ErrorDetail, ErrorValue, InternalServerError,
    InternalServerErrorReason, MalformedValueError, MalformedValueErrorReason, MissingValueError,
    MissingValueErrorReason, OtherError, OtherErrorReason, ParentEntityError,
    ParentEntityErrorReason, RangeError, TargetingClauseSetupError,
    TargetingClauseSetupErrorReason, ThrottledError, ThrottledErrorReason, ValueLimitErrorReason,
};

/// Where in the request body an item stands, as a JSON path.
#[derive(Debug)]
pub(crate) struct At {
    base: String,
    has_members: bool,
}

impl At {
    /// An item of a create or update.
    pub(crate) fn item(plural: &str, index: usize) -> Self {
        Self {
            base: format!("$.{plural}[{index}]"),
            has_members: true,
        }
    }

    /// An id of a delete.
    pub(crate) fn listed(filter: &str, index: usize) -> Self {
        Self {
            base: format!("$.{filter}.include[{index}]"),
            has_members: false,
        }
    }

    /// The item itself.
    pub(crate) fn whole(&self) -> ErrorCause {
        ErrorCause::new(self.base.clone())
    }

    /// A member of the item and the value that it has.
    pub(crate) fn cause(&self, member: &str, trigger: impl Display) -> ErrorCause {
        self.place(member).with_trigger(trigger.to_string())
    }

    /// A member of the item.
    pub(crate) fn place(&self, member: &str) -> ErrorCause {
        if self.has_members {
            ErrorCause::new(format!("{}.{member}", self.base))
        } else {
            ErrorCause::new(self.base.clone())
        }
    }
}

/// The lowest and highest value that would have been accepted.
pub(crate) type Limits = (String, String);

macro_rules! with_reason {
    ($name:ident, $error:ident, $reason:ident, $with:ident, $kind:literal) => {
        pub(crate) fn $name(reason: $reason, message: &str, cause: ErrorCause) -> ErrorDetail {
            let error = $error::new(message, reason).with_cause(cause);
            ErrorDetail::new($kind, ErrorValue::new().$with(error))
        }
    };
}

macro_rules! with_limits {
    ($name:ident, $error:ident, $reason:ident, $with:ident, $kind:literal) => {
        pub(crate) fn $name(
            reason: $reason,
            message: &str,
            cause: ErrorCause,
            (lower, upper): Limits,
        ) -> ErrorDetail {
            let error = $error::new(message, reason)
                .with_cause(cause)
                .with_lower_limit(lower)
                .with_upper_limit(upper);
            ErrorDetail::new($kind, ErrorValue::new().$with(error))
        }
    };
}

macro_rules! with_one_reason {
    ($name:ident, $error:ident, $reason:expr, $with:ident, $kind:literal) => {
        pub(crate) fn $name(message: &str, cause: ErrorCause) -> ErrorDetail {
            let error = $error::new(message, $reason).with_cause(cause);
            ErrorDetail::new($kind, ErrorValue::new().$with(error))
        }
    };
}

with_limits!(
    bidding,
    BiddingError,
    BiddingErrorReason,
    with_bidding_error,
    "biddingError"
);
with_limits!(
    budget,
    BudgetError,
    BudgetErrorReason,
    with_budget_error,
    "budgetError"
);
with_limits!(
    range,
    RangeError,
    ValueLimitErrorReason,
    with_range_error,
    "rangeError"
);

with_reason!(
    date,
    DateError,
    DateErrorReason,
    with_date_error,
    "dateError"
);
with_reason!(
    state,
    EntityStateError,
    EntityStateErrorReason,
    with_entity_state_error,
    "entityStateError"
);
with_reason!(
    setup,
    TargetingClauseSetupError,
    TargetingClauseSetupErrorReason,
    with_targeting_clause_setup_error,
    "targetingClauseSetupError"
);

with_one_reason!(
    ineligible,
    AdEligibilityError,
    AdEligibilityErrorReason::AdIneligible,
    with_ad_eligibility_error,
    "adEligibilityError"
);
with_one_reason!(
    duplicate,
    DuplicateValueError,
    DuplicateValueErrorReason::DuplicateValue,
    with_duplicate_value_error,
    "duplicateValueError"
);
with_one_reason!(
    missing,
    MissingValueError,
    MissingValueErrorReason::MissingValue,
    with_missing_value_error,
    "missingValueError"
);
with_one_reason!(
    other,
    OtherError,
    OtherErrorReason::OtherError,
    with_other_error,
    "otherError"
);

/// The entity above the item is not there.
pub(crate) fn no_parent(cause: ErrorCause) -> ErrorDetail {
    let reason = ParentEntityErrorReason::ParentEntityNotFound;
    let error = ParentEntityError::new("Parent entity not found", reason).with_cause(cause);
    let value = ErrorValue::new().with_parent_entity_error(error);
    ErrorDetail::new("parentEntityError", value)
}

/// A text has the wrong form; `fragment` is the part that is wrong.
pub(crate) fn malformed(
    reason: MalformedValueErrorReason,
    message: &str,
    cause: ErrorCause,
    fragment: Option<char>,
) -> ErrorDetail {
    let mut error = MalformedValueError::new(message, reason).with_cause(cause);
    error.fragment = fragment.map(String::from);
    ErrorDetail::new(
        "malformedValueError",
        ErrorValue::new().with_malformed_value_error(error),
    )
}

/// A value is none of those allowed.
pub(crate) fn not_allowed(
    reason: ValueLimitErrorReason,
    message: &str,
    cause: ErrorCause,
    allowed: &[&str],
) -> ErrorDetail {
    let allowed = allowed.iter().map(|&value| value.to_owned()).collect();
    let error = RangeError::new(message, reason)
        .with_cause(cause)
        .with_allowed(allowed);
    ErrorDetail::new("rangeError", ErrorValue::new().with_range_error(error))
}

/// An id leads to nothing; `noun` is what Amazon calls the entity.
pub(crate) fn not_found(
    entity_type: EntityType,
    noun: &str,
    id: &str,
    cause: ErrorCause,
) -> ErrorDetail {
    let message = format!("Could not find {noun} with id: {id}");
    let reason = EntityNotFoundErrorReason::EntityNotFound;
    let error = EntityNotFoundError::new(id, entity_type, message, reason).with_cause(cause);
    ErrorDetail::new(
        "entityNotFoundError",
        ErrorValue::new().with_entity_not_found_error(error),
    )
}

/// Something broke while the item was applied.
pub(crate) fn internal(at: &At) -> ErrorDetail {
    let reason = InternalServerErrorReason::InternalError;
    let error = InternalServerError::new("Internal error", reason).with_cause(at.whole());
    let value = ErrorValue::new().with_internal_server_error(error);
    ErrorDetail::new("internalServerError", value)
}

/// The item met a limit, others of its batch did not.
pub(crate) fn throttled(at: &At) -> ErrorDetail {
    let error = ThrottledError::new("Too many requests", ThrottledErrorReason::Throttled)
        .with_cause(at.whole());
    let value = ErrorValue::new().with_throttled_error(error);
    ErrorDetail::new("throttledError", value)
}

/// An error of a kind that no contract knows yet.
pub(crate) fn unknown() -> ErrorDetail {
    ErrorDetail::new("entityQuotaError", ErrorValue::new())
}
