//! The fewest mishaps that still break a promise.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::checker::Rule;
use super::scenario::Scenario;
use super::schedule::{self, Outcome};
use super::script::{Fault, Mishap, Script};
use super::trace::Trace;

/// What of a mishap is left out on its own: its fault, its crash, its lag.
type Part = (u32, char);

/// Mishaps by calls, with what they are.
#[derive(Clone, Debug)]
pub(super) struct Mishaps(BTreeMap<u32, Mishap>);

impl Mishaps {
    /// What went wrong in a schedule.
    pub(super) fn of(outcome: &Outcome) -> Self {
        Self(outcome.mishaps.clone())
    }

    fn parts(&self) -> Vec<Part> {
        let parts = |(call, mishap): (&u32, &Mishap)| {
            let fault = (mishap.fault != Fault::None).then_some((*call, 'f'));
            let crash = mishap.crash.map(|_| (*call, 'c'));
            let lags = mishap.lags.then_some((*call, 'l'));
            [fault, crash, lags].into_iter().flatten()
        };
        self.0.iter().flat_map(parts).collect()
    }

    fn only(&self, parts: &[Part]) -> Self {
        let mut kept = BTreeMap::new();
        for (call, mishap) in &self.0 {
            let has = |part| parts.contains(&(*call, part));
            let mishap = Mishap {
                fault: if has('f') { mishap.fault } else { Fault::None },
                crash: mishap.crash.filter(|_| has('c')),
                lags: mishap.lags && has('l'),
            };
            if mishap != Mishap::default() {
                kept.insert(*call, mishap);
            }
        }
        Self(kept)
    }

    /// Those that a text names, such as `12f,12c,40l`.
    pub(super) fn named(&self, text: &str) -> Self {
        let part = |word: &str| {
            let (call, part) = word.split_at(word.len() - 1);
            (call.parse().unwrap(), part.chars().next().unwrap())
        };
        self.only(&text.split(',').map(part).collect::<Vec<Part>>())
    }

    /// Their names.
    pub(super) fn names(&self) -> String {
        let names = self.parts().into_iter();
        let names = names.map(|(call, part)| format!("{call}{part}"));
        names.collect::<Vec<String>>().join(",")
    }

    pub(super) fn script(&self) -> Script {
        Script::listed(self.0.clone())
    }

    pub(super) fn count(&self) -> usize {
        self.parts().len()
    }
}

/// Whether a rule is broken when nothing but this goes wrong.
pub(super) fn breaks(scenario: Scenario, mishaps: &Mishaps, rule: Rule) -> bool {
    let outcome = schedule::run(scenario, mishaps.script(), Trace::default());
    let mut broken = outcome.violations.iter();
    broken.any(|violation| violation.rule == rule)
}

/// Leaves out what is not needed to break a rule, in halves, quarters and so on.
pub(super) fn shrink(scenario: Scenario, all: &Mishaps, rule: Rule) -> Mishaps {
    let mut parts = all.parts();
    let mut size = parts.len().div_ceil(2);
    while size > 0 {
        let (mut start, before) = (0, parts.len());
        while start < parts.len() {
            let mut fewer = parts.clone();
            fewer.drain(start..parts.len().min(start + size));
            match breaks(scenario, &all.only(&fewer), rule) {
                true => parts = fewer,
                false => start += size,
            }
        }
        // What could be left out may make something else superfluous.
        if parts.len() == before || size > 1 {
            size /= 2;
        }
    }
    all.only(&parts)
}

/// What to print of a schedule that breaks a promise.
pub(super) fn report(scenario: Scenario, outcome: &Outcome) -> String {
    let Some(first) = outcome.violations.first() else {
        return String::new();
    };
    let all = Mishaps::of(outcome);
    let least = shrink(scenario, &all, first.rule);
    let seed = scenario.seed;
    let mutant = scenario
        .mutant
        .map(|mutant| format!("RAS_MUTANT={mutant:?} "));
    let mutant = mutant.unwrap_or_default();
    let command = "cargo test -p ras-tests one_schedule -- --nocapture";
    let mut text = format!("seed {seed} breaks {:?}: {}\n", first.rule, first.what);
    let _ = writeln!(text, "  {mutant}RAS_SIMULATE={seed} {command}");
    let _ = writeln!(
        text,
        "  {} of {} mishaps are enough:",
        least.count(),
        all.count()
    );
    let only = least.names();
    let _ = writeln!(
        text,
        "  {mutant}RAS_SIMULATE={seed} RAS_ONLY={only} {command}"
    );
    for (call, Mishap { fault, crash, lags }) in &least.0 {
        let _ = writeln!(
            text,
            "    call {call}: {fault:?}, crash {crash:?}, lags {lags}"
        );
    }
    text
}

mod tests {
    use ras_highlevel::engine::Mutant;

    use super::*;

    /// The first schedule in which a mutant breaks a promise.
    fn caught(mutant: Mutant) -> (Scenario, Outcome) {
        let mut seeds = 0..100_000;
        let caught = seeds.find_map(|seed| {
            let outcome = super::super::schedule(seed, Some(mutant), Trace::default());
            let caught = !outcome.violations.is_empty() && Mishaps::of(&outcome).count() > 5;
            caught.then(|| (Scenario::drawn(seed, Some(mutant)), outcome))
        });
        caught.unwrap()
    }

    #[test]
    fn a_schedule_that_breaks_a_promise_is_shrunk_to_the_fewest_mishaps() {
        let mutants = [
            Mutant::BlindRetry,
            Mutant::NoSettle,
            Mutant::MissingIdIsRejected,
        ];
        for mutant in mutants {
            let (scenario, outcome) = caught(mutant);
            let (all, rule) = (Mishaps::of(&outcome), outcome.violations[0].rule);
            let least = shrink(scenario, &all, rule);
            assert!(breaks(scenario, &least, rule), "{mutant:?}");
            assert!(least.count() < all.count(), "{mutant:?}");
            let parts = least.parts();
            for left_out in 0..parts.len() {
                let mut fewer = parts.clone();
                fewer.remove(left_out);
                let fewer = least.only(&fewer);
                assert!(!breaks(scenario, &fewer, rule), "{mutant:?} {fewer:?}");
            }
            let right = Scenario {
                mutant: None,
                ..scenario
            };
            assert!(!breaks(right, &least, rule), "{mutant:?}");
        }
    }

    #[test]
    fn what_is_printed_of_a_broken_promise_replays_it() {
        let (scenario, outcome) = caught(Mutant::BlindRetry);
        let text = report(scenario, &outcome);
        let seed = scenario.seed;
        assert!(text.contains(&format!("RAS_MUTANT=BlindRetry RAS_SIMULATE={seed} cargo")));
        let only = text.split("RAS_ONLY=").nth(1).unwrap();
        let only = only.split(' ').next().unwrap();
        let named = Mishaps::of(&outcome).named(only);
        assert_eq!(named.names(), only);
        assert!(breaks(scenario, &named, outcome.violations[0].rule));
    }
}
