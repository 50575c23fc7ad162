//! Describing a sandbox before it starts.

use std::fmt;
use std::future::Future;
use std::net::Ipv4Addr;
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio::sync::oneshot;

use super::{Sandbox, StartError};
use crate::app::{App, router};
use crate::clock::Clock;
use crate::recording::{Listener, RecordedRequest, Recording};

/// A sandbox to be started.
#[derive(Clone, Default)]
pub struct SandboxBuilder {
    port: u16,
    clock: Clock,
    listener: Option<Listener>,
    forget_requests: bool,
}

impl SandboxBuilder {
    /// Listens on this port; 0, the default, takes a free one.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Follows this clock instead of that of the machine.
    #[must_use]
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Calls `log` after each exchange, on the task that answers it.
    #[must_use]
    pub fn log(mut self, log: Arc<dyn Fn(&RecordedRequest) + Send + Sync>) -> Self {
        self.listener = Some(log);
        self
    }

    /// Keeps no exchanges for [`Sandbox::requests`], so that a long run needs no more memory.
    #[must_use]
    pub fn forget_requests(mut self) -> Self {
        self.forget_requests = true;
        self
    }

    /// Starts the sandbox on 127.0.0.1.
    ///
    /// # Errors
    ///
    /// Fails when the port is taken.
    pub async fn start(self) -> Result<Sandbox, StartError> {
        let port = self.port;
        let listen = |source| StartError::Listen { port, source };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .await
            .map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        let app = self.app();
        let (shutdown, stop) = oneshot::channel::<()>();
        let server = axum::serve(listener, router(Arc::clone(&app)))
            // A closed channel is the signal, so that dropping the sandbox is one too.
            .with_graceful_shutdown(async move { stop.await.unwrap_or_default() });
        Ok(Sandbox {
            app,
            addr: address,
            base_url: format!("http://{address}"),
            shutdown: Some(shutdown),
            server: tokio::spawn(async move { server.await }),
        })
    }

    /// Serves on `listener` until `shutdown` is over; the port of the builder is not used.
    ///
    /// # Errors
    ///
    /// Fails when the listener does.
    pub async fn run_until(
        self,
        listener: TcpListener,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), StartError> {
        axum::serve(listener, router(self.app()))
            .with_graceful_shutdown(shutdown)
            .await
            .map_err(StartError::Serve)
    }

    fn app(self) -> Arc<App> {
        let recording = Recording::new(self.listener, !self.forget_requests);
        Arc::new(App::new(self.clock, recording))
    }
}

impl fmt::Debug for SandboxBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SandboxBuilder")
            .field("port", &self.port)
            .field("clock", &self.clock)
            .finish_non_exhaustive()
    }
}
