//! The record of every exchange.

mod file;
mod written;

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use serde::{Deserialize, Serialize};

pub(crate) use file::RecordFile;
use written::Written;

use crate::StartError;

/// How many exchanges are remembered when the others are forgotten.
pub(crate) const LAST: usize = 50;

/// One request and the answer it got.
///
/// As JSON it is what [`SandboxBuilder::record`](crate::SandboxBuilder::record) writes, and
/// can be read again: bodies as JSON where they are JSON, and nothing that belongs to a login.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(into = "Written", try_from = "Written")]
#[non_exhaustive]
pub struct RecordedRequest {
    /// Method of the request.
    pub method: Method,
    /// Path of the request, without its query.
    pub path: String,
    /// Query of the request, without the question mark.
    pub query: Option<String>,
    /// Headers of the request.
    pub headers: HeaderMap,
    /// Body of the request.
    pub body: Bytes,
    /// Status of the answer.
    pub status: StatusCode,
    /// Headers of the answer.
    pub response_headers: HeaderMap,
    /// Body of the answer; empty for the file of a report, which may be larger than memory.
    pub response: Bytes,
    /// Whether a fault had a hand in the exchange, so that the answer is not the sandbox's own.
    pub scripted: bool,
}

impl fmt::Display for RecordedRequest {
    /// One line for a log: status, method, path, and how many items went well or not.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = self.status.as_u16();
        write!(f, "{status} {:<6} {}", self.method.as_str(), self.path)?;
        if self.status == StatusCode::MULTI_STATUS
            && let Some((good, bad)) = outcomes(&self.response)
        {
            write!(f, "  {good} ok, {bad} refused")?;
        }
        if self.scripted {
            write!(f, "  (fault)")?;
        }
        Ok(())
    }
}

fn outcomes(body: &[u8]) -> Option<(usize, usize)> {
    let body: serde_json::Value = serde_json::from_slice(body).ok()?;
    let outcomes = body.as_object()?.values().next()?;
    let count = |member: &str| outcomes[member].as_array().map_or(0, Vec::len);
    Some((count("success"), count("error")))
}

/// What to call after each exchange.
pub(crate) type Listener = Arc<dyn Fn(&RecordedRequest) + Send + Sync>;

/// All exchanges so far, in the order of their answers.
pub(crate) struct Recording {
    exchanges: Mutex<VecDeque<RecordedRequest>>,
    listener: Option<Listener>,
    file: Option<RecordFile>,
    keep: bool,
}

impl Recording {
    /// Starts a record that also tells `listener`, also goes into `file`, and keeps all
    /// exchanges only if asked to.
    pub(crate) fn new(listener: Option<Listener>, file: Option<RecordFile>, keep: bool) -> Self {
        Self {
            exchanges: Mutex::default(),
            listener,
            file,
            keep,
        }
    }

    /// Tells, once, what kept an exchange from being written to the file.
    pub(crate) fn end(&self) -> Result<(), StartError> {
        self.file.as_ref().map_or(Ok(()), RecordFile::end)
    }

    pub(crate) fn add(&self, exchange: RecordedRequest) {
        if let Some(file) = &self.file {
            file.add(&exchange);
        }
        if let Some(listener) = &self.listener {
            listener(&exchange);
        }
        let mut exchanges = self.exchanges();
        exchanges.push_back(exchange);
        if !self.keep && exchanges.len() > LAST {
            exchanges.pop_front();
        }
    }

    /// Every exchange, unless they are not kept.
    pub(crate) fn all(&self) -> Vec<RecordedRequest> {
        if self.keep {
            self.exchanges().iter().cloned().collect()
        } else {
            Vec::new()
        }
    }

    /// The last exchanges, newest first.
    pub(crate) fn last(&self, most: usize) -> Vec<RecordedRequest> {
        let exchanges = self.exchanges();
        exchanges.iter().rev().take(most).cloned().collect()
    }

    fn exchanges(&self) -> MutexGuard<'_, VecDeque<RecordedRequest>> {
        self.exchanges
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Recording {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recording").finish_non_exhaustive()
    }
}
