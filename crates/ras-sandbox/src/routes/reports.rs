//! Creating, watching, cancelling and fetching reports.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use http::header::{AUTHORIZATION, CONTENT_TYPE, HOST};
use http::{HeaderMap, HeaderValue, StatusCode};
use jiff::{SignedDuration, Timestamp};
use ras_core::reports::types::{AsyncReportStatus, CreateAsyncReportRequest};
use serde::Deserialize;
use serde_json::json;

use crate::access::Caller;
use crate::app::App;
use crate::input::Input;
use crate::paging::checksum;
use crate::reply::{Refusal, typed_response};
use crate::reports::{Report, check, file};
use crate::written_time::{is_over, link_time, read_link_time};

const CREATED: &str = "application/vnd.createasyncreportresponse.v3+json";
const FOUND: &str = "application/vnd.getasyncreportresponse.v3+json";
const DELETED: &str = "application/vnd.deleteasyncreportresponse.v3+json";
const PATH: &str = "/reporting/reports";

/// Where the files lie: outside the API, as at Amazon.
pub(super) const FILES: &str = "/sandbox-storage/{profile}/{file}";

/// Takes a report on, unless the same is under way.
pub(super) async fn create(
    State(app): State<Arc<App>>,
    Caller(account): Caller,
    headers: HeaderMap,
    Input(request): Input<CreateAsyncReportRequest>,
) -> Result<Response, Refusal> {
    let now = app.clock.now();
    let retention = app.behavior().reports.retention_days;
    let range = check(&request, app.clock.today(), retention)?;
    let mut world = account.world();
    let unfinished = world.reports.iter().find(|report| {
        let status = report.status(now);
        let open = matches!(
            status,
            AsyncReportStatus::Pending | AsyncReportStatus::Processing
        );
        open && report.is_same(&request)
    });
    if let Some(report) = unfinished {
        return Err(Refusal::duplicate_report(&report.id));
    }
    let fails = app.change_behavior(|behavior| {
        let left = &mut behavior.reports.fail_next;
        let fails = *left > 0;
        *left = left.saturating_sub(1);
        fails
    });
    let id = report_id(app.seed.number, &account.profile.id, world.asked_reports);
    world.asked_reports += 1;
    let behavior = app.behavior().reports;
    let report = Report::new(id, request, range, now, &behavior, fails);
    let shown = report.shown(now, |_| {
        link(&app, &headers, &account.profile.id, &report.id)
    });
    world.reports.push(report);
    Ok(typed_response(StatusCode::OK, CREATED, &shown))
}

/// Says how far a report has got.
pub(super) async fn get(
    State(app): State<Arc<App>>,
    Caller(account): Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    check_id(&id)?;
    let world = account.world();
    let report = world.reports.iter().find(|report| report.id == id);
    let report = report.ok_or_else(missing)?;
    let shown = report.shown(app.clock.now(), |_| {
        link(&app, &headers, &account.profile.id, &id)
    });
    Ok(typed_response(StatusCode::OK, FOUND, &shown))
}

/// Cancels a report that waits.
pub(super) async fn delete(
    State(app): State<Arc<App>>,
    Caller(account): Caller,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    check_id(&id)?;
    let mut world = account.world();
    let report = world.reports.iter().find(|report| report.id == id);
    let status = report.ok_or_else(missing)?.status(app.clock.now());
    if status != AsyncReportStatus::Pending {
        let text = format!("The report is {status} and can no longer be cancelled");
        return Err(Refusal::report(text));
    }
    world.reports.retain(|report| report.id != id);
    let body = json!({"code": "200", "detail": "The report was deleted", "reportId": id});
    Ok(typed_response(StatusCode::OK, DELETED, &body))
}

/// The signature of a presigned link.
#[derive(Debug, Deserialize)]
pub(super) struct Signature {
    #[serde(rename = "X-Amz-Date", default)]
    date: String,
    #[serde(rename = "X-Amz-Expires", default)]
    seconds: u64,
    #[serde(rename = "X-Amz-Signature", default)]
    signature: String,
}

