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

/// The first seed that breaks a promise.
fn first_violation(seeds: Seeds, mutant: Option<Mutant>) -> Option<(u64, Outcome)> {
    seeds.into_iter().find_map(|seed| {
        let outcome = schedule(seed, mutant, Trace::default());
        (!outcome.violations.is_empty()).then_some((seed, outcome))
    })
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
    let other = std::thread::spawn(move || first_violation(middle..end, None));
    let found = first_violation(start..middle, None).or(other.join().unwrap());
    if let Some((seed, outcome)) = found {
        panic!("{seed}: {:?}", outcome.violations);
    }
}

#[test]
fn one_schedule_can_be_replayed() {
    let seed = number("RAS_SIMULATE").unwrap_or(1);
    let outcome = schedule(seed, None, Trace::readable());
    println!("{:#?}\n{}", Scenario::drawn(seed, None), outcome.trace);
    assert_eq!(outcome.violations, []);
}

#[test]
fn survey() {
    let mut found: std::collections::BTreeMap<String, (u64, u64, String)> = Default::default();
    let (mut calls, mut processes) = (0_u64, 0);
    let begun = std::time::Instant::now();
    for seed in seeds() {
        let outcome = schedule(seed, None, Trace::default());
        calls += u64::from(outcome.calls);
        processes += outcome.processes;
        if let Some(violation) = outcome.violations.first() {
            let scenario = Scenario::drawn(seed, None);
            let story = format!("{:?}", scenario.story);
            let story = story.split(['(', ' ']).next().unwrap();
            let key = format!("{:?} {story} {:?}", violation.rule, scenario.tags);
            let entry = found
                .entry(key)
                .or_insert((0, seed, violation.what.clone()));
            entry.0 += 1;
        }
    }
    for (key, (count, seed, what)) in found {
        println!("{count:>6} {key} first {seed}: {what}");
    }
    println!(
        "{calls} calls, {processes} processes, {:?}",
        begun.elapsed()
    );
}
