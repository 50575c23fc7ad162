//! The service itself: its parts, its router and what happens around every request.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::{HeaderName, HeaderValue};

use crate::access::Tokens;
use crate::clock::Clock;
use crate::faults::{CannedAnswer, Faults, Moment};
use crate::recording::{RecordedRequest, Recording};
use crate::reply::Refusal;
use crate::routes;
use crate::seed::Seed;
use crate::world::World;

/// Largest body that is read; a batch of 1000 items stays far below.
const BODY_LIMIT: usize = 16 * 1024 * 1024;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-amzn-requestid");

/// Everything that requests share.
#[derive(Debug)]
pub(crate) struct App {
    pub(crate) seed: Seed,
    pub(crate) clock: Clock,
    pub(crate) tokens: Tokens,
    pub(crate) faults: Faults,
    pub(crate) recording: Recording,
    answered: AtomicU64,
    world: Mutex<World>,
}

impl App {
    pub(crate) fn new(clock: Clock, recording: Recording) -> Self {
        Self {
            seed: Seed::default(),
            clock,
            tokens: Tokens::default(),
            faults: Faults::default(),
            recording,
            answered: AtomicU64::new(0),
            world: Mutex::default(),
        }
    }

    /// The state, for this caller alone while it holds the guard.
    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn next_request_id(&self) -> HeaderValue {
        let number = self.answered.fetch_add(1, Ordering::Relaxed) + 1;
        HeaderValue::try_from(format!("sandbox-{number:08}"))
            .unwrap_or(HeaderValue::from_static("sandbox"))
    }
}

/// The service with faults and record around its routes.
pub(crate) fn router(app: Arc<App>) -> Router {
    routes::all()
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn_with_state(Arc::clone(&app), around))
        .with_state(app)
}

/// Gives every request its fault, its request id and its place in the record.
async fn around(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, BODY_LIMIT).await else {
        return Refusal::too_large()
            .for_path(parts.uri.path())
            .into_response();
    };
    let (method, uri, headers) = (
        parts.method.clone(),
        parts.uri.clone(),
        parts.headers.clone(),
    );
    let inner = Request::from_parts(parts, Body::from(body.clone()));
    let fault = app.faults.take(&method, uri.path());
    let scripted = fault.is_some();
    let mut response = match fault {
        Some((Moment::InsteadOfApplying, answer)) => canned(answer),
        Some((Moment::AfterApplying, answer)) => {
            next.run(inner).await;
            canned(answer)
        }
        None => next.run(inner).await,
    };
    response
        .headers_mut()
        .entry(REQUEST_ID)
        .or_insert_with(|| app.next_request_id());
    let (answer, answer_body) = response.into_parts();
    // Our own answers are in memory, so that reading them cannot fail.
    let answer_body = to_bytes(answer_body, usize::MAX).await.unwrap_or_default();
    app.recording.add(RecordedRequest {
        method,
        path: uri.path().to_owned(),
        query: uri.query().map(str::to_owned),
        headers,
        body,
        status: answer.status,
        response_headers: answer.headers.clone(),
        response: Bytes::clone(&answer_body),
        scripted,
    });
    Response::from_parts(answer, Body::from(answer_body))
}

fn canned(answer: CannedAnswer) -> Response {
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() = answer.status;
    *response.headers_mut() = answer.headers;
    response
}
