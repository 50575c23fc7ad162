//! Secrets: held, or fetched from a command when they are needed.

use std::fmt;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context as _, Result};
use secrecy::{ExposeSecret as _, SecretString};

use crate::failure::{Class, Failure};

/// A password manager may have to ask its user.
const PATIENCE: Duration = Duration::from_secs(60);

/// A secret, or the command that prints it. `Debug` shows neither.
#[derive(Clone)]
pub(crate) enum Secret {
    Held(SecretString),
    /// Program and arguments; no shell has a part in it.
    Command(Vec<String>),
}

impl Secret {
    pub(crate) fn held(secret: impl Into<String>) -> Self {
        Self::Held(SecretString::from(secret.into()))
    }

    /// The secret itself.
    pub(crate) async fn reveal(&self) -> Result<String> {
        match self {
            Self::Held(secret) => Ok(secret.expose_secret().to_owned()),
            Self::Command(command) => printed(command).await,
        }
    }

    /// What may be shown of it.
    pub(crate) fn shown(&self) -> String {
        match self {
            Self::Held(_) => "set, not shown".to_owned(),
            Self::Command(command) => {
                let program = command.first().map_or("", String::as_str);
                format!("printed by the command {program}")
            }
        }
    }
}

async fn printed(command: &[String]) -> Result<String> {
    let [program, arguments @ ..] = command else {
        return Err(Failure::new(Class::Config, "a command for a secret has no program").into());
    };
    let failed = |why: &str| {
        Failure::new(Class::Config, format!("the command {program} {why}"))
            .hint("run it by hand: it must print the secret, and nothing else, to its output")
    };
    let child = tokio::process::Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .kill_on_drop(true)
        .spawn()
        .with_context(|| failed("for a secret cannot be started"))?;
    let output = tokio::time::timeout(PATIENCE, child.wait_with_output())
        .await
        .map_err(|_| failed("for a secret has not ended within a minute"))?
        .with_context(|| failed("for a secret cannot be read"))?;
    if !output.status.success() {
        return Err(failed(&format!("for a secret has failed: {}", output.status)).into());
    }
    let secret = String::from_utf8(output.stdout).unwrap_or_default();
    match secret.trim() {
        "" => Err(failed("for a secret has printed none").into()),
        secret => Ok(secret.to_owned()),
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}
