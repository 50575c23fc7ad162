//! What the client is set up with: looked at, not tried yet.

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};

use super::diagnosis::{Ailment, Examined};
use crate::{Account, RasBuilder, Shared};

/// How application ids, application secrets and tokens of Login with Amazon begin.
const CLIENT_ID: &str = "amzn1.application-oa2-client.";
const CLIENT_SECRET: &str = "amzn1.oa2-cs.";
const ACCESS_TOKEN: &str = "Atza|";

/// Who waits for a doctor wants to know what is wrong, not to get through in the end.
const ATTEMPTS: u32 = 2;
const PATIENCE: Duration = Duration::from_secs(60);

/// Looks at the form of what was set, and makes a login of it.
pub(super) fn examine(mut builder: RasBuilder) -> Examined<Account> {
    // A token that is kept somewhere says nothing about the login that it came from.
    builder.token_store = None;
    builder.shared = Shared::new();
    let limits = &mut builder.limits;
    limits.attempts = limits.attempts.min(ATTEMPTS);
    limits.total = limits.total.min(PATIENCE);
    if let Some(ailment) = malformed(&builder) {
        return Examined::Failed(ailment);
    }
    let client_id = builder.client_id.clone().unwrap_or_default();
    let own_tokens = builder.token_provider.is_some();
    let account = match builder.account() {
        Ok(account) => account,
        Err(error) => {
            let fix = "set what is missing, or correct the address";
            return Examined::Failed(Ailment::new(error.to_string(), fix));
        }
    };
    // Anything else may be a secret in the wrong place, which must not be shown.
    if !client_id.starts_with(CLIENT_ID) {
        let cause = "the client id does not begin as Amazon's do";
        let fix = format!("compare it with that of the application, {CLIENT_ID}…");
        return Examined::Warned(account, Ailment::new(cause, fix));
    }
    let finding = match own_tokens {
        true => format!("application {client_id}; its tokens come from elsewhere"),
        false => format!("application {client_id}, with a secret and a refresh token"),
    };
    Examined::Passed(account, finding)
}

/// Mistakes that everybody makes once; the message never shows a secret.
fn malformed(builder: &RasBuilder) -> Option<Ailment> {
    let reveal = |secret: &Option<SecretString>| {
        let secret = secret.as_ref().map(ExposeSecret::expose_secret);
        secret.unwrap_or_default().to_owned()
    };
    let id = builder.client_id.clone().unwrap_or_default();
    let (secret, token) = (
        reveal(&builder.client_secret),
        reveal(&builder.refresh_token),
    );
    for (name, value) in [
        ("client id", &id),
        ("client secret", &secret),
        ("refresh token", &token),
    ] {
        if is_wrapped(value) {
            let cause = format!("the {name} has blanks, quotes or line breaks at its ends");
            let fix = "remove them: they were probably copied with it";
            return Some(Ailment::new(cause, fix));
        }
    }
    if id.starts_with(CLIENT_SECRET) || secret.starts_with(CLIENT_ID) {
        let cause = "client id and client secret stand in each other's place, or one of them twice";
        let fix = format!("ids begin with {CLIENT_ID}, secrets with {CLIENT_SECRET}");
        return Some(Ailment::new(cause, fix));
    }
    if token.starts_with(ACCESS_TOKEN) {
        let cause = "the refresh token is an access token, which lives for an hour";
        let fix = "use the other token of the same answer, which begins with Atzr|";
        return Some(Ailment::new(cause, fix));
    }
    None
}

fn is_wrapped(value: &str) -> bool {
    let odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '\'' | '`');
    value.starts_with(odd) || value.ends_with(odd)
}
