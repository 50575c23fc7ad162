//! From arguments and environment to a client.

use anyhow::{Context, Result};
use ras_highlevel::Ras;
use ras_sandbox::{Credentials, Sandbox};

use crate::args::Account;

/// A client, and the sandbox that must live as long as it.
#[derive(Debug)]
pub(crate) struct Connection {
    pub(crate) ras: Ras,
    _sandbox: Option<Sandbox>,
}

impl Connection {
    pub(crate) async fn open(account: &Account) -> Result<Self> {
        match account.sandbox {
            None => Ok(Self {
                ras: amazon(account)?,
                _sandbox: None,
            }),
            Some(Some(address)) => Ok(Self {
                ras: sandboxed(&Credentials::default(), address)?,
                _sandbox: None,
            }),
            Some(None) => {
                let sandbox = Sandbox::start()
                    .await
                    .context("no sandbox could be started")?;
                Ok(Self {
                    ras: sandboxed(&sandbox.credentials(), sandbox.addr())?,
                    _sandbox: Some(sandbox),
                })
            }
        }
    }
}

fn amazon(account: &Account) -> Result<Ras> {
    let mut builder = Ras::builder();
    if let Some(client_id) = &account.client_id {
        builder = builder.client_id(client_id);
    }
    if let Some(profile) = &account.profile {
        builder = builder.profile(profile.as_str());
    }
    if let Ok(secret) = std::env::var("RAS_CLIENT_SECRET") {
        builder = builder.client_secret(secret);
    }
    if let Ok(token) = std::env::var("RAS_REFRESH_TOKEN") {
        builder = builder.refresh_token(token);
    }
    builder.build().context(
        "set RAS_CLIENT_ID, RAS_CLIENT_SECRET, RAS_REFRESH_TOKEN and RAS_PROFILE, or try --sandbox",
    )
}

fn sandboxed(fake: &Credentials, address: std::net::SocketAddr) -> Result<Ras> {
    Ok(Ras::builder()
        .client_id(&fake.client_id)
        .client_secret(&fake.client_secret)
        .refresh_token(&fake.refresh_token)
        .profile(fake.profile_id.as_str())
        .loopback(address)
        .build()?)
}
