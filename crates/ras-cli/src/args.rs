//! What can be typed.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Parser, Subcommand};
use ras_highlevel::RunId;
use ras_sandbox::ServeOptions;

/// Amazon Retail Ad Service campaigns at a prompt.
#[derive(Debug, Parser)]
#[command(name = "ras", version)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Launch a complete campaign from a plan file
    Launch(Launch),
    /// Go on with a launch that was interrupted
    Resume(Resume),
    /// Run a Retail Ad Service on this machine
    #[command(subcommand)]
    Sandbox(SandboxCommand),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Launch {
    /// The plan: a TOML file
    pub(crate) plan: PathBuf,
    /// Keep plan and journal in this folder, so that the launch survives this process
    #[arg(long, value_name = "FOLDER", env = "RAS_RUNS")]
    pub(crate) runs: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) account: Account,
    #[command(flatten)]
    pub(crate) times: Times,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Resume {
    /// The name of the run
    pub(crate) run: RunId,
    /// The folder that the launch was kept in
    #[arg(long, value_name = "FOLDER", env = "RAS_RUNS")]
    pub(crate) runs: PathBuf,
    #[command(flatten)]
    pub(crate) account: Account,
    #[command(flatten)]
    pub(crate) times: Times,
}

/// What is assumed about the service.
#[derive(Debug, clap::Args)]
pub(crate) struct Times {
    /// Assume a service that is never late, for tests: only a sandbox is such a one
    #[arg(long, hide = true, requires = "sandbox")]
    pub(crate) hasty: bool,
}

/// Which account to work on. Secrets come from the environment, never from arguments:
/// RAS_CLIENT_SECRET and RAS_REFRESH_TOKEN.
#[derive(Debug, clap::Args)]
pub(crate) struct Account {
    /// Use a sandbox instead of Amazon: one inside this process, or the one at ADDRESS
    #[arg(long, value_name = "ADDRESS", num_args = 0..=1, require_equals = true)]
    pub(crate) sandbox: Option<Option<SocketAddr>>,
    /// The id of the Login with Amazon application
    #[arg(long, env = "RAS_CLIENT_ID")]
    pub(crate) client_id: Option<String>,
    /// The profile: one advertiser in one marketplace
    #[arg(long, env = "RAS_PROFILE")]
    pub(crate) profile: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum SandboxCommand {
    /// Serve a sandbox until Ctrl-C
    Serve(ServeOptions),
}
