//! What happens to the file of a journal, and what the launch makes of it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use ras_highlevel::engine::{JournalError, Stop};

use super::scenario::{Damage, Plan, Scenario};
use super::schedule::{self, End, Outcome};
use super::script::{Crash, Mishap, Op, Script};
use super::trace::Trace;
use super::world::{World, lock};

/// Longer than any journal here.
const LONGEST: usize = 100_000;

fn scenario(plan: Plan, damage: Damage) -> Scenario {
    Scenario {
        seed: plan as u64,
        plan,
        page: 100,
        damage: Some(damage),
        ..Scenario::default()
    }
}

/// A process dies after so many writes of the journal; none does otherwise.
fn dies_after(write: Option<usize>) -> Script {
    Script::Listed {
        calls: BTreeMap::new(),
        write: write.map(|write| (write, Crash::After)),
    }
}

fn run(plan: Plan, damage: Damage, script: Script) -> Outcome {
    schedule::run(scenario(plan, damage), script, Trace::default())
}

/// How long the journal is after each append, in a launch that meets nothing.
fn lengths(plan: Plan) -> Vec<usize> {
    let scenario = scenario(
        plan,
        Damage::Full {
            room: LONGEST,
            cut_fails: false,
        },
    );
    let world = World::new(scenario, dies_after(None), Trace::default());
    let world = Arc::new(Mutex::new(world));
    check_launched(&schedule::drive(Arc::clone(&world)), "untroubled");
    let world = lock(&world);
    let file = world.stores[0].file.as_ref().unwrap().lock().unwrap();
    let mut end = 0;
    let lines = file
        .bytes
        .split_inclusive(|byte| *byte == b'\n')
        .map(|line| {
            end += line.len();
            (end, String::from_utf8_lossy(line).contains("\"record\":"))
        });
    // Whoever opens it writes a line without records.
    let appends = lines.filter(|(_, records)| *records);
    appends.map(|(end, _)| end).collect()
}

fn check_launched(outcome: &Outcome, what: &str) {
    assert_eq!(outcome.violations, [], "{what}");
    let launched = matches!(outcome.ends[..], [Some(End::Launched(_))]);
    assert!(launched, "{what}: {:?}", outcome.ends);
}

#[test]
fn a_journal_that_is_cut_anywhere_after_the_end_neither_doubles_nor_breaks_the_launch() {
    for plan in [Plan::Manual, Plan::Auto] {
        let last = *lengths(plan).last().unwrap();
        for length in 0..=last {
            let outcome = run(plan, Damage::Cut(length), dies_after(None));
            check_launched(
                &outcome,
                &format!("{plan:?} cut to {length} of {last} bytes"),
            );
        }
    }
}

#[test]
fn a_write_that_is_torn_at_any_byte_neither_doubles_nor_breaks_the_launch() {
    for plan in [Plan::Manual, Plan::Auto] {
        let lengths = lengths(plan);
        assert_eq!(lengths.len(), 12, "{plan:?}");
        for (write, length) in lengths.iter().enumerate() {
            let start = write.checked_sub(1).map_or(0, |before| lengths[before]);
            for torn in start..=*length {
                let outcome = run(plan, Damage::Cut(torn), dies_after(Some(write)));
                check_launched(&outcome, &format!("{plan:?} write {write}, {torn} bytes"));
            }
        }
    }
}

#[test]
fn a_changed_byte_stops_the_launch_with_an_error_and_nothing_more_is_sent() {
    for plan in [Plan::Manual, Plan::Auto] {
        let lengths = lengths(plan);
        let writes = [Some(1), Some(5), Some(9), Some(lengths.len() - 2), None];
        for write in writes {
            let last = write.map_or(lengths[lengths.len() - 1], |write| lengths[write]);
            for place in 0..last {
                let outcome = run(plan, Damage::Flip(place), dies_after(write));
                let what = format!("{plan:?} write {write:?}, byte {place}");
                assert_eq!(outcome.violations, [], "{what}");
                let [Some(End::Stopped(Stop::Journal(error)))] = &outcome.ends[..] else {
                    panic!("{what}: {:?}", outcome.ends);
                };
                let clear = matches!(error, JournalError::Damaged(_) | JournalError::Foreign(_));
                assert!(clear, "{what}: {error}");
                // The process after the damage opens the journal, and that is all.
                let opened = outcome.ops.iter().rposition(|op| *op == Op::Open);
                assert_eq!(opened, Some(outcome.ops.len() - 1), "{what}");
            }
        }
    }
}

#[test]
fn a_disk_that_is_full_at_any_byte_stops_the_launch_and_it_goes_on_when_there_is_room() {
    for plan in [Plan::Manual, Plan::Auto] {
        let last = *lengths(plan).last().unwrap();
        for room in 0..last {
            for cut_fails in [false, true] {
                let outcome = run(plan, Damage::Full { room, cut_fails }, dies_after(None));
                check_launched(&outcome, &format!("{plan:?} {room} bytes, {cut_fails}"));
                let opens = outcome.ops.iter().filter(|op| **op == Op::Open);
                assert!(opens.count() > 2, "{plan:?} {room}: no process has stopped");
            }
        }
    }
}

#[test]
fn a_write_or_a_sync_that_fails_stops_the_launch_and_it_goes_on_later() {
    for plan in [Plan::Manual, Plan::Auto] {
        let writes = lengths(plan).len();
        for syncs in 0..writes {
            for cut_fails in [false, true] {
                let damage = Damage::SyncFails { syncs, cut_fails };
                let outcome = run(plan, damage, dies_after(None));
                check_launched(&outcome, &format!("{plan:?} sync {syncs}, {cut_fails}"));
                let opens = outcome.ops.iter().filter(|op| **op == Op::Open);
                assert!(
                    opens.count() > 2,
                    "{plan:?} {syncs}: no process has stopped"
                );
            }
        }
    }
}

#[test]
fn a_process_that_dies_at_any_write_leaves_a_file_that_the_next_one_reads() {
    for plan in [Plan::Manual, Plan::Auto] {
        for (write, length) in lengths(plan).into_iter().enumerate() {
            for crash in Crash::ALL {
                let script = Script::Listed {
                    calls: BTreeMap::new(),
                    write: Some((write, crash)),
                };
                let outcome = run(plan, Damage::Cut(LONGEST), script);
                check_launched(&outcome, &format!("{plan:?} {write} {crash:?} {length}"));
                let crashed = |mishap: &Mishap| mishap.crash == Some(crash);
                assert!(outcome.mishaps.values().any(crashed));
            }
        }
    }
}
