//! Refusals of a whole request.

use axum::response::{IntoResponse, Response};
use http::StatusCode;
use ras_core::ras::types::{
    ErrorCause, ErrorDetail, MalformedValueErrorReason, ValueLimitErrorReason,
};
use serde_json::json;

use super::json_response;
use crate::item_error;

/// A refusal of the whole request.
#[derive(Debug)]
pub(crate) struct Refusal {
    status: StatusCode,
    code: String,
    text: String,
    text_member: &'static str,
    /// What exactly is wrong, for operations that say so.
    error: Option<Box<ErrorDetail>>,
}

impl Refusal {
    fn new(status: StatusCode, code: &str, text: impl Into<String>) -> Self {
        Self {
            status,
            code: code.to_owned(),
            text: text.into(),
            text_member: "message",
            error: None,
        }
    }

    /// The caller is nobody we know.
    pub(crate) fn unauthorized(text: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "UNAUTHORIZED", text)
    }

    /// The caller may not do this.
    pub(crate) fn forbidden(text: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "ACCESS_DENIED", text)
    }

    /// The caller asks too often.
    pub(crate) fn throttled() -> Self {
        let text = "Too many requests";
        Self::new(StatusCode::TOO_MANY_REQUESTS, "THROTTLED", text)
    }

    /// The body is not what the operation takes.
    pub(crate) fn invalid(text: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "INVALID_ARGUMENT", text)
    }

    /// One member of the body breaks the contract.
    pub(crate) fn violation(member: &str, constraint: impl AsRef<str>) -> Self {
        Self::invalid(format!(
            "1 validation error detected: Value at '{member}' failed to satisfy constraint: {}",
            constraint.as_ref()
        ))
    }

    /// A member has no value, or one that is not of its form.
    pub(crate) fn malformed(member: &str, constraint: &str) -> Self {
        let cause = ErrorCause::new(format!("$.{member}"));
        let error = if constraint.starts_with("missing field") {
            item_error::missing(constraint, cause)
        } else {
            let reason = MalformedValueErrorReason::PatternNotMatched;
            item_error::malformed(reason, constraint, cause, None)
        };
        Self::violation(member, constraint).because(error)
    }

    /// A list holds too many values.
    pub(crate) fn too_many(member: &str, most: usize) -> Self {
        let constraint = format!("Member must have length less than or equal to {most}");
        let limits = ("0".to_owned(), most.to_string());
        let cause = ErrorCause::new(format!("$.{member}"));
        let reason = ValueLimitErrorReason::TooHigh;
        let error = item_error::range(reason, &constraint, cause, limits);
        Self::violation(member, constraint).because(error)
    }

    /// A number lies outside its bounds.
    pub(crate) fn out_of_range(member: &str, least: i32, most: i32, given: i32) -> Self {
        let constraint = format!("Member must be between {least} and {most}, but it is {given}");
        let reason = if given < least {
            ValueLimitErrorReason::TooLow
        } else {
            ValueLimitErrorReason::TooHigh
        };
        let limits = (least.to_string(), most.to_string());
        let cause = ErrorCause::new(format!("$.{member}")).with_trigger(given.to_string());
        let error = item_error::range(reason, &constraint, cause, limits);
        Self::violation(member, constraint).because(error)
    }

    /// A list of words holds one that the contract does not know.
    pub(crate) fn unknown_value(member: &str, values: &[&str], known: &[&str]) -> Self {
        let (given, allowed) = (values.join(", "), known.join(", "));
        let constraint = format!("Member must satisfy enum value set: [{allowed}]");
        let cause = ErrorCause::new(format!("$.{member}")).with_trigger(given.as_str());
        let reason = ValueLimitErrorReason::InvalidEnumValue;
        let error = item_error::not_allowed(reason, &constraint, cause, known);
        Self::invalid(format!(
            "1 validation error detected: Value '[{given}]' at '{member}' failed to satisfy \
             constraint: {constraint}"
        ))
        .because(error)
    }

    /// The body has a media type that the operation does not take.
    pub(crate) fn unsupported_media_type(wanted: &str) -> Self {
        let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
        let text = format!("Content-Type must be {wanted}");
        Self::new(status, "UNSUPPORTED_MEDIA_TYPE", text)
    }

    /// The body is larger than the sandbox takes.
    pub(crate) fn too_large() -> Self {
        let text = "The body could not be read or is too large";
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "PAYLOAD_TOO_LARGE", text)
    }

    /// The path leads nowhere.
    pub(crate) fn not_found(text: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "NOT_FOUND", text)
    }

    /// The path knows other methods only.
    pub(super) fn method_not_allowed() -> Self {
        let text = "The path knows other methods only";
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED", text)
    }

    /// A report cannot be made as it is asked for.
    pub(crate) fn report(text: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "400", text).for_path("/reporting/")
    }

    /// A report is understood, but not to be had.
    pub(crate) fn unprocessable(text: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "422", text).for_path("/reporting/")
    }

    /// The same report is under way.
    pub(crate) fn duplicate_report(id: &str) -> Self {
        // The blank before the colon is Amazon's; clients cut the id out of this text.
        let text = format!("The Request is a duplicate of : {id}");
        Self::new(StatusCode::TOO_EARLY, "425", text).for_path("/reporting/")
    }

    fn because(mut self, error: ErrorDetail) -> Self {
        self.error = Some(Box::new(error));
        self
    }

    /// Spells the refusal as the document that owns `path` does.
    pub(crate) fn for_path(mut self, path: &str) -> Self {
        if path.starts_with("/ras/") {
            self.text_member = "message";
        } else if path.starts_with("/reporting/") {
            self.text_member = "detail";
            // Reports know numbers only, written as text.
            self.code = self.status.as_u16().to_string();
        } else {
            self.text_member = "details";
        }
        if self.text_member != "message" || path.starts_with("/ras/v1/retailers") {
            self.error = None;
        }
        self
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut body = json!({"code": self.code, self.text_member: self.text});
        if let Some(error) = self.error {
            body["errors"] = json!([error]);
        }
        json_response(self.status, &body)
    }
}
