//! Every rule of the checker can fail: each is fed a history that breaks it, and only it.

mod ends;

use ras_highlevel::Usd;
use ras_highlevel::engine::{
    Change, Create, Draft, Item, Kind, Mark, Moment, NewItem, RUN_TAG, Record, Settled,
};
use ras_highlevel::{RetailerId, Tag};

use super::checker::Rule;
use super::process::Runner;
use super::scenario::{Plan, Scenario};
use super::schedule::{Built, End};
use super::script::Script;
use super::trace::Trace;
use super::world::{Ent, FIRST_ID, Landing, Origin, World};

/// The process and the journal of these histories.
const RUNNER: usize = 0;
const STORE: usize = 0;
const EPOCH: u64 = 1;

fn world(plan: Plan) -> World {
    let scenario = Scenario {
        plan,
        page: 100,
        ..Scenario::default()
    };
    let mut world = World::new(scenario, Script::listed([].into()), Trace::default());
    let mut runner = Runner::new(STORE, world.now);
    runner.epoch = EPOCH;
    world.runners.push(runner);
    world.stores[STORE].epoch = EPOCH;
    let begun = Record::Begun {
        run: "run".to_owned(),
        plan: "plan".to_owned(),
        inst: "inst".to_owned(),
        at: Moment::default(),
    };
    world.check_records(STORE, EPOCH, &[begun]);
    world
}

/// The rules that a history has broken.
fn broken(world: &World) -> Vec<Rule> {
    world
        .violations
        .iter()
        .map(|violation| violation.rule)
        .collect()
}

fn ent(world: &World, kind: Kind, campaign: u64, group: u64, item: usize, post: u32) -> Ent {
    let journal = world.instance(STORE);
    let origin = Origin::Plan {
        journal,
        item,
        post,
    };
    let mut ent = Ent::new(kind, campaign, group, &format!("item {item}"), origin);
    if kind == Kind::Campaign {
        ent.truth.tags.push(Tag {
            key: RUN_TAG.to_owned(),
            value: "run".to_owned(),
        });
    }
    ent
}

/// Puts an entity into the world, whatever the checker would say.
fn put(world: &mut World, mut ent: Ent) -> u64 {
    ent.id = FIRST_ID + world.ents.len() as u64;
    ent.truth.id = ent.id.to_string();
    let id = ent.id;
    world.ents.push(ent);
    id
}

fn confirm(world: &mut World, item: usize, id: u64) {
    let settled = Settled::Confirmed { id: id.to_string() };
    outcome(world, item, settled);
}

fn outcome(world: &mut World, item: usize, settled: Settled) {
    let at = Moment::default();
    world.check_records(STORE, EPOCH, &[Record::Outcome { item, settled, at }]);
}

fn intend(world: &mut World, epoch: u64, item: usize) {
    let intent = Record::Intent {
        items: vec![item],
        deadline: Moment::default(),
    };
    world.check_records(STORE, epoch, &[intent]);
}

/// A campaign that is confirmed.
fn root(world: &mut World) -> u64 {
    let root = ent(world, Kind::Campaign, 0, 0, 0, 1);
    let id = put(world, root);
    confirm(world, 0, id);
    id
}

/// Everything of a plan, PAUSED and confirmed; the campaign.
fn tree(world: &mut World) -> u64 {
    let id = root(world);
    let kinds: &[Kind] = match world.scenario.plan {
        Plan::Small => &[Kind::AdGroup, Kind::ProductAd, Kind::Target],
        plan => &vec![Kind::AdGroup; plan.items() - 1],
    };
    for (item, kind) in (1..).zip(kinds) {
        let group = if *kind == Kind::AdGroup { 0 } else { id + 1 };
        let child = ent(world, *kind, id, group, item, 1);
        let child = put(world, child);
        confirm(world, item, child);
    }
    id
}

fn enable(world: &mut World, root: u64) {
    world
        .set(STORE, &Change::Enable(root.to_string()), false)
        .unwrap();
}

/// A launch that says it has built what is confirmed to it.
fn launched(world: &World) -> (usize, Option<End>) {
    let ids = world.stores[STORE].confirmed.values().copied();
    (STORE, Some(End::Launched(Built(ids.collect()))))
}

/// Sends an ad group below the campaign.
fn send(world: &mut World, campaign: u64) {
    let item = Item {
        kind: Kind::AdGroup,
        ad_group: None,
        key: "A".to_owned(),
        draft: Draft::AdGroup {
            name: "A".to_owned(),
            retailer: RetailerId::from("1"),
            default_bid: Usd::dollars(1),
        },
    };
    let new = NewItem {
        index: 1,
        item: &item,
        ad_group: None,
    };
    let request = Create {
        kind: Kind::AdGroup,
        campaign: &campaign.to_string(),
        mark: &Mark::default(),
        items: vec![new],
    };
    world.check_sending(RUNNER, &request);
}

#[test]
fn a_right_history_breaks_no_rule() {
    let mut whole = world(Plan::Small);
    let root = tree(&mut whole);
    enable(&mut whole, root);
    let audit_due = Moment::default();
    whole.check_records(STORE, EPOCH, &[Record::Done { audit_due }]);
    let end = launched(&whole);
    whole.check_ends(&[end]);
    assert_eq!(whole.violations, []);

    let mut begun = world(Plan::Small);
    let root = self::root(&mut begun);
    intend(&mut begun, EPOCH, 1);
    send(&mut begun, root);
    assert_eq!(begun.violations, []);
}

