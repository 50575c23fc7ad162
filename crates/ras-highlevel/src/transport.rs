//! The one path of every call: token → limiter → send → classify → again or an error.

mod attempt;
pub(crate) mod backoff;
mod budget;
mod classify;
mod dice;
mod error_body;
mod once;
#[cfg(test)]
mod quota_figure;
mod retry;
pub(crate) mod retry_after;
#[cfg(test)]
pub(crate) mod tests;

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use ras_core::{CallContext, Error as CoreError, Operation, ResponseValue, RetryClass};
use tokio::time::{Instant, sleep, timeout};

pub(crate) use budget::RetryBudget;
pub(crate) use classify::{is_certificate, shortened};
pub(crate) use dice::{Dice, Random};
pub(crate) use error_body::{AnyErrorBody, ErrorBody};
pub(crate) use retry_after::LONGEST_WAIT;

use crate::auth::TokenCache;
use crate::limiter::Limiter;
use crate::{AccessToken, Error, Limits, Observer, ProfileId, Reach};
use retry::Next;

/// Requests that one call may send, whatever happens: 429s do not count as attempts.
const MAX_SENT: u32 = 100;

/// What a call needs besides its request.
#[derive(Clone, Debug)]
pub(crate) struct Transport {
    pub(crate) tokens: Arc<TokenCache>,
    pub(crate) client_id: String,
    /// None for the few calls that are for no profile.
    pub(crate) profile: Option<ProfileId>,
    pub(crate) limiter: Arc<Limiter>,
    pub(crate) budget: Arc<RetryBudget>,
    pub(crate) limits: Limits,
    pub(crate) dice: Arc<dyn Dice>,
    pub(crate) observer: Arc<dyn Observer>,
}

/// What has happened in a call so far.
#[derive(Debug)]
struct Progress {
    started: Instant,
    sent: u32,
    /// Attempts that count: not those that were throttled or had an old token.
    failed: u32,
    throttled: u32,
    refreshed: bool,
    /// A failed attempt may have been applied.
    doubt: bool,
    /// How the last attempt ended: it says more than that there is no time for another.
    last: Option<Error>,
    /// Taken from the retry budget, and given back on success.
    spent: u32,
}

impl Transport {
    /// Makes one call; `send` is invoked once for each attempt.
    pub(crate) async fn call<T, E, F>(
        &self,
        operation: &'static Operation,
        send: impl Fn(CallContext) -> F + Send + Sync,
    ) -> Result<ResponseValue<T>, Error>
    where
        T: Send,
        E: ErrorBody,
        F: Future<Output = Result<ResponseValue<T>, CoreError<E>>> + Send,
    {
        let mut progress = Progress::new();
        let mut refused = None;
        loop {
            // Without a token there is no need to queue; while queueing it may be renewed.
            let token = self.token(refused.take(), &progress).await;
            token.map_err(|error| progress.finish(operation, error))?;
            self.admitted(operation, &progress).await?;
            let token = self.token(None, &progress).await;
            let token = token.map_err(|error| progress.finish(operation, error))?;
            progress.sent += 1;
            let sending = send(self.context(&token));
            let error = match self.attempt(operation, &progress, sending).await {
                Ok(answer) => {
                    self.budget.give_back(progress.spent);
                    return Ok(answer);
                }
                Err(error) => error.without(token.reveal()),
            };
            let next = retry::next(operation.retry, &error, progress.refreshed);
            progress.note(operation, &error, next);
            match self.pause(next, &error, &mut progress) {
                None => return Err(progress.finish(operation, error)),
                Some(_) if next == Next::FreshToken => refused = Some(token),
                Some(pause) => {
                    self.observer.retried(operation.id, &error, pause);
                    tracing::debug!(
                        operation = operation.id,
                        pause_ms = crate::observer::millis(pause),
                        error = %error,
                        "again after a pause"
                    );
                    sleep(pause).await;
                }
            }
        }
    }

