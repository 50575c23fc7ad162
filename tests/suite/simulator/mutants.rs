//! Deliberate mistakes of the protocol: a simulator that misses one proves nothing.

use std::collections::BTreeMap;

use ras_highlevel::engine::Mutant;

use super::checker::Rule;
use super::{Seeds, number, schedule};
use super::trace::Trace;

/// What a mutant broke.
#[derive(Debug, Default)]
struct Caught {
    schedules: u64,
    violations: u64,
    first: Option<u64>,
    rules: BTreeMap<Rule, u64>,
}

/// Looks for violations: up to the first one, or for all of them.
fn catch(mutant: Mutant, seeds: Seeds, all: bool) -> Caught {
    let mut caught = Caught::default();
    for seed in seeds {
        caught.schedules += 1;
        let outcome = schedule(seed, Some(mutant), Trace::default());
        let Some(first) = outcome.violations.first() else {
            continue;
        };
        caught.violations += 1;
        caught.first.get_or_insert(seed);
        *caught.rules.entry(first.rule).or_default() += 1;
        if !all {
            break;
        }
    }
    caught
}

/// `RAS_COUNT_MUTANTS=1` counts all violations of all schedules, for the table.
#[test]
fn every_mutant_is_caught() {
    let all = number("RAS_COUNT_MUTANTS").is_some();
    let (ours, theirs) = Mutant::ALL.split_at(Mutant::ALL.len() / 2);
    let catch_all = move |mutants: &[Mutant]| -> Vec<(Mutant, Caught)> {
        let caught = |mutant: &Mutant| (*mutant, catch(*mutant, super::seeds(), all));
        mutants.iter().map(caught).collect()
    };
    let other = std::thread::spawn(move || catch_all(theirs));
    let mut caught = catch_all(ours);
    caught.extend(other.join().unwrap());
    for (mutant, caught) in &caught {
        let Caught {
            schedules,
            violations,
            first,
            rules,
        } = caught;
        println!("{mutant:?}: first {first:?}, {violations} of {schedules}: {rules:?}");
    }
    let missed = caught.iter().filter(|(_, caught)| caught.first.is_none());
    let missed: Vec<Mutant> = missed.map(|(mutant, _)| *mutant).collect();
    assert_eq!(missed, []);
}
