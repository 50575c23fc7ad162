//! Every single fault at every call, with every crash: nothing is left to chance.

use std::collections::BTreeMap;

use super::scenario::{Plan, Scenario, Tags, Unique};
use super::schedule::{self, Outcome};
use super::script::{Crash, Fault, Mishap, Op, Script};
use super::trace::Trace;

/// How many faults each call can meet; a shorter list would be noticed here.
const FAULTS: [(Op, usize); 6] = [
    (Op::Open, 1),
    (Op::Append, 3),
    (Op::Create, 23),
    (Op::List, 9),
    (Op::Set, 12),
    (Op::Archive, 12),
];

/// No crash, and one before, during and after the call.
const CRASHES: usize = 4;

fn world(plan: Plan, unique: Unique, tags: Tags) -> Scenario {
    Scenario {
        seed: plan as u64,
        plan,
        unique,
        tags,
        page: 100,
        ..Scenario::default()
    }
}

/// All worlds: each plan, and one that is refused at its last item and rolled back.
fn worlds() -> Vec<Scenario> {
    let mut worlds = Vec::new();
    for unique in [Unique::No, Unique::Live, Unique::Ever] {
        for tags in [Tags::Kept, Tags::Refused, Tags::Dropped] {
            worlds.push(world(Plan::Manual, unique, tags));
            worlds.push(world(Plan::Auto, unique, tags));
            worlds.push(Scenario {
                poisoned: Some(Plan::Manual.items() - 1),
                ..world(Plan::Manual, unique, tags)
            });
        }
    }
    worlds
}

fn run(mut scenario: Scenario, script: Script) -> Outcome {
    if let Script::Listed { calls, .. } = &script {
        // The engine is told when the network may deliver twice.
        let doubled = calls.values().any(|mishap| mishap.fault == Fault::Doubled);
        scenario.rates.doubled = u64::from(doubled);
    }
    schedule::run(scenario, script, Trace::default())
}

/// The calls of a launch that meets no fault.
fn untroubled(scenario: Scenario) -> Vec<Op> {
    let outcome = run(scenario, Script::listed(BTreeMap::new()));
    assert_eq!(outcome.violations, []);
    outcome.ops
}

fn faults(op: Op) -> impl Iterator<Item = Fault> {
    [Fault::None].into_iter().chain(op.faults().iter().copied())
}

fn crashes() -> impl Iterator<Item = Option<Crash>> {
    [None].into_iter().chain(Crash::ALL.map(Some))
}

/// How many there are to be, by the table above.
fn count(ops: &[Op], of: impl Fn(usize) -> usize) -> usize {
    let faults = |op: &Op| FAULTS.iter().find(|(other, _)| other == op).unwrap().1;
    ops.iter().map(|op| of(faults(op))).sum()
}

/// Runs all schedules on both cores; the broken promises.
fn broken(schedules: Vec<(Scenario, Script)>) -> Vec<String> {
    let half = schedules.len() / 2;
    let (ours, theirs) = schedules.split_at(half);
    let check = |schedules: &[(Scenario, Script)]| -> Vec<String> {
        let broken = schedules.iter().filter_map(|(scenario, script)| {
            let outcome = run(*scenario, script.clone());
            let first = outcome.violations.first()?;
            Some(format!("{scenario:?} {script:?}: {first:?}"))
        });
        broken.take(10).collect()
    };
    std::thread::scope(|scope| {
        let other = scope.spawn(|| check(theirs));
        let mut found = check(ours);
        found.extend(other.join().unwrap());
        found
    })
}

#[test]
fn the_list_of_faults_is_complete() {
    for (op, count) in FAULTS {
        assert_eq!(op.faults().len(), count, "{op:?}");
    }
}

#[test]
fn every_fault_at_every_call_with_every_crash_keeps_all_promises() {
    let (mut schedules, mut wanted) = (Vec::new(), 0);
    for scenario in worlds() {
        let ops = untroubled(scenario);
        wanted += CRASHES * count(&ops, |faults| 1 + faults);
        for (call, op) in (0..).zip(&ops) {
            for fault in faults(*op) {
                for crash in crashes() {
                    let mishap = Mishap {
                        fault,
                        crash,
                        lags: false,
                    };
                    let script = Script::listed(BTreeMap::from([(call, mishap)]));
                    schedules.push((scenario, script));
                }
            }
        }
    }
    println!("{} schedules of one fault and one crash", schedules.len());
    assert_eq!(schedules.len(), wanted);
    assert_eq!(broken(schedules), Vec::<String>::new());
}

#[test]
fn every_fault_with_a_crash_at_every_write_of_the_journal_keeps_all_promises() {
    let (mut schedules, mut wanted) = (Vec::new(), 0);
    for scenario in &worlds()[..3] {
        let ops = untroubled(*scenario);
        let writes = ops.iter().filter(|op| **op == Op::Append).count();
        wanted += Crash::ALL.len() * writes * count(&ops, |faults| faults);
        for (call, op) in (0..).zip(&ops) {
            for fault in op.faults().iter().copied() {
                let mishap = Mishap {
                    fault,
                    ..Mishap::default()
                };
                for write in 0..writes {
                    for crash in Crash::ALL {
                        let script = Script::Listed {
                            calls: BTreeMap::from([(call, mishap)]),
                            write: Some((write, crash)),
                        };
                        schedules.push((*scenario, script));
                    }
                }
            }
        }
    }
    println!(
        "{} schedules of a fault and a crash at a write",
        schedules.len()
    );
    assert_eq!(schedules.len(), wanted);
    assert_eq!(broken(schedules), Vec::<String>::new());
}

#[test]
fn an_untroubled_launch_makes_the_calls_that_the_enumeration_counts_on() {
    let counts = |scenario| {
        let mut counts = BTreeMap::new();
        for op in untroubled(scenario) {
            *counts.entry(op).or_insert(0) += 1;
        }
        counts
    };
    let [manual, auto, refused] = worlds()[..3] else {
        panic!("three worlds for each service");
    };
    // The audit opens the journal and lists once more.
    let wanted = [
        (Op::Open, 2),
        (Op::Append, 12),
        (Op::Create, 4),
        (Op::List, 9),
        (Op::Set, 1),
    ];
    assert_eq!(counts(manual), BTreeMap::from(wanted));
    let wanted = [
        (Op::Open, 2),
        (Op::Append, 12),
        (Op::Create, 4),
        // Until the automatic targets are there.
        (Op::List, 14),
        (Op::Set, 2),
    ];
    assert_eq!(counts(auto), BTreeMap::from(wanted));
    let wanted = [
        (Op::Open, 1),
        (Op::Append, 11),
        (Op::Create, 4),
        (Op::List, 3),
        (Op::Archive, 1),
    ];
    assert_eq!(counts(refused), BTreeMap::from(wanted));
}

#[test]
fn a_listed_mishap_happens() {
    for scenario in &worlds()[..3] {
        for (call, op) in (0..).zip(&untroubled(*scenario)) {
            for fault in op.faults().iter().copied() {
                let mishap = Mishap {
                    fault,
                    ..Mishap::default()
                };
                let calls = BTreeMap::from([(call, mishap)]);
                let outcome = run(*scenario, Script::listed(calls.clone()));
                assert_eq!(outcome.mishaps, calls);
            }
        }
    }
}
