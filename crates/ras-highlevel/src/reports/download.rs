//! A file from the storage, as one stream of bytes whatever the connections do.
//!
//! A connection that breaks or stalls is replaced by another one that goes on at the
//! byte where the last one ended, and a link that has expired by a fresh one. So nothing
//! that reads the file has to begin again, and no row comes twice.

use std::time::Duration;

use bytes::{Buf, Bytes};
use http::header::{ACCEPT_ENCODING, CONTENT_RANGE, ETAG, HeaderValue, IF_RANGE, RANGE};
use http::{HeaderMap, StatusCode};
use reqwest::Response;
use tokio::time::{Instant, sleep, timeout};

use super::Reports;
use super::link::Link;
use crate::error::{Inner, NOTHING_CHANGED};
use crate::transport::{backoff, shortened};
use crate::{Error, ErrorKind, Reach};

/// What errors name as their operation.
pub(super) const DOWNLOAD: &str = "report download";

/// A connection that brings less than this in the time of an attempt has stalled.
const LEAST: u64 = 1024;

/// Links that are fetched for one another without a byte in between.
const RENEWALS: u32 = 2;

/// The longest refusal of the storage that is read for its code.
const LONGEST_REFUSAL: usize = 4096;

/// The packed file of one report.
#[derive(Debug)]
pub(super) struct Download {
    reports: Reports,
    id: String,
    link: Option<Link>,
    body: Option<Body>,
    /// Bytes that were handed out.
    offset: u64,
    /// What the storage says that the file is: another one must not be gone on with.
    etag: Option<HeaderValue>,
    /// Failures and renewals since the last byte.
    failures: u32,
    renewals: u32,
}

/// An answer that is being read.
#[derive(Debug)]
struct Body {
    response: Response,
    /// Bytes at its beginning that were handed out before.
    known: u64,
    /// How long it was waited for, and what came meanwhile.
    waited: Duration,
    brought: u64,
}

/// Why a connection brought no more.
enum Cut {
    /// Another connection may do better.
    Again(Error),
    /// The link is not good any more.
    Expired(Error),
    /// It is over.
    Final(Error),
}

impl Download {
    pub(super) fn new(reports: &Reports, id: &str) -> Self {
        Self {
            reports: reports.clone(),
            id: id.to_owned(),
            link: None,
            body: None,
            offset: 0,
            etag: None,
            failures: 0,
            renewals: 0,
        }
    }

    /// The next bytes of the file; none at its end.
    pub(super) async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        loop {
            let cut = match self.next().await {
                Ok(Some(bytes)) => {
                    self.offset += bytes.len() as u64;
                    (self.failures, self.renewals) = (0, 0);
                    return Ok(Some(bytes));
                }
                Ok(None) => return Ok(None),
                Err(cut) => cut,
            };
            self.body = None;
            match cut {
                Cut::Final(error) => return Err(error),
                Cut::Expired(error) if self.renewals >= RENEWALS => return Err(error),
                Cut::Expired(_) => {
                    self.renewals += 1;
                    self.link = None;
                    tracing::debug!(report = self.id, "the link is renewed");
                }
                Cut::Again(error) => self.pause(error).await?,
            }
        }
    }

    /// Waits before another connection, unless there were too many in vain.
    async fn pause(&mut self, error: Error) -> Result<(), Error> {
        let transport = &self.reports.ras.inner().transport;
        self.failures += 1;
        if self.failures >= transport.limits.attempts {
            return Err(error.after(DOWNLOAD, self.failures, Duration::ZERO, false));
        }
        let pause = backoff::pause(&transport.limits, self.failures, &*transport.dice);
        transport.observer.retried(DOWNLOAD, &error, pause);
        tracing::debug!(offset = self.offset, error = %error, "the download goes on");
        sleep(pause).await;
        Ok(())
    }

    async fn next(&mut self) -> Result<Option<Bytes>, Cut> {
        if self.body.is_none() {
            self.body = self.open().await?;
        }
        // Without a body there is nothing left to ask for.
        let Some(body) = &mut self.body else {
            return Ok(None);
        };
        loop {
            let longest = self.reports.ras.inner().transport.limits.attempt;
            let Some(mut bytes) = body.chunk(longest).await.map_err(Cut::Again)? else {
                return match body.known {
                    0 => Ok(None),
                    _ => Err(Cut::Final(failed("the file has become shorter"))),
                };
            };
            let known = bytes
                .len()
                .min(usize::try_from(body.known).unwrap_or(usize::MAX));
            body.known -= known as u64;
            bytes.advance(known);
            if !bytes.is_empty() {
                return Ok(Some(bytes));
            }
        }
    }

    /// Asks for the rest of the file; none when there is no more of it.
    async fn open(&mut self) -> Result<Option<Body>, Cut> {
        let link = match &self.link {
            Some(link) => link.clone(),
            None => self.renew().await.map_err(Cut::Final)?,
        };
        let downloads = &self.reports.ras.account().inner().downloads;
        let client = downloads.client().map_err(Cut::Final)?;
        // Neither token nor client id: the storage refuses a second way to log in.
        let mut request = client.get(link.url()).header(ACCEPT_ENCODING, "identity");
        if self.offset > 0 {
            request = request.header(RANGE, format!("bytes={}-", self.offset));
            if let Some(etag) = &self.etag {
                request = request.header(IF_RANGE, etag);
            }
        }
        let longest = self.reports.ras.inner().transport.limits.attempt;
        let response = match timeout(longest, request.send()).await {
            Ok(response) => response.map_err(|error| Cut::Again(broken(error)))?,
            Err(_) => return Err(Cut::Again(stalled(longest))),
        };
        let status = response.status();
        let known = match status {
            StatusCode::OK => self.offset,
            StatusCode::PARTIAL_CONTENT if starts_at(response.headers(), self.offset) => 0,
            StatusCode::PARTIAL_CONTENT => {
                return Err(Cut::Final(failed(
                    "the storage sent another part of the file",
                )));
            }
            // The connection broke after the last byte: the checksum tells if not.
            StatusCode::RANGE_NOT_SATISFIABLE if self.offset > 0 => return Ok(None),
            _ => return Err(refusal(response, longest).await),
        };
        let etag = response.headers().get(ETAG).cloned();
        if self.offset > 0 && self.etag.is_some() && etag != self.etag {
            return Err(Cut::Final(failed("the file has changed while it was read")));
        }
        self.etag = etag;
        Ok(Some(Body {
            response,
            known,
            waited: Duration::ZERO,
            brought: 0,
        }))
    }

    /// Fetches a link that is good now.
    async fn renew(&mut self) -> Result<Link, Error> {
        let report = self.reports.look(&self.id).await?;
        let url = report.url.as_deref();
        let url = url.ok_or_else(|| failed("Amazon gave no link to the file"))?;
        let downloads = &self.reports.ras.account().inner().downloads;
        let link = downloads.link(url).map_err(failed)?;
        self.link = Some(link.clone());
        Ok(link)
    }
}

