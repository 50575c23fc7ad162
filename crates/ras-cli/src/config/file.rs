//! The two files: what people write, and what `ras login` keeps.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Result;
use ras_highlevel::{Guardrails, Usd};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::failure::{Class, Failure};
use crate::output::Format;

/// `config.toml`: written by people, without secrets.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    /// The section that is used when none is named.
    pub(super) default_profile: Option<String>,
    /// What holds for every section that does not say otherwise.
    #[serde(default)]
    pub(super) defaults: Section,
    #[serde(default)]
    pub(super) profiles: BTreeMap<String, Section>,
}

/// One login with one advertiser's profile, and how careful to be with it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Section {
    pub(super) profile_id: Option<String>,
    pub(super) client_id: Option<String>,
    pub(super) client_secret_command: Option<Vec<String>>,
    pub(super) refresh_token_command: Option<Vec<String>>,
    pub(super) runs: Option<PathBuf>,
    pub(super) output: Option<Format>,
    pub(super) confirm_above: Option<usize>,
    pub(super) confirm_spend_above: Option<Usd>,
    #[serde(default)]
    pub(super) guardrails: Guardrails,
}

/// `credentials.toml`: written by `ras login`, for its owner only.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Credentials {
    #[serde(default)]
    pub(super) profiles: BTreeMap<String, Kept>,
}

/// What is kept of one login.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Kept {
    pub(super) profile_id: Option<String>,
    pub(super) client_id: Option<String>,
    pub(super) client_secret: Option<String>,
    pub(super) refresh_token: Option<String>,
}

impl std::fmt::Debug for Kept {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Kept")
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}

/// Reads the configuration; one that was asked for must be there.
pub(super) fn read(path: &Path, required: bool) -> Result<File> {
    let Some(text) = text(path)? else {
        if required {
            let message = format!("there is no configuration file {}", path.display());
            return Err(Failure::new(Class::Config, message).into());
        }
        return Ok(File::default());
    };
    parse(path, &text, |message| {
        if message.contains("`refresh_token`") || message.contains("`client_secret`") {
            "secrets do not belong into this file: keep them in credentials.toml beside it, which only you may read, or name a command that prints them (refresh_token_command)"
        } else {
            "`ras config show` names what can stand there"
        }
    })
}

/// Reads what logins have left; a file that others can read is refused.
pub(super) fn credentials(path: &Path) -> Result<Credentials> {
    let Some(text) = text(path)? else {
        return Ok(Credentials::default());
    };
    private(path)?;
    parse(
        path,
        &text,
        |_| "correct the line, or log in again: `ras login`",
    )
}

fn text(path: &Path) -> Result<Option<String>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => {
            let message = format!("{} cannot be read: {error}", path.display());
            Err(Failure::new(Class::Config, message).into())
        }
    }
}

#[cfg(unix)]
fn private(path: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = fs::metadata(path)?.permissions().mode() & 0o777;
    if mode & 0o077 == 0 {
        return Ok(());
    }
    let message = format!(
        "others can read or change {}: its mode is {mode:o}",
        path.display()
    );
    let hint = format!("chmod 600 {}", path.display());
    Err(Failure::new(Class::Config, message).hint(hint).into())
}

/// Files of other systems are private to their user unless shared on purpose.
#[cfg(not(unix))]
fn private(_path: &Path) -> Result<()> {
    Ok(())
}

fn parse<T: DeserializeOwned>(
    path: &Path,
    text: &str,
    hint: impl FnOnce(&str) -> &'static str,
) -> Result<T> {
    toml::from_str(text).map_err(|error| {
        let place = error.span().map_or_else(String::new, |span| {
            let before = text.get(..span.start).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            let column = before.chars().rev().take_while(|it| *it != '\n').count() + 1;
            format!(":{line}:{column}")
        });
        // The rendered error quotes the line, and a secret may stand in it.
        let message = without_values(error.message());
        let text = format!("{}{place}: {message}", path.display());
        Failure::new(Class::Config, text)
            .hint(hint(&message))
            .into()
    })
}

/// A message of the parser without the values it quotes.
fn without_values(message: &str) -> String {
    let mut parts = message.split('"');
    let first = parts.next().unwrap_or_default().to_owned();
    match parts.next_back() {
        Some(last) => format!("{first}\"…\"{last}"),
        None => first,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_of_the_parser_never_quotes_a_value() {
        let text = "[defaults]\nrefresh_token_command = \"Atzr|secret\\\"x\"\n";
        let error = parse::<File>(Path::new("c.toml"), text, |_| "")
            .unwrap_err()
            .to_string();
        assert!(
            error.starts_with("c.toml:2:25: invalid type: string \"…\""),
            "{error}"
        );
        assert!(!error.contains("secret"), "{error}");
    }

    #[test]
    fn a_secret_in_the_configuration_is_sent_to_its_own_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        fs::write(&path, "[profiles.main]\nrefresh_token = \"Atzr|x\"\n").unwrap();
        let error = read(&path, true).unwrap_err();
        assert!(
            crate::failure::hint(&error)
                .unwrap()
                .contains("credentials.toml")
        );
    }
}