#[test]
fn a_create_without_an_intent_of_its_process_breaks_a_rule() {
    let mut without = world(Plan::Small);
    let campaign = root(&mut without);
    send(&mut without, campaign);
    let mut replayed = world(Plan::Small);
    let campaign = root(&mut replayed);
    intend(&mut replayed, EPOCH - 1, 1);
    send(&mut replayed, campaign);
    for world in [without, replayed] {
        assert_eq!(broken(&world), [Rule::SentWithoutIntent]);
    }
}

#[test]
fn a_create_below_what_is_not_confirmed_breaks_a_rule() {
    let mut world = world(Plan::Small);
    intend(&mut world, EPOCH, 1);
    send(&mut world, FIRST_ID);
    assert_eq!(broken(&world), [Rule::SentBelowUnknown]);
}

#[test]
fn a_create_below_an_enabled_campaign_breaks_a_rule() {
    let mut world = world(Plan::Small);
    let root = tree(&mut world);
    enable(&mut world, root);
    // An ad group that the journal, an old copy, does not know.
    world.stores[STORE].confirmed.remove(&1);
    intend(&mut world, EPOCH, 1);
    send(&mut world, root);
    assert_eq!(broken(&world), [Rule::AddedToEnabled]);
}

#[test]
fn what_is_created_by_two_requests_breaks_a_rule() {
    let mut world = world(Plan::Small);
    for post in [1, 2] {
        let ent = ent(&world, Kind::Campaign, 0, 0, 0, post);
        world.create(ent, false).unwrap();
    }
    assert_eq!(broken(&world), [Rule::CreatedTwice]);
}

#[test]
fn what_exists_or_lands_later_and_is_declared_absent_breaks_a_rule() {
    let mut exists = world(Plan::Small);
    let campaign = ent(&exists, Kind::Campaign, 0, 0, 0, 1);
    put(&mut exists, campaign);
    let mut lands = world(Plan::Small);
    let campaign = ent(&lands, Kind::Campaign, 0, 0, 0, 1);
    let at = lands.now + 1;
    lands
        .landings
        .push((at, Landing::Create(vec![campaign], false)));
    for mut world in [exists, lands] {
        intend(&mut world, EPOCH, 0);
        outcome(&mut world, 0, Settled::Absent);
        assert_eq!(broken(&world), [Rule::DeclaredAbsent]);
    }
}

#[test]
fn a_change_of_what_somebody_else_has_made_breaks_a_rule() {
    let mut world = world(Plan::Small);
    let twin = Ent::new(Kind::Campaign, 0, 0, "Shoes", Origin::Foreign);
    let twin = put(&mut world, twin);
    world.archive(STORE, &[twin], false);
    assert_eq!(broken(&world), [Rule::TouchedForeign]);
}

#[test]
fn archiving_what_is_confirmed_breaks_a_rule() {
    let mut world = world(Plan::Small);
    let root = root(&mut world);
    world.check_archiving(STORE, &[root]);
    assert_eq!(broken(&world), [Rule::ArchivedOwn]);
}

#[test]
fn a_confirmation_that_is_withdrawn_breaks_a_rule() {
    let rejected = Settled::Rejected {
        why: String::new(),
        conflict: false,
    };
    let other = Settled::Confirmed { id: "1".to_owned() };
    for settled in [rejected, other, Settled::Exists] {
        let mut world = world(Plan::Small);
        root(&mut world);
        outcome(&mut world, 0, settled);
        assert_eq!(broken(&world), [Rule::Withdrawn]);
    }
    let mut world = world(Plan::Small);
    root(&mut world);
    intend(&mut world, EPOCH, 0);
    assert_eq!(broken(&world), [Rule::Withdrawn]);
}

#[test]
fn enabling_what_is_incomplete_breaks_a_rule() {
    let mut world = world(Plan::Small);
    let root = tree(&mut world);
    world.ents.pop();
    enable(&mut world, root);
    assert_eq!(broken(&world), [Rule::EnabledIncomplete]);
}

#[test]
fn enabling_what_has_copies_breaks_a_rule() {
    let mut world = world(Plan::Small);
    let root = tree(&mut world);
    let copy = world.ents.last().cloned().unwrap();
    put(&mut world, copy);
    enable(&mut world, root);
    assert_eq!(broken(&world), [Rule::EnabledWithCopies]);
}

#[test]
fn enabling_before_the_bids_are_set_breaks_a_rule() {
    let mut world = world(Plan::Auto);
    let root = tree(&mut world);
    enable(&mut world, root);
    assert_eq!(broken(&world), [Rule::EnabledWithoutBids]);
}

#[test]
fn two_enabled_campaigns_break_a_rule() {
    let mut world = world(Plan::Small);
    let one = tree(&mut world);
    enable(&mut world, one);
    // Another run of the same journal.
    world.stores[STORE].begin("another");
    let other = tree(&mut world);
    enable(&mut world, other);
    assert_eq!(broken(&world), [Rule::EnabledTwice]);
}

#[test]
fn done_without_an_enabled_campaign_breaks_a_rule() {
    let mut world = world(Plan::Small);
    tree(&mut world);
    let audit_due = Moment::default();
    world.check_records(STORE, EPOCH, &[Record::Done { audit_due }]);
    assert_eq!(broken(&world), [Rule::DoneWithoutEffect]);
}

#[test]
fn rolled_back_while_something_lives_or_lands_breaks_a_rule() {
    let mut lives = world(Plan::Small);
    root(&mut lives);
    let mut lands = world(Plan::Small);
    let campaign = ent(&lands, Kind::Campaign, 0, 0, 0, 1);
    let at = lands.now + 1;
    lands
        .landings
        .push((at, Landing::Create(vec![campaign], false)));
    for mut world in [lives, lands] {
        world.check_records(STORE, EPOCH, &[Record::RolledBack]);
        assert_eq!(broken(&world), [Rule::RolledBackEarly]);
    }
}
