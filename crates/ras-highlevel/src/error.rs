//! One error for every call, sorted by what the caller can do about it.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::ItemError;

/// Why a call failed.
///
/// One word wide and opaque: ask [`kind`](Self::kind) what to do and
/// [`reach`](Self::reach) whether the server may have acted. `Display` is one line
/// without the source, which [`source`](StdError::source) returns; neither ever shows
/// a secret or a whole body.
///
/// # Example
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use ras_highlevel::{ErrorKind, NewCampaign, Ras, Reach, Targeting, Usd};
/// use ras_sandbox::CannedAnswer;
///
/// # let sandbox = ras_sandbox::Sandbox::start().await?;
/// # let fake = sandbox.credentials();
/// # let ras = Ras::builder().client_id(&fake.client_id).client_secret(fake.client_secret)
/// #     .refresh_token(fake.refresh_token).profile(&fake.profile_id)
/// #     .loopback(sandbox.addr()).build()?;
/// // A gateway gives up, and whether the campaign was created nobody says.
/// let gone = CannedAnswer::html(http::StatusCode::GATEWAY_TIMEOUT);
/// sandbox.faults().after_applying("POST /ras/v1/campaigns", gone);
///
/// let new = NewCampaign::new("Shoes", Targeting::Auto, Usd::dollars(25));
/// let error = ras.campaigns().create([new]).await.unwrap_err();
/// match error.reach() {
///     Reach::Unknown => println!("look before it is sent again: {error}"),
///     _ => println!("it does not exist: {error}; {}", error.hint()),
/// }
/// assert_eq!((error.kind(), error.reach()), (ErrorKind::Unavailable, Reach::Unknown));
/// assert_eq!((error.status(), error.attempts()), (Some(504), 1));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Error(Box<Inner>);

/// Hint for reads, whose unknown outcome does not matter.
pub(crate) const NOTHING_CHANGED: &str = "nothing was changed: try again later";

#[derive(Clone, Debug)]
pub(crate) struct Inner {
    pub(crate) kind: ErrorKind,
    pub(crate) reach: Reach,
    pub(crate) operation: &'static str,
    pub(crate) message: String,
    pub(crate) status: Option<u16>,
    pub(crate) request_id: Option<String>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) items: Vec<ItemError>,
    pub(crate) attempts: u32,
    pub(crate) elapsed: Duration,
    /// A better hint than kind and reach give.
    pub(crate) hint: Option<&'static str>,
    pub(crate) source: Option<Arc<dyn StdError + Send + Sync>>,
}

impl Inner {
    pub(crate) fn new(
        kind: ErrorKind,
        reach: Reach,
        operation: &'static str,
        message: impl Into<String>,
    ) -> Self {
        Self {
            kind,
            reach,
            operation,
            message: message.into(),
            status: None,
            request_id: None,
            retry_after: None,
            items: Vec::new(),
            attempts: 0,
            elapsed: Duration::ZERO,
            hint: None,
            source: None,
        }
    }

    /// Takes over the figures of the error that is behind this one.
    pub(crate) fn because_of(mut self, error: Error) -> Self {
        self.status = error.status();
        self.request_id = error.request_id().map(str::to_owned);
        self.retry_after = error.retry_after();
        (self.attempts, self.elapsed) = (error.attempts(), error.elapsed());
        self.source = Some(Arc::new(error));
        self
    }
}

