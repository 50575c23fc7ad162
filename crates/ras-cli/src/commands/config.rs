//! `ras config`: what this command is set up with.

use anyhow::Result;
use clap::Subcommand;

use crate::config::{Config, Secret, Service, Source, Sourced};
use crate::context::Context;
use crate::records::SettingRecord;

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show every setting and where it comes from; secrets are never shown
    Show,
}

pub(crate) fn run(command: &Command, context: &Context) -> Result<()> {
    let Command::Show = command;
    context.output.list(&settings(&context.config))
}

fn settings(config: &Config) -> Vec<SettingRecord> {
    let unset = |key| SettingRecord::new(key, None, None);
    fn set<T: ToString>(key: &'static str, value: &Sourced<T>) -> SettingRecord {
        SettingRecord::new(
            key,
            Some(value.value.to_string()),
            Some(value.source.clone()),
        )
    }
    let secret = |key, secret: &Option<Sourced<Secret>>| match secret {
        Some(it) => SettingRecord::new(key, Some(it.value.shown()), Some(it.source.clone())),
        None => unset(key),
    };
    let path = |key, path: &Sourced<std::path::PathBuf>| {
        set(key, &path.clone().map(|path| path.display().to_string()))
    };
    let service = match &config.service {
        Service::Amazon => Sourced::new("Amazon, North America".to_owned(), Source::Default),
        Service::Sandbox(folder) => {
            let text = format!("a sandbox in {}", folder.value.display());
            Sourced::new(text, Source::Flag("--sandbox"))
        }
        Service::Served(address) => Sourced::new(
            format!("the sandbox at {address}"),
            Source::Flag("--sandbox"),
        ),
    };
    let credentials = config.credentials.display().to_string();
    let rails = &config.guardrails;
    fn rail<T: ToString>(key: &'static str, value: &Option<Sourced<T>>) -> SettingRecord {
        value
            .as_ref()
            .map_or_else(|| SettingRecord::new(key, None, None), |it| set(key, it))
    }
    vec![
        path("config", &config.file),
        SettingRecord::new(
            "credentials",
            Some(credentials),
            Some(config.file.source.clone()),
        ),
        config
            .section
            .as_ref()
            .map_or_else(|| unset("section"), |it| set("section", it)),
        set("service", &service),
        config
            .profile
            .as_ref()
            .map_or_else(|| unset("profile_id"), |it| set("profile_id", it)),
        config
            .client_id
            .as_ref()
            .map_or_else(|| unset("client_id"), |it| set("client_id", it)),
        secret("client_secret", &config.client_secret),
        secret("refresh_token", &config.refresh_token),
        path("runs", &config.runs),
        config
            .sandbox_record
            .as_ref()
            .map_or_else(|| unset("sandbox_record"), |it| path("sandbox_record", it)),
        set("output", &config.output),
        set("confirm_above", &config.confirm_above),
        set("confirm_spend_above", &config.confirm_spend_above),
        rail("guardrails.max_bid", &rails.max_bid),
        rail("guardrails.max_daily_budget", &rails.max_daily_budget),
        rail(
            "guardrails.max_total_daily_budget",
            &rails.max_total_daily_budget,
        ),
        rail("guardrails.max_entities", &rails.max_entities),
        rail("guardrails.max_change_percent", &rails.max_change_percent),
    ]
}
