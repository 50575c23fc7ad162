//! The record of every exchange.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};

/// One request and the answer it got.
#[derive(Clone, Debug)]
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
    /// Body of the answer.
    pub response: Bytes,
    /// Whether a fault had a hand in the exchange, so that the answer is not the sandbox's own.
    pub scripted: bool,
}

/// What to call after each exchange.
pub(crate) type Listener = Arc<dyn Fn(&RecordedRequest) + Send + Sync>;

/// All exchanges so far, in the order of their answers.
pub(crate) struct Recording {
    exchanges: Mutex<Vec<RecordedRequest>>,
    listener: Option<Listener>,
    keep: bool,
}

impl Recording {
    /// Starts a record that also tells `listener`, and keeps exchanges only if asked to.
    pub(crate) fn new(listener: Option<Listener>, keep: bool) -> Self {
        Self {
            exchanges: Mutex::default(),
            listener,
            keep,
        }
    }

    pub(crate) fn add(&self, exchange: RecordedRequest) {
        if let Some(listener) = &self.listener {
            listener(&exchange);
        }
        if self.keep {
            self.exchanges
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(exchange);
        }
    }

    pub(crate) fn all(&self) -> Vec<RecordedRequest> {
        self.exchanges
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl fmt::Debug for Recording {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recording").finish_non_exhaustive()
    }
}
