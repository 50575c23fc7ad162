//! A launch under way: its events as a stream, its end as a value.

use std::fmt;
use std::future::IntoFuture;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::told::Teller;
use super::{LaunchError, LaunchEvent};

type Work<T> = Pin<Box<dyn Future<Output = Result<T, LaunchError>> + Send>>;

/// A launch under way: a stream of its events, and a future of its end.
///
/// Nothing happens unless it is polled, as a stream or by `.await`. Dropping it at any
/// point stops it and loses nothing that its journal does not bring back.
#[must_use = "nothing happens unless it is awaited or read"]
pub struct Running<T> {
    state: State<T>,
    events: UnboundedReceiver<LaunchEvent>,
}

enum State<T> {
    Working(Work<T>),
    Ended(Result<T, LaunchError>),
}

impl<T> Running<T> {
    pub(super) fn new<F>(work: impl FnOnce(Teller) -> F) -> Self
    where
        F: Future<Output = Result<T, LaunchError>> + Send + 'static,
    {
        let (sender, events) = unbounded_channel();
        Self {
            state: State::Working(Box::pin(work(Teller(sender)))),
            events,
        }
    }
}

// The value inside is never pinned.
impl<T> Unpin for Running<T> {}

impl<T> Stream for Running<T> {
    type Item = LaunchEvent;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<LaunchEvent>> {
        let running = self.get_mut();
        // What has happened is told before anything else happens.
        if let Poll::Ready(Some(event)) = running.events.poll_recv(cx) {
            return Poll::Ready(Some(event));
        }
        if let State::Working(work) = &mut running.state
            && let Poll::Ready(end) = work.as_mut().poll(cx)
        {
            running.state = State::Ended(end);
        }
        running.events.poll_recv(cx)
    }
}

impl<T: Send + 'static> IntoFuture for Running<T> {
    type Output = Result<T, LaunchError>;
    type IntoFuture = Work<T>;

    /// Goes on to the end; events that were not read are dropped.
    fn into_future(self) -> Self::IntoFuture {
        match self.state {
            State::Working(work) => work,
            State::Ended(end) => Box::pin(std::future::ready(end)),
        }
    }
}

impl<T> fmt::Debug for Running<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ended = matches!(self.state, State::Ended(_));
        f.debug_struct("Running")
            .field("ended", &ended)
            .finish_non_exhaustive()
    }
}
