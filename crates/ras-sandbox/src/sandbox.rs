//! Starting, watching and stopping a sandbox.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use ras_core::ras::types::{AdGroupOutput, CampaignOutput, ProductAdOutput, TargetOutput};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::app::App;
use crate::clock::Clock;
use crate::faults::Faults;
use crate::recording::RecordedRequest;
use crate::seed::Credentials;

mod builder;

pub use builder::SandboxBuilder;

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

    /// A look at what exists.
    pub fn world(&self) -> WorldView<'_> {
        WorldView(&self.app)
    }

    /// Stops the server and waits until open requests are answered.
    ///
    /// # Errors
    ///
    /// Fails when the server had failed before.
    pub async fn stop(mut self) -> Result<(), StartError> {
        self.shutdown.take();
        self.ended().await
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
        self.server.abort();
    }
}

/// A look at what exists in the profile of a sandbox, beside the API.
#[derive(Clone, Copy, Debug)]
pub struct WorldView<'a>(&'a App);

impl WorldView<'_> {
    /// All campaigns, oldest first, archived ones included.
    pub fn campaigns(&self) -> Vec<CampaignOutput> {
        self.0.world().shown_campaigns(&self.0.scene())
    }

    /// All ad groups, oldest first, archived ones included.
    pub fn ad_groups(&self) -> Vec<AdGroupOutput> {
        self.0.world().shown_ad_groups(&self.0.scene())
    }

    /// All product ads, oldest first, archived ones included.
    pub fn product_ads(&self) -> Vec<ProductAdOutput> {
        self.0.world().shown_product_ads(&self.0.scene())
    }

    /// All targets, oldest first, archived and automatic ones included.
    pub fn targets(&self) -> Vec<TargetOutput> {
        self.0.world().shown_targets(&self.0.scene())
    }
}
