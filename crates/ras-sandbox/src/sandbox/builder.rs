//! Describing a sandbox before it starts.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::io;
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::oneshot;

use super::{Sandbox, StartError, end};
use crate::app::{App, router};
use crate::behavior::Behavior;
use crate::clock::Clock;
use crate::kept::Kept;
use crate::line::{Line, Lines};
use crate::profile::Profile;
use crate::quota::Quota;
use crate::recording::{Listener, RecordFile, RecordedRequest, Recording};
use crate::seed::{Seed, Supply};

/// How long open requests may take to end: some are delayed by an hour, and some readers
/// of large reports went for coffee.
const GRACE: Duration = Duration::from_secs(5);

/// A sandbox to be started.
#[derive(Clone, Default)]
pub struct SandboxBuilder {
    port: u16,
    seed: u64,
    clock: Clock,
    behavior: Behavior,
    state: Option<PathBuf>,
    listener: Option<Listener>,
    record: Option<PathBuf>,
    forget_requests: bool,
    supply: Supply,
    profiles: Vec<Profile>,
}

impl SandboxBuilder {
    /// Listens on this port; 0, the default, takes a free one.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Makes ids, prices and traffic from this number instead of 0.
    ///
    /// The same number, the same standing clock and the same calls give the same bytes.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Has this many retailers instead of 14; those after the 14th are all active.
    #[must_use]
    pub fn retailers(mut self, count: u32) -> Self {
        self.supply.retailers = count;
        self
    }

    /// Lets every retailer have this many offers instead of 36.
    #[must_use]
    pub fn offers(mut self, each: u32) -> Self {
        self.supply.offers = each;
        self
    }

    /// Has this profile besides the five that every sandbox has.
    #[must_use]
    pub fn profile(mut self, profile: Profile) -> Self {
        self.profiles.push(profile);
        self
    }

    /// Follows this clock instead of that of the machine.
    #[must_use]
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// Behaves like this from the start.
    #[must_use]
    pub fn behavior(mut self, behavior: Behavior) -> Self {
        self.behavior = behavior;
        self
    }

    /// Takes at least this long for every answer.
    #[must_use]
    pub fn latency(mut self, latency: Duration) -> Self {
        self.behavior.latency = latency;
        self
    }

    /// Allows every profile this many requests.
    #[must_use]
    pub fn quota(mut self, quota: Quota) -> Self {
        self.behavior.quota = Some(quota);
        self
    }

    /// Keeps the state in this file, and starts with what is in it.
    ///
    /// What a request has changed is written before it is answered, to `FILE.changes`, so
    /// that a killed process loses nothing that it has told; stopping puts all of it into the
    /// file. `FILE.lock` keeps a second process away.
    #[must_use]
    pub fn state(mut self, file: impl Into<PathBuf>) -> Self {
        self.state = Some(file.into());
        self
    }

    /// Calls `log` after each exchange, on the task that answers it.
    #[must_use]
    pub fn log(mut self, log: Arc<dyn Fn(&RecordedRequest) + Send + Sync>) -> Self {
        self.listener = Some(log);
        self
    }

    /// Writes every exchange to the end of this file, each as a line of JSON.
    ///
    /// A line can be read as a [`RecordedRequest`]. Tokens, and all that is said at a login,
    /// are left out. A line is in the file before its answer goes out.
    #[must_use]
    pub fn record(mut self, file: impl Into<PathBuf>) -> Self {
        self.record = Some(file.into());
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
    /// Fails when the port is taken, when the state cannot be read or is in use, or when the
    /// record cannot be written.
    pub async fn start(self) -> Result<Sandbox, StartError> {
        let port = self.port;
        let listen = |source| StartError::Listen { port, source };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .await
            .map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        let app = self.app()?;
        let (shutdown, stop) = oneshot::channel::<()>();
        // A closed channel is the signal, so that dropping the sandbox is one too.
        let stop = async move { stop.await.unwrap_or_default() };
        let server = serve(listener, Arc::clone(&app), stop);
        Ok(Sandbox {
            app,
            addr: address,
            base_url: format!("http://{address}"),
            shutdown: Some(shutdown),
            server: tokio::spawn(server),
        })
    }

    /// Serves on `listener` until `shutdown` is over; the port of the builder is not used.
    ///
    /// # Errors
    ///
    /// Fails when the listener does, when the state cannot be read or written, or when the
    /// record cannot be written.
    pub async fn run_until(
        self,
        listener: TcpListener,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), StartError> {
        let app = self.app()?;
        serve(listener, Arc::clone(&app), shutdown)
            .await
            .map_err(StartError::Serve)?;
        end(&app)
    }

    fn app(self) -> Result<Arc<App>, StartError> {
        let record = self.record.map(RecordFile::open).transpose()?;
        let recording = Recording::new(self.listener, record, !self.forget_requests);
        let mut seed = Seed::new(self.seed, self.supply);
        seed.others.extend(self.profiles);
        let mut app = App::new(seed, self.clock, self.behavior, recording);
        if let Some(file) = self.state {
            app.kept = Some(Kept::open(file, &app)?);
        }
        Ok(Arc::new(app))
    }
}

async fn serve(
    listener: TcpListener,
    app: Arc<App>,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let closing = Arc::clone(&app.closing);
    let lines = Lines {
        listener,
        closing: Arc::clone(&closing),
    };
    let service = router(app).into_make_service_with_connect_info::<Line>();
    let (told, ending) = oneshot::channel::<()>();
    let server = axum::serve(lines, service).with_graceful_shutdown(async move {
        shutdown.await;
        closing.store(true, Ordering::Relaxed);
        // Nobody waits when the server has ended by itself.
        let _ = told.send(());
    });
    let patience = async {
        match ending.await {
            Ok(()) => tokio::time::sleep(GRACE).await,
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        ended = server.into_future() => ended,
        () = patience => Ok(()),
    }
}

impl fmt::Debug for SandboxBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SandboxBuilder")
            .field("port", &self.port)
            .field("seed", &self.seed)
            .field("supply", &self.supply)
            .field("profiles", &self.profiles)
            .field("clock", &self.clock)
            .field("behavior", &self.behavior)
            .field("state", &self.state)
            .field("record", &self.record)
            .finish_non_exhaustive()
    }
}
