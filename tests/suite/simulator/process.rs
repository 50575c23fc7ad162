//! One process: it makes numbered calls that take time, it sleeps, and it dies.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use ras_highlevel::engine::{Clock, Engine, Launched, MemoryHold, Moment, Stop};

use super::dice::ask;
use super::script::{Crash, Fault, Mishap, Op};
use super::world::{LATE, Shared, World, lock};

pub(super) const NEVER: u64 = u64::MAX;
/// Processes that meet mishaps, in one schedule.
const BAD_DAYS: usize = 100;
/// When the client gives a request up, and when a gateway does.
const TIMEOUT: u64 = 35_000;
const GATEWAY: u64 = 30_000;

/// What the world knows of a process.
#[derive(Debug)]
pub(super) struct Runner {
    /// Its journal.
    pub store: usize,
    /// The epoch in which it opened that.
    pub epoch: u64,
    /// When it has something to do; never, once it has died.
    pub wake: u64,
    /// What an answer has shown of that.
    pub keeps_tags: bool,
    /// The file of the journal, if it is one and open.
    pub hold: Option<MemoryHold>,
    rolls: u64,
}

impl Runner {
    pub(super) fn new(store: usize, wake: u64) -> Self {
        Self {
            store,
            epoch: 0,
            wake,
            keeps_tags: true,
            hold: None,
            rolls: 0,
        }
    }
}

#[derive(Clone, Debug)]
pub(super) struct Process {
    pub world: Shared,
    pub runner: usize,
}

/// A call under way.
#[derive(Clone, Copy, Debug)]
pub(super) struct Call {
    pub number: u64,
    pub mishap: Mishap,
    pub begun: u64,
}

/// What a process is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Task {
    Launch,
    Undo,
    Audit,
}

/// How a process ended.
#[derive(Clone, Debug)]
pub(super) enum Ended {
    Launched(Launched),
    Undone,
    Audited,
}

pub(super) type Run = Pin<Box<dyn Future<Output = Result<Ended, Stop>> + Send>>;

impl Process {
    /// A new process on a journal.
    pub(super) fn start(world: &Shared, machine: usize, store: usize, task: Task) -> (Self, Run) {
        let (runner, scenario) = {
            let mut locked = lock(world);
            let wake = locked.now;
            locked.runners.push(Runner::new(store, wake));
            let (runner, now) = (locked.runners.len() - 1, locked.now);
            locked.trace.at(now, || {
                format!("process {runner} starts to {task:?} with journal {store}")
            });
            (runner, locked.scenario)
        };
        let process = Self {
            world: Arc::clone(world),
            runner,
        };
        let (mut service, mut clock, mut journal) =
            (process.clone(), process.clone(), process.clone());
        let run = Box::pin(async move {
            let mut engine = Engine::new(
                scenario.plan.read(),
                scenario.identity(machine),
                scenario.settings(),
                &mut service,
                &mut clock,
                &mut journal,
            );
            match task {
                Task::Launch => engine.run().await.map(Ended::Launched),
                Task::Undo => engine.undo().await.map(|()| Ended::Undone),
                Task::Audit => engine.audit().await.map(|()| Ended::Audited),
            }
        });
        (process, run)
    }

    /// Begins a call: gives it its number, and what will go wrong with it.
    pub(super) async fn begin(&self, op: Op, what: impl FnOnce() -> String) -> Call {
        let call = lock(&self.world).call(self.runner, op, what);
        if call.mishap.crash == Some(Crash::Before) {
            self.die().await;
        }
        call
    }

    /// Half of the way to the service and back.
    pub(super) async fn travel(&self, call: Call, leg: u64) {
        let millis = {
            let dice = lock(&self.world).dice;
            let slow = dice.below(call.number, ask::LEG + leg, 16) == 0;
            let most = if slow { 2_000 } else { 80 };
            5 + dice.below(call.number, ask::LEG + leg + 0x20, most)
        };
        self.wait(millis).await;
    }

    pub(super) async fn may_die(&self, call: Call, here: Crash) {
        if call.mishap.crash == Some(here) {
            self.die().await;
        }
    }

    pub(super) async fn wait(&self, millis: u64) {
        let at = lock(&self.world).now.saturating_add(millis);
        self.until(at).await;
    }

    /// Ends the process: nothing polls it again.
    async fn die(&self) {
        {
            let mut world = lock(&self.world);
            let (runner, now) = (self.runner, world.now);
            world.trace.at(now, || format!("process {runner} dies"));
        }
        self.until(NEVER).await;
    }

    pub(super) async fn until(&self, at: u64) {
        std::future::poll_fn(|_| {
            let mut world = lock(&self.world);
            if world.now >= at {
                return Poll::Ready(());
            }
            world.runners[self.runner].wake = at;
            Poll::Pending
        })
        .await;
    }
}

impl Call {
    /// When a call without an answer ends.
    pub(super) fn gives_up(self) -> u64 {
        match self.mishap.fault {
            Fault::Gateway => self.begun + GATEWAY,
            _ => self.begun + TIMEOUT,
        }
    }
}

impl World {
    fn call(&mut self, runner: usize, op: Op, what: impl FnOnce() -> String) -> Call {
        let number = self.calls;
        self.calls += 1;
        // Bad days end: whatever does not come to an end then never does.
        let mishap = match self.runners.len() > BAD_DAYS {
            true => Mishap::default(),
            false => self.script.at(op, &self.ops, self.dice),
        };
        self.ops.push(op);
        if mishap != Mishap::default() {
            self.mishaps.insert(number, mishap);
        }
        let now = self.now;
        self.trace.mix(u64::from(number) ^ (runner as u64) << 32);
        self.trace.mix(now ^ (mishap.fault as u64) << 48);
        self.trace.at(now, || {
            let Mishap { fault, crash, lags } = mishap;
            let fault = if fault == Fault::None {
                String::new()
            } else {
                format!(" {fault:?}")
            };
            let crash = crash.map_or(String::new(), |crash| format!(" crash {crash:?}"));
            let lags = if lags { " lags" } else { "" };
            format!(
                "  {runner}: call {number} {op:?} {}{fault}{crash}{lags}",
                what()
            )
        });
        Call {
            number: u64::from(number),
            mishap,
            begun: now,
        }
    }

    /// When a request lands that is on its way for longer than its client waits.
    pub(super) fn late(&self, call: Call) -> u64 {
        call.gives_up() + self.dice.below(call.number, ask::LATE, LATE)
    }
}

impl Clock for Process {
    fn now(&self) -> Moment {
        Moment::from_millis(lock(&self.world).now)
    }

    async fn sleep(&mut self, duration: Duration) {
        self.wait(duration.as_millis() as u64).await;
    }

    fn roll(&mut self) -> u64 {
        let mut world = lock(&self.world);
        let runner = &mut world.runners[self.runner];
        runner.rolls += 1;
        let place = (self.runner as u64) << 32 | runner.rolls;
        world.dice.roll(place, ask::ROLL)
    }
}

/// Polls a process once.
pub(super) fn poll(run: &mut Run) -> Poll<Result<Ended, Stop>> {
    run.as_mut().poll(&mut Context::from_waker(Waker::noop()))
}
