//! A journal in memory that can fail, and knows who wrote what.

use std::collections::BTreeMap;

use ras_highlevel::engine::{Journal, JournalError, Record, Settled};

use super::dice::ask;
use super::process::Process;
use super::script::{Crash, Fault, Op};
use super::world::{lock, number};

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
    pub rolling_back: bool,
    /// A process sleeps: another one takes over.
    pub asleep: bool,
    pub lost: bool,
}

impl Store {
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
        self.records.truncate(self.ends.last().copied().unwrap_or(0));
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
            let (epoch, records) = (store.epoch, store.records.clone());
            world.runners[self.runner].epoch = epoch;
            records
        };
        self.may_die(call, Crash::InFlight).await;
        self.may_die(call, Crash::After).await;
        Ok(records)
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
            if world.stores[store].epoch != epoch {
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
