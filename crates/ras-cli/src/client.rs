//! From the configuration to a client.

use std::sync::Arc;

use anyhow::Result;
use ras_highlevel::{Account, FileTokenStore, Ras, RasBuilder};
use ras_sandbox::Credentials;

use crate::config::{Config, Service, Source};
use crate::context::Context;
use crate::failure::{Class, Failure};

/// A builder with everything that is known; what is missing is found by whoever builds.
pub(crate) async fn builder(context: &Context) -> Result<RasBuilder> {
    let config = &context.config;
    let builder = match &config.service {
        Service::Amazon => amazon(config).await?,
        Service::Served(address) => sandboxed(config, &Credentials::default()).loopback(*address),
        Service::Sandbox(folder) => {
            let (address, credentials) = context.sandbox(&folder.value).await?;
            sandboxed(config, &credentials).loopback(address)
        }
    };
    Ok(builder.guardrails(config.guardrails.guardrails()))
}

/// The client, or what to set.
pub(crate) fn built(builder: RasBuilder, config: &Config) -> Result<Ras> {
    complete(config, true)?;
    Ok(builder.build()?)
}

/// The login alone, or what to set.
pub(crate) fn account(builder: RasBuilder, config: &Config) -> Result<Account> {
    complete(config, false)?;
    Ok(builder.account()?)
}

async fn amazon(config: &Config) -> Result<RasBuilder> {
    config.check_section()?;
    let mut builder =
        Ras::builder().token_store(Arc::new(FileTokenStore::new(config.state.join("tokens"))));
    if let Some(id) = &config.client_id {
        builder = builder.client_id(&id.value);
    }
    if let Some(secret) = &config.client_secret {
        builder = builder.client_secret(secret.value.reveal().await?);
    }
    if let Some(token) = &config.refresh_token {
        builder = builder.refresh_token(token.value.reveal().await?);
    }
    if let Some(profile) = &config.profile {
        builder = builder.profile(&profile.value);
    }
    Ok(builder)
}

/// The sandbox has a login of its own; only a profile that was asked for by a flag is taken
/// over, since those of the files are Amazon's.
fn sandboxed(config: &Config, fake: &Credentials) -> RasBuilder {
    let asked = config.profile.as_ref();
    let asked = asked.filter(|profile| matches!(profile.source, Source::Flag(_)));
    let profile = asked.map_or(fake.profile_id.as_str(), |profile| profile.value.as_str());
    Ras::builder()
        .client_id(&fake.client_id)
        .client_secret(&fake.client_secret)
        .refresh_token(&fake.refresh_token)
        .profile(profile)
}

fn complete(config: &Config, with_profile: bool) -> Result<(), Failure> {
    if config.is_sandbox() {
        return Ok(());
    }
    let known = [
        ("RAS_CLIENT_ID", config.client_id.is_some()),
        ("RAS_CLIENT_SECRET", config.client_secret.is_some()),
        ("RAS_REFRESH_TOKEN", config.refresh_token.is_some()),
        ("RAS_PROFILE", config.profile.is_some() || !with_profile),
    ];
    let missing = known
        .iter()
        .filter(|(_, known)| !known)
        .map(|(name, _)| *name);
    let missing: Vec<&str> = missing.collect();
    if missing.is_empty() {
        return Ok(());
    }
    let message = format!("not set: {}", missing.join(", "));
    let hint = match missing[..] {
        ["RAS_PROFILE"] => {
            "`ras profiles` lists the profiles of your login; set one with --profile ID"
        }
        _ => "log in with `ras login`, set them in the environment, or try --sandbox",
    };
    Err(Failure::new(Class::Config, message).hint(hint))
}
