//! What can be typed: the options of every command, and the commands.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{ArgAction, Parser, Subcommand};

use crate::commands;
use crate::output::Format;

/// Amazon Retail Ad Service campaigns at a prompt.
///
/// Try everything without an account: `--sandbox` makes any command talk to a Retail Ad
/// Service inside this process, which remembers what was done to it.
#[derive(Debug, Parser)]
#[command(name = "ras", version, after_help = EXIT_CODES, max_term_width = 100)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
    0  done
    1  something that should not happen
    2  the command line is wrong
    3  the configuration or a file of yours is wrong; nothing was sent
    4  the login was refused, or lacks a permission
    5  the service refused it, or there is no such thing; nothing was done
    6  some of it was done and some was not: the output says which
    7  nothing was done, but may be later: throttled, unavailable, no connection
    8  it may have been done: look before doing it again
    9  not confirmed, or a guardrail is in the way; nothing was done
   10  a launch has stopped on its way: `ras resume` goes on with it
  130  interrupted (143 by `kill`)

Secrets are never arguments: `ras login` keeps them, or set RAS_CLIENT_SECRET and
RAS_REFRESH_TOKEN. `ras config show` says where each value comes from.";

/// The options of every command.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Options of every command")]
pub(crate) struct Global {
    /// Work for this profile: a section of the configuration, or the id of an advertiser
    /// [env: RAS_PROFILE]
    #[arg(long, short, global = true, value_name = "NAME|ID")]
    pub(crate) profile: Option<String>,
    /// Use a sandbox instead of Amazon: one inside this process, or the one at ADDRESS
    #[arg(long, global = true, value_name = "ADDRESS", num_args = 0..=1, require_equals = true)]
    pub(crate) sandbox: Option<Option<SocketAddr>>,
    /// Keep the sandbox inside this process in this folder [env: RAS_SANDBOX_STATE]
    #[arg(long, global = true, value_name = "FOLDER")]
    pub(crate) sandbox_state: Option<PathBuf>,
    /// Write what is sent to the sandbox inside this process, and its answers, to the end of
    /// this file: lines of JSON without secrets [env: RAS_SANDBOX_RECORD]
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) sandbox_record: Option<PathBuf>,
    /// What to print: tables for people, the rest for programs [env: RAS_OUTPUT]
    #[arg(long, short, global = true, value_enum, value_name = "FORMAT")]
    pub(crate) output: Option<Format>,
    /// Keep plan and journal of every launch in this folder [env: RAS_RUNS]
    #[arg(long, global = true, value_name = "FOLDER")]
    pub(crate) runs: Option<PathBuf>,
    /// The configuration file [env: RAS_CONFIG]
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// The id of the Login with Amazon application [env: RAS_CLIENT_ID]
    #[arg(long, global = true, value_name = "ID")]
    pub(crate) client_id: Option<String>,
    /// Say more on stderr: -v requests, -vv attempts, -vvv everything
    #[arg(long, short, global = true, action = ArgAction::Count)]
    pub(crate) verbose: u8,
}

impl Global {
    /// The options that say which account and which files are meant, as they were typed.
    pub(crate) fn account(&self) -> Vec<String> {
        let sandbox = self.sandbox.map(|address| match address {
            Some(address) => format!("--sandbox={address}"),
            None => "--sandbox".to_owned(),
        });
        let path = |name: &str, path: &Option<PathBuf>| {
            path.as_ref()
                .map(|path| format!("{name} {}", path.display()))
        };
        let options = [
            sandbox,
            path("--sandbox-state", &self.sandbox_state),
            path("--runs", &self.runs),
            path("--config", &self.config),
            self.profile
                .as_ref()
                .map(|profile| format!("--profile {profile}")),
            self.client_id
                .as_ref()
                .map(|id| format!("--client-id {id}")),
        ];
        options.into_iter().flatten().collect()
    }
}

/// The options of commands that change something.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
pub(crate) struct Writing {
    /// Show what would be done, and do nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Do not ask
    #[arg(long, short)]
    pub(crate) yes: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Campaigns: budget, dates and targeting
    #[command(subcommand)]
    Campaigns(commands::campaigns::Command),
    /// Ad groups: one retailer and a default bid each
    #[command(subcommand)]
    AdGroups(commands::ad_groups::Command),
    /// Product ads: one offer of the retailer each
    #[command(subcommand)]
    Ads(commands::ads::Command),
    /// Targets: keywords, products and automatic ones, positive and negative
    #[command(subcommand)]
    Targets(commands::targets::Command),
    /// What ads shall be kept away from
    #[command(subcommand)]
    Negatives(commands::negatives::Command),
    /// The bids of many targets at once
    #[command(subcommand)]
    Bids(commands::bids::Command),
    /// Log in with Amazon, once for each login
    Login(commands::login::Args),
    /// Find out which layer of the set-up does not work
    Doctor(commands::doctor::Args),
    /// Where can be advertised
    Retailers(commands::retailers::Args),
    /// What a retailer sells
    #[command(subcommand)]
    Products(commands::products::Command),
    /// The advertisers that the login may act for
    Profiles(commands::profiles::Args),
    /// Plan files: what is wrong, what a launch would do, new ones
    #[command(subcommand)]
    Plan(commands::plan::Command),
    /// Launch a complete campaign from a plan file
    Launch(commands::launch::Args),
    /// Go on with a launch that was interrupted
    Resume(commands::resume::Args),
    /// The launches that this machine knows
    Runs(commands::runs::Args),
    /// Archive what a launch has built, and nothing else
    Undo(commands::undo::Args),
    /// Amazon's bulksheet as plans, and plans as a bulksheet
    #[command(subcommand)]
    Bulksheet(commands::bulksheet::Command),
    /// Figures of the past days
    #[command(subcommand)]
    Report(commands::report::Command),
    /// What this command is set up with
    #[command(subcommand)]
    Config(commands::config::Command),
    /// A Retail Ad Service on this machine
    #[command(subcommand)]
    Sandbox(commands::sandbox::Command),
    /// Print what makes a shell complete this command
    Completions(commands::completions::Args),
    /// Print the manual
    Man(commands::completions::ManArgs),
}

impl Command {
    /// Whether the command sees to Ctrl-C all by itself.
    pub(crate) fn serves(&self) -> bool {
        matches!(self, Self::Sandbox(commands::sandbox::Command::Serve(_)))
    }
}
