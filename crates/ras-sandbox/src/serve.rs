//! Serving a sandbox at a prompt: what `ras-sandbox` and `ras sandbox serve` share.

use std::fmt;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::{Quota, RecordedRequest, Sandbox, SandboxBuilder, StartError};

/// What a served sandbox can be told at a prompt.
///
/// The program that flattens it into its own arguments answers `--help` and explains
/// wrong values.
#[derive(Clone, Debug, PartialEq, clap::Args)]
#[non_exhaustive]
pub struct ServeOptions {
    /// Listen on this port of 127.0.0.1; 0 lets the system choose
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
    /// Make ids, prices and traffic from this number
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    pub seed: u64,
    /// Keep the state in this file, and start from it; one process at a time
    #[arg(long, value_name = "FILE")]
    pub state: Option<PathBuf>,
    /// Write every request and its answer to the end of this file, as lines of JSON without
    /// secrets
    #[arg(long, value_name = "FILE")]
    pub record: Option<PathBuf>,
    /// Take at least this many milliseconds for every answer
    #[arg(long, value_name = "MS", default_value_t = 0)]
    pub latency: u64,
    /// Allow every profile this many requests a second, and answer 429 beyond
    #[arg(long, value_name = "NUMBER", value_parser = requests_per_second)]
    pub quota: Option<f64>,
}

impl ServeOptions {
    /// Describes the sandbox that the options ask for, with a memory that does not grow with
    /// the number of requests.
    pub fn builder(&self) -> SandboxBuilder {
        let mut builder = Sandbox::builder()
            .port(self.port)
            .seed(self.seed)
            .latency(Duration::from_millis(self.latency))
            .forget_requests();
        if let Some(file) = &self.state {
            builder = builder.state(file);
        }
        if let Some(file) = &self.record {
            builder = builder.record(file);
        }
        if let Some(requests) = self.quota {
            builder = builder.quota(Quota::per_second(requests));
        }
        builder
    }
}

fn requests_per_second(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() && number > 0.0 => Ok(number),
        _ => Err("a number of requests over 0 is needed, such as 5 or 0.5".to_owned()),
    }
}

/// Serves a sandbox until Ctrl-C or SIGTERM.
///
/// Calls `started`, which says where it is, and then writes a line to stderr for each
/// request. In the end it waits up to five seconds for open requests and writes the state.
/// A reader of its output that goes away does not end it.
///
/// # Errors
///
/// Fails when the port is taken, when the state cannot be read or written or is in use, or
/// when the record cannot be written.
pub async fn serve(
    options: &ServeOptions,
    started: impl FnOnce(&Sandbox),
) -> Result<(), StartError> {
    let log = Arc::new(|exchange: &RecordedRequest| {
        let _ = writeln!(io::stderr(), "{exchange}");
    });
    let sandbox = options.builder().log(log).start().await?;
    // Whoever is told that it serves may end it.
    let ended = asked_to_end().map_err(StartError::Serve)?;
    started(&sandbox);
    ended.await.map_err(StartError::Serve)?;
    sandbox.stop().await
}

/// What people need of a served sandbox: where it is, and what to log in with.
pub fn introduction(sandbox: &Sandbox) -> impl fmt::Display {
    let login = sandbox.credentials();
    let lines = [
        format!("sandbox on {}", sandbox.base_url()),
        format!("  token endpoint  {}", sandbox.token_url()),
        format!("  client id       {}", login.client_id),
        format!("  client secret   {}", login.client_secret),
        format!("  refresh token   {}", login.refresh_token),
        format!("  profile         {}", login.profile_id),
        "look at it in a browser; Ctrl-C ends it".to_owned(),
    ];
    lines.join("\n")
}

/// Listens for Ctrl-C and for what `kill` sends, from now on.
#[cfg(unix)]
fn asked_to_end() -> io::Result<impl Future<Output = io::Result<()>>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupted = signal(SignalKind::interrupt())?;
    let mut terminated = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
        Ok(())
    })
}

/// Listens for Ctrl-C.
#[cfg(not(unix))]
fn asked_to_end() -> io::Result<impl Future<Output = io::Result<()>>> {
    Ok(tokio::signal::ctrl_c())
}
