//! What is said of items that exceed a guardrail.

use crate::error::Inner;
use crate::{Error, ErrorKind, Reach};

/// The error of a call that was not sent because of what it would do.
pub(crate) fn refused(operation: &'static str, message: impl Into<String>) -> Error {
    let (kind, reach) = (ErrorKind::Guarded, Reach::NotSent);
    Error::new(Inner::new(kind, reach, operation, message))
}

/// Refuses a call when any of its items exceeds a guardrail, naming the first.
pub(super) fn refuse_any(operation: &'static str, breaches: &[String]) -> Result<(), Error> {
    match breaches {
        [] => Ok(()),
        [only] => Err(refused(operation, only)),
        [first, rest @ ..] => {
            let message = format!("{first}; so do {} other item(s)", rest.len());
            Err(refused(operation, message))
        }
    }
}

/// The error of a call that was not sent because a guardrail could not be checked.
pub(super) fn unread(operation: &'static str, rail: &str, error: Error) -> Error {
    let message = format!("the guardrail {rail} could not be checked: {error}");
    let inner = Inner::new(error.kind(), Reach::NotSent, operation, message);
    Error::new(inner.because_of(error))
}
