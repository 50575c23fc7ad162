//! Time and chance, which the engine never takes from its surroundings.

use std::future::Future;
use std::ops::Add;
use std::time::Duration;

/// A point in time that still means something to the next process: milliseconds since
/// 1970 in UTC.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
)]
#[serde(transparent)]
pub struct Moment(u64);

impl Moment {
    /// The moment so many milliseconds after 1970 began.
    pub fn from_millis(millis: u64) -> Self {
        Self(millis)
    }

    /// Milliseconds since 1970 began.
    pub fn millis(self) -> u64 {
        self.0
    }

    /// How long it is until `later`; zero when that has passed.
    pub fn until(self, later: Self) -> Duration {
        Duration::from_millis(later.0.saturating_sub(self.0))
    }
}

impl Add<Duration> for Moment {
    type Output = Self;

    fn add(self, duration: Duration) -> Self {
        let millis = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
        Self(self.0.saturating_add(millis))
    }
}

/// The engine's clock and dice.
///
/// Within one process `now` must not go back. Between processes it must be right to a
/// few seconds, since deadlines are kept in the journal.
pub trait Clock: Send {
    /// The present.
    fn now(&self) -> Moment;

    /// Comes back after `duration`.
    fn sleep(&mut self, duration: Duration) -> impl Future<Output = ()> + Send;

    /// A number that cannot be guessed from the last one: spreads retries and tells
    /// runners apart.
    fn roll(&mut self) -> u64;
}
