//! The page at which an advertiser lets an application in.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use http::header::LOCATION;
use http::{HeaderValue, StatusCode};

use crate::app::App;

/// Consents at once and sends the browser back with a code.
///
/// Only this machine and `https` are sent to: a browser must not be led elsewhere in the
/// clear.
pub(super) async fn consent(
    State(app): State<Arc<App>>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let field = |name: &str| query.get(name).map_or("", String::as_str);
    let wrong = |text: &'static str| (StatusCode::BAD_REQUEST, text).into_response();
    if field("client_id") != app.seed.credentials.client_id {
        return wrong("unknown client_id");
    }
    if field("response_type") != "code" {
        return wrong("response_type must be code");
    }
    let target = field("redirect_uri");
    let local = [
        "http://localhost",
        "http://127.0.0.1",
        "http://[::1]",
        "https://",
    ];
    if !local.iter().any(|start| target.starts_with(start)) {
        return wrong("redirect_uri must be https or of this machine");
    }
    let code = app.tokens.consent(target, app.clock.now());
    let mark = if target.contains('?') { '&' } else { '?' };
    let state = escaped(field("state"));
    let scope = escaped(field("scope"));
    let location = format!("{target}{mark}code={code}&scope={scope}&state={state}");
    match HeaderValue::try_from(location) {
        Ok(location) => (StatusCode::FOUND, [(LOCATION, location)]).into_response(),
        Err(_) => wrong("redirect_uri cannot stand in a header"),
    }
}

/// A text as it may stand in a query.
fn escaped(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}
