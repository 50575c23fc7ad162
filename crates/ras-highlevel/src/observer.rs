//! Hooks for metrics, and for news from the service.

use std::fmt;
use std::time::Duration;

use crate::{Error, ErrorKind};

/// Sees what calls do; every method does nothing unless it is written.
///
/// The methods run on the task of the call: be quick, and do not block. None of them
/// ever sees a body or a secret.
///
/// # Example
///
/// ```
/// use std::sync::atomic::{AtomicU32, Ordering};
/// use ras_highlevel::{Attempt, Observer};
///
/// #[derive(Debug, Default)]
/// struct Count(AtomicU32);
///
/// impl Observer for Count {
///     fn attempt(&self, _attempt: &Attempt<'_>) {
///         self.0.fetch_add(1, Ordering::Relaxed);
///     }
/// }
/// ```
#[allow(unused_variables, reason = "the names document the parameters")]
pub trait Observer: fmt::Debug + Send + Sync {
    /// An attempt has ended, well or badly.
    fn attempt(&self, attempt: &Attempt<'_>) {}

    /// The service, or some items of an answer, asked for time; `wait` is zero when it
    /// did not say how much.
    fn throttled(&self, operation: &str, wait: Duration) {}

    /// A call is made again after `pause`, because of `error`.
    fn retried(&self, operation: &str, error: &Error, pause: Duration) {}

    /// An entity that a launch created was seen in a list, at most this long after it was
    /// created. The promise of a launch assumes 30 seconds.
    fn listed(&self, operation: &str, delay: Duration) {}

    /// An answer has a value in `member` that this version of the SDK does not know.
    fn unknown_value(&self, operation: &str, member: &str, value: &str) {}
}

/// One attempt of a call.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Attempt<'a> {
    /// The operation, by the contract's name.
    pub operation: &'a str,
    /// The number of the attempt in its call, from 1.
    pub number: u32,
    /// The HTTP status, when there was an answer.
    pub status: Option<u16>,
    /// How long it took.
    pub elapsed: Duration,
    /// Why it failed, if it did.
    pub error: Option<ErrorKind>,
}

/// Sees nothing.
#[derive(Debug)]
pub(crate) struct Unobserved;

impl Observer for Unobserved {}

/// Milliseconds, for fields of traces.
pub(crate) fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
