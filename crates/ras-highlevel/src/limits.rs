//! How long and how often a client tries.

use std::time::Duration;

/// How long and how often a client tries.
///
/// # Example
///
/// ```
/// use std::time::Duration;
/// use ras_highlevel::Limits;
///
/// let patient = Limits::default().total(Duration::from_secs(900)).attempts(8);
/// # let _ = patient;
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "give it to the builder"]
pub struct Limits {
    pub(crate) connect: Duration,
    pub(crate) attempt: Duration,
    pub(crate) total: Duration,
    pub(crate) attempts: u32,
    pub(crate) first_pause: Duration,
    pub(crate) longest_pause: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            // The service takes up to 30 s for the slowest one in a hundred calls.
            attempt: Duration::from_secs(35),
            total: Duration::from_secs(180),
            attempts: 4,
            first_pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(20),
        }
    }
}

impl Limits {
    /// Until a connection must have come about; 10 seconds unless set.
    pub fn connect(mut self, limit: Duration) -> Self {
        self.connect = limit;
        self
    }

    /// Until an attempt must be answered; 35 seconds unless set.
    ///
    /// Less than 30 seconds makes outcomes unknown that the service would still have
    /// told: that is how long its slowest calls take.
    pub fn attempt(mut self, limit: Duration) -> Self {
        self.attempt = limit;
        self
    }

    /// Until the last attempt of a call must have begun, pauses included; 3 minutes
    /// unless set.
    pub fn total(mut self, limit: Duration) -> Self {
        self.total = limit;
        self
    }

    /// Attempts of a call; 4 unless set. An attempt that the service throttled, or that
    /// only needed a fresh token, does not count.
    pub fn attempts(mut self, count: u32) -> Self {
        self.attempts = count.max(1);
        self
    }

    /// The longest that the first pause can be; each one after can be twice as long.
    /// 1 second unless set.
    pub fn first_pause(mut self, pause: Duration) -> Self {
        self.first_pause = pause;
        self
    }

    /// The longest that any pause can be; 20 seconds unless set.
    pub fn longest_pause(mut self, pause: Duration) -> Self {
        self.longest_pause = pause;
        self
    }
}
