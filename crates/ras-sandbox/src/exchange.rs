//! What happens around every request: quota, faults, latency and the record.

use std::sync::{Arc, PoisonError};
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, DATE};
use http::request::Parts;
use http::{HeaderMap, HeaderName, StatusCode};

use crate::access::scope;
use crate::app::App;
use crate::faults::{Apply, Fault, Meanwhile, Reply, Scripted, act, script, twin};
use crate::line::Line;
use crate::recording::RecordedRequest;
use crate::reply::Refusal;
use crate::written_time::http_date;

/// Largest body that is read; a batch of 1000 items stays far below.
const BODY_LIMIT: usize = 16 * 1024 * 1024;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-amzn-requestid");

/// Files of reports: as long as they are, so that they are neither kept nor recorded.
const STREAMED: &str = "application/octet-stream";

/// A request whose body was read, so that it can be applied twice, late, or never.
struct Arrived {
    parts: Parts,
    body: Bytes,
}

impl Arrived {
    fn request(&self) -> Request {
        Request::from_parts(self.parts.clone(), Body::from(self.body.clone()))
    }
}

/// Gives every request its faults, its request id and its place in the record.
pub(crate) async fn around(
    State(app): State<Arc<App>>,
    ConnectInfo(line): ConnectInfo<Line>,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    let mut arrived = Arrived {
        parts,
        body: Bytes::new(),
    };
    let read = to_bytes(body, BODY_LIMIT).await;
    if read.is_err() && !too_large(&arrived.parts.headers) {
        // It broke off on its way: nothing was asked, and nobody hears an answer.
        return StatusCode::BAD_REQUEST.into_response();
    }
    let behavior = app.behavior();
    pause(behavior.latency).await;
    let path = arrived.parts.uri.path().to_owned();
    let profile = scope(&arrived.parts.headers).unwrap_or_default().to_owned();
    let fault = app.faults.take(&arrived.parts.method, &path, &profile);
    let (mut scripted, mut reply) = (fault.is_some(), Reply::Own);
    let mut response = match read {
        Err(_) => Refusal::too_large().for_path(&path).into_response(),
        Ok(body) => {
            arrived.body = body;
            let refused = refused_by_quota(&app, &path, &profile);
            match (refused, fault) {
                (Some((response, documented)), _) => {
                    scripted |= !documented;
                    response
                }
                (None, Some(fault)) => {
                    let response = apply(&app, &fault, &mut arrived, next).await;
                    reply = fault.reply;
                    response
                }
                (None, None) => next.run(arrived.request()).await,
            }
        }
    };
    app.keep();
    let headers = response.headers_mut();
    headers
        .entry(REQUEST_ID)
        .or_insert_with(|| app.next_request_id());
    headers
        .entry(DATE)
        .or_insert_with(|| http_date(app.clock.now()));
    let (head, body) = response.into_parts();
    if head
        .headers
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind == STREAMED)
        && !scripted
    {
        return record(&app, arrived, head, None, body, false);
    }
    // Our other answers are in memory, so that reading them cannot fail.
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    if let Some(script) = script(&reply, &head, &body) {
        line.send_instead(script);
    }
    record(&app, arrived, head, Some(body), Body::empty(), scripted)
}

/// Whether a body that cannot be read has too much of it.
fn too_large(headers: &HeaderMap) -> bool {
    let length = headers.get(CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    length.is_none_or(|length| length > BODY_LIMIT)
}

fn record(
    app: &App,
    arrived: Arrived,
    head: http::response::Parts,
    whole: Option<Bytes>,
    streamed: Body,
    scripted: bool,
) -> Response {
    app.recording.add(RecordedRequest {
        method: arrived.parts.method,
        path: arrived.parts.uri.path().to_owned(),
        query: arrived.parts.uri.query().map(str::to_owned),
        headers: arrived.parts.headers,
        body: arrived.body,
        status: head.status,
        response_headers: head.headers.clone(),
        response: whole.clone().unwrap_or_default(),
        scripted,
    });
    Response::from_parts(head, whole.map_or(streamed, Body::from))
}

/// The 429 of a profile that asked too often, and whether it is a documented one.
fn refused_by_quota(app: &App, path: &str, profile: &str) -> Option<(Response, bool)> {
    // Who is refused anyway uses nobody's quota up.
    app.account(profile)?;
    let behavior = app.behavior();
    let quota = behavior
        .profile_quotas
        .get(profile)
        .or(behavior.quota.as_ref())?;
    let now = app.clock.now();
    let free = app.buckets.take(profile, quota, now).err()?;
    Some((quota.answer(path, now, free), quota.is_documented()))
}

/// Does to a request what its fault says, and answers.
async fn apply(app: &Arc<App>, fault: &Fault, arrived: &mut Arrived, next: Next) -> Response {
    if fault.expire_tokens {
        app.tokens.revoke_all();
    }
    arrived.parts.extensions.insert(Scripted::new(fault));
    pause(fault.delay).await;
    if let Some(what) = fault.meanwhile {
        meanwhile(app, what, arrived, &next).await;
    }
    let own = match fault.apply {
        Apply::Once => next.run(arrived.request()).await,
        Apply::Never => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Apply::Twice => {
            next.clone().run(arrived.request()).await;
            next.run(arrived.request()).await
        }
        Apply::Late(by) => {
            let (request, late_app) = (arrived.request(), Arc::clone(app));
            let mut late = app.late.lock().unwrap_or_else(PoisonError::into_inner);
            late.spawn(async move {
                pause(by).await;
                next.run(request).await;
                late_app.keep();
            });
            StatusCode::GATEWAY_TIMEOUT.into_response()
        }
    };
    pause(fault.answer_delay).await;
    match &fault.reply {
        Reply::Canned(answer) => {
            let mut response = Response::new(Body::from(answer.body.clone()));
            *response.status_mut() = answer.status;
            *response.headers_mut() = answer.headers.clone();
            response
        }
        _ => own,
    }
}

/// Lets somebody else act before the request is applied.
async fn meanwhile(app: &App, what: Meanwhile, arrived: &Arrived, next: &Next) {
    if what != Meanwhile::Twin {
        act(app, what, &arrived.parts.headers, &arrived.body);
        return;
    }
    let Some(body) = twin(&arrived.parts.method, &arrived.body) else {
        return;
    };
    let mut parts = arrived.parts.clone();
    // The trouble that a fault makes with items is for the caller's own.
    parts.extensions.remove::<Scripted>();
    next.clone().run(Arrived { parts, body }.request()).await;
}

/// Waits, if there is something to wait for: a timer costs a millisecond even for nothing.
async fn pause(time: Duration) {
    if !time.is_zero() {
        tokio::time::sleep(time).await;
    }
}
