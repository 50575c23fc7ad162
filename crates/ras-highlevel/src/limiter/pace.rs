//! How many calls a second: up a little with each success, down by a third with a 429.

use std::time::Duration;

use tokio::time::Instant;

use crate::transport::Dice;

/// The pace of a client that has not been throttled yet, and the calls it may make at once.
const FIRST_RATE: f64 = 10.0;
const FIRST_BURST: f64 = 20.0;
/// Until the first 429 each success speeds up by a tenth, as TCP's slow start.
const FIRST_GROWTH: f64 = 1.1;

/// After a 429: less by this factor, at most once in a second.
const CUT: f64 = 0.7;
const CUT_EVERY: Duration = Duration::from_secs(1);
/// After a success: more by this.
const GROWTH: f64 = 0.1;
/// Near the pace that was too much the last time: more by this.
const CAREFUL_GROWTH: f64 = 0.02;
/// One call in five seconds finds out when the service has recovered.
const SLOWEST: f64 = 0.2;
const FASTEST: f64 = 10_000.0;

/// Who waits at a gate comes this much later, so that processes do not come at once.
const GATE_JITTER: f64 = 0.1;

/// The pace of one profile. Knows no clock: every call brings the time.
#[derive(Debug)]
pub(crate) struct Pace {
    rate: f64,
    ceiling: f64,
    /// Calls that may go at once.
    saved: f64,
    counted: Instant,
    gate: Option<Instant>,
    last_cut: Option<Instant>,
    /// The pace at which the service last said that it was too much.
    too_much: Option<f64>,
    window: Window,
}

impl Pace {
    pub(crate) fn new(ceiling: Option<f64>, now: Instant) -> Self {
        // Not a number is no ceiling.
        let ceiling = ceiling.filter(|ceiling| !ceiling.is_nan());
        let ceiling = ceiling.unwrap_or(FASTEST).clamp(SLOWEST, FASTEST);
        Self {
            rate: FIRST_RATE.min(ceiling),
            ceiling,
            saved: FIRST_BURST.min(ceiling.max(1.0)),
            counted: now,
            gate: None,
            last_cut: None,
            too_much: None,
            window: Window::new(now),
        }
    }

    /// Lets a call go, or says how long to wait before asking again.
    pub(crate) fn admit(&mut self, now: Instant) -> Option<Duration> {
        let wait = self.wait(now);
        if !wait.is_zero() {
            return Some(wait);
        }
        self.save(now);
        self.saved -= 1.0;
        self.window.count(now);
        None
    }

    /// How long until a call may go.
    pub(crate) fn wait(&self, now: Instant) -> Duration {
        let short = 1.0 - self.saved_by(now);
        let turn = match short > f64::EPSILON {
            // A nanosecond more, so that rounding does not ask twice.
            true => Duration::from_secs_f64(short / self.rate) + Duration::from_nanos(1),
            false => Duration::ZERO,
        };
        turn.max(self.gate(now))
    }

    /// How long the gate stays closed.
    pub(crate) fn gate(&self, now: Instant) -> Duration {
        self.gate
            .map_or(Duration::ZERO, |gate| gate.saturating_duration_since(now))
    }

    pub(crate) fn succeeded(&mut self) {
        let faster = match self.too_much {
            None => self.rate * FIRST_GROWTH,
            // The service has more to give than before: forget the old mark.
            Some(mark) if self.rate > mark * 1.15 => self.rate + GROWTH,
            Some(mark) if self.rate > mark * 0.85 => self.rate + CAREFUL_GROWTH,
            Some(_) => self.rate + GROWTH,
        };
        self.rate = faster.min(self.ceiling);
    }

    pub(crate) fn throttled(&mut self, now: Instant, gate: Option<Duration>, dice: &dyn Dice) {
        self.save(now);
        if self.last_cut.is_none_or(|cut| now - cut >= CUT_EVERY) {
            // What was really sent: a pace that nobody used says nothing.
            // The margin is for what a window of one second cannot tell.
            let used = self.rate.min(self.window.rate(now) * 1.25 + 1.0);
            self.too_much = Some(used);
            self.rate = (used * CUT).max(SLOWEST);
            self.last_cut = Some(now);
            self.saved = self.saved.min(0.0);
        }
        if let Some(wait) = gate {
            let later = wait.mul_f64(1.0 + GATE_JITTER * dice.roll());
            let until = now.checked_add(later);
            self.gate = self.gate.max(until);
        }
    }

    fn save(&mut self, now: Instant) {
        self.saved = self.saved_by(now);
        self.counted = self.counted.max(now);
    }

    fn saved_by(&self, now: Instant) -> f64 {
        let most = match self.too_much {
            None => FIRST_BURST.min(self.ceiling.max(1.0)),
            Some(_) => 1.0,
        };
        let since = now.saturating_duration_since(self.counted);
        (self.saved + since.as_secs_f64() * self.rate).min(most)
    }
}

/// Calls of this second and of the one before.
#[derive(Debug)]
struct Window {
    start: Instant,
    now: f64,
    before: f64,
}

impl Window {
    fn new(start: Instant) -> Self {
        Self {
            start,
            now: 0.0,
            before: 0.0,
        }
    }

    fn count(&mut self, now: Instant) {
        let seconds = now.saturating_duration_since(self.start).as_secs();
        if seconds > 0 {
            self.before = if seconds == 1 { self.now } else { 0.0 };
            self.now = 0.0;
            self.start += Duration::from_secs(seconds);
        }
        self.now += 1.0;
    }

    /// Calls in the second up to now, the older part by its share.
    fn rate(&self, now: Instant) -> f64 {
        let into = now.saturating_duration_since(self.start).as_secs_f64();
        self.now + self.before * (1.0 - into).max(0.0)
    }
}
