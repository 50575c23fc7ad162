//! One schedule: machines that start processes on their journals, again and again, until
//! every launch has come to an end.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::task::Poll;

use ras_highlevel::engine::{JournalError, Stop};

use super::checker::{Rule, Violation};
use super::dice::ask;
use super::journal::Store;
use super::process::{Ended, NEVER, Process, Run, Task, poll};
use super::scenario::{Damage, Scenario, Story};
use super::script::{Mishap, Op, Script};
use super::trace::Trace;
use super::world::{LAG, LATE, Shared, World, lock, number};

/// Processes that one schedule may need; more means that it does not end.
const MOST_PROCESSES: usize = 150;
/// How often a human puts right what stopped a launch.
const MOST_FAILURES: u32 = 100;
/// How often a launch that has lost its race is tried again.
const MOST_RACES: u32 = 2;
/// Longer than anything can still happen.
const CALM: u64 = 2 * (LATE + LAG) + 400_000;

/// How a launch ended.
#[derive(Clone, Debug)]
pub(super) enum End {
    Launched(Built),
    Undone,
    Stopped(Stop),
}

/// What a launch says that it has built: the items' ids, the campaign's first.
#[derive(Clone, Debug)]
pub(super) struct Built(pub Vec<u64>);

impl Built {
    pub(super) fn campaign(&self) -> u64 {
        self.0[0]
    }
}

/// A place where a plan is launched, with its journal.
#[derive(Debug)]
struct Machine {
    store: usize,
    task: Task,
    /// When its next process starts.
    next: Option<u64>,
    launched: Option<Built>,
    end: Option<End>,
    failures: u32,
    races: u32,
}

/// What became of a schedule.
#[derive(Debug)]
pub(super) struct Outcome {
    pub violations: Vec<Violation>,
    /// What went wrong, by the number of the call.
    pub mishaps: BTreeMap<u32, Mishap>,
    /// What every call was.
    pub ops: Vec<Op>,
    /// How the launches ended.
    pub ends: Vec<Option<End>>,
    pub hash: u64,
    pub trace: String,
}

/// Runs the schedule of a scenario.
pub(super) fn run(scenario: Scenario, script: Script, trace: Trace) -> Outcome {
    drive(Arc::new(Mutex::new(World::new(scenario, script, trace))))
}

/// Runs what goes on in a world.
pub(super) fn drive(world: Shared) -> Outcome {
    let scenario = lock(&world).scenario;
    let mut schedule = Schedule::new(&world, &scenario);
    while schedule.step() {}
    let ends = schedule.machines.into_iter().map(|m| (m.store, m.end));
    let ends: Vec<(usize, Option<End>)> = ends.collect();
    let mut world = lock(&world);
    let calm = world.now + CALM;
    world.advance(calm);
    world.check_ends(&ends);
    world.finish(ends)
}

impl World {
    fn finish(&mut self, ends: Vec<(usize, Option<End>)>) -> Outcome {
        for ent in &self.ents {
            self.trace.mix(ent.id ^ (ent.truth.state as u64) << 32);
        }
        Outcome {
            violations: std::mem::take(&mut self.violations),
            mishaps: std::mem::take(&mut self.mishaps),
            ops: std::mem::take(&mut self.ops),
            ends: ends.into_iter().map(|(_, end)| end).collect(),
            hash: self.trace.hash(),
            trace: self.trace.text(),
        }
    }
}

struct Schedule<'w> {
    world: &'w Shared,
    scenario: Scenario,
    machines: Vec<Machine>,
    /// Live processes with their machines.
    running: Vec<(usize, Process, Run)>,
    meddled: bool,
    undone: bool,
    damaged: bool,
}

impl<'w> Schedule<'w> {
    fn new(world: &'w Shared, scenario: &Scenario) -> Self {
        let now = lock(world).now;
        let later = match scenario.story {
            Story::Rival(later) | Story::OtherPlan(later) => later,
            _ => 0,
        };
        let machine = |store: usize| Machine {
            store,
            task: Task::Launch,
            next: Some(now + later * store as u64),
            launched: None,
            end: None,
            failures: 0,
            races: 0,
        };
        Self {
            world,
            scenario: *scenario,
            machines: (0..scenario.machines()).map(machine).collect(),
            running: Vec::new(),
            meddled: false,
            undone: false,
            damaged: false,
        }
    }

