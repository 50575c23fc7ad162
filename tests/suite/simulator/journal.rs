//! A journal in memory that can fail, and knows who wrote what.

use std::collections::BTreeMap;

use ras_highlevel::engine::{Journal, JournalError, Record};

use super::dice::ask;
use super::process::Process;
use super::script::{Crash, Fault, Op};
use super::world::lock;

#[derive(Debug, Default)]
pub(super) struct Store {
    pub records: Vec<Record>,
    pub epoch: u64,
    /// How many times a run was begun with it.
    pub runs: u32,
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
                world.stores[store].records.extend_from_slice(records);
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
