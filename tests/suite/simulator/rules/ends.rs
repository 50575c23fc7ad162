//! Every rule about the end can fail.

use std::sync::{Arc, Mutex};

use ras_highlevel::engine::{EntityState, Kind, Stop};

use super::super::checker::Rule;
use super::super::process::{NEVER, Runner};
use super::super::scenario::Plan;
use super::super::schedule::{self, End};
use super::super::world::Origin;
use super::{STORE, broken, enable, ent, launched, put, tree, world};

fn stopped(stop: Stop) -> (usize, Option<End>) {
    (STORE, Some(End::Stopped(stop)))
}

#[test]
fn an_end_that_nothing_explains_breaks_a_rule() {
    let winner = "1".to_owned();
    let gone = Stop::LostEntity {
        kind: Kind::Campaign,
        id: "1".to_owned(),
    };
    let refused = Stop::RolledBack {
        why: String::new(),
        source: None,
    };
    for stop in [Stop::LostRace { winner }, gone, refused, Stop::PlanMismatch] {
        let mut world = world(Plan::Small);
        // Another machine has launched it.
        let root = tree(&mut world);
        enable(&mut world, root);
        let ends = [launched(&world), stopped(stop)];
        world.check_ends(&ends);
        assert_eq!(broken(&world), [Rule::EndWithoutReason]);
    }
    let mut nothing = world(Plan::Small);
    nothing.check_ends(&[(STORE, Some(End::Undone))]);
    assert_eq!(broken(&nothing), [Rule::EndWithoutReason]);
}

#[test]
fn an_end_that_lacks_something_breaks_a_rule() {
    let mut world = world(Plan::Small);
    let root = tree(&mut world);
    enable(&mut world, root);
    let end = launched(&world);
    world.ents.last_mut().unwrap().truth.state = EntityState::Archived;
    world.check_ends(std::slice::from_ref(&end));
    assert_eq!(broken(&world), [Rule::EndIncomplete]);
    // So does a campaign that is not enabled.
    world.violations.clear();
    world.ents.last_mut().unwrap().truth.state = EntityState::Paused;
    world.ents.first_mut().unwrap().truth.state = EntityState::Paused;
    world.check_ends(&[end]);
    assert_eq!(broken(&world), [Rule::EndIncomplete]);
}

#[test]
fn an_end_with_something_double_or_strange_breaks_a_rule() {
    for strange in [false, true] {
        let mut world = world(Plan::Small);
        let root = tree(&mut world);
        enable(&mut world, root);
        let mut more = world.ents.last().cloned().unwrap();
        if strange {
            more.origin = Origin::Foreign;
        }
        put(&mut world, more);
        let end = launched(&world);
        world.check_ends(&[end]);
        assert_eq!(broken(&world), [Rule::EndSurplus], "strange: {strange}");
    }
}

#[test]
fn an_end_with_another_live_campaign_breaks_a_rule() {
    let mut beside = world(Plan::Small);
    let root = tree(&mut beside);
    enable(&mut beside, root);
    let orphan = ent(&beside, Kind::Campaign, 0, 0, 0, 2);
    put(&mut beside, orphan);
    let end = launched(&beside);
    beside.check_ends(&[end]);
    assert_eq!(broken(&beside), [Rule::EndOrphan]);
    // Also when everything was to be rolled back: its own, and an enabled one of anybody.
    for enabled in [false, true] {
        let mut world = world(Plan::Small);
        world.refusable = true;
        let mut orphan = ent(&world, Kind::Campaign, 0, 0, 0, 1);
        if enabled {
            world.stores[STORE].begin("another");
            orphan.truth.state = EntityState::Enabled;
        }
        put(&mut world, orphan);
        let why = String::new();
        world.check_ends(&[stopped(Stop::RolledBack { why, source: None })]);
        assert_eq!(broken(&world), [Rule::EndOrphan], "enabled: {enabled}");
    }
}

#[test]
fn what_does_not_end_breaks_a_rule() {
    let mut world = world(Plan::Small);
    while world.runners.len() < 200 {
        world.runners.push(Runner::new(STORE, NEVER));
    }
    let outcome = schedule::drive(Arc::new(Mutex::new(world)));
    let broken = outcome.violations.iter().map(|violation| violation.rule);
    assert_eq!(broken.collect::<Vec<Rule>>(), [Rule::Endless]);
}