    /// Does what is next in time; false when nothing is left to do.
    fn step(&mut self) -> bool {
        self.interfere();
        let (wake, process) = {
            let world = lock(self.world);
            let wakes = self.running.iter().enumerate();
            let wakes = wakes.map(|(index, (_, process, _))| {
                let wake = world.runners[process.runner].wake;
                // The dead are buried at once.
                (if wake == NEVER { world.now } else { wake }, index)
            });
            wakes.min().unwrap_or((NEVER, 0))
        };
        let nexts = self.machines.iter().enumerate();
        let start = nexts
            .filter_map(|(index, machine)| Some((machine.next?, index)))
            .min();
        match start {
            Some((at, machine)) if at <= wake => {
                lock(self.world).advance(at);
                self.start(machine)
            }
            _ if wake == NEVER => false,
            _ => {
                lock(self.world).advance(wake);
                self.wake(process);
                true
            }
        }
    }

    fn start(&mut self, index: usize) -> bool {
        let machine = &mut self.machines[index];
        machine.next = None;
        if machine.end.is_some() {
            return true;
        }
        if lock(self.world).runners.len() >= MOST_PROCESSES {
            let what = format!("{MOST_PROCESSES} processes do not bring it to an end");
            lock(self.world).violate(Rule::Endless, what);
            return false;
        }
        let (process, run) = Process::start(self.world, index, machine.store, machine.task);
        self.running.push((index, process, run));
        true
    }

    fn wake(&mut self, index: usize) {
        let (machine, process, run) = &mut self.running[index];
        let (machine, runner) = (*machine, process.runner);
        if lock(self.world).runners[runner].wake == NEVER {
            drop(self.running.swap_remove(index));
            self.bury(machine, runner);
            return;
        }
        let polled = poll(run);
        if let Poll::Ready(result) = polled {
            drop(self.running.swap_remove(index));
            self.ended(machine, runner, result);
        }
        let store = self.machines[machine].store;
        let mut world = lock(self.world);
        if std::mem::take(&mut world.stores[store].asleep) && self.running.len() < 4 {
            let soon = world.dice.below(runner as u64, ask::PAUSE, 5_000);
            self.machines[machine].next = Some(world.now + soon);
        }
    }

    /// A process has died; another one follows, with the journal or without.
    fn bury(&mut self, index: usize, runner: usize) {
        let pause = self.pause(runner);
        let next = {
            let world = lock(self.world);
            let loses = world.dice.below(runner as u64, ask::LOSES, 2) == 0;
            let next = world.now + pause;
            drop(world);
            match self.damage() || loses && self.may_lose() {
                true => next + self.lose_journal(index, runner),
                false => next,
            }
        };
        let machine = &mut self.machines[index];
        machine.next = Some(machine.next.map_or(next, |old| old.min(next)));
    }

    /// Damages the file of a journal; true the first time.
    fn damage(&mut self) -> bool {
        let (Some(damage), false) = (self.scenario.damage, self.damaged) else {
            return false;
        };
        let store = &mut lock(self.world).stores[0];
        let Some(file) = &store.file else {
            return false;
        };
        let mut file = file.lock().unwrap();
        match damage {
            Damage::Cut(length) => file.bytes.truncate(length),
            Damage::Flip(place) => file.bytes[place] ^= 0x01,
            Damage::Full { .. } | Damage::SyncFails { .. } => return false,
        }
        let records = file.records();
        drop(file);
        self.damaged = true;
        if let Ok(records) = records {
            store.reread(records);
        }
        true
    }

    fn may_lose(&self) -> bool {
        let world = lock(self.world);
        matches!(self.scenario.story, Story::Lost | Story::OldCopy)
            && !world.stores.iter().any(|store| store.lost)
    }