/// Sends the file of a report to whoever has the link, and to nobody with credentials.
pub(super) async fn download(
    State(app): State<Arc<App>>,
    Path((profile, name)): Path<(String, String)>,
    Query(signature): Query<Signature>,
    headers: HeaderMap,
) -> Response {
    if headers.contains_key(AUTHORIZATION) {
        let text = "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, \
                    Signature query string parameter or the Authorization header should be \
                    specified";
        return storage_error(StatusCode::BAD_REQUEST, "InvalidArgument", text);
    }
    let id = name.trim_end_matches(".json.gz");
    if signature.signature != sign(&profile, id, &signature.date, signature.seconds) {
        let text = "The request signature we calculated does not match";
        return storage_error(StatusCode::FORBIDDEN, "SignatureDoesNotMatch", text);
    }
    let now = app.clock.now();
    let lifetime = std::time::Duration::from_secs(signature.seconds);
    if read_link_time(&signature.date).is_none_or(|start| is_over(start, lifetime, now)) {
        return storage_error(StatusCode::FORBIDDEN, "AccessDenied", "Request has expired");
    }
    let account = app.account(&profile).map(Arc::clone);
    let report = account.as_ref().and_then(|account| {
        let world = account.world();
        let found = world.reports.iter().find(|report| report.id == id);
        found.cloned()
    });
    let (Some(account), Some(report)) = (account, report) else {
        return storage_error(StatusCode::NOT_FOUND, "NoSuchKey", "There is no such file");
    };
    let early = app.behavior().reports.traffic_before_creation;
    let body = file(account, report, app.seed.number, early);
    let kind = HeaderValue::from_static("application/octet-stream");
    ([(CONTENT_TYPE, kind)], body).into_response()
}

fn storage_error(status: StatusCode, code: &str, message: &str) -> Response {
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{code}</Code>\
         <Message>{message}</Message></Error>"
    );
    (status, [(CONTENT_TYPE, "application/xml")], body).into_response()
}

/// An id that cannot be one is a wrong request rather than a missing report.
fn check_id(id: &str) -> Result<(), Refusal> {
    let fits = id.len() == 36 && id.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
    if fits {
        Ok(())
    } else {
        Err(Refusal::report(format!("Invalid report id: {id}")))
    }
}

fn missing() -> Refusal {
    Refusal::not_found("Not Found").for_path(PATH)
}

/// An id in the form of a UUID, the same for the same calls.
fn report_id(seed: u64, profile: &str, number: u64) -> String {
    let high = checksum(&format!("report {seed} {profile} {number}"));
    let low = checksum(&format!("{number} {profile} {seed} report"));
    let text = format!("{high:016x}{low:016x}");
    let part = |range| text.get(range).unwrap_or_default();
    format!(
        "{}-{}-4{}-8{}-{}",
        part(0..8),
        part(8..12),
        part(13..16),
        part(17..20),
        part(20..32)
    )
}

/// A fresh link and when it ends.
fn link(app: &App, headers: &HeaderMap, profile: &str, id: &str) -> (String, Timestamp) {
    let now = app.clock.now();
    let lifetime = app.behavior().reports.link_lifetime;
    let lifetime = SignedDuration::try_from(lifetime).unwrap_or(SignedDuration::MAX);
    let expiry = now.saturating_add(lifetime).unwrap_or(now);
    let (date, seconds) = (link_time(now), lifetime.as_secs().unsigned_abs());
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let url = format!(
        "http://{}/sandbox-storage/{profile}/{id}.json.gz?X-Amz-Algorithm=AWS4-HMAC-SHA256\
         &X-Amz-Date={date}&X-Amz-Expires={seconds}&X-Amz-Signature={}",
        host.unwrap_or("127.0.0.1"),
        sign(profile, id, &date, seconds)
    );
    (url, expiry)
}

/// Keeps links from being changed by hand; it protects nothing, for nothing here is secret.
fn sign(profile: &str, id: &str, date: &str, seconds: u64) -> String {
    format!(
        "{:016x}",
        checksum(&format!("{profile} {id} {date} {seconds}"))
    )
}
