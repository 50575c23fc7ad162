//! The one path for every call: token, headers, one attempt, classification.

use std::future::Future;
use std::time::Duration;

use http::StatusCode;
use http::header::RETRY_AFTER;
use ras_core::{
    CallContext, Error as CoreError, Operation, ResponseValue, RetryClass, TransportErrorKind,
};

use crate::auth::TokenCache;
use crate::error::Inner;
use crate::{Error, ErrorKind, ItemError, ProfileId, Reach};

/// Longer than the 30 s that the service takes for the slowest one in a hundred calls.
pub(crate) const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(35);

/// What a call needs besides its request.
#[derive(Debug)]
pub(crate) struct Transport {
    pub(crate) tokens: TokenCache,
    pub(crate) client_id: String,
    pub(crate) profile: ProfileId,
}

impl Transport {
    /// Makes one call; `send` is invoked once for each attempt.
    ///
    /// A 401 has had no effect, so the call is repeated once with a fresh token.
    pub(crate) async fn call<T, E, F>(
        &self,
        operation: &'static Operation,
        send: impl Fn(CallContext) -> F + Send + Sync,
    ) -> Result<ResponseValue<T>, Error>
    where
        E: ErrorBody,
        F: Future<Output = Result<ResponseValue<T>, CoreError<E>>> + Send,
    {
        let token = self.tokens.token().await?;
        match send(self.context(&token)).await {
            Err(error) if error.status() == Some(StatusCode::UNAUTHORIZED) => {
                let fresh = self.tokens.token_instead_of(&token).await?;
                send(self.context(&fresh))
                    .await
                    .map_err(|error| classify(operation, error))
            }
            other => other.map_err(|error| classify(operation, error)),
        }
    }

    fn context(&self, token: &crate::AccessToken) -> CallContext {
        CallContext::new()
            .with_access_token(token.reveal())
            .with_client_id(&self.client_id)
            .with_profile(self.profile.as_str())
            .with_timeout(ATTEMPT_TIMEOUT)
    }
}

/// What this crate reads from the error body of any document.
pub(crate) trait ErrorBody: std::fmt::Debug + Send + Sync + 'static {
    /// The text of the error: each document calls the field differently.
    fn text(&self) -> Option<&str>;

    /// Errors of single items, where the document has them.
    fn items(&self) -> Vec<ItemError> {
        Vec::new()
    }
}

impl ErrorBody for ras_core::ras::types::ApiError {
    fn text(&self) -> Option<&str> {
        self.message.as_deref()
    }

    fn items(&self) -> Vec<ItemError> {
        self.errors.iter().map(ItemError::from_core).collect()
    }
}

impl ErrorBody for ras_core::retailers::types::ApiError {
    fn text(&self) -> Option<&str> {
        self.message.as_deref()
    }
}

fn classify<E: ErrorBody>(operation: &'static Operation, error: CoreError<E>) -> Error {
    let status = error.status();
    let kind = kind_of(&error);
    let retry_after = error
        .headers()
        .and_then(|headers| headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok())
        .map(Duration::from_secs);
    let (message, items) = match &error {
        CoreError::Api(answer) => (
            answer
                .text()
                .unwrap_or("the service gave no reason")
                .to_owned(),
            answer.items(),
        ),
        other => (other.to_string(), Vec::new()),
    };
    Error::new(Inner {
        kind,
        reach: reach_of(operation, kind, status, &error),
        operation: operation.id,
        message,
        status: status.map(|status| status.as_u16()),
        request_id: error.request_id().map(str::to_owned),
        retry_after,
        items,
        source: match error {
            CoreError::Api(_) => None,
            CoreError::InvalidRequest(source) => Some(Box::new(source)),
            CoreError::Transport(source) => Some(Box::new(source)),
            CoreError::Undecodable(source) => Some(source),
            other => Some(Box::new(other)),
        },
    })
}

fn kind_of<E>(error: &CoreError<E>) -> ErrorKind {
    match error {
        CoreError::InvalidRequest(_) => return ErrorKind::Config,
        CoreError::Transport(broken) => {
            return match broken.kind() {
                TransportErrorKind::Connect => ErrorKind::Connect,
                TransportErrorKind::Timeout => ErrorKind::Timeout,
                TransportErrorKind::TooLarge => ErrorKind::Decode,
                _ => ErrorKind::Unavailable,
            };
        }
        _ => {}
    }
    match error.status().map_or(0, |status| status.as_u16()) {
        401 => ErrorKind::Auth,
        403 => ErrorKind::Forbidden,
        429 => ErrorKind::Throttled,
        500.. => ErrorKind::Unavailable,
        400..=499 => ErrorKind::Rejected,
        _ => ErrorKind::Decode,
    }
}

/// Whether the server may have acted: launch-safe, so in doubt for a create it may have.
fn reach_of<E>(
    operation: &Operation,
    kind: ErrorKind,
    status: Option<StatusCode>,
    error: &CoreError<E>,
) -> Reach {
    match error {
        CoreError::InvalidRequest(_) => Reach::NotSent,
        CoreError::Transport(_) if kind == ErrorKind::Connect => Reach::NotSent,
        CoreError::Transport(_) => Reach::Unknown,
        // A read has no effect that could be unknown.
        _ if operation.retry == RetryClass::Read => Reach::Answered,
        _ if status.is_some_and(|status| status.is_client_error()) => Reach::Answered,
        // 5xx comes from gateways that gave up too; 2xx and 3xx that cannot be read say nothing.
        _ => Reach::Unknown,
    }
}
