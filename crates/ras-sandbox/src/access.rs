//! Who may call: access tokens and the headers that carry them.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::FromRequestParts;
use http::header::AUTHORIZATION;
use http::request::Parts;
use http::{HeaderMap, Method};
use jiff::{SignedDuration, Timestamp};

use crate::app::{Account, App};
use crate::profile::{Access, AccountKind, Marketplace};
use crate::reply::Refusal;

/// How long an access token is good for.
pub(crate) const LIFETIME_SECONDS: i64 = 3600;

/// How long an authorization code is good for.
const CODE_LIFETIME_SECONDS: i64 = 300;

const CLIENT_ID: &str = "amazon-advertising-api-clientid";
const SCOPE: &str = "amazon-advertising-api-scope";

/// The access tokens that were issued.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    issued: AtomicU64,
    good: Mutex<HashMap<String, Grant>>,
    codes: Mutex<HashMap<String, Code>>,
}

/// An authorization code: what it was asked for with, and until when it is good.
#[derive(Clone, Debug)]
struct Code {
    redirect_uri: String,
    expiry: Timestamp,
}

/// Whose token it is and how long.
#[derive(Clone, Debug)]
struct Grant {
    refresh_token: String,
    expiry: Timestamp,
}

impl Tokens {
    /// Issues a token unlike every other.
    pub(crate) fn issue(&self, refresh_token: &str, now: Timestamp) -> String {
        let number = self.issued.fetch_add(1, Ordering::Relaxed) + 1;
        let token = format!("Atza|sandbox-access-{number:06}");
        let lifetime = SignedDuration::from_secs(LIFETIME_SECONDS);
        let grant = Grant {
            refresh_token: refresh_token.to_owned(),
            expiry: now.saturating_add(lifetime).unwrap_or(now),
        };
        self.good().insert(token.clone(), grant);
        token
    }

    /// Issues an authorization code, as the consent page does.
    pub(crate) fn consent(&self, redirect_uri: &str, now: Timestamp) -> String {
        let number = self.issued.fetch_add(1, Ordering::Relaxed) + 1;
        let code = format!("ANsandboxcode{number:06}");
        let lifetime = SignedDuration::from_secs(CODE_LIFETIME_SECONDS);
        let entry = Code {
            redirect_uri: redirect_uri.to_owned(),
            expiry: now.saturating_add(lifetime).unwrap_or(now),
        };
        self.codes().insert(code.clone(), entry);
        code
    }

    /// Uses a code up and says whether it was good.
    pub(crate) fn redeem(&self, code: &str, redirect_uri: &str, now: Timestamp) -> bool {
        self.codes()
            .remove(code)
            .is_some_and(|code| now < code.expiry && code.redirect_uri == redirect_uri)
    }

    fn codes(&self) -> MutexGuard<'_, HashMap<String, Code>> {
        self.codes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes every token expire, as a revocation does.
    pub(crate) fn revoke_all(&self) {
        self.good().clear();
    }

    /// The login behind a token, while the token is good.
    fn login(&self, token: &str, now: Timestamp) -> Option<String> {
        let good = self.good();
        let grant = good.get(token).filter(|grant| now < grant.expiry)?;
        Some(grant.refresh_token.clone())
    }

    fn good(&self) -> MutexGuard<'_, HashMap<String, Grant>> {
        self.good.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A caller with a good token and the application's client id.
#[derive(Debug)]
pub(crate) struct TokenHolder {
    pub(crate) refresh_token: String,
}

/// A caller that acts for a profile it may use.
#[derive(Debug)]
pub(crate) struct Caller(pub(crate) Arc<Account>);

impl FromRequestParts<Arc<App>> for TokenHolder {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Refusal> {
        check_token(&parts.headers, app)
            .map(|refresh_token| Self { refresh_token })
            .map_err(|refusal| refusal.for_path(parts.uri.path()))
    }
}

impl FromRequestParts<Arc<App>> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Refusal> {
        let path = parts.uri.path();
        check_token(&parts.headers, app)
            .and_then(|login| check_scope(&parts.headers, &login, app))
            .and_then(|account| check_served(account, path))
            .and_then(|account| check_access(account, &parts.method, path))
            .map(Self)
            .map_err(|refusal| refusal.for_path(path))
    }
}

fn check_token(headers: &HeaderMap, app: &App) -> Result<String, Refusal> {
    let authorization = text(headers, AUTHORIZATION.as_str()).unwrap_or_default();
    let token = match authorization.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => token.trim(),
        _ => return Err(Refusal::unauthorized("Missing bearer token")),
    };
    let Some(login) = app.tokens.login(token, app.clock.now()) else {
        return Err(Refusal::unauthorized("Access token is invalid or expired"));
    };
    if text(headers, CLIENT_ID) != Some(&app.seed.credentials.client_id) {
        return Err(Refusal::unauthorized("Client id is missing or unknown"));
    }
    Ok(login)
}

fn check_scope(headers: &HeaderMap, login: &str, app: &App) -> Result<Arc<Account>, Refusal> {
    let Some(scope) = scope(headers) else {
        return Err(Refusal::unauthorized("Scope header is missing"));
    };
    app.account(scope)
        .filter(|account| account.profile.refresh_token == login)
        .map(Arc::clone)
        .ok_or_else(|| Refusal::unauthorized(format!("Not authorized to access scope {scope}")))
}

/// Agencies have nothing that could be listed, and RAS serves the United States only.
fn check_served(account: Arc<Account>, path: &str) -> Result<Arc<Account>, Refusal> {
    let profile = &account.profile;
    if profile.kind == AccountKind::Agency {
        let text = "The request input is invalid. Advertiser ID cannot be decrypted";
        return Err(Refusal::invalid(text));
    }
    if path.starts_with("/ras/") && profile.marketplace != Marketplace::UnitedStates {
        let country = profile.marketplace.country();
        let text = format!("Retail Ad Service is not available in marketplace {country}");
        return Err(Refusal::forbidden(text));
    }
    Ok(account)
}

/// Lists, searches and reports need the right to view, everything else that to edit.
fn check_access(
    account: Arc<Account>,
    method: &Method,
    path: &str,
) -> Result<Arc<Account>, Refusal> {
    let writes = if path.starts_with("/ras/") {
        !path.ends_with("/list")
    } else {
        method == Method::DELETE
    };
    let needed = if writes { Access::Edit } else { Access::View };
    if account.profile.access >= needed {
        return Ok(account);
    }
    let text = "The caller has no permission for this operation on this profile";
    // Creating and reading reports declare no 403, and a page on permissions says 401.
    if path.starts_with("/reporting/") && method != Method::DELETE {
        return Err(Refusal::unauthorized(text));
    }
    Err(Refusal::forbidden(text))
}

/// The profile that a request is for.
pub(crate) fn scope(headers: &HeaderMap) -> Option<&str> {
    text(headers, SCOPE)
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}
