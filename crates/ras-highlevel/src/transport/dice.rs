//! Chance for jitter, handed in so that tests can load it.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

/// Rolls numbers from 0 to 1.
pub(crate) trait Dice: fmt::Debug + Send + Sync {
    /// A number of at least 0 and below 1.
    fn roll(&self) -> f64;
}

/// SplitMix64: enough to spread retries, and not for secrets.
#[derive(Debug)]
pub(crate) struct Random(AtomicU64);

impl Random {
    /// Dice that roll the same for the same seed.
    pub(crate) fn seeded(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }
}

impl Default for Random {
    fn default() -> Self {
        // Without a source of chance every client jitters alike, which is no reason to fail.
        Self::seeded(getrandom::u64().unwrap_or_default())
    }
}

impl Random {
    /// 64 bits; no two of one sequence are alike.
    pub(crate) fn bits(&self) -> u64 {
        const STEP: u64 = 0x9E37_79B9_7F4A_7C15;
        let mut bits = self.0.fetch_add(STEP, Ordering::Relaxed).wrapping_add(STEP);
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }
}

impl Dice for Random {
    fn roll(&self) -> f64 {
        // A double holds 53 bits exactly.
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// Dice that always roll the same.
#[cfg(test)]
#[derive(Debug)]
pub(crate) struct Loaded(pub(crate) f64);

#[cfg(test)]
impl Dice for Loaded {
    fn roll(&self) -> f64 {
        self.0
    }
}
