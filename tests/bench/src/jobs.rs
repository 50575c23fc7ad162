//! The jobs, and the ways to do them.

mod create_targets;
mod first_answer;
mod launches;
mod list_targets;
mod read_report;

use std::net::SocketAddr;

use anyhow::{Result, bail};
use ras_core::{CallContext, HttpClient};
use ras_highlevel::Ras;
use serde::{Deserialize, Serialize};

use crate::stub::report::ROWS;
use crate::stub::{PAGE, PAGES};

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum, Serialize, Deserialize)]
pub enum Job {
    /// List 100,000 targets by pages of 1000 into typed values.
    J1,
    /// Create 100,000 keyword targets with an outcome for each.
    J2,
    /// 500 complete launches, 16 at once, each with its journal.
    J3,
    /// Read a report of 1,000,000 rows and 15 columns into typed rows.
    J4,
    /// Start, and have the first answer.
    J5,
}

/// How it is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum, Serialize, Deserialize)]
pub enum Way {
    /// By hand over hyper: unpacked and forgotten.
    Gunzip,
    /// By hand over hyper: the least that is possible.
    Hyper,
    /// By hand over reqwest, as most people would.
    Reqwest,
    /// With the generated crate.
    Core,
    /// With the ergonomic crate.
    HighLevel,
    /// With the ergonomic crate, the journals in memory.
    InMemory,
    /// With the ergonomic crate, nothing handed out before all of it was checked.
    Checked,
    /// With the ergonomic crate, into a CSV file.
    Csv,
}

impl Job {
    /// All jobs.
    pub const ALL: [Self; 5] = [Self::J1, Self::J2, Self::J3, Self::J4, Self::J5];

    /// The ways in which it can be done; the first is what the others are compared with.
    pub fn ways(self) -> &'static [Way] {
        match self {
            Self::J1 | Self::J2 => &[Way::Hyper, Way::Reqwest, Way::Core, Way::HighLevel],
            Self::J3 => &[Way::Hyper, Way::InMemory, Way::HighLevel],
            Self::J4 => &[
                Way::Gunzip,
                Way::Hyper,
                Way::HighLevel,
                Way::Checked,
                Way::Csv,
            ],
            Self::J5 => &[Way::Hyper, Way::Reqwest, Way::HighLevel],
        }
    }

    /// How many items it has.
    pub fn items(self) -> usize {
        match self {
            Self::J1 | Self::J2 => PAGE * PAGES,
            Self::J3 => launches::LAUNCHES,
            Self::J4 => ROWS,
            Self::J5 => PAGE,
        }
    }

    /// Whether the server must remember what it was sent.
    pub fn needs_state(self) -> bool {
        self == Self::J3
    }

    /// What it is, in a line.
    pub fn title(self) -> &'static str {
        match self {
            Self::J1 => "J1: list 100,000 targets by pages of 1000",
            Self::J2 => "J2: create 100,000 keyword targets in calls of 1000",
            Self::J3 => "J3: 500 complete launches, 16 at once, with their journals",
            Self::J4 => "J4: read a report of 1,000,000 rows and 15 columns",
            Self::J5 => "J5: from the start of the process to the first page",
        }
    }

    /// Does it and returns how many items were done.
    ///
    /// # Errors
    ///
    /// When anything goes wrong.
    pub async fn run(self, way: Way, address: SocketAddr) -> Result<usize> {
        match (self, way) {
            (Self::J1, Way::Hyper) => list_targets::hyper(address).await,
            (Self::J1, Way::Reqwest) => list_targets::reqwest(address).await,
            (Self::J1, Way::Core) => list_targets::core(address).await,
            (Self::J1, Way::HighLevel) => list_targets::high_level(address).await,
            (Self::J2, Way::Hyper) => create_targets::hyper(address).await,
            (Self::J2, Way::Reqwest) => create_targets::reqwest(address).await,
            (Self::J2, Way::Core) => create_targets::core(address).await,
            (Self::J2, Way::HighLevel) => create_targets::high_level(address).await,
            (Self::J3, Way::Hyper) => launches::hyper(address).await,
            (Self::J3, Way::InMemory) => launches::in_memory(address).await,
            (Self::J3, Way::HighLevel) => launches::high_level(address).await,
            (Self::J4, Way::Gunzip) => read_report::gunzip(address).await,
            (Self::J4, Way::Hyper) => read_report::hyper(address).await,
            (Self::J4, Way::HighLevel) => read_report::high_level(address).await,
            (Self::J4, Way::Checked) => read_report::checked(address).await,
            (Self::J4, Way::Csv) => read_report::csv(address).await,
            (Self::J5, Way::Hyper) => first_answer::hyper(address).await,
            (Self::J5, Way::Reqwest) => first_answer::reqwest(address).await,
            (Self::J5, Way::HighLevel) => first_answer::high_level(address).await,
            (Self::J5, Way::Core) => bail!("the generated crate has no login"),
            (job, way) => bail!("{job:?} is not done by {way:?}"),
        }
    }
}

impl Way {
    /// What it is, in a word or two.
    pub fn title(self) -> &'static str {
        match self {
            Self::Gunzip => "hyper and gunzip alone",
            Self::Hyper => "hyper by hand",
            Self::Reqwest => "reqwest by hand",
            Self::Core => "ras-core",
            Self::HighLevel => "ras-highlevel",
            Self::InMemory => "ras-highlevel, journals in memory",
            Self::Checked => "ras-highlevel, checked first",
            Self::Csv => "ras-highlevel, into a CSV file",
        }
    }
}

fn core(address: SocketAddr) -> Result<(ras_core::ras::Client, CallContext)> {
    let http = HttpClient::new(&format!("http://{address}"), reqwest::Client::new())?;
    let call = CallContext::new()
        .with_access_token("Atza|stub")
        .with_client_id("amzn1.application-oa2-client.bench")
        .with_profile("1");
    Ok((ras_core::ras::Client::new(http), call))
}

fn ras(address: SocketAddr) -> Result<Ras> {
    Ok(Ras::builder()
        .client_id("amzn1.application-oa2-client.bench")
        .client_secret("secret")
        .refresh_token("Atzr|bench")
        .profile("1")
        .loopback(address)
        .build()?)
}
