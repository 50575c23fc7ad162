//! Which of all places wins: flags, environment, the sections of the files, defaults.

use std::env;
use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use anyhow::{Context as _, Result};
use etcetera::BaseStrategy as _;
use ras_highlevel::{ProfileId, Usd};

use super::file::{self, File, Kept, Section};
use super::{Config, GuardrailSettings, Secret, Service, Source, Sourced};
use crate::args::Global;
use crate::failure::{Class, Failure};
use crate::output::Format;

/// Changes of so many entities are everyday work.
const CONFIRM_ABOVE: usize = 10;

/// Dollars a day.
const CONFIRM_SPEND_ABOVE: u32 = 100;

impl Config {
    /// Reads the files and the environment.
    pub(crate) fn resolve(global: &Global) -> Result<Self> {
        let folders = Folders::of_this_user()?;
        let path = sourced(global.config.clone(), "--config", "RAS_CONFIG")?
            .unwrap_or_else(|| Sourced::new(folders.config.join("config.toml"), Source::Default));
        let file = file::read(&path.value, path.is_said())?;
        let credentials = path.value.with_file_name("credentials.toml");
        let kept = file::credentials(&credentials)?;
        let chosen = sourced(global.profile.clone(), "--profile", "RAS_PROFILE")?;
        let section = section(&file, chosen.as_ref(), &path.value)?;
        let name = section.as_ref().map_or("default", |section| &section.value);
        let nothing = (Section::default(), Kept::default());
        let layers = Layers {
            named: file.profiles.get(name).unwrap_or(&nothing.0),
            defaults: &file.defaults,
            kept: kept.profiles.get(name).unwrap_or(&nothing.1),
            file: &path.value,
            credentials: &credentials,
            name,
        };
        let profile = match chosen.filter(|chosen| is_id(&chosen.value)) {
            Some(id) => Some(id),
            None => layers.pick(|it| it.profile_id.clone(), |it| it.profile_id.clone()),
        };
        let client_id = match sourced(global.client_id.clone(), "--client-id", "RAS_CLIENT_ID")? {
            Some(id) => Some(id),
            None => layers.pick(|it| it.client_id.clone(), |it| it.client_id.clone()),
        };
        Ok(Self {
            profile: profile.map(|id| id.map(ProfileId::from)),
            client_id,
            client_secret: layers.secret(
                "RAS_CLIENT_SECRET",
                |it| it.client_secret_command.clone(),
                |it| it.client_secret.clone(),
            ),
            refresh_token: layers.secret(
                "RAS_REFRESH_TOKEN",
                |it| it.refresh_token_command.clone(),
                |it| it.refresh_token.clone(),
            ),
            output: sourced(global.output, "--output", "RAS_OUTPUT")?
                .or_else(|| layers.pick(|it| it.output, |_| None))
                .unwrap_or_else(|| Sourced::new(Format::Table, Source::Default)),
            confirm_above: layers
                .pick(|it| it.confirm_above, |_| None)
                .unwrap_or_else(|| Sourced::new(CONFIRM_ABOVE, Source::Default)),
            confirm_spend_above: layers
                .pick(|it| it.confirm_spend_above, |_| None)
                .unwrap_or_else(|| {
                    Sourced::new(Usd::dollars(CONFIRM_SPEND_ABOVE), Source::Default)
                }),
            runs: sourced(global.runs.clone(), "--runs", "RAS_RUNS")?
                .or_else(|| layers.pick(|it| it.runs.clone(), |_| None))
                .unwrap_or_else(|| Sourced::new(folders.state.join("runs"), Source::Default)),
            guardrails: GuardrailSettings {
                max_bid: layers.pick(|it| it.guardrails.max_bid, |_| None),
                max_daily_budget: layers.pick(|it| it.guardrails.max_daily_budget, |_| None),
                max_total_daily_budget: layers
                    .pick(|it| it.guardrails.max_total_daily_budget, |_| None),
                max_entities: layers.pick(|it| it.guardrails.max_entities, |_| None),
                max_change_percent: layers.pick(|it| it.guardrails.max_change_percent, |_| None),
            },
            service: service(global, &folders)?,
            sandbox_record: sourced(
                global.sandbox_record.clone(),
                "--sandbox-record",
                "RAS_SANDBOX_RECORD",
            )?,
            section_exists: file.profiles.contains_key(name) || kept.profiles.contains_key(name),
            section,
            file: path,
            credentials,
            state: folders.state,
        })
    }
}

