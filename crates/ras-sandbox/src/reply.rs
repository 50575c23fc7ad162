//! Answers as Amazon shapes them.

use axum::response::{IntoResponse, Response};
use http::header::{ALLOW, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use ras_core::ras::types::ErrorDetail;
use serde::Serialize;
use serde_json::{Map, Value, json};

const PREFER: HeaderName = HeaderName::from_static("prefer");
const PREFERENCE_APPLIED: HeaderName = HeaderName::from_static("preference-applied");
const RETURN_REPRESENTATION: &str = "return=representation";

/// A refusal of the whole request.
#[derive(Debug)]
pub(crate) struct Refusal {
    status: StatusCode,
    code: &'static str,
    text: String,
    text_member: &'static str,
}

impl Refusal {
    fn new(status: StatusCode, code: &'static str, text: impl Into<String>) -> Self {
        Self {
            status,
            code,
            text: text.into(),
            text_member: "message",
        }
    }

    /// The caller is nobody we know.
    pub(crate) fn unauthorized(text: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "UNAUTHORIZED", text)
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

    /// The body has a media type that the operation does not take.
    pub(crate) fn unsupported_media_type(wanted: &str) -> Self {
        let text = format!("Content-Type must be {wanted}");
        Self::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "UNSUPPORTED_MEDIA_TYPE",
            text,
        )
    }

    /// The body is larger than the sandbox takes.
    pub(crate) fn too_large() -> Self {
        Self::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "PAYLOAD_TOO_LARGE",
            "The body could not be read or is too large",
        )
    }

    /// The path or the method leads nowhere.
    pub(crate) fn not_found(text: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "NOT_FOUND", text)
    }

    /// Spells the text as the document that owns `path` does.
    pub(crate) fn for_path(mut self, path: &str) -> Self {
        if !path.starts_with("/ras/") {
            self.text_member = "details";
        }
        self
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let body = json!({"code": self.code, self.text_member: self.text});
        json_response(self.status, &body)
    }
}

/// An answer with a JSON body.
pub(crate) fn json_response(status: StatusCode, body: &impl Serialize) -> Response {
    typed_response(status, "application/json", body)
}

/// An answer with a JSON body of a media type of its own.
pub(crate) fn typed_response(
    status: StatusCode,
    media_type: &'static str,
    body: &impl Serialize,
) -> Response {
    match serde_json::to_vec(body) {
        Ok(body) => (status, [(CONTENT_TYPE, media_type)], body).into_response(),
        // Only an amount beyond a double could get here, and no rule lets one in.
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

/// The answer to a method that the path does not know.
pub(crate) async fn method_not_allowed() -> Response {
    let refusal = Refusal::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "METHOD_NOT_ALLOWED",
        "The path knows other methods only",
    );
    ([(ALLOW, HeaderValue::from_static("POST, PUT"))], refusal).into_response()
}

/// Whether the caller wants whole entities back (RFC 7240).
pub(crate) fn prefers_representation(headers: &HeaderMap) -> bool {
    headers
        .get_all(PREFER)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .filter_map(|preference| preference.split(';').next())
        .any(|preference| {
            let bare: String = preference
                .chars()
                .filter(|c| !c.is_whitespace() && *c != '"')
                .collect();
            bare.eq_ignore_ascii_case(RETURN_REPRESENTATION)
        })
}

/// The outcomes of a bulk write, in the order of the items.
#[derive(Debug, Default)]
pub(crate) struct Outcomes {
    success: Vec<Value>,
    error: Vec<Value>,
}

impl Outcomes {
    /// Adds an item that was applied.
    pub(crate) fn applied(&mut self, index: usize, members: Map<String, Value>) {
        let mut item = Map::from_iter([("index".to_owned(), json!(index))]);
        item.extend(members);
        self.success.push(Value::Object(item));
    }

    /// Adds an item that was refused.
    pub(crate) fn refused(&mut self, index: usize, errors: &[ErrorDetail]) {
        self.error.push(json!({"index": index, "errors": errors}));
    }

    /// The 207 around the outcomes.
    pub(crate) fn into_response(self, plural: &str, representation: bool) -> Response {
        let body = json!({plural: {"success": self.success, "error": self.error}});
        let mut response = json_response(StatusCode::MULTI_STATUS, &body);
        if representation {
            let applied = HeaderValue::from_static(RETURN_REPRESENTATION);
            response.headers_mut().insert(PREFERENCE_APPLIED, applied);
        }
        response
    }
}
