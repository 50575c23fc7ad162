//! One error for every call, sorted by what the caller can do about it.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use crate::ItemError;

/// Why a call failed.
///
/// One word wide and opaque: ask [`kind`](Self::kind) what to do and
/// [`reach`](Self::reach) whether the server may have acted. `Display` is one line
/// without the source, which [`source`](StdError::source) returns; neither ever shows
/// a secret or a whole body.
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) kind: ErrorKind,
    pub(crate) reach: Reach,
    pub(crate) operation: &'static str,
    pub(crate) message: String,
    pub(crate) status: Option<u16>,
    pub(crate) request_id: Option<String>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) items: Vec<ItemError>,
    pub(crate) source: Option<Box<dyn StdError + Send + Sync>>,
}

/// What the caller can do about an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client is set up wrongly. Nothing was sent; correct the configuration.
    Config,
    /// The credentials were refused. The request had no effect; log in again.
    Auth,
    /// The account may not do this. The request had no effect; ask for the permission.
    Forbidden,
    /// The request, or some of its items, was refused as wrong. What was refused had no
    /// effect; correct it.
    Rejected,
    /// Too many requests. The request had no effect; send it later.
    Throttled,
    /// The service failed. For a create it is unknown whether it had an effect.
    Unavailable,
    /// No answer in time. The request may have had an effect, or may still have it.
    Timeout,
    /// No connection came about. Nothing was sent; try again.
    Connect,
    /// An answer came that cannot be understood. The request has probably had its effect.
    Decode,
}

/// Whether the server may have acted on a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reach {
    /// The request did not leave this machine: it had no effect.
    NotSent,
    /// The request went out and its outcome is unknown: look before sending it again.
    Unknown,
    /// The server answered: the outcome is what the error says.
    Answered,
}

impl Error {
    pub(crate) fn new(inner: Inner) -> Self {
        Self(Box::new(inner))
    }

    /// An error that was found before anything was sent.
    pub(crate) fn config(message: impl Into<String>) -> Self {
        Self::new(Inner {
            kind: ErrorKind::Config,
            reach: Reach::NotSent,
            operation: "configuration",
            message: message.into(),
            status: None,
            request_id: None,
            retry_after: None,
            items: Vec::new(),
            source: None,
        })
    }

    /// A list whose next page is the page that was just read.
    pub(crate) fn repeated_token() -> Self {
        Self::incomprehensible(
            "list",
            Reach::Answered,
            "the service named the page just read as the next page",
        )
    }

    /// An answer that lacks what it must contain.
    pub(crate) fn no_answer() -> Self {
        Self::incomprehensible(
            "launch",
            Reach::Unknown,
            "the service did not return the campaign",
        )
    }

    fn incomprehensible(operation: &'static str, reach: Reach, message: &str) -> Self {
        Self::new(Inner {
            kind: ErrorKind::Decode,
            reach,
            operation,
            message: message.to_owned(),
            status: None,
            request_id: None,
            retry_after: None,
            items: Vec::new(),
            source: None,
        })
    }

    /// What the caller can do about it.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Whether the server may have acted.
    pub fn reach(&self) -> Reach {
        self.0.reach
    }

    /// The operation that failed, by the contract's name.
    pub fn operation(&self) -> &str {
        self.0.operation
    }

    /// The HTTP status, when there was an answer.
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// The id under which Amazon's support finds the request.
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id.as_deref()
    }

    /// How long the server asked to wait, when it did.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// The errors of single items that came with a refused request.
    pub fn items(&self) -> &[ItemError] {
        &self.0.items
    }

    /// What usually helps.
    pub fn hint(&self) -> &'static str {
        match (self.kind(), self.reach()) {
            (_, Reach::Unknown) => {
                "it is unknown whether the request was applied: list before sending it again"
            }
            (ErrorKind::Config, _) => "correct the configuration of the client",
            (ErrorKind::Auth, _) => {
                "check client id, client secret, refresh token and profile; the user may have revoked access"
            }
            (ErrorKind::Forbidden, _) => "the user of this login lacks a permission on the profile",
            (ErrorKind::Rejected, _) => {
                "correct what the message names; sending it again changes nothing"
            }
            (ErrorKind::Throttled, _) => "send fewer requests, later",
            (ErrorKind::Unavailable | ErrorKind::Timeout | ErrorKind::Connect, _) => {
                "try again later"
            }
            (ErrorKind::Decode, _) => {
                "the API may have changed: look for a newer version of this SDK"
            }
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.operation, self.0.message)?;
        if let Some(status) = self.0.status {
            write!(f, " (status {status})")?;
        }
        if let Some(id) = &self.0.request_id {
            write!(f, " (request {id})")?;
        }
        Ok(())
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}
