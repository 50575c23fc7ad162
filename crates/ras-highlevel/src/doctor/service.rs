//! Whether the service can be talked to: token, region, API and clock.

use std::time::SystemTime;

use jiff::SignedDuration;

use super::diagnosis::{Ailment, Examined, Layer};
use super::remedy::ailment;
use crate::hosts::Endpoint;
use crate::resources::profiles::{Access, Profile};
use crate::{Account, Error};

/// Beyond this, dates differ for long enough to matter, and certificates come into doubt.
const TOLERANCE: SignedDuration = SignedDuration::from_mins(5);

/// What the API answered.
#[derive(Debug)]
pub(super) struct Seen {
    /// The profiles that the login may edit.
    pub(super) profiles: Vec<Profile>,
    /// By how much the clock of this machine is before that of the service.
    ahead: Option<SignedDuration>,
}

/// Whether Login with Amazon gives an access token.
pub(super) async fn token(account: &Account) -> Examined<()> {
    let transport = &account.inner().transport;
    match transport.tokens.token().await {
        Ok(token) => {
            let minutes = token.lifetime().as_secs() / 60;
            Examined::Passed(
                (),
                format!("an access token was given, for {minutes} minutes"),
            )
        }
        Err(error) => {
            let endpoint = Endpoint::parse(&account.inner().region);
            let host = endpoint.map(|endpoint| host(&endpoint.tokens));
            let host = host.unwrap_or_else(|_| "Login with Amazon".to_owned());
            Examined::Failed(ailment(Layer::Token, &host, &error))
        }
    }
}

/// Whether the client talks to North America, or to a sandbox.
pub(super) fn region(address: &str) -> Examined<()> {
    let host = host(address);
    let other = match host.as_str() {
        "advertising-api.amazon.com" => {
            return Examined::Passed((), format!("{host}, North America"));
        }
        "advertising-api-eu.amazon.com" => "Europe",
        "advertising-api-fe.amazon.com" => "the Far East",
        _ => {
            return Examined::Passed(
                (),
                format!("{host} on this machine, in the place of Amazon"),
            );
        }
    };
    let cause = format!("the client talks to {host}, which is {other}");
    let fix = "leave the address out: RAS is served from North America alone, to profiles of the \
               United States";
    Examined::Failed(Ailment::new(cause, fix))
}

/// Whether the API answers and takes the token.
pub(super) async fn api(account: &Account) -> Examined<Seen> {
    let listed = match account.profiles().ask(Access::Edit).await {
        Ok(listed) => listed,
        Err(error) => return Examined::Failed(api_ailment(account, &error)),
    };
    let now = SystemTime::now();
    let ahead = listed.date.and_then(|date| difference(now, date));
    let finding = match listed.profiles.len() {
        1 => "it answers: the login may edit one profile".to_owned(),
        count => format!("it answers: the login may edit {count} profiles"),
    };
    let profiles = listed.profiles;
    Examined::Passed(Seen { profiles, ahead }, finding)
}

fn api_ailment(account: &Account, error: &Error) -> Ailment {
    ailment(Layer::Api, &host(&account.inner().region), error)
}

/// Whether this machine and the service agree about the time.
pub(super) fn clock(seen: &Seen) -> Examined<()> {
    let Some(ahead) = seen.ahead else {
        let cause = "the service did not say what time it is";
        let fix = "make sure that the clock of this machine is kept right (NTP)";
        return Examined::Warned((), Ailment::new(cause, fix));
    };
    if ahead.abs() <= TOLERANCE {
        let finding = "this machine and the service agree within five minutes";
        return Examined::Passed((), finding.to_owned());
    }
    let direction = if ahead.is_negative() {
        "behind"
    } else {
        "ahead of"
    };
    let minutes = ahead.abs().as_mins();
    let cause = format!("the clock of this machine is {minutes} minutes {direction} the service's");
    let fix = "set it, and keep it right (NTP): start dates and days of reports are counted by it";
    Examined::Failed(Ailment::new(cause, fix))
}

/// How much later the one is.
fn difference(one: SystemTime, other: SystemTime) -> Option<SignedDuration> {
    SignedDuration::system_until(other, one).ok()
}

/// The host of an address, with its port where it has one.
pub(super) fn host(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split('/').next().unwrap_or_default().to_owned()
}
