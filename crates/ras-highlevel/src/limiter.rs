//! One queue for all calls of a profile in a region, at the pace that the service bears.

mod pace;

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep, timeout};

use crate::transport::{Dice, LONGEST_WAIT};
use pace::Pace;

/// Lets callers through one by one, in the order of their coming.
#[derive(Debug)]
pub(crate) struct Limiter {
    /// tokio's mutex serves in order; who holds it waits for its slot.
    turnstile: tokio::sync::Mutex<()>,
    pace: Mutex<Pace>,
}

impl Limiter {
    /// A limiter that never lets more than `ceiling` calls a second through.
    pub(crate) fn new(ceiling: Option<f64>) -> Self {
        Self {
            turnstile: tokio::sync::Mutex::new(()),
            pace: Mutex::new(Pace::new(ceiling, Instant::now())),
        }
    }

    /// Waits for a slot.
    ///
    /// # Errors
    ///
    /// The wait that there would be, when it is longer than `patience`. The caller then
    /// has not been let through.
    pub(crate) async fn acquire(&self, patience: Duration) -> Result<(), Duration> {
        let started = Instant::now();
        // A gate that is closed for longer than anybody here waits need not be queued for.
        let gate = self.pace().gate(started);
        if gate > patience {
            return Err(gate);
        }
        let Ok(_turn) = timeout(patience, self.turnstile.lock()).await else {
            return Err(self.pace().wait(Instant::now()));
        };
        loop {
            let wait = self.pace().admit(Instant::now());
            let Some(wait) = wait else {
                return Ok(());
            };
            // While this one waits, the gate may move: then it waits again.
            if started.elapsed().saturating_add(wait) > patience {
                return Err(wait);
            }
            sleep(wait).await;
        }
    }

    /// A call went through.
    pub(crate) fn succeeded(&self) {
        self.pace().succeeded();
    }

    /// A call was answered with 429.
    pub(crate) fn throttled(&self, retry_after: Option<Duration>, dice: &dyn Dice) {
        let gate = retry_after.map(|wait| wait.min(LONGEST_WAIT));
        self.pace().throttled(Instant::now(), gate, dice);
    }

    fn pace(&self) -> MutexGuard<'_, Pace> {
        self.pace.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