    /// Gives a machine a new journal, or an old copy of its own; says how long it waits
    /// with that.
    fn lose_journal(&mut self, index: usize, runner: usize) -> u64 {
        let mut world = lock(self.world);
        let machine = &mut self.machines[index];
        world.stores[machine.store].lost = true;
        machine.task = Task::Launch;
        machine.launched = None;
        let now = world.now;
        if self.scenario.damage.is_some() {
            return CALM;
        }
        if self.scenario.story == Story::OldCopy {
            let dice = world.dice;
            let store = &mut world.stores[machine.store];
            let appends = store.appends() as u64;
            let kept = dice.below(runner as u64, ask::COPY, appends + 1) as usize;
            store.restore(kept);
            world.trace.at(now, || {
                format!("the journal is a copy with {kept} of its {appends} writes")
            });
            // Nobody restores a backup while something is under way.
            return CALM;
        }
        machine.store = world.stores.len();
        world.stores.push(Store::default());
        world.trace.at(now, || "the journal is lost".to_owned());
        // Who adopts at once has made sure that nothing is under way.
        if self.scenario.adopt_at_once { CALM } else { 0 }
    }

    fn pause(&self, runner: usize) -> u64 {
        let pauses = [0, 0, 1_000, 1_000, 20_000, 200_000, 200_000, 4_000_000];
        let dice = lock(self.world).dice;
        pauses[dice.below(runner as u64, ask::PAUSE, 8) as usize]
    }

    fn ended(&mut self, index: usize, runner: usize, result: Result<Ended, Stop>) {
        let mut pause = self.pause(runner);
        let again = matches!(result, Ok(Ended::Audited)) && (self.damage() || self.may_lose());
        if again {
            pause += self.lose_journal(index, runner);
        }
        let mut world = lock(self.world);
        let (now, epoch) = (world.now, world.runners[runner].epoch);
        world
            .trace
            .at(now, || format!("process {runner} ends: {result:?}"));
        let machine = &mut self.machines[index];
        let alone = !self.running.iter().any(|(other, ..)| *other == index);
        let stale = world.stores[machine.store].epoch != epoch
            || world.runners[runner].store != machine.store;
        if again {
            machine.next = Some(now + pause);
            return;
        }
        if stale && !matches!(result, Err(Stop::Journal(_))) {
            // What it says is out of date.
            if alone && machine.next.is_none() {
                machine.next = Some(now + pause);
            }
            return;
        }
        let mut again = Some(now + pause);
        match result.clone() {
            Ok(Ended::Launched(launched)) => {
                let ids = launched.ids.iter().map(|id| number(id));
                machine.launched = Some(Built(ids.collect()));
                machine.task = Task::Audit;
            }
            Ok(Ended::Audited) => {
                again = None;
                machine.end = machine.launched.take().map(End::Launched);
            }
            Ok(Ended::Undone) => {
                again = None;
                machine.end = Some(End::Undone);
            }
            Err(Stop::Parked { until, .. }) => {
                let until = until.map_or(now, |until| until.millis());
                again = Some(until.max(now) + pause);
            }
            Err(Stop::Failed { .. }) if machine.failures < MOST_FAILURES => machine.failures += 1,
            // A copy that its runner has archived may be listed before the campaign itself.
            Err(Stop::LostRace { .. } | Stop::LostEntity { .. })
                if (self.scenario.crowded() || self.scenario.story == Story::OldCopy)
                    && machine.races < MOST_RACES
                    && machine.task == Task::Launch =>
            {
                machine.races += 1;
            }
            Err(Stop::Journal(JournalError::Damaged(_) | JournalError::Foreign(_))) => {
                again = None;
                machine.end = result.err().map(End::Stopped);
            }
            Err(Stop::Journal(_)) => {
                if let Some(file) = &world.stores[machine.store].file {
                    // A human makes room.
                    let mut file = file.lock().unwrap();
                    (file.room, file.syncs, file.cut_fails) = (None, None, false);
                }
                if stale && !alone {
                    again = machine.next;
                }
            }
            Err(stop) => {
                again = None;
                machine.end = Some(End::Stopped(stop));
            }
        }
        machine.next = again;
    }

    /// What the story brings.
    fn interfere(&mut self) {
        let calls = lock(self.world).calls;
        if let Some((at, meddling)) = self.scenario.meddling
            && calls >= at
            && !self.meddled
        {
            self.meddled = true;
            lock(self.world).meddle(meddling);
        }
        match self.scenario.story {
            Story::Undone(at) if !self.undone => {
                let machine = &mut self.machines[0];
                let over = self.running.is_empty() && machine.next.is_none();
                if calls >= at || over {
                    self.undone = true;
                    self.running.clear();
                    machine.task = Task::Undo;
                    machine.end = None;
                    machine.next = Some(lock(self.world).now);
                }
            }
            _ => {}
        }
    }
}
