//! Starting, watching and stopping a sandbox.

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};

use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::app::App;
use crate::behavior::Behavior;
use crate::clock::Clock;
use crate::faults::Faults;
use crate::kept;
use crate::profile::Profile;
use crate::recording::RecordedRequest;
use crate::seed::Credentials;

mod builder;
mod view;

pub use builder::SandboxBuilder;
pub use view::WorldView;

/// A sandbox that could not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The address is taken or not allowed.
    #[error("cannot listen on 127.0.0.1:{port}")]
    Listen {
        /// The port that was asked for; 0 asks for any.
        port: u16,
        /// What the system says.
        source: io::Error,
    },
    /// The file of the state cannot be read or written.
    #[error("the state in {}", file.display())]
    State {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        source: io::Error,
    },
    /// The file of the record cannot be written.
    #[error("the record in {}", file.display())]
    Record {
        /// The file.
        file: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// Another process is using the file of the state.
    #[error("the state in {} is in use by another process: end it, or take another file", file.display())]
    InUse {
        /// The file.
        file: PathBuf,
    },
    /// The server ended with an error.
    #[error("the server failed")]
    Serve(#[source] io::Error),
}

/// A running Retail Ad Service on the loopback address of this machine.
///
/// Dropping it stops the server; [`Sandbox::stop`] also waits for that.
///
/// # Example
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), ras_sandbox::StartError> {
/// let sandbox = ras_sandbox::Sandbox::start().await?;
/// assert!(sandbox.base_url().starts_with("http://127.0.0.1:"));
/// assert!(sandbox.world().campaigns().is_empty());
/// sandbox.stop().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Sandbox {
    app: Arc<App>,
    addr: SocketAddr,
    base_url: String,
    shutdown: Option<oneshot::Sender<()>>,
    server: JoinHandle<io::Result<()>>,
}

impl Sandbox {
    /// Starts a sandbox on a free port of 127.0.0.1, with the default seed.
    ///
    /// # Errors
    ///
    /// Fails when the system gives no port.
    pub async fn start() -> Result<Self, StartError> {
        Self::builder().start().await
    }

    /// Starts to describe a sandbox.
    pub fn builder() -> SandboxBuilder {
        SandboxBuilder::default()
    }

    /// The address of the API, such as `http://127.0.0.1:8080`.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// The loopback address and port that it listens on.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// The address that access tokens are fetched from.
    pub fn token_url(&self) -> String {
        format!("{}/auth/o2/token", self.base_url)
    }

    /// What to log in with.
    pub fn credentials(&self) -> Credentials {
        self.app.seed.credentials.clone()
    }

    /// Every exchange so far, in the order of the answers.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.app.recording.all()
    }

    /// The last exchanges, newest first; up to 50 are kept even when requests are forgotten.
    pub fn last_requests(&self, most: usize) -> Vec<RecordedRequest> {
        self.app.recording.last(most)
    }

    /// The faults that wait for their request.
    pub fn faults(&self) -> &Faults {
        &self.app.faults
    }

    /// The clock that dates and token expiry follow.
    pub fn clock(&self) -> &Clock {
        &self.app.clock
    }

    /// Makes every access token invalid, so that the next call of a client gets 401.
    pub fn revoke_access_tokens(&self) {
        self.app.tokens.revoke_all();
    }

    /// A code that the application can exchange for tokens, as if the advertiser had consented.
    pub fn authorization_code(&self, redirect_uri: &str) -> String {
        self.app.tokens.consent(redirect_uri, self.app.clock.now())
    }

    /// How the sandbox behaves at present.
    pub fn behavior(&self) -> Behavior {
        self.app.behavior()
    }

    /// Changes how the sandbox behaves, from the next request on.
    pub fn change_behavior(&self, change: impl FnOnce(&mut Behavior)) {
        self.app.change_behavior(change);
    }

    /// Every advertiser's profile, that of [`Sandbox::credentials`] first.
    pub fn profiles(&self) -> Vec<Profile> {
        let profiles = self.app.accounts();
        profiles.map(|account| account.profile.clone()).collect()
    }

    /// A look at what exists in the profile of [`Sandbox::credentials`].
    pub fn world(&self) -> WorldView<'_> {
        WorldView {
            app: &self.app,
            account: &self.app.first,
        }
    }

    /// A look at what exists in another profile.
    pub fn world_of(&self, profile: &str) -> Option<WorldView<'_>> {
        let account = self.app.account(profile)?;
        Some(WorldView {
            app: &self.app,
            account,
        })
    }

    /// Writes the state to a file that [`SandboxBuilder::state`] reads.
    ///
    /// # Errors
    ///
    /// Fails when the file cannot be written.
    pub fn save(&self, file: impl AsRef<Path>) -> io::Result<()> {
        kept::save(&self.app, file.as_ref()).map(drop)
    }

    /// Stops the server, waits up to five seconds for open requests, and saves the state.
    ///
    /// # Errors
    ///
    /// Fails when the server had failed before, or when state or record cannot be written.
    pub async fn stop(mut self) -> Result<(), StartError> {
        self.shutdown.take();
        self.ended().await?;
        end(&self.app)
    }

    /// Waits until the server ends by itself, which it does only when it fails.
    ///
    /// # Errors
    ///
    /// Says why the server failed.
    pub async fn stopped(mut self) -> Result<(), StartError> {
        self.ended().await
    }

    async fn ended(&mut self) -> Result<(), StartError> {
        match (&mut self.server).await {
            Ok(served) => served.map_err(StartError::Serve),
            Err(lost) => Err(StartError::Serve(io::Error::other(lost))),
        }
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        // The closed channel tells open connections to end; the listener goes at once.
        self.shutdown.take();
        self.app.closing.store(true, Ordering::Relaxed);
        self.app
            .late
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .abort_all();
        self.server.abort();
    }
}

/// Ends what outlives its connection, and saves the state.
fn end(app: &App) -> Result<(), StartError> {
    app.late
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .abort_all();
    app.kept.as_ref().map_or(Ok(()), |kept| kept.end(app))?;
    app.recording.end()
}
