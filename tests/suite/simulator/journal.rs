//! A journal in memory that can fail, and knows who wrote what.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use ras_highlevel::engine::{Journal, JournalError, MemoryFile, MemoryHold, Record, Settled};

use super::dice::ask;
use super::process::Process;
use super::scenario::{Damage, Scenario};
use super::script::{Crash, Fault, Op};
use super::world::{World, lock, number};

#[derive(Debug, Default)]
pub(super) struct Store {
    pub records: Vec<Record>,
    /// How many records there were after each write.
    ends: Vec<usize>,
    pub epoch: u64,
    /// Which of the runs that were begun with it is under way.
    pub run: u32,
    /// The instances of those runs, by what the journal knew then.
    begun: Vec<String>,
    /// The instance of the run.
    pub inst: String,
    /// Open intents by item, with the epoch that wrote them.
    pub intents: BTreeMap<usize, u64>,
    /// Ids by item.
    pub confirmed: BTreeMap<usize, u64>,
    /// Ids that were confirmed to it before it became an old copy.
    pub known: Vec<u64>,
    pub rolling_back: bool,
    /// The file that it is, if it is one.
    pub file: Option<Arc<Mutex<MemoryFile>>>,
    /// A process sleeps: another one takes over.
    pub asleep: bool,
    pub lost: bool,
}

impl Store {
    pub(super) fn new(scenario: &Scenario) -> Self {
        let file = scenario.damage.map(|damage| {
            let mut file = MemoryFile::default();
            match damage {
                Damage::Full { room, cut_fails } => {
                    (file.room, file.cut_fails) = (Some(room), cut_fails);
                }
                Damage::SyncFails { syncs, cut_fails } => {
                    (file.syncs, file.cut_fails) = (Some(syncs), cut_fails);
                }
                Damage::Cut(_) | Damage::Flip(_) => {}
            }
            Arc::new(Mutex::new(file))
        });
        Self {
            file,
            ..Self::default()
        }
    }

    /// How many times something was written.
    pub(super) fn appends(&self) -> usize {
        self.ends.len()
    }

    fn keep(&mut self, records: &[Record]) {
        self.records.extend_from_slice(records);
        self.ends.push(self.records.len());
    }

    /// A run begins.
    pub(super) fn begin(&mut self, inst: &str) {
        if !self.begun.iter().any(|old| old == inst) {
            self.begun.push(inst.to_owned());
        }
        let position = self.begun.iter().position(|old| old == inst);
        self.run = position.map_or(0, |position| position as u32 + 1);
        inst.clone_into(&mut self.inst);
        self.intents.clear();
        self.confirmed.clear();
    }

    /// Becomes a copy that was made after so many writes.
    pub(super) fn restore(&mut self, appends: usize) {
        self.ends.truncate(appends);
        self.records
            .truncate(self.ends.last().copied().unwrap_or(0));
        self.forget();
    }

    /// Becomes what its file holds.
    pub(super) fn reread(&mut self, records: Vec<Record>) {
        self.ends = vec![records.len()];
        self.records = records;
        self.forget();
    }

    /// Knows what the records say, and nothing else.
    fn forget(&mut self) {
        self.known.extend(self.confirmed.values());
        self.run = 0;
        self.inst.clear();
        self.intents.clear();
        self.confirmed.clear();
        self.rolling_back = false;
        for record in std::mem::take(&mut self.records) {
            self.remember(&record);
            self.records.push(record);
        }
    }

    /// What a record of a process before says; no process may send by its intents.
    fn remember(&mut self, record: &Record) {
        match record {
            Record::Begun { inst, .. } => self.begin(inst),
            Record::Intent { items, .. } => {
                self.intents.extend(items.iter().map(|item| (*item, 0)));
            }
            Record::Outcome { item, settled, .. } => match settled {
                Settled::Exists | Settled::Ambiguous { .. } => {}
                settled => {
                    if let Settled::Confirmed { id } = settled {
                        self.confirmed.insert(*item, number(id));
                    }
                    self.intents.remove(item);
                }
            },
            Record::Adopted { id, .. } => {
                self.confirmed.insert(0, number(id));
            }
            Record::RollbackIntent { .. } => self.rolling_back = true,
            _ => {}
        }
    }
}

impl Journal for Process {
    async fn open(&mut self) -> Result<Vec<Record>, JournalError> {
        let call = self.begin(Op::Open, String::new).await;
        if call.mishap.fault == Fault::Io {
            return Err(JournalError::Io("the disk fails".to_owned()));
        }
        let records = {
            let mut world = lock(&self.world);
            let store = world.runners[self.runner].store;
            let store = &mut world.stores[store];
            store.epoch += 1;
            let (epoch, mut records) = (store.epoch, Ok(store.records.clone()));
            let mut hold = None;
            if let Some(file) = &store.file {
                records = MemoryHold::open(file).map(|(opened, records)| {
                    hold = Some(opened);
                    records
                });
            }
            world.runners[self.runner].epoch = epoch;
            world.runners[self.runner].hold = hold;
            records
        };
        self.may_die(call, Crash::InFlight).await;
        self.may_die(call, Crash::After).await;
        records
    }

    async fn append(&mut self, records: &[Record]) -> Result<(), JournalError> {
        let what = || format!("{records:?}");
        let call = self.begin(Op::Append, what).await;
        let kept = {
            let mut world = lock(&self.world);
            let fault = call.mishap.fault;
            let (store, epoch) = {
                let runner = &world.runners[self.runner];
                (runner.store, runner.epoch)
            };
            if let Some(kept) = world.append_to_file(self.runner, records) {
                kept
            } else if world.stores[store].epoch != epoch {
                Err(JournalError::Fenced)
            } else if fault == Fault::Io {
                Err(JournalError::Io("the disk is full".to_owned()))
            } else {
                world.check_records(store, epoch, records);
                world.stores[store].keep(records);
                match fault {
                    Fault::IoKept => Err(JournalError::Io("the disk fails".to_owned())),
                    _ => Ok(()),
                }
            }
        };
        self.may_die(call, Crash::InFlight).await;
        self.may_die(call, Crash::After).await;
        kept?;
        let nap = {
            let mut world = lock(&self.world);
            let naps = call.mishap.fault == Fault::Nap;
            let store = world.runners[self.runner].store;
            world.stores[store].asleep |= naps;
            match naps {
                true => 1000 + world.dice.below(call.number, ask::NAP, 300_000),
                false => 1,
            }
        };
        self.wait(nap).await;
        Ok(())
    }
}

impl World {
    /// Appends to the file of a journal, if it is one.
    fn append_to_file(
        &mut self,
        runner: usize,
        records: &[Record],
    ) -> Option<Result<(), JournalError>> {
        let (store, epoch) = (self.runners[runner].store, self.runners[runner].epoch);
        let file = Arc::clone(self.stores[store].file.as_ref()?);
        let mut hold = self.runners[runner].hold.take()?;
        let before = file.lock().unwrap().records().map_or(0, |old| old.len());
        let kept = hold.append(records);
        self.runners[runner].hold = Some(hold);
        // What was not acknowledged may be there all the same.
        let now = file.lock().unwrap().records().map_or(0, |new| new.len());
        if now > before {
            self.check_records(store, epoch, records);
            self.stores[store].keep(records);
        }
        Some(kept)
    }
}
