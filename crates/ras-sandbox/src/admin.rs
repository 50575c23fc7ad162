//! The endpoint beside the API: faults, behavior, clock and a page to look at.
//!
//! It is for people and tests on this machine: requests from elsewhere are refused, and so
//! are those that a page of another site could make a browser send.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use bytes::Bytes;
use http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST};
use http::{Method, StatusCode};
use jiff::SignedDuration;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::app::App;
use crate::behavior::Behavior;
use crate::faults::Fault;
use crate::line::Line;
use crate::reply::json_response;

mod overview;

const PAGE: &str = include_str!("admin/page.html");

/// Only what stands in the page itself.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; \
                      script-src 'unsafe-inline'; connect-src 'self'; img-src data:";

/// The paths beside the API.
pub(crate) fn routes() -> Router<Arc<App>> {
    Router::new()
        .route("/", get(page))
        .route("/sandbox/overview", get(overview::show))
        .route(
            "/sandbox/faults",
            get(waiting).post(add_faults).delete(clear_faults),
        )
        .route("/sandbox/behavior", get(behavior).post(change_behavior))
        .route("/sandbox/clock", post(move_clock))
        .route("/sandbox/tokens", axum::routing::delete(revoke))
        .layer(from_fn(local_only))
}

/// Lets in what comes from this machine and was meant to come here.
async fn local_only(
    ConnectInfo(line): ConnectInfo<Line>,
    request: Request,
    next: Next,
) -> Response {
    let headers = request.headers();
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let host = text(HOST).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    // Another name that leads here would let a page of that name read the answers.
    let meant = ["127.0.0.1", "localhost", "[::1]"].contains(&name);
    // A form of another site can send no JSON without asking first.
    let is_json = text(CONTENT_TYPE).is_some_and(|kind| kind.starts_with("application/json"));
    let changes = request.method() == Method::POST;
    if !line.is_local() || !meant || (changes && !is_json) {
        let text = "for this machine only, and JSON only";
        return problem(StatusCode::FORBIDDEN, text);
    }
    next.run(request).await
}

async fn page() -> Response {
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CONTENT_SECURITY_POLICY, POLICY),
    ];
    (headers, PAGE).into_response()
}

async fn waiting(State(app): State<Arc<App>>) -> Response {
    json_response(StatusCode::OK, &app.faults.waiting())
}

/// Adds one fault, or a list of them.
async fn add_faults(State(app): State<Arc<App>>, body: Bytes) -> Response {
    let faults = match read::<Value>(&body) {
        Ok(Value::Array(_)) => read::<Vec<Fault>>(&body),
        _ => read::<Fault>(&body).map(|fault| vec![fault]),
    };
    match faults {
        Ok(faults) => {
            faults.into_iter().for_each(|fault| app.faults.add(fault));
            json_response(StatusCode::OK, &json!({"waiting": app.faults.pending()}))
        }
        Err(text) => problem(StatusCode::BAD_REQUEST, &text),
    }
}

async fn clear_faults(State(app): State<Arc<App>>) -> Response {
    app.faults.clear();
    json_response(StatusCode::OK, &json!({"waiting": 0}))
}

async fn behavior(State(app): State<Arc<App>>) -> Response {
    json_response(StatusCode::OK, &app.behavior())
}

/// Changes the members that the body has, at every depth.
async fn change_behavior(State(app): State<Arc<App>>, body: Bytes) -> Response {
    let changed = app.change_behavior(|behavior| -> Result<Behavior, String> {
        let changes: Value = read(&body)?;
        let mut value = serde_json::to_value(&*behavior).map_err(|error| error.to_string())?;
        merge(&mut value, changes);
        *behavior = serde_json::from_value(value).map_err(|error| error.to_string())?;
        Ok(behavior.clone())
    });
    match changed {
        Ok(behavior) => json_response(StatusCode::OK, &behavior),
        Err(text) => problem(StatusCode::BAD_REQUEST, &text),
    }
}

fn merge(value: &mut Value, changes: Value) {
    match (value, changes) {
        (Value::Object(members), Value::Object(changes)) => {
            for (name, change) in changes {
                merge(members.entry(name).or_insert(Value::Null), change);
            }
        }
        (value, change) => *value = change,
    }
}

/// How far to move the clock.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Step {
    advance_millis: u64,
}

async fn move_clock(State(app): State<Arc<App>>, body: Bytes) -> Response {
    match read::<Step>(&body) {
        Ok(step) => {
            let by = SignedDuration::try_from(Duration::from_millis(step.advance_millis));
            app.clock.advance(by.unwrap_or(SignedDuration::MAX));
            json_response(StatusCode::OK, &json!({"now": app.clock.now()}))
        }
        Err(text) => problem(StatusCode::BAD_REQUEST, &text),
    }
}

async fn revoke(State(app): State<Arc<App>>) -> Response {
    app.tokens.revoke_all();
    json_response(StatusCode::OK, &json!({}))
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, String> {
    let mut reader = serde_json::Deserializer::from_slice(body);
    serde_path_to_error::deserialize(&mut reader).map_err(|error| error.to_string())
}

fn problem(status: StatusCode, text: &str) -> Response {
    json_response(status, &json!({"problem": text}))
}
