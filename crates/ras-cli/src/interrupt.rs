//! Ctrl-C and `kill`: what is under way stops at a good place, and says how to go on.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::watch;

use crate::failure::{Class, Failure};

/// How long a command may look for a good place to stop at.
const GRACE: Duration = Duration::from_secs(10);

/// Whether somebody wants the command to end.
#[derive(Debug)]
pub(crate) struct Interrupt {
    asked: watch::Sender<Option<Class>>,
    /// Whether the command stops by itself.
    graceful: AtomicBool,
    /// How to go on afterwards.
    hint: Mutex<Option<String>>,
}

impl Default for Interrupt {
    fn default() -> Self {
        Self {
            asked: watch::Sender::new(None),
            graceful: AtomicBool::new(false),
            hint: Mutex::default(),
        }
    }
}

impl Interrupt {
    /// Says how to go on after an interruption; nothing that is under way has to stop first.
    pub(crate) fn hint(&self, hint: impl Into<String>) {
        *self.hint.lock().unwrap_or_else(PoisonError::into_inner) = Some(hint.into());
    }

    /// Says that the command looks at [`asked`](Self::asked) and ends by itself soon after,
    /// and what to do to go on.
    pub(crate) fn stops_gracefully(&self, hint: impl Into<String>) {
        self.hint(hint);
        self.graceful.store(true, Ordering::Relaxed);
    }

    /// Waits until somebody wants the command to end.
    pub(crate) async fn asked(&self) {
        let mut asked = self.asked.subscribe();
        // The sender lives as long as `self`.
        let _ = asked.wait_for(Option::is_some).await;
    }

    /// Whether somebody wants the command to end.
    pub(crate) fn is_asked(&self) -> bool {
        self.asked.borrow().is_some()
    }

    /// What the command ends with when it was interrupted.
    pub(crate) fn failure(&self) -> Failure {
        let class = self.asked.borrow().unwrap_or(Class::Interrupted);
        let failure = Failure::new(class, class.name());
        match self
            .hint
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
        {
            Some(hint) => failure.hint(hint),
            None => failure,
        }
    }

    /// Runs a command to its end, or to the end that a signal puts to it.
    pub(crate) async fn guard<T>(
        &self,
        command: impl Future<Output = anyhow::Result<T>>,
    ) -> anyhow::Result<T> {
        let mut signals = Signals::listen()?;
        let mut command = std::pin::pin!(command);
        let class = tokio::select! {
            biased;
            outcome = &mut command => return outcome,
            class = signals.next() => class,
        };
        self.asked.send_replace(Some(class));
        if !self.graceful.load(Ordering::Relaxed) {
            return Err(self.failure().into());
        }
        tokio::select! {
            biased;
            outcome = &mut command => outcome,
            // Whoever asks twice does not want to wait.
            _ = signals.next() => Err(self.failure().into()),
            () = tokio::time::sleep(GRACE) => Err(self.failure().into()),
        }
    }
}

#[cfg(unix)]
struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn listen() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    async fn next(&mut self) -> Class {
        tokio::select! {
            _ = self.interrupt.recv() => Class::Interrupted,
            _ = self.terminate.recv() => Class::Terminated,
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn listen() -> io::Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) -> Class {
        match tokio::signal::ctrl_c().await {
            Ok(()) => Class::Interrupted,
            Err(_) => std::future::pending().await,
        }
    }
}
