//! Whether a failed attempt may be made again: the rule that keeps money safe.

use ras_core::RetryClass;

use crate::{Error, ErrorKind};

/// What a retry takes from the budget (as the AWS SDKs do).
const COST: u32 = 5;
const COST_AFTER_TIMEOUT: u32 = 10;

/// What follows a failed attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// The error goes to the caller.
    GiveUp,
    /// The token was refused before anything happened: once more with a fresh one.
    FreshToken,
    /// Nothing happened and the service wants time: again when the limiter lets it.
    Throttled,
    /// Again after a pause, for this much of the retry budget.
    Again { cost: u32 },
}

/// Decides by class and failure alone.
///
/// A create is made again only after failures that provably had no effect: 401, 429 and
/// a connection that did not come about. That a 429 had no effect is not documented for
/// RAS, but it is what a throttle in front of a service means. Everything else repeats what sets a state or
/// changes nothing.
pub(crate) fn next(class: RetryClass, error: &Error, refreshed: bool) -> Next {
    let harmless = match class {
        RetryClass::Read | RetryClass::Update | RetryClass::Delete => true,
        // Also for classes of a later version: the careful choice.
        _ => false,
    };
    match error.kind() {
        ErrorKind::Auth if error.status() == Some(401) && !refreshed => Next::FreshToken,
        ErrorKind::Throttled if error.status() == Some(429) => Next::Throttled,
        ErrorKind::Connect => Next::Again { cost: COST },
        ErrorKind::Timeout if harmless => Next::Again {
            cost: COST_AFTER_TIMEOUT,
        },
        ErrorKind::Unavailable if harmless => Next::Again { cost: COST },
        _ => Next::GiveUp,
    }
}
