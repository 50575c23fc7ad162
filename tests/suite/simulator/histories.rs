//! Histories that chance brings about once in millions of schedules.

use std::sync::{Arc, Mutex};

use ras_highlevel::Tag;
use ras_highlevel::engine::{EntityState, INST_TAG, Kind, Mutant, PLAN_TAG, RUN_TAG, Stop};

use super::scenario::{Meddling, Plan, Scenario, Tags};
use super::schedule::{self, End};
use super::script::{Fault, Mishap, Op, Script};
use super::trace::Trace;
use super::world::{Ent, FIRST_ID, Instance, Origin, World};

/// Seeds whose schedules have broken a promise once.
const BROKEN_ONCE: [u64; 10] = [
    11_336_069, 15_385_756, 15_921_171, 15_951_322, 15_957_410, 12_191, 10_029_391, 11_265_108,
    13_268_213, 16_979_737,
];

#[test]
fn schedules_that_broke_a_promise_once_keep_it() {
    for seed in BROKEN_ONCE {
        let outcome = super::schedule(seed, None, Trace::default());
        assert_eq!(outcome.violations, [], "{seed}");
    }
}

/// A campaign of another journal of the run.
fn campaign(world: &mut World, state: EntityState, visible: u64) -> u64 {
    let journal = Instance { store: 9, run: 1 };
    let origin = Origin::Plan {
        journal,
        item: 0,
        post: 1,
    };
    let mut ent = Ent::new(Kind::Campaign, 0, 0, "Shoes", origin);
    let identity = world.scenario.identity(0);
    let values = [
        (RUN_TAG, &*identity.run),
        (PLAN_TAG, &*identity.plan),
        (INST_TAG, "another"),
    ];
    ent.truth.tags = values
        .map(|(key, value)| Tag {
            key: key.to_owned(),
            value: value.to_owned(),
        })
        .to_vec();
    ent.truth.state = state;
    (ent.created, ent.visible) = (world.now, visible);
    ent.id = FIRST_ID + world.ents.len() as u64;
    ent.truth.id = ent.id.to_string();
    let id = ent.id;
    world.ents.push(ent);
    id
}

#[test]
fn a_live_campaign_that_is_listed_after_its_archived_copy_is_found() {
    let launch = |mutant| {
        let scenario = Scenario {
            page: 100,
            mutant,
            ..Scenario::default()
        };
        let mut world = World::new(scenario, Script::listed([].into()), Trace::default());
        let hidden = world.now + 29_000;
        let live = campaign(&mut world, EntityState::Paused, hidden);
        let shown = world.now;
        campaign(&mut world, EntityState::Archived, shown);
        let outcome = schedule::drive(Arc::new(Mutex::new(world)));
        (live, outcome)
    };
    let (live, outcome) = launch(None);
    assert_eq!(outcome.violations, []);
    let [Some(End::Launched(built))] = &outcome.ends[..] else {
        panic!("{:?}", outcome.ends);
    };
    assert_eq!(built.campaign(), live);
    let (_, outcome) = launch(Some(Mutant::BelievesFirstTombstone));
    let lost = matches!(
        outcome.ends[..],
        [Some(End::Stopped(Stop::LostEntity { .. }))]
    );
    assert!(lost, "{:?}", outcome.ends);
}

#[test]
fn without_tags_a_second_copy_is_no_rival_of_a_campaign_that_a_user_has_archived() {
    // By its name, since the tags are refused: delivered twice, and archived by a user
    // before the copy is listed.
    let mut scenario = Scenario {
        tags: Tags::Refused,
        plan: Plan::Manual,
        page: 100,
        ..Scenario::default()
    };
    scenario.rates.doubled = 1;
    let untroubled = schedule::run(scenario, Script::listed([].into()), Trace::default());
    let creates = untroubled.ops.iter().enumerate();
    let mut creates = creates.filter(|(_, op)| **op == Op::Create);
    let (named, below) = (creates.nth(1).unwrap().0, creates.next().unwrap().0);
    let after = |fault| Mishap {
        fault,
        ..Mishap::default()
    };
    let mut lost = 0;
    for meddled in named + 1..=below + 3 {
        scenario.meddling = Some((meddled as u32, Meddling::Archives));
        let mut calls = std::collections::BTreeMap::new();
        calls.insert(named as u32, after(Fault::Doubled));
        // Long enough that the copy is there.
        calls.insert(
            named as u32 + 1,
            Mishap {
                crash: Some(super::script::Crash::After),
                ..after(Fault::None)
            },
        );
        for pause in 0..8 {
            scenario.seed = pause;
            let outcome = schedule::run(scenario, Script::listed(calls.clone()), Trace::default());
            assert_eq!(outcome.violations, [], "{meddled} {pause}");
            lost += usize::from(matches!(
                outcome.ends[..],
                [Some(End::Stopped(Stop::LostEntity { .. }))]
            ));
        }
    }
    assert!(lost > 0);
}
