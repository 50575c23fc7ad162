//! The real launch engine in a world of faults, with virtual time.
//!
//! A schedule is a seed: it says what kind of world it is and what goes wrong at which
//! call. `RAS_SIMULATE=<seed> cargo test -p ras-tests one_schedule -- --nocapture` tells
//! the story of one schedule. `RAS_SCHEDULES` and `RAS_FIRST_SEED` set which are run.
//! A broken promise is printed with its command, and with the fewest mishaps that break it.

mod checker;
mod dice;
mod exhaustive;
mod files;
mod histories;
mod journal;
mod mutants;
mod process;
mod rules;
mod scenario;
mod schedule;
mod script;
mod service;
mod shrink;
mod trace;
mod verdict;
mod world;

use std::collections::BTreeMap;
use std::ops::Range;

use ras_highlevel::engine::Mutant;
use scenario::{Scenario, Story};
use schedule::Outcome;
use script::Script;
use trace::Trace;

type Seeds = Range<u64>;

fn schedule(seed: u64, mutant: Option<Mutant>, trace: Trace) -> Outcome {
    let scenario = Scenario::drawn(seed, mutant);
    schedule::run(scenario, Script::Drawn(scenario.rates), trace)
}

/// Broken promises by rule and kind of schedule: how many schedules, and the first.
type Broken = BTreeMap<String, (u64, String)>;

fn broken(seeds: Seeds) -> Broken {
    let mut found = Broken::new();
    for seed in seeds {
        let outcome = schedule(seed, None, Trace::default());
        let Some(violation) = outcome.violations.first() else {
            continue;
        };
        let scenario = Scenario::drawn(seed, None);
        let story = format!("{:?}", scenario.story);
        let story = story.split(['(', ' ']).next().unwrap_or_default();
        let kind = format!("{:?} {story} {:?}", violation.rule, scenario.tags);
        let first = || (0, shrink::report(scenario, &outcome));
        found.entry(kind).or_insert_with(first).0 += 1;
    }
    found
}

fn number(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    Some(text.parse().unwrap())
}

fn seeds() -> Seeds {
    let first = number("RAS_FIRST_SEED").unwrap_or(0);
    first..first + number("RAS_SCHEDULES").unwrap_or(CI_SIZE)
}

/// Schedules of a run that nobody has asked for more.
const CI_SIZE: u64 = 100_000;

#[test]
fn no_schedule_of_faults_breaks_a_launch() {
    let Range { start, end } = seeds();
    let middle = start + (end - start) / 2;
    let other = std::thread::spawn(move || broken(middle..end));
    let mut found: Vec<_> = broken(start..middle).into_iter().collect();
    found.extend(other.join().unwrap());
    for (kind, (count, first)) in &found {
        println!("{kind}: {count} schedules, the first:\n{first}");
    }
    assert!(found.is_empty(), "seeds {start}..{end}");
}

#[test]
fn many_schedules_have_two_runners_or_a_stale_one() {
    let stories = (0..CI_SIZE).map(|seed| Scenario::drawn(seed, None).story);
    let (mut rivals, mut stale, mut old) = (0, 0, 0);
    for story in stories {
        rivals += u64::from(matches!(story, Story::Rival(_) | Story::OtherPlan(_)));
        stale += u64::from(story == Story::Stale);
        old += u64::from(matches!(story, Story::Lost | Story::OldCopy));
    }
    println!("{rivals} with two runners, {stale} stale, {old} without their journal");
    assert!(rivals >= 10_000 && stale >= 10_000 && old >= 10_000);
}

#[test]
fn one_schedule_can_be_replayed() {
    let seed = number("RAS_SIMULATE").unwrap_or(1);
    let mutant = std::env::var("RAS_MUTANT").ok().map(|name| {
        let mut all = Mutant::ALL.into_iter();
        all.find(|mutant| format!("{mutant:?}") == name).unwrap()
    });
    let scenario = Scenario::drawn(seed, mutant);
    let outcome = match std::env::var("RAS_ONLY") {
        Ok(only) => {
            let all = shrink::Mishaps::of(&schedule(seed, mutant, Trace::default()));
            schedule::run(scenario, all.named(&only).script(), Trace::readable())
        }
        Err(_) => schedule(seed, mutant, Trace::readable()),
    };
    println!("{scenario:#?}\n{}", outcome.trace);
    assert_eq!(outcome.violations, []);
    let again = schedule::run(
        scenario,
        shrink::Mishaps::of(&outcome).script(),
        Trace::default(),
    );
    assert_eq!(again.hash, outcome.hash, "a seed is one schedule");
}

#[test]
fn the_same_seed_is_the_same_schedule() {
    for seed in 0..200 {
        let one = schedule(seed, None, Trace::default());
        let other = schedule(seed, None, Trace::default());
        assert_eq!(one.hash, other.hash, "{seed}");
        // And so is the list of what went wrong in it.
        let scenario = Scenario::drawn(seed, None);
        let script = shrink::Mishaps::of(&one).script();
        let listed = schedule::run(scenario, script, Trace::default());
        assert_eq!(listed.hash, one.hash, "{seed}");
    }
}
