//! A request that is sent once, for those who must know what became of every attempt.

use std::future::Future;
use std::time::Duration;

use ras_core::{CallContext, Error as CoreError, Operation, ResponseValue};

use super::{ErrorBody, Progress, Transport};
use crate::{AccessToken, Error};

impl Transport {
    /// Waits for a token and for a slot in the queue: the request may go out at once.
    ///
    /// A token that was `refused` is replaced first.
    pub(crate) async fn admit(
        &self,
        operation: &'static Operation,
        refused: Option<AccessToken>,
        patience: Duration,
    ) -> Result<AccessToken, Error> {
        let progress = Progress::new();
        let finish = |error| progress.finish(operation, error);
        self.token(refused, &progress).await.map_err(finish)?;
        if let Err(wait) = self.limiter.acquire(patience).await {
            self.observer.throttled(operation.id, wait);
            return Err(finish(Error::held_back(wait)));
        }
        self.token(None, &progress).await.map_err(finish)
    }

    /// Sends a request that was admitted: once, whatever comes of it.
    ///
    /// It ends within `limit`, from connecting to the last byte of the answer.
    pub(crate) async fn once<T, E, F>(
        &self,
        operation: &'static Operation,
        token: &AccessToken,
        limit: Duration,
        send: impl FnOnce(CallContext) -> F + Send,
    ) -> Result<ResponseValue<T>, Error>
    where
        T: Send,
        E: ErrorBody,
        F: Future<Output = Result<ResponseValue<T>, CoreError<E>>> + Send,
    {
        let mut progress = Progress::new();
        progress.sent = 1;
        let call = self.context(token).with_timeout(limit);
        let outcome = self.attempt(operation, &progress, send(call)).await;
        outcome.map_err(|error| progress.finish(operation, error.without(token.reveal())))
    }
}
