//! Growing pauses with full jitter.

use std::time::Duration;

use super::Dice;
use crate::Limits;

/// A pause anywhere between nothing and twice the pause before, up to the longest.
pub(crate) fn pause(limits: &Limits, nth: u32, dice: &dyn Dice) -> Duration {
    let doubled = 1_u32.checked_shl(nth.saturating_sub(1)).unwrap_or(u32::MAX);
    let most = limits.first_pause.saturating_mul(doubled);
    most.min(limits.longest_pause).mul_f64(dice.roll())
}

#[cfg(test)]
mod tests {
    use super::super::dice::Loaded;
    use super::*;

    #[test]
    fn pauses_double_up_to_the_longest_and_jitter_takes_any_part() {
        let limits = Limits::default();
        let seconds = |nth, roll| pause(&limits, nth, &Loaded(roll)).as_secs_f64();
        let grown = [1, 2, 3, 4, 5, 6, 40].map(|nth| seconds(nth, 1.0));
        assert_eq!(grown, [1.0, 2.0, 4.0, 8.0, 16.0, 20.0, 20.0]);
        assert_eq!((seconds(3, 0.0), seconds(3, 0.25)), (0.0, 1.0));
    }
}
