//! The real launch engine in a world of faults, with virtual time.
//!
//! A schedule is a seed: it says what kind of world it is and what goes wrong at which
//! call. `RAS_SIMULATE=<seed> cargo test -p ras-tests one_schedule -- --nocapture` tells
//! the story of one schedule. `RAS_SCHEDULES` and `RAS_FIRST_SEED` set which are run.

mod checker;
mod dice;
mod journal;
mod mutants;
mod process;
mod scenario;
mod schedule;
mod script;
mod service;
mod trace;
mod verdict;
mod world;

use std::collections::BTreeMap;
use std::ops::Range;

use ras_highlevel::engine::Mutant;
use scenario::Scenario;
use schedule::Outcome;
use script::Script;
use trace::Trace;

type Seeds = Range<u64>;

fn schedule(seed: u64, mutant: Option<Mutant>, trace: Trace) -> Outcome {
    let scenario = Scenario::drawn(seed, mutant);
    schedule::run(scenario, Script::Drawn(scenario.rates), trace)
}

/// Broken promises by rule and kind of schedule: how many schedules, and the first.
type Broken = BTreeMap<String, (u64, u64, String)>;

fn broken(seeds: Seeds) -> Broken {
    let mut found = Broken::new();
    for seed in seeds {
        let outcome = schedule(seed, None, Trace::default());
        let Some(violation) = outcome.violations.into_iter().next() else {
            continue;
        };
        let Scenario { story, tags, .. } = Scenario::drawn(seed, None);
        let story = format!("{story:?}");
        let story = story.split(['(', ' ']).next().unwrap_or_default();
        let kind = format!("{:?} {story} {tags:?}", violation.rule);
        found.entry(kind).or_insert((0, seed, violation.what)).0 += 1;
    }
    found
}

fn number(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    Some(text.parse().unwrap())
}

fn seeds() -> Seeds {
    let first = number("RAS_FIRST_SEED").unwrap_or(0);
    first..first + number("RAS_SCHEDULES").unwrap_or(100_000)
}

#[test]
fn no_schedule_of_faults_breaks_a_launch() {
    let Range { start, end } = seeds();
    let middle = start + (end - start) / 2;
    let other = std::thread::spawn(move || broken(middle..end));
    let found = (broken(start..middle), other.join().unwrap());
    assert_eq!(found, (Broken::new(), Broken::new()));
}

#[test]
fn one_schedule_can_be_replayed() {
    let seed = number("RAS_SIMULATE").unwrap_or(1);
    let outcome = schedule(seed, None, Trace::readable());
    println!("{:#?}\n{}", Scenario::drawn(seed, None), outcome.trace);
    assert_eq!(outcome.violations, []);
    let again = schedule(seed, None, Trace::default());
    assert_eq!(again.hash, outcome.hash, "a seed is one schedule");
}
