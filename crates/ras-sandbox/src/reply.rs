//! Answers as Amazon shapes them.

use axum::response::{IntoResponse, Response};
use http::header::{ALLOW, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri};
use ras_core::ras::types::ErrorDetail;
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::faults::Scripted;

mod refusal;

pub(crate) use refusal::Refusal;

const PREFER: HeaderName = HeaderName::from_static("prefer");
const PREFERENCE_APPLIED: HeaderName = HeaderName::from_static("preference-applied");
const RETURN_REPRESENTATION: &str = "return=representation";

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
pub(crate) async fn method_not_allowed(uri: Uri) -> Response {
    let refusal = Refusal::method_not_allowed().for_path(uri.path());
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

    /// Lets a fault spoil the outcomes.
    pub(crate) fn spoil(&mut self, scripted: &Scripted, id: &str) {
        scripted.spoil(&mut self.success, id);
        scripted.spoil(&mut self.error, id);
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
