//! Chance without state: what is drawn depends on the seed and the place alone, so that
//! leaving one fault out of a schedule changes nothing before it.

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(mix(seed ^ 0x5851_f42d_4c95_7f2d))
    }

    /// A number for a place, which is a call or a process, and a question asked there.
    pub(super) fn roll(self, place: u64, question: u64) -> u64 {
        mix(self.0 ^ mix(place.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (question << 48)))
    }

    pub(super) fn below(self, place: u64, question: u64, end: u64) -> u64 {
        self.roll(place, question) % end.max(1)
    }

    /// Whether something happens that happens so many times in a thousand.
    pub(super) fn happens(self, place: u64, question: u64, thousandths: u64) -> bool {
        thousandths > 0 && self.below(place, question, 1000) < thousandths
    }
}

pub(super) fn mix(mut z: u64) -> u64 {
    z = z.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// The questions that are asked at a place; two of the same kind are told apart by adding
/// to them.
pub(super) mod ask {
    pub(in super::super) const FAULT: u64 = 1;
    pub(in super::super) const WHICH: u64 = 2;
    pub(in super::super) const CRASH: u64 = 3;
    pub(in super::super) const LAGS: u64 = 4;
    pub(in super::super) const LAG: u64 = 5;
    pub(in super::super) const LATE: u64 = 6;
    pub(in super::super) const NAP: u64 = 7;
    pub(in super::super) const PAUSE: u64 = 8;
    pub(in super::super) const LOSES: u64 = 9;
    pub(in super::super) const ROLL: u64 = 10;
    pub(in super::super) const SHAPE: u64 = 11;
    pub(in super::super) const DOUBLED: u64 = 12;
    pub(in super::super) const NAPS: u64 = 13;
    pub(in super::super) const COPY: u64 = 14;
    pub(in super::super) const SLOW: u64 = 15;
    pub(in super::super) const LEG: u64 = 0x40;
    pub(in super::super) const ITEM: u64 = 0x1000;
}