fn service(global: &Global, folders: &Folders) -> Result<Service> {
    Ok(match global.sandbox {
        None => Service::Amazon,
        Some(Some(address)) => Service::Served(address),
        Some(None) => {
            let state = &global.sandbox_state;
            let folder = sourced(state.clone(), "--sandbox-state", "RAS_SANDBOX_STATE")?;
            let default = || Sourced::new(folders.state.join("sandbox"), Source::Default);
            Service::Sandbox(folder.unwrap_or_else(default))
        }
    })
}

/// The section that a name, the environment or the file asks for; a name that no file has
/// is a mistake, unless a login is just about to make it.
fn section(
    file: &File,
    chosen: Option<&Sourced<String>>,
    path: &Path,
) -> Result<Option<Sourced<String>>> {
    let named = chosen.filter(|chosen| !is_id(&chosen.value)).cloned();
    let default = || {
        let source = Source::File(path.to_owned(), "default_profile".to_owned());
        file.default_profile
            .clone()
            .map(|name| Sourced::new(name, source))
    };
    Ok(named.or_else(default))
}

/// Amazon's ids are numbers; names of sections are not.
fn is_id(profile: &str) -> bool {
    !profile.is_empty() && profile.bytes().all(|byte| byte.is_ascii_digit())
}

/// A flag, or else an environment variable.
fn sourced<T: FromStr<Err: Display>>(
    flag: Option<T>,
    flag_name: &'static str,
    variable: &'static str,
) -> Result<Option<Sourced<T>>> {
    if let Some(value) = flag {
        return Ok(Some(Sourced::new(value, Source::Flag(flag_name))));
    }
    let Some(text) = env::var_os(variable).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let value = text.to_str().ok_or("it is no UTF-8".to_owned());
    let value = value.and_then(|text| text.parse().map_err(|why: T::Err| why.to_string()));
    match value {
        Ok(value) => Ok(Some(Sourced::new(value, Source::Environment(variable)))),
        Err(why) => Err(Failure::new(Class::Config, format!("{variable} is wrong: {why}")).into()),
    }
}

/// The files, the nearest first.
struct Layers<'a> {
    named: &'a Section,
    defaults: &'a Section,
    kept: &'a Kept,
    file: &'a Path,
    credentials: &'a Path,
    name: &'a str,
}

impl Layers<'_> {
    fn pick<T>(
        &self,
        written: impl Fn(&Section) -> Option<T>,
        kept: impl Fn(&Kept) -> Option<T>,
    ) -> Option<Sourced<T>> {
        let table = format!("profiles.{}", self.name);
        let from = |path: &Path, table: &str| Source::File(path.to_owned(), table.to_owned());
        if let Some(value) = written(self.named) {
            return Some(Sourced::new(value, from(self.file, &table)));
        }
        if let Some(value) = written(self.defaults) {
            return Some(Sourced::new(value, from(self.file, "defaults")));
        }
        kept(self.kept).map(|value| Sourced::new(value, from(self.credentials, &table)))
    }

    fn secret(
        &self,
        variable: &'static str,
        command: impl Fn(&Section) -> Option<Vec<String>>,
        kept: impl Fn(&Kept) -> Option<String>,
    ) -> Option<Sourced<Secret>> {
        if let Ok(secret) = env::var(variable)
            && !secret.is_empty()
        {
            return Some(Sourced::new(
                Secret::held(secret),
                Source::Environment(variable),
            ));
        }
        self.pick(
            |it| command(it).map(Secret::Command),
            |it| kept(it).map(Secret::held),
        )
    }
}

/// Where this system keeps what belongs to a user.
struct Folders {
    config: PathBuf,
    state: PathBuf,
}

impl Folders {
    fn of_this_user() -> Result<Self> {
        let base =
            etcetera::choose_base_strategy().context("this user has no home folder: set HOME")?;
        let state = base.state_dir().unwrap_or_else(|| base.data_dir());
        Ok(Self {
            config: base.config_dir().join("ras"),
            state: state.join("ras"),
        })
    }
}