impl Body {
    /// The next bytes. Only waiting counts as time: the reader may be slow.
    async fn chunk(&mut self, longest: Duration) -> Result<Option<Bytes>, Error> {
        loop {
            let began = Instant::now();
            let left = longest.saturating_sub(self.waited);
            let chunk = timeout(left, self.response.chunk()).await;
            self.waited += began.elapsed();
            match chunk {
                Ok(Ok(Some(bytes))) => {
                    self.brought += bytes.len() as u64;
                    return Ok(Some(bytes));
                }
                Ok(Ok(None)) => return Ok(None),
                Ok(Err(error)) => return Err(broken(error)),
                Err(_) if self.brought < LEAST => return Err(stalled(longest)),
                Err(_) => (self.waited, self.brought) = (Duration::ZERO, 0),
            }
        }
    }
}

/// Whether a part of a file starts where it shall: `bytes 100-199/200`.
fn starts_at(headers: &HeaderMap, offset: u64) -> bool {
    let range = headers
        .get(CONTENT_RANGE)
        .and_then(|range| range.to_str().ok());
    let start = range.and_then(|range| range.strip_prefix("bytes ")?.split('-').next());
    start.and_then(|start| start.parse().ok()) == Some(offset)
}

/// What a refusal of the storage means.
async fn refusal(mut response: Response, longest: Duration) -> Cut {
    let status = response.status();
    let mut body = Vec::new();
    while body.len() < LONGEST_REFUSAL
        && let Ok(Ok(Some(chunk))) = timeout(longest, response.chunk()).await
    {
        body.extend_from_slice(&chunk);
    }
    let text = String::from_utf8_lossy(&body);
    let code = text
        .split_once("<Code>")
        .and_then(|(_, rest)| rest.split_once("</Code>"));
    // A code is one word; anything longer might repeat the link.
    let code = code
        .map(|(code, _)| code)
        .filter(|code| code.len() < 60 && code.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    let text = match code {
        Some(code) => format!("the storage refused: {code}"),
        None => "the storage refused and gave no reason that can be read".to_owned(),
    };
    let kind = match status.as_u16() {
        429 | 503 => ErrorKind::Throttled,
        500.. => ErrorKind::Unavailable,
        403 => ErrorKind::Forbidden,
        400..=499 => ErrorKind::Rejected,
        _ => ErrorKind::Decode,
    };
    let mut inner = Inner::new(kind, Reach::Answered, DOWNLOAD, text);
    inner.status = Some(status.as_u16());
    let error = Error::new(inner);
    match status.as_u16() {
        // An expired link is a 403; a file that is gone may have a fresh one elsewhere.
        403 | 404 => Cut::Expired(error),
        429 | 500.. => Cut::Again(error),
        _ => Cut::Final(error),
    }
}

/// An error of a download that no other connection would mend.
fn failed(text: impl Into<String>) -> Error {
    Error::new(Inner::new(
        ErrorKind::Decode,
        Reach::Answered,
        DOWNLOAD,
        text,
    ))
}

fn stalled(longest: Duration) -> Error {
    let text = format!(
        "the connection brought nothing for {} seconds",
        longest.as_secs()
    );
    passing(ErrorKind::Timeout, text)
}

fn broken(error: reqwest::Error) -> Error {
    let kind = match error.is_connect() {
        true => ErrorKind::Connect,
        false => ErrorKind::Unavailable,
    };
    // The link is secret.
    let error = error.without_url();
    let mut text = String::from("the connection broke");
    let mut source = std::error::Error::source(&error);
    while let Some(cause) = source {
        text = format!("the connection broke: {cause}");
        source = cause.source();
    }
    passing(kind, shortened(&text))
}

fn passing(kind: ErrorKind, text: String) -> Error {
    let mut inner = Inner::new(kind, Reach::Answered, DOWNLOAD, text);
    inner.hint = Some(NOTHING_CHANGED);
    Error::new(inner)
}
