//! Sends any number of items: in calls of at most 1000, and the throttled ones again.

use std::collections::HashMap;
use std::future::Future;

use futures_util::{StreamExt, stream};
use ras_core::{CallContext, Id, Operation};

use super::outcomes::Outcomes;
use super::wire::Attempt;
use crate::transport::Transport;
use crate::{Batch, Error};

/// Items of one create, update or delete call (contract).
const MAX_ITEMS: usize = 1000;

/// How often the throttled items of one call are sent again.
const ROUNDS: u32 = 6;

/// How many calls of one batch may be under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// One after the other, and none after a failed one: which item wins, or how much
    /// is in doubt after a failure, depends on it.
    Kept,
    /// A few at a time: the items have nothing to do with each other.
    Free,
}

impl Order {
    fn width(self) -> usize {
        match self {
            Self::Kept => 1,
            Self::Free => 4,
        }
    }
}

/// Items and how to send them.
pub(crate) struct Bulk<'a, I, R, S> {
    pub(crate) transport: &'a Transport,
    pub(crate) operation: &'static Operation,
    pub(crate) order: Order,
    /// Items with equal keys must take effect in their order.
    pub(crate) key: fn(&I) -> Option<&str>,
    /// Writes the request for some items, once for all its attempts.
    pub(crate) write: fn(&[I]) -> R,
    pub(crate) send: S,
}

impl<I, R, S, F> Bulk<'_, I, R, S>
where
    I: Clone + Send + Sync,
    R: Clone + Send + Sync,
    S: Fn(CallContext, R) -> F + Send + Sync,
    F: Future<Output = Attempt<Outcomes>> + Send,
{
    /// The outcomes in the order of the items.
    ///
    /// The first call's failure is an error, since nothing was done. The failure of a
    /// later call is part of the batch, so that what earlier ones have done is not lost.
    pub(crate) async fn run<T: From<Id> + Send>(&self, items: Vec<I>) -> Result<Batch<T>, Error> {
        let mut batch = Batch::empty(self.operation.id);
        // A loop, since with `map` the compiler cannot see that the future is `Send`.
        let mut calls = Vec::new();
        for chunk in items.chunks(MAX_ITEMS) {
            calls.push(self.chunk(chunk));
        }
        let mut calls = stream::iter(calls).buffered(self.order.width());
        while let Some((sent, outcome)) = calls.next().await {
            let rest = items.len() - batch.len() - sent;
            match outcome {
                Ok(part) => batch.append(part),
                Err(error) if batch.is_empty() && (self.order == Order::Kept || rest == 0) => {
                    return Err(error);
                }
                Err(error) if self.order == Order::Kept => {
                    batch.fail(error, sent, rest);
                    break;
                }
                Err(error) => batch.fail(error, sent, 0),
            }
        }
        Ok(batch)
    }

    /// Sends one chunk, and its throttled items again until none is left or it is enough.
    async fn chunk<T: From<Id> + Send>(&self, items: &[I]) -> (usize, Result<Batch<T>, Error>) {
        let mut batch = match self.once(items).await {
            Ok(batch) => batch,
            Err(error) => return (items.len(), Err(error)),
        };
        for round in 1..=ROUNDS {
            let again = self.repeatable(items, batch.throttled());
            if again.is_empty() {
                break;
            }
            self.transport.pause_for_items(self.operation, round).await;
            let chosen = again.iter().filter_map(|index| items.get(*index).cloned());
            match self.once(&chosen.collect::<Vec<_>>()).await {
                Ok(part) => batch.replace(&again, part),
                Err(error) => {
                    batch.fail_at(&again, &error);
                    break;
                }
            }
        }
        (items.len(), Ok(batch))
    }

    async fn once<T: From<Id>>(&self, items: &[I]) -> Result<Batch<T>, Error> {
        let sent = items.len();
        let request = (self.write)(items);
        let answer = self
            .transport
            .call(self.operation, |call| (self.send)(call, request.clone()))
            .await?;
        let outcomes = answer.into_inner().in_order(sent);
        Ok(Batch::of_call(self.operation.id, outcomes))
    }

    /// Leaves out items whose key another item has: the other one has taken effect by
    /// now, and this one would undo it.
    fn repeatable(&self, items: &[I], throttled: Vec<usize>) -> Vec<usize> {
        if throttled.is_empty() {
            return throttled;
        }
        let mut uses: HashMap<&str, u32> = HashMap::new();
        for key in items.iter().filter_map(self.key) {
            *uses.entry(key).or_default() += 1;
        }
        let alone = |index: &usize| {
            let key = items.get(*index).and_then(self.key);
            key.is_none_or(|key| uses.get(key) == Some(&1))
        };
        throttled.into_iter().filter(alone).collect()
    }
}

#[cfg(test)]
mod tests;
