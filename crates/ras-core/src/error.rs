//! Why a call failed, with all that is known about it.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::header::HeaderName;
use http::{HeaderMap, StatusCode};

use crate::ResponseValue;

/// Why a call failed. `E` is the error body that the document declares.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error<E> {
    /// The request could not be written. Nothing was sent.
    #[error("the request cannot be written")]
    InvalidRequest(#[source] InvalidRequest),
    /// The exchange broke before an answer was complete. Whether the server has acted
    /// depends on [`TransportError::kind`].
    #[error("the exchange with the server broke")]
    Transport(#[source] TransportError),
    /// The server answered with an error body as declared.
    #[error("the server answered {}", .0.status())]
    Api(ResponseValue<E>),
    /// The server answered with something else than what is declared: an error page of
    /// a gateway, a redirect, or a body of another shape. Status, headers and body are kept.
    #[error("the server answered {} with a body that cannot be read", .0.status)]
    Undecodable(#[source] Box<UndecodableAnswer>),
}

impl<E> Error<E> {
    /// The HTTP status, when there was an answer.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::InvalidRequest(_) => None,
            Self::Transport(error) => error.status,
            Self::Api(answer) => Some(answer.status()),
            Self::Undecodable(answer) => Some(answer.status),
        }
    }

    /// The headers, when there was a whole answer.
    pub fn headers(&self) -> Option<&HeaderMap> {
        match self {
            Self::InvalidRequest(_) | Self::Transport(_) => None,
            Self::Api(answer) => Some(answer.headers()),
            Self::Undecodable(answer) => Some(&answer.headers),
        }
    }

    /// The id under which Amazon's support finds the request.
    pub fn request_id(&self) -> Option<&str> {
        self.headers().and_then(crate::response::request_id)
    }
}

/// What about a request cannot be written.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidRequest {
    /// The value for this header has characters that no header may have.
    #[error("the value of the header `{0}` has characters that no header may have")]
    Header(HeaderName),
    /// The body cannot be written as JSON.
    #[error("the body cannot be written as JSON")]
    Body(#[source] Arc<serde_json::Error>),
    /// A query parameter is a nested value.
    #[error("the query parameter `{0}` is neither a value nor a list of values")]
    Query(&'static str),
    /// Path and base address do not make a URL.
    #[error("`{0}` is no URL")]
    Url(String),
}

/// An exchange that broke before an answer was complete.
///
/// Never shows the URL, since a download link is a secret in itself.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    status: Option<StatusCode>,
    source: Box<dyn StdError + Send + Sync>,
}

/// Where an exchange broke.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection came about (name, TCP, TLS). Nothing was sent.
    Connect,
    /// The time limit of the call ran out. The server may have acted, or may act later.
    Timeout,
    /// The connection broke after the request had begun to go out. The server may have acted.
    Interrupted,
    /// The answer's body was longer than the client accepts. The server has acted.
    TooLarge,
}

impl TransportError {
    /// A broken exchange; `status` is known when the head of the answer had arrived.
    pub fn new(
        kind: TransportErrorKind,
        status: Option<StatusCode>,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        Self {
            kind,
            status,
            source: source.into(),
        }
    }

    /// Where the exchange broke.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportErrorKind::Connect => "no connection to the server",
            TransportErrorKind::Timeout => "the server did not answer in time",
            TransportErrorKind::Interrupted => {
                "the connection broke before the answer was complete"
            }
            TransportErrorKind::TooLarge => "the answer is longer than the client accepts",
        })
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.source)
    }
}

/// An answer that is not what the document declares.
#[derive(Debug)]
#[non_exhaustive]
pub struct UndecodableAnswer {
    /// The HTTP status.
    pub status: StatusCode,
    /// All headers.
    pub headers: HeaderMap,
    /// The whole body.
    pub body: Bytes,
    /// Where the body differs from what was expected, as path and reason.
    pub reason: String,
}

impl fmt::Display for UndecodableAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl StdError for UndecodableAnswer {}
