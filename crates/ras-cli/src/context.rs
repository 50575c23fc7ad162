//! What every command works with: configuration, output, client, questions, interruption.

use std::sync::Mutex;

use anyhow::Result;
use ras_highlevel::{Account, Ras};

use crate::args::{Global, Writing};
use crate::client;
use crate::config::{Config, Service};
use crate::confirm;
use crate::failure::Failure;
use crate::interrupt::Interrupt;
use crate::output::Output;
use crate::progress::Progress;
use crate::sandbox_home::SandboxHome;

/// What every command works with.
#[derive(Debug)]
pub(crate) struct Context {
    pub(crate) config: Config,
    pub(crate) output: Output,
    pub(crate) interrupt: Interrupt,
    /// Started when it is needed first, and saved in the end.
    sandbox: Mutex<Option<SandboxHome>>,
    /// The options that another command on the same account needs as well.
    flags: Vec<String>,
}

impl Context {
    pub(crate) fn new(global: &Global) -> Result<Self> {
        let config = Config::resolve(global)?;
        Ok(Self {
            output: Output {
                format: config.output.value,
            },
            config,
            interrupt: Interrupt::default(),
            sandbox: Mutex::default(),
            flags: global.account(),
        })
    }

    /// A client for the profile.
    pub(crate) async fn ras(&self) -> Result<Ras> {
        client::built(client::builder(self).await?, &self.config)
    }

    /// The login alone, for who does not know a profile yet.
    pub(crate) async fn account(&self) -> Result<Account> {
        client::account(client::builder(self).await?, &self.config)
    }

    /// Asks before something is done to so many entities, unless they are few.
    ///
    /// # Errors
    ///
    /// When the answer is no, or when nobody can be asked.
    pub(crate) fn confirm(
        &self,
        writing: Writing,
        what: &str,
        count: usize,
    ) -> Result<(), Failure> {
        match count > self.config.confirm_above.value {
            true => confirm::ask(writing, what),
            false => Ok(()),
        }
    }

    /// Asks before something that cannot be taken back, however little it is.
    pub(crate) fn confirm_final(&self, writing: Writing, what: &str) -> Result<(), Failure> {
        confirm::ask(writing, what)
    }

    /// A bar on stderr that nobody sees unless stderr is a terminal.
    pub(crate) fn progress(&self, total: Option<usize>, what: &str) -> Progress {
        Progress::new(total, what)
    }

    /// The address and the login of the sandbox inside this process.
    pub(crate) async fn sandbox(
        &self,
        folder: &std::path::Path,
    ) -> Result<(std::net::SocketAddr, ras_sandbox::Credentials)> {
        if let Some(home) = &*self
            .sandbox
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
        {
            return Ok(home.address());
        }
        let record = self.config.sandbox_record.as_ref();
        let home = SandboxHome::open(folder, record.map(|record| record.value.as_path())).await?;
        let address = home.address();
        *self
            .sandbox
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner) = Some(home);
        Ok(address)
    }

    /// The folder where launches are kept; none with a served sandbox, which may have
    /// forgotten them, unless somebody asks for one.
    pub(crate) fn runs(&self) -> Option<ras_highlevel::Runs> {
        let runs = &self.config.runs;
        let folder = match &self.config.service {
            _ if runs.is_said() => runs.value.clone(),
            Service::Amazon => runs.value.clone(),
            Service::Sandbox(folder) => folder.value.join("runs"),
            Service::Served(_) => return None,
        };
        Some(ras_highlevel::Runs::new(folder))
    }

    /// Another command as it must be typed to work on the same account.
    pub(crate) fn again(&self, command: &str) -> String {
        let mut text = format!("ras {command}");
        for flag in &self.flags {
            text.push(' ');
            text.push_str(flag);
        }
        text
    }

    /// Saves what has to outlive the command.
    pub(crate) async fn close(&self) -> Result<()> {
        let home = self
            .sandbox
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .take();
        match home {
            Some(home) => home.close().await,
            None => Ok(()),
        }
    }
}
