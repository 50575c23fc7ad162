//! The sandbox that `--sandbox` starts, and the folder that it is kept in between commands.

use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use ras_sandbox::{Credentials, Sandbox, StartError};

use crate::failure::{Class, Failure};

/// How long to wait for another command to be done with the folder.
const PATIENCE: Duration = Duration::from_secs(10);

/// A running sandbox whose folder no other command uses meanwhile.
#[derive(Debug)]
pub(crate) struct SandboxHome {
    sandbox: Sandbox,
}

impl SandboxHome {
    /// Starts the sandbox of a folder, which writes its exchanges to `record`.
    pub(crate) async fn open(folder: &Path, record: Option<&Path>) -> Result<Self> {
        fs::create_dir_all(folder).map_err(|error| unusable(folder, &error.to_string()))?;
        let mut builder = Sandbox::builder()
            .state(folder.join("state.json"))
            .forget_requests();
        if let Some(record) = record {
            builder = builder.record(record);
        }
        let ends = Instant::now() + PATIENCE;
        loop {
            match builder.clone().start().await {
                Ok(sandbox) => return Ok(Self { sandbox }),
                Err(StartError::InUse { .. }) if Instant::now() < ends => {
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
                Err(StartError::InUse { .. }) => return Err(in_use(folder).into()),
                Err(error @ StartError::Record { .. }) => {
                    return Err(error).with_context(unrecorded);
                }
                Err(error) => return Err(error).with_context(|| unstarted(folder)),
            }
        }
    }

    pub(crate) fn address(&self) -> (SocketAddr, Credentials) {
        (self.sandbox.addr(), self.sandbox.credentials())
    }

    pub(crate) async fn close(self) -> Result<()> {
        let stopped = self.sandbox.stop().await;
        match stopped {
            Err(error @ StartError::Record { .. }) => Err(error).with_context(unrecorded),
            stopped => stopped.context("the sandbox cannot be saved"),
        }
    }
}

fn in_use(folder: &Path) -> Failure {
    let folder = folder.display();
    Failure::new(
        Class::Later,
        format!("another command is using the sandbox in {folder}"),
    )
    .hint(
        "wait for it; for several at once run `ras sandbox serve` and give each --sandbox=ADDRESS",
    )
}

fn unstarted(folder: &Path) -> Failure {
    let folder = folder.display();
    Failure::new(
        Class::Config,
        format!("the sandbox in {folder} cannot be started"),
    )
    .hint(format!("delete that folder to begin anew: {folder}"))
}

fn unrecorded() -> Failure {
    let message = "the record of the sandbox cannot be written";
    Failure::new(Class::Config, message).hint("name another file with --sandbox-record")
}

fn unusable(folder: &Path, why: &str) -> Failure {
    let message = format!("the folder {} cannot be used: {why}", folder.display());
    Failure::new(Class::Config, message).hint("name another one with --sandbox-state")
}
