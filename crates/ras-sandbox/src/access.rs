//! Who may call: access tokens and the headers that carry them.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::FromRequestParts;
use http::HeaderMap;
use http::header::AUTHORIZATION;
use http::request::Parts;
use jiff::{SignedDuration, Timestamp};

use crate::app::App;
use crate::reply::Refusal;

/// How long an access token is good for.
pub(crate) const LIFETIME_SECONDS: i64 = 3600;

const CLIENT_ID: &str = "amazon-advertising-api-clientid";
const SCOPE: &str = "amazon-advertising-api-scope";

/// The access tokens that were issued, with the time at which each expires.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    issued: AtomicU64,
    expiry: Mutex<HashMap<String, Timestamp>>,
}

impl Tokens {
    /// Issues a token unlike every other.
    pub(crate) fn issue(&self, now: Timestamp) -> String {
        let number = self.issued.fetch_add(1, Ordering::Relaxed) + 1;
        let token = format!("Atza|sandbox-access-{number:06}");
        let expiry = now
            .saturating_add(SignedDuration::from_secs(LIFETIME_SECONDS))
            .unwrap_or(now);
        self.expiry
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(token.clone(), expiry);
        token
    }

    /// Makes every token expire, as a revocation does.
    pub(crate) fn revoke_all(&self) {
        self.expiry
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }

    fn is_good(&self, token: &str, now: Timestamp) -> bool {
        self.expiry
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(token)
            .is_some_and(|expiry| now < *expiry)
    }
}

/// A caller with a good token and the application's client id.
#[derive(Debug)]
pub(crate) struct TokenHolder;

/// A caller that acts for a profile it may use.
#[derive(Debug)]
pub(crate) struct Caller;

impl FromRequestParts<Arc<App>> for TokenHolder {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Refusal> {
        check_token(&parts.headers, app)
            .map(|()| Self)
            .map_err(|refusal| refusal.for_path(parts.uri.path()))
    }
}

impl FromRequestParts<Arc<App>> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Refusal> {
        check_token(&parts.headers, app)
            .and_then(|()| check_scope(&parts.headers, app))
            .map(|()| Self)
            .map_err(|refusal| refusal.for_path(parts.uri.path()))
    }
}

fn check_token(headers: &HeaderMap, app: &App) -> Result<(), Refusal> {
    let authorization = text(headers, AUTHORIZATION.as_str()).unwrap_or_default();
    let token = match authorization.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => token.trim(),
        _ => return Err(Refusal::unauthorized("Missing bearer token")),
    };
    if !app.tokens.is_good(token, app.clock.now()) {
        return Err(Refusal::unauthorized("Access token is invalid or expired"));
    }
    if text(headers, CLIENT_ID) != Some(&app.seed.credentials.client_id) {
        return Err(Refusal::unauthorized("Client id is missing or unknown"));
    }
    Ok(())
}

fn check_scope(headers: &HeaderMap, app: &App) -> Result<(), Refusal> {
    match text(headers, SCOPE) {
        None => Err(Refusal::unauthorized("Scope header is missing")),
        Some(scope) if scope == app.seed.credentials.profile_id => Ok(()),
        Some(scope) => Err(Refusal::unauthorized(format!(
            "Not authorized to access scope {scope}"
        ))),
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}
