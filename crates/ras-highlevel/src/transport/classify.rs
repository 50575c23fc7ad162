//! What a failed attempt means: what to do, and whether the server may have acted.

use std::error::Error as StdError;
use std::time::SystemTime;

use http::StatusCode;
use ras_core::{Error as CoreError, Operation, RetryClass, TransportErrorKind};

use super::{ErrorBody, retry_after};
use crate::error::{Inner, NOTHING_CHANGED};
use crate::{Error, ErrorKind, Reach};

/// Longer texts than this are a page of a gateway, or a whole body.
const LONGEST_TEXT: usize = 300;

pub(super) fn classify<E: ErrorBody>(operation: &'static Operation, error: CoreError<E>) -> Error {
    let untrusted = matches!(&error, CoreError::Transport(source) if is_certificate(source));
    let kind = match untrusted {
        true => ErrorKind::Config,
        false => kind_of(&error),
    };
    let read = operation.retry == RetryClass::Read;
    let reach = reach_of(read, kind, &error);
    let mut inner = Inner::new(kind, reach, operation.id, message(&error, untrusted));
    inner.status = error.status().map(|status| status.as_u16());
    inner.request_id = error.request_id().map(str::to_owned);
    inner.retry_after = error
        .headers()
        .and_then(|headers| retry_after::read(headers, SystemTime::now()));
    inner.hint = hint(&error, untrusted, read, reach);
    if let CoreError::Api(answer) = &error {
        inner.items = answer.items();
    }
    inner.source = match error {
        CoreError::InvalidRequest(source) => Some(std::sync::Arc::new(source)),
        CoreError::Transport(source) => Some(std::sync::Arc::new(source)),
        // The source would show the whole body in its `Debug`.
        _ => None,
    };
    Error::new(inner)
}

fn message<E: ErrorBody>(error: &CoreError<E>, untrusted: bool) -> String {
    let text = match error {
        _ if untrusted => "the certificate of the server is not trusted",
        CoreError::Api(answer) => answer.text().unwrap_or("the service gave no reason"),
        CoreError::Undecodable(answer) if answer.status.is_redirection() => {
            "the server redirects elsewhere, which is never followed"
        }
        CoreError::Undecodable(answer) if answer.body.is_empty() => "the answer is empty",
        CoreError::Undecodable(answer) if answer.status.is_success() => {
            return format!("the answer cannot be read: {}", shortened(&answer.reason));
        }
        CoreError::Undecodable(_) => "the service gave no reason that can be read",
        CoreError::Transport(source) => return source.to_string(),
        other => return other.to_string(),
    };
    shortened(text)
}

/// One line of bearable length.
pub(crate) fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST_TEXT) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}

fn hint<E>(
    error: &CoreError<E>,
    untrusted: bool,
    read: bool,
    reach: Reach,
) -> Option<&'static str> {
    let redirected = error.status().is_some_and(|status| status.is_redirection());
    match error {
        _ if untrusted => Some(
            "something between this machine and Amazon answers in its place, or a clock is wrong",
        ),
        _ if redirected && read => {
            Some("check the address of the service; nothing was sent elsewhere")
        }
        _ if redirected => Some(
            "check the address of the service; nothing was sent elsewhere, but what redirects may have acted: list before sending it again",
        ),
        _ if read && reach == Reach::Unknown => Some(NOTHING_CHANGED),
        _ => None,
    }
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
        408 | 499 => ErrorKind::Timeout,
        500.. => ErrorKind::Unavailable,
        400..=499 => ErrorKind::Rejected,
        _ => ErrorKind::Decode,
    }
}

/// Whether the server may have acted; in doubt it may have.
fn reach_of<E>(read: bool, kind: ErrorKind, error: &CoreError<E>) -> Reach {
    // Whoever gave up waiting for the whole request does not know how much of it was used.
    let gave_up = |status: StatusCode| matches!(status.as_u16(), 408 | 499);
    let refused = |status: StatusCode| status.is_client_error() && !gave_up(status);
    match error {
        CoreError::InvalidRequest(_) => Reach::NotSent,
        CoreError::Transport(_) if matches!(kind, ErrorKind::Connect | ErrorKind::Config) => {
            Reach::NotSent
        }
        CoreError::Transport(_) => Reach::Unknown,
        // A read has no effect that could be unknown.
        _ if read => Reach::Answered,
        _ if error.status().is_some_and(refused) => Reach::Answered,
        // 5xx comes from gateways that gave up too; 2xx and 3xx that cannot be read say nothing.
        _ => Reach::Unknown,
    }
}

/// Whether TLS failed because of the server's certificate.
pub(crate) fn is_certificate(error: &(dyn StdError + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        let tls = error.downcast_ref::<rustls::Error>();
        if matches!(tls, Some(rustls::Error::InvalidCertificate(_))) {
            return true;
        }
        // What an io::Error wraps is not its source; that is the one after.
        let io = error.downcast_ref::<std::io::Error>();
        if let Some(inner) = io.and_then(std::io::Error::get_ref) {
            next = Some(inner);
            continue;
        }
        next = error.source();
    }
    false
}
