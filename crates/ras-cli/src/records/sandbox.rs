//! A served sandbox.

use ras_sandbox::{Credentials, Sandbox};

use crate::output::{Cell, Column, Record, shown};

/// Where a served sandbox is, and what to log in with: nothing of it is secret.
#[derive(Debug)]
pub(crate) struct SandboxRecord {
    address: String,
    base_url: String,
    token_url: String,
    login: Credentials,
}

impl SandboxRecord {
    pub(crate) fn of(sandbox: &Sandbox) -> Self {
        Self {
            address: sandbox.addr().to_string(),
            base_url: sandbox.base_url().to_owned(),
            token_url: sandbox.token_url(),
            login: sandbox.credentials(),
        }
    }
}

impl Record for SandboxRecord {
    const NOUN: &'static str = "sandbox";
    const COLUMNS: &'static [Column<Self>] = &[
        shown("address", |it| Cell::id(&it.address)),
        shown("base_url", |it| Cell::id(&it.base_url)),
        shown("token_url", |it| Cell::id(&it.token_url)),
        shown("client_id", |it| Cell::id(&it.login.client_id)),
        shown("client_secret", |it| Cell::id(&it.login.client_secret)),
        shown("refresh_token", |it| Cell::id(&it.login.refresh_token)),
        shown("profile", |it| Cell::id(&it.login.profile_id)),
    ];
}