/// What the caller can do about an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client is set up wrongly, or a server is not who it should be. Nothing was
    /// sent; correct the configuration.
    Config,
    /// The credentials were refused. The request had no effect; log in again.
    Auth,
    /// The account may not do this. The request had no effect; ask for the permission.
    Forbidden,
    /// The request, or some of its items, was refused as wrong. What was refused had no
    /// effect; correct it.
    Rejected,
    /// Too many requests, for longer than the call may wait. The request had no effect;
    /// send it after [`Error::retry_after`].
    Throttled,
    /// The service failed, or the connection broke, also in further attempts where they
    /// are harmless. A write may have had its effect: see [`Error::reach`], and list
    /// before a create is sent again.
    Unavailable,
    /// No answer in time. A write may have had its effect, or may still have it: see
    /// [`Error::reach`], and list before a create is sent again.
    Timeout,
    /// No connection came about. Nothing was sent; try again.
    Connect,
    /// An answer came that cannot be understood. A write has probably had its effect;
    /// look for a newer version of this SDK.
    Decode,
    /// One of the caller's own [`Guardrails`](crate::Guardrails) forbids it. Nothing was
    /// sent; correct the value, or raise the limit when it is meant.
    Guarded,
    /// A file on this machine could not be written or read; the service has no part in
    /// it. Mend the path, the permission or the disk.
    File,
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
        let kind = ErrorKind::Config;
        Self::new(Inner::new(kind, Reach::NotSent, "configuration", message))
    }

    /// A login in the browser that did not come to its end.
    pub(crate) fn login(message: &str, hint: &'static str) -> Self {
        let mut inner = Inner::new(
            ErrorKind::Auth,
            Reach::NotSent,
            "login with Amazon",
            message,
        );
        inner.hint = Some(hint);
        Self::new(inner)
    }

    /// A call that would have had to wait too long to be sent at all.
    pub(crate) fn held_back(wait: Duration) -> Self {
        let message = "the service wants a longer pause than this call may wait";
        let mut inner = Inner::new(ErrorKind::Throttled, Reach::NotSent, "", message);
        inner.retry_after = Some(wait);
        Self::new(inner)
    }

    /// The same error with the wait that there would be before another attempt.
    pub(crate) fn waiting(mut self, wait: Duration) -> Self {
        self.0.retry_after = Some(wait);
        self
    }

    /// A login that took all the time of a call.
    pub(crate) fn no_token_in_time() -> Self {
        let (kind, reach) = (ErrorKind::Timeout, Reach::NotSent);
        let message = "no access token came in time";
        Self::new(Inner::new(kind, reach, "login with Amazon", message))
    }

    /// A list whose next page is the page that was just read.
    pub(crate) fn repeated_token() -> Self {
        let message = "the service named the page just read as the next page";
        let (kind, reach) = (ErrorKind::Decode, Reach::Answered);
        Self::new(Inner::new(kind, reach, "list", message))
    }

    /// An answer that lacks what it must contain.
    pub(crate) fn no_answer() -> Self {
        let message = "the service did not return the campaign";
        let (kind, reach) = (ErrorKind::Decode, Reach::Unknown);
        Self::new(Inner::new(kind, reach, "launch", message))
    }

    /// The error of a call with all its attempts; with `doubt` an earlier one of them
    /// may have been applied, whatever this one says.
    pub(crate) fn after(
        mut self,
        operation: &'static str,
        attempts: u32,
        elapsed: Duration,
        doubt: bool,
    ) -> Self {
        if self.0.operation.is_empty() {
            self.0.operation = operation;
        }
        self.0.attempts = attempts;
        self.0.elapsed = elapsed;
        if doubt && self.0.reach != Reach::Unknown {
            self.0.reach = Reach::Unknown;
            self.0.hint = None;
        }
        self
    }

    /// Takes a secret out of the texts: some gateways repeat the header they refuse.
    pub(crate) fn without(mut self, secret: &str) -> Self {
        // Anything shorter is no secret, and would tear other words apart.
        if secret.len() < 8 {
            return self;
        }
        if self.0.message.contains(secret) {
            self.0.message = self.0.message.replace(secret, "[secret]");
        }
        for item in &mut self.0.items {
            item.remove(secret);
        }
        self
    }

    /// The text, without operation, status and request id.
    pub(crate) fn message(&self) -> &str {
        &self.0.message
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

    /// How many requests the call has sent.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// How long the call took, pauses included.
    pub fn elapsed(&self) -> Duration {
        self.0.elapsed
    }

    /// The errors of single items that came with a refused request.
    pub fn items(&self) -> &[ItemError] {
        &self.0.items
    }

    /// What usually helps.
    pub fn hint(&self) -> &'static str {
        if let Some(hint) = self.0.hint {
            return hint;
        }
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
            (ErrorKind::Guarded, _) => {
                "nothing was sent: correct the value, or raise the guardrail when it is meant"
            }
            (ErrorKind::File, _) => "check the path, its permissions and the space on the disk",
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
        if self.0.attempts > 1 {
            write!(f, " (attempt {})", self.0.attempts)?;
        }
        // Of a read it does not matter.
        if self.0.reach == Reach::Unknown && self.0.hint != Some(NOTHING_CHANGED) {
            f.write_str(" (outcome unknown)")?;
        }
        Ok(())
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}