    /// How long to wait before the next attempt; none when there shall be none.
    fn pause(&self, next: Next, error: &Error, progress: &mut Progress) -> Option<Duration> {
        if progress.sent >= MAX_SENT {
            return None;
        }
        let pause = match next {
            Next::GiveUp => return None,
            Next::FreshToken => Duration::ZERO,
            // The limiter keeps everybody until then; this caller queues with the rest.
            Next::Throttled if error.retry_after().is_some() => {
                let wait = error.retry_after()?;
                let fits = wait <= LONGEST_WAIT && self.fits(wait, progress);
                return fits.then_some(Duration::ZERO);
            }
            Next::Throttled => backoff::pause(&self.limits, progress.throttled, &*self.dice),
            Next::Again { cost } => {
                if progress.failed >= self.limits.attempts || !self.budget.take(cost) {
                    return None;
                }
                progress.spent = cost;
                let pause = backoff::pause(&self.limits, progress.failed, &*self.dice);
                pause.max(error.retry_after().unwrap_or_default())
            }
        };
        self.fits(pause, progress).then_some(pause)
    }

    fn fits(&self, pause: Duration, progress: &Progress) -> bool {
        progress.started.elapsed().saturating_add(pause) <= self.limits.total
    }

    async fn token(
        &self,
        refused: Option<AccessToken>,
        progress: &Progress,
    ) -> Result<AccessToken, Error> {
        let token = async {
            match refused {
                Some(refused) => self.tokens.token_instead_of(&refused).await,
                None => self.tokens.token().await,
            }
        };
        let in_time = timeout(self.left(progress), token).await;
        in_time.unwrap_or_else(|_| Err(Error::no_token_in_time()))
    }

    fn left(&self, progress: &Progress) -> Duration {
        self.limits.total.saturating_sub(progress.started.elapsed())
    }

    /// Waits for the limiter, unless that takes longer than the call may.
    async fn admitted(&self, operation: &Operation, progress: &Progress) -> Result<(), Error> {
        match self.limiter.acquire(self.left(progress)).await {
            Ok(()) => Ok(()),
            Err(wait) => {
                self.observer.throttled(operation.id, wait);
                let error = match progress.last.clone() {
                    Some(last) => last.waiting(wait),
                    None => Error::held_back(wait),
                };
                Err(progress.finish(operation, error))
            }
        }
    }

    /// What one attempt carries.
    pub(crate) fn context(&self, token: &AccessToken) -> CallContext {
        let call = CallContext::new()
            .with_access_token(token.reveal())
            .with_client_id(&self.client_id)
            .with_timeout(self.limits.attempt);
        match &self.profile {
            Some(profile) => call.with_profile(profile.as_str()),
            None => call,
        }
    }

    /// Waits before throttled items of an answer are sent again.
    pub(crate) async fn pause_for_items(&self, operation: &Operation, round: u32) {
        let pause = backoff::pause(&self.limits, round, &*self.dice);
        self.limiter.throttled(None, &*self.dice);
        self.observer.throttled(operation.id, pause);
        sleep(pause).await;
    }
}

impl Progress {
    fn new() -> Self {
        Self {
            started: Instant::now(),
            sent: 0,
            failed: 0,
            throttled: 0,
            refreshed: false,
            doubt: false,
            spent: 0,
            last: None,
        }
    }

    fn note(&mut self, operation: &Operation, error: &Error, next: Next) {
        match next {
            Next::FreshToken => self.refreshed = true,
            Next::Throttled => self.throttled += 1,
            Next::Again { .. } | Next::GiveUp => self.failed += 1,
        }
        self.last = Some(error.clone());
        self.doubt |= operation.retry != RetryClass::Read && error.reach() == Reach::Unknown;
    }

    /// The error of the whole call: what an earlier attempt may have done still counts.
    fn finish(&self, operation: &Operation, error: Error) -> Error {
        error.after(operation.id, self.sent, self.started.elapsed(), self.doubt)
    }
}
