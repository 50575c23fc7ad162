//! What time it is in the sandbox.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// Los Angeles as a rule rather than a name, so that no time zone database is needed.
const PACIFIC: &str = "PST8PDT,M3.2.0,M11.1.0";

/// The clock of a sandbox: that of the machine, or one that moves only when told.
///
/// Clones share the same time.
///
/// # Example
///
/// ```
/// use ras_sandbox::Clock;
///
/// let clock = Clock::at("2030-01-01T07:59:59Z".parse()?);
/// assert_eq!(clock.today().to_string(), "2029-12-31");
/// clock.advance(jiff::SignedDuration::from_secs(1));
/// assert_eq!(clock.today().to_string(), "2030-01-01");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Clock(Arc<Mutex<Option<Timestamp>>>);

impl Clock {
    /// The clock of the machine.
    pub fn system() -> Self {
        Self(Arc::new(Mutex::new(None)))
    }

    /// A clock that stands at `time` until it is advanced.
    pub fn at(time: Timestamp) -> Self {
        Self(Arc::new(Mutex::new(Some(time))))
    }

    /// The time.
    pub fn now(&self) -> Timestamp {
        self.stopped_at().unwrap_or_else(Timestamp::now)
    }

    /// The day in Los Angeles, whose time zone governs every date of a US profile.
    pub fn today(&self) -> Date {
        day_of(self.now())
    }

    /// Moves a standing clock forward; the clock of the machine stays as it is.
    pub fn advance(&self, by: SignedDuration) {
        let mut time = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *time = time.map(|time| time.saturating_add(by).unwrap_or(time));
    }

    fn stopped_at(&self) -> Option<Timestamp> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::system()
    }
}

/// The day in Los Angeles at a time.
pub(crate) fn day_of(time: Timestamp) -> Date {
    let zone = TimeZone::posix(PACIFIC).unwrap_or(TimeZone::UTC);
    zone.to_datetime(time).date()
}
