//! What happened on the shelves: deterministic figures from seed, target and day.
//!
//! One target has one figure for one day, and that goes as a whole to one ad, one search
//! term and one placement. So the sums of all reports agree, and a million rows need no
//! memory.

use std::ops::AddAssign;

use jiff::civil::Date;

/// Sales are counted within 1, 7, 14 and 30 days of the click.
pub(super) const WINDOWS: [u32; 4] = [1, 7, 14, 30];

/// Figures of an entity for some days; money in cents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Figures {
    pub(super) impressions: u64,
    pub(super) clicks: u64,
    pub(super) cost: u64,
    pub(super) invalid_impressions: u64,
    pub(super) invalid_clicks: u64,
    pub(super) add_to_list: u64,
    pub(super) purchases: [u64; 4],
    pub(super) purchases_same: [u64; 4],
    pub(super) units: [u64; 4],
    pub(super) units_same: [u64; 4],
    pub(super) sales: [u64; 4],
    pub(super) sales_same: [u64; 4],
}

impl AddAssign for Figures {
    fn add_assign(&mut self, other: Self) {
        self.impressions += other.impressions;
        self.clicks += other.clicks;
        self.cost += other.cost;
        self.invalid_impressions += other.invalid_impressions;
        self.invalid_clicks += other.invalid_clicks;
        self.add_to_list += other.add_to_list;
        for window in 0..WINDOWS.len() {
            self.purchases[window] += other.purchases[window];
            self.purchases_same[window] += other.purchases_same[window];
            self.units[window] += other.units[window];
            self.units_same[window] += other.units_same[window];
            self.sales[window] += other.sales[window];
            self.sales_same[window] += other.sales_same[window];
        }
    }
}

/// The traffic of one target on one day, and where it went.
#[derive(Clone, Copy, Debug)]
pub(super) struct Traffic {
    pub(super) figures: Figures,
    /// Picks the ad, the search term and the placement.
    pub(super) pick: u64,
}

/// What happened to a target, whose clicks cost up to `bid` cents, on a day.
pub(super) fn traffic(seed: u64, target: u64, bid: u64, day: Date) -> Traffic {
    let date = u64::from(day.year().unsigned_abs()) * 10_000
        + u64::from(day.month().unsigned_abs()) * 100
        + u64::from(day.day().unsigned_abs());
    let mut dice = Dice(seed ^ target.rotate_left(17) ^ date.wrapping_mul(0x9e37_79b9));
    let impressions = dice.below(400);
    let clicks = (0..impressions / 40).filter(|_| dice.below(3) == 0).count() as u64;
    // A click costs at most the bid, and never less than the lowest bid.
    let cost = (0..clicks)
        .map(|_| (bid * (60 + dice.below(41)) / 100).max(2))
        .sum();
    let mut figures = Figures {
        impressions,
        clicks,
        cost,
        invalid_impressions: dice.below(impressions / 20 + 1),
        invalid_clicks: dice.below(clicks / 4 + 1),
        add_to_list: dice.below(clicks + 1) / 2,
        ..Figures::default()
    };
    for _ in 0..clicks {
        if dice.below(5) != 0 {
            continue;
        }
        let price = 500 + dice.below(4000);
        let units = 1 + dice.below(10) / 8;
        let same = dice.below(4) != 0;
        // The first window that the sale falls in; it counts in all longer ones too.
        let delay = [0, 0, 0, 1, 1, 2, 3][usize::try_from(dice.below(7)).unwrap_or(0)];
        for window in delay..WINDOWS.len() {
            figures.purchases[window] += 1;
            figures.units[window] += units;
            figures.sales[window] += units * price;
            if same {
                figures.purchases_same[window] += 1;
                figures.units_same[window] += units;
                figures.sales_same[window] += units * price;
            }
        }
    }
    Traffic {
        figures,
        pick: dice.next(),
    }
}

/// SplitMix64: small, and the same on every machine.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_same_day_has_the_same_traffic_and_plausible_figures() {
        let day = date(2030, 5, 1);
        let mut sum = Figures::default();
        for target in 0..500 {
            let found = traffic(7, target, 100, day);
            assert_eq!(found.figures, traffic(7, target, 100, day).figures);
            let f = found.figures;
            assert!(f.clicks <= f.impressions && f.cost <= f.clicks * 100);
            for window in 1..WINDOWS.len() {
                assert!(f.purchases[window] >= f.purchases[window - 1]);
                assert!(f.units_same[window] <= f.units[window]);
            }
            sum += f;
        }
        assert!(sum.impressions > 50_000 && sum.clicks > 400 && sum.purchases[3] > 50);
        assert_ne!(traffic(8, 1, 100, day).pick, traffic(7, 1, 100, day).pick);
    }
}
