//! Login of a user in a browser: consent, redirect, refresh token.

use std::fmt;
use std::net::SocketAddr;

use secrecy::{ExposeSecret, SecretString};

use super::Lwa;
use crate::hosts::Endpoint;
use crate::{Error, Limits};

/// The permission that campaigns need (authorization grants, Amazon Ads).
const SCOPE: &str = "advertising::campaign_management";

/// Asks a user in the browser for access and fetches the refresh token.
///
/// # Source
///
/// The authorization code grant of Login with Amazon.
///
/// # Example
///
/// ```
/// # fn main() -> Result<(), ras_highlevel::Error> {
/// use ras_highlevel::Login;
///
/// let login = Login::new("amzn1.application-oa2-client.1", "secret", "https://localhost/back")?;
/// let consent = login.begin()?;
/// println!("open {}", consent.url());
/// // The browser comes back to https://localhost/back?code=…&state=…; then
/// // `login.finish(&consent, &that_address).await?` is the refresh token.
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Login {
    lwa: Lwa,
    consent_url: String,
    redirect_uri: String,
}

/// A login that waits for the user. `Debug` does not show its state.
#[derive(Clone)]
pub struct Consent {
    url: String,
    state: SecretString,
}

/// A refresh token, good until the user revokes it. `Debug` does not show it.
#[derive(Clone)]
pub struct RefreshToken(SecretString);

impl Login {
    /// A login for an application; `redirect_uri` must be one of those that are
    /// registered for it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) when there can be no HTTP client.
    pub fn new(
        client_id: impl Into<String>,
        client_secret: impl Into<String>,
        redirect_uri: impl Into<String>,
    ) -> Result<Self, Error> {
        let endpoint = Endpoint::north_america();
        let (client_id, secret) = (client_id.into(), client_secret.into());
        Self::at(&endpoint, client_id, secret, redirect_uri.into())
    }

    /// The same login at a sandbox on this machine.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) for an address that is not a
    /// loopback one.
    pub fn loopback(self, address: SocketAddr) -> Result<Self, Error> {
        let secret = self.lwa.client_secret.expose_secret().to_owned();
        let endpoint = Endpoint::loopback(address)?;
        Self::at(&endpoint, self.lwa.client_id, secret, self.redirect_uri)
    }

    fn at(
        endpoint: &Endpoint,
        client_id: String,
        client_secret: String,
        redirect_uri: String,
    ) -> Result<Self, Error> {
        let limits = Limits::default();
        Ok(Self {
            lwa: Lwa {
                http: endpoint.http_client(&limits)?,
                token_url: endpoint.tokens.clone(),
                client_id,
                client_secret: SecretString::from(client_secret),
                limits,
            },
            consent_url: endpoint.consent.clone(),
            redirect_uri,
        })
    }

    /// The address to open in the browser, with a state that nobody can guess.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) when this machine has no source
    /// of chance.
    pub fn begin(&self) -> Result<Consent, Error> {
        let chance = || getrandom::u64().map_err(|_| Error::config("no source of chance"));
        let state = format!("{:016x}{:016x}", chance()?, chance()?);
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("client_id", &self.lwa.client_id)
            .append_pair("scope", SCOPE)
            .append_pair("response_type", "code")
            .append_pair("redirect_uri", &self.redirect_uri)
            .append_pair("state", &state)
            .finish();
        Ok(Consent {
            url: format!("{}?{query}", self.consent_url),
            state: SecretString::from(state),
        })
    }

    /// Exchanges what the browser came back with for the refresh token.
    ///
    /// `address` is the whole address of the redirect, or its query.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Auth`](crate::ErrorKind::Auth) when the user has refused, when the
    /// state is not that of `consent` (the answer may be forged), or when the code is
    /// refused: it lives for 5 minutes and can be used once.
    ///
    /// # Retries
    ///
    /// None: a code can be used once.
    pub async fn finish(&self, consent: &Consent, address: &str) -> Result<RefreshToken, Error> {
        let query = address.split_once('?').map_or(address, |(_, query)| query);
        let query = query.split('#').next().unwrap_or_default();
        let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).collect();
        let value = |name: &str| {
            let found = pairs.iter().find(|(key, _)| key == name);
            found.map_or("", |(_, value)| value)
        };
        if !same(value("state"), consent.state.expose_secret()) {
            return Err(Error::login(
                "the answer is not for this login: its state differs",
                "begin again, and open the address in the same browser",
            ));
        }
        if !value("error").is_empty() {
            return Err(Error::login(
                "the user has not given access",
                "begin again, and agree in the browser",
            ));
        }
        let code = value("code");
        if code.is_empty() {
            return Err(Error::login(
                "the answer has no code",
                "give the whole address that the browser came back to",
            ));
        }
        let grant = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &self.redirect_uri),
        ];
        let granted = self.lwa.grant(&grant, 1).await?;
        if granted.refresh_token.is_empty() {
            return Err(Error::login(
                "Login with Amazon gave no refresh token",
                "check that the application is one for the Ads API",
            ));
        }
        Ok(RefreshToken(SecretString::from(granted.refresh_token)))
    }
}

impl Consent {
    /// The address to open in the browser.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl RefreshToken {
    /// The token, to be kept in a safe place.
    pub fn reveal(&self) -> &str {
        self.0.expose_secret()
    }
}

/// Takes as long whatever differs, so that nobody can feel his way to the state.
fn same(given: &str, wanted: &str) -> bool {
    let (given, wanted) = (given.as_bytes(), wanted.as_bytes());
    let differing = given
        .iter()
        .zip(wanted)
        .fold(0, |differing, (a, b)| differing | (a ^ b));
    given.len() == wanted.len() && differing == 0
}

impl fmt::Debug for Consent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Consent").finish_non_exhaustive()
    }
}

impl fmt::Debug for RefreshToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RefreshToken").finish_non_exhaustive()
    }
}
