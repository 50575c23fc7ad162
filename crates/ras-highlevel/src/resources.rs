//! The resources: one file for each noun, and what their calls have in common.

pub(crate) mod ad_groups;
pub(crate) mod campaigns;
pub(crate) mod product_ads;
pub(crate) mod retailers;
pub(crate) mod targets;

mod bulk;

use std::future::Future;
use std::sync::Arc;

use ras_core::ras::types::ApiError;
use ras_core::{CallContext, Error as CoreError, Operation, ResponseValue};

use bulk::BulkAnswer;

use crate::client::Inner;
use crate::{Batch, Error};

/// Items of one create, update or delete call (contract).
const MAX_ITEMS: usize = 1000;

impl Inner {
    /// Sends items in calls of at most 1000 and puts the outcomes in the order of the items.
    ///
    /// The first call's failure is an error, since nothing was done. The failure of a
    /// later call is part of the batch, and nothing more is sent.
    async fn bulk<I, B, A, Id, F>(
        &self,
        operation: &'static Operation,
        mut items: Vec<I>,
        body: impl Fn(Vec<I>) -> B,
        send: impl Fn(CallContext, Arc<B>) -> F + Send + Sync,
    ) -> Result<Batch<Id>, Error>
    where
        I: Send,
        B: Send + Sync,
        A: BulkAnswer,
        Id: From<String>,
        F: Future<Output = Result<ResponseValue<A>, CoreError<ApiError>>> + Send,
    {
        let mut batch = Batch::empty(operation.id);
        while !items.is_empty() {
            let rest = items.split_off(items.len().min(MAX_ITEMS));
            let sent = items.len();
            let body = Arc::new(body(items));
            let answer = self
                .transport
                .call(operation, |call| send(call, Arc::clone(&body)))
                .await;
            match answer {
                Ok(answer) => {
                    let (success, error) = answer.into_inner().into_outcomes();
                    let success = success
                        .into_iter()
                        .map(|(index, id)| (index, id.map(Id::from)));
                    batch.append(Batch::from_answer(operation.id, sent, success, error));
                }
                Err(error) if batch.is_empty() => return Err(error),
                Err(error) => {
                    batch.fail(error, sent, rest.len());
                    break;
                }
            }
            items = rest;
        }
        Ok(batch)
    }
}
