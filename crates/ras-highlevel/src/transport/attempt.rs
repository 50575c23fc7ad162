//! One attempt, with everybody told who wants to know.

use std::future::Future;

use ras_core::{Error as CoreError, Operation, ResponseValue};
use tokio::time::Instant;
use tracing::Instrument as _;

use super::{ErrorBody, Progress, Transport, classify};
use crate::observer::{Attempt, millis};
use crate::{Error, ErrorKind};

impl Transport {
    /// Waits for the answer and passes what it means to limiter, observer and trace.
    pub(super) async fn attempt<T, E: ErrorBody>(
        &self,
        operation: &'static Operation,
        progress: &Progress,
        sending: impl Future<Output = Result<ResponseValue<T>, CoreError<E>>> + Send,
    ) -> Result<ResponseValue<T>, Error> {
        let number = progress.sent;
        let span = tracing::info_span!(
            "ras_attempt",
            operation = operation.id,
            attempt = number,
            status = tracing::field::Empty,
        );
        let started = Instant::now();
        let outcome = sending.instrument(span.clone()).await;
        let outcome = outcome.map_err(|error| classify::classify(operation, error));
        let elapsed = started.elapsed();
        let status = match &outcome {
            Ok(answer) => Some(answer.status().as_u16()),
            Err(error) => error.status(),
        };
        span.record("status", status);
        span.in_scope(|| tracing::debug!(elapsed_ms = millis(elapsed), "attempt finished"));
        self.observer.attempt(&Attempt {
            operation: operation.id,
            number,
            status,
            elapsed,
            error: outcome.as_ref().err().map(Error::kind),
        });
        match &outcome {
            Ok(_) => self.limiter.succeeded(),
            Err(error) if error.kind() == ErrorKind::Throttled => {
                let wait = error.retry_after();
                self.limiter.throttled(wait, &*self.dice);
                self.observer
                    .throttled(operation.id, wait.unwrap_or_default());
            }
            // Refused for another reason than too many requests: the pace was bearable.
            Err(_) if status.is_some_and(|status| status < 500) => self.limiter.succeeded(),
            Err(_) => {}
        }
        outcome
    }
}
