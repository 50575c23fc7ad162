//! What a command works with: flags before environment before files.

mod file;
mod resolve;
mod secret;
mod sourced;

use std::path::PathBuf;

use ras_highlevel::{Guardrails, ProfileId, Usd};

pub(crate) use secret::Secret;
pub(crate) use sourced::{Source, Sourced};

use crate::failure::{Class, Failure};
use crate::output::Format;

/// Everything that a command can be told, each value with the place it came from.
#[derive(Debug)]
pub(crate) struct Config {
    /// The configuration file, whether it is there or not.
    pub(crate) file: Sourced<PathBuf>,
    /// The file that `ras login` writes, beside the configuration file.
    pub(crate) credentials: PathBuf,
    /// The section of the files that is used.
    pub(crate) section: Option<Sourced<String>>,
    /// Whether a file has that section.
    section_exists: bool,
    pub(crate) profile: Option<Sourced<ProfileId>>,
    pub(crate) client_id: Option<Sourced<String>>,
    pub(crate) client_secret: Option<Sourced<Secret>>,
    pub(crate) refresh_token: Option<Sourced<Secret>>,
    /// Where launches are kept; with a served sandbox only where a flag or the environment
    /// says so, since that one forgets.
    pub(crate) runs: Sourced<PathBuf>,
    pub(crate) output: Sourced<Format>,
    /// More entities than this are not changed without a question.
    pub(crate) confirm_above: Sourced<usize>,
    /// A launch that may spend more a day than this is not begun without a question.
    pub(crate) confirm_spend_above: Sourced<Usd>,
    pub(crate) guardrails: GuardrailSettings,
    pub(crate) service: Service,
    /// Where the exchanges of a sandbox inside this process are written to.
    pub(crate) sandbox_record: Option<Sourced<PathBuf>>,
    /// Where the state of this user's commands is: runs, tokens, the sandbox.
    pub(crate) state: PathBuf,
}

/// The limits that no write gets past; each section can set its own.
#[derive(Debug)]
pub(crate) struct GuardrailSettings {
    pub(crate) max_bid: Option<Sourced<Usd>>,
    pub(crate) max_daily_budget: Option<Sourced<Usd>>,
    pub(crate) max_total_daily_budget: Option<Sourced<Usd>>,
    pub(crate) max_entities: Option<Sourced<usize>>,
    pub(crate) max_change_percent: Option<Sourced<u32>>,
}

impl GuardrailSettings {
    /// As a client takes them.
    pub(crate) fn guardrails(&self) -> Guardrails {
        let mut rails = Guardrails::new();
        rails.max_bid = self.max_bid.as_ref().map(|it| it.value);
        rails.max_daily_budget = self.max_daily_budget.as_ref().map(|it| it.value);
        rails.max_total_daily_budget = self.max_total_daily_budget.as_ref().map(|it| it.value);
        rails.max_entities = self.max_entities.as_ref().map(|it| it.value);
        rails.max_change_percent = self.max_change_percent.as_ref().map(|it| it.value);
        rails
    }
}

/// Whom the commands talk to.
#[derive(Clone, Debug)]
pub(crate) enum Service {
    Amazon,
    /// A sandbox inside this process, which is kept in a folder.
    Sandbox(Sourced<PathBuf>),
    /// A sandbox that somebody serves on this machine.
    Served(std::net::SocketAddr),
}

impl Config {
    /// Refuses a section that no file has.
    pub(crate) fn check_section(&self) -> Result<(), Failure> {
        let Some(section) = self.section.as_ref().filter(|_| !self.section_exists) else {
            return Ok(());
        };
        let message = format!(
            "there is no profile {} in {}",
            section.value,
            self.file.value.display()
        );
        Err(Failure::new(Class::Config, message).hint(format!(
            "log in with `ras login --profile {}`, or name one that is there",
            section.value
        )))
    }

    /// Whether no money is at stake.
    pub(crate) fn is_sandbox(&self) -> bool {
        !matches!(self.service, Service::Amazon)
    }
}
