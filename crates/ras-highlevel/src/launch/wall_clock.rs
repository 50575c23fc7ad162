//! The clock and the dice of this machine.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::time::Instant;

use super::LaunchEvent;
use super::engine::{Clock, Moment};
use super::told::Teller;
use crate::transport::Random;

/// A shorter pause is not worth a word.
const WORTH_TELLING: Duration = Duration::from_secs(1);

/// The clock of this machine, which never goes back.
///
/// It follows the wall clock forward, since the monotonic clock stands still while a
/// laptop sleeps, and the monotonic clock when the wall clock is set back.
#[derive(Debug)]
pub(super) struct WallClock {
    started: Instant,
    base: u64,
    latest: AtomicU64,
    dice: Random,
    teller: Teller,
}

impl WallClock {
    /// # Errors
    ///
    /// When the system gives no random numbers: two runners could then take each other
    /// for themselves.
    pub(super) fn new(teller: Teller) -> Result<Self, String> {
        let seed = getrandom::u64()
            .map_err(|error| format!("the system gives no random numbers: {error}"))?;
        Ok(Self {
            started: Instant::now(),
            base: wall(),
            latest: AtomicU64::new(0),
            dice: Random::seeded(seed),
            teller,
        })
    }
}

impl Clock for WallClock {
    fn now(&self) -> Moment {
        let monotonic = Moment::from_millis(self.base) + self.started.elapsed();
        let now = wall().max(monotonic.millis());
        let latest = self.latest.fetch_max(now, Ordering::Relaxed);
        Moment::from_millis(now.max(latest))
    }

    async fn sleep(&mut self, duration: Duration) {
        if duration >= WORTH_TELLING {
            self.teller.tell(LaunchEvent::Waiting { wait: duration });
        }
        tokio::time::sleep(duration).await;
    }

    fn roll(&mut self) -> u64 {
        self.dice.bits()
    }
}

/// Milliseconds since 1970; zero for a clock that was never set.
fn wall() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| {
        u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock() -> WallClock {
        let (events, _) = tokio::sync::mpsc::unbounded_channel();
        WallClock::new(Teller(events)).unwrap()
    }

    #[tokio::test(start_paused = true)]
    async fn the_clock_goes_on_while_the_wall_clock_stands_and_never_back() {
        let mut clock = clock();
        let before = clock.now();
        // Paused time moves the monotonic clock alone, as if the wall clock were set back.
        clock.sleep(Duration::from_secs(100)).await;
        let after = clock.now();
        assert!(before.until(after) >= Duration::from_secs(100));
        assert!(clock.now() >= after);
    }

    #[test]
    fn two_clocks_roll_different_numbers() {
        let (mut one, mut other) = (clock(), clock());
        let rolls: Vec<u64> = (0..100).map(|_| one.roll()).collect();
        assert!((0..100).all(|_| !rolls.contains(&other.roll())));
    }
}
