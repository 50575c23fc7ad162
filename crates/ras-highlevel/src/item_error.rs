//! Why one item of a batch was refused.

use std::fmt;

use ras_core::ras::types::ErrorDetail;
use serde_json::Value;

/// Why one item of a batch was refused, in the service's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemError {
    kind: String,
    reason: Option<String>,
    message: String,
    location: Option<String>,
}

impl ItemError {
    pub(crate) fn from_core(detail: &ErrorDetail) -> Self {
        // All kinds share message, reason and cause; a kind of tomorrow has them too.
        let selector = serde_json::to_value(&detail.error_value).unwrap_or_default();
        let body = member(&selector, &detail.error_type).unwrap_or(&Value::Null);
        let text = |pointer: &str| {
            body.pointer(pointer)
                .and_then(Value::as_str)
                .map(str::to_owned)
        };
        Self {
            kind: detail.error_type.clone(),
            reason: text("/reason"),
            message: text("/message").unwrap_or_else(|| "no message".to_owned()),
            location: text("/cause/location"),
        }
    }

    /// A refusal that came without a reason.
    pub(crate) fn unexplained() -> Self {
        Self {
            kind: "otherError".to_owned(),
            reason: None,
            message: "refused without a reason".to_owned(),
            location: None,
        }
    }

    /// The kind of error, for instance `duplicateValueError`.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// The reason within the kind, for instance `DUPLICATE_VALUE`.
    pub fn reason(&self) -> Option<&str> {
        self.reason.as_deref()
    }

    /// The message of the service.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// JSON path of the offending value in the request, for instance `$.campaigns[0].name`.
    pub fn location(&self) -> Option<&str> {
        self.location.as_deref()
    }

    /// What usually helps.
    pub fn hint(&self) -> &'static str {
        match self.kind.as_str() {
            "adEligibilityError" => "choose another offer: this one may not be advertised",
            "biddingError" => "keep bids between $0.02 and $1000 and below the daily budget",
            "budgetError" => "keep the daily budget between $1 and $1,000,000 and above the bids",
            "dateError" => {
                "start today or later, end after the start; days count in the profile's time zone"
            }
            "duplicateValueError" => {
                "an entity with this name or text exists: look it up, or choose another"
            }
            "entityNotFoundError" => "the id does not exist in this profile",
            "entityStateError" => "the entity or its parent is archived, which is final",
            "malformedValueError" => "check length, characters and outer blanks",
            "missingValueError" => "give the missing value",
            "parentEntityError" => "the campaign or ad group does not exist in this profile",
            "rangeError" => "keep the value within the limits of the message",
            "targetingClauseSetupError" => {
                "the kind of target does not fit the campaign's targeting"
            }
            "throttledError" => "send this item again later",
            "internalServerError" => "the outcome is unknown: list before sending it again",
            _ => "read the message",
        }
    }
}

/// The selector's member for a kind; servers do not agree on its case.
fn member<'a>(selector: &'a Value, kind: &str) -> Option<&'a Value> {
    let members = selector.as_object()?;
    members
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(kind))
        .or_else(|| members.iter().next())
        .map(|(_, body)| body)
}

impl fmt::Display for ItemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.kind)?;
        if let Some(reason) = &self.reason {
            write!(f, " {reason}")?;
        }
        write!(f, ": {}", self.message)?;
        if let Some(location) = &self.location {
            write!(f, " (at {location})")?;
        }
        Ok(())
    }
}
