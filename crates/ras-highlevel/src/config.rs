//! Setting up a client: the only place where building one can fail.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use ras_core::HttpClient;
use secrecy::SecretString;

use crate::auth::{LwaRefresh, TokenCache};
use crate::client::Inner;
use crate::transport::{ATTEMPT_TIMEOUT, Transport};
use crate::{Error, ProfileId, Ras, TokenProvider};

/// The only region that RAS serves (guide, section 1.4).
const NORTH_AMERICA: &str = "https://advertising-api.amazon.com";
const NORTH_AMERICA_TOKENS: &str = "https://api.amazon.com/auth/o2/token";

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Collects what a client needs; `Debug` shows no secret.
///
/// Required are the client id, the profile, and either client secret and refresh token
/// or a token provider.
#[derive(Debug, Default)]
#[must_use = "nothing happens until `build`"]
pub struct RasBuilder {
    client_id: Option<String>,
    client_secret: Option<SecretString>,
    refresh_token: Option<SecretString>,
    token_provider: Option<Arc<dyn TokenProvider>>,
    profile: Option<ProfileId>,
    loopback: Option<SocketAddr>,
}

impl RasBuilder {
    /// The id of the Login with Amazon application.
    pub fn client_id(mut self, client_id: impl Into<String>) -> Self {
        self.client_id = Some(client_id.into());
        self
    }

    /// The secret of the Login with Amazon application.
    pub fn client_secret(mut self, secret: impl Into<String>) -> Self {
        self.client_secret = Some(SecretString::from(secret.into()));
        self
    }

    /// The refresh token of the user who granted access. It has no end of life.
    pub fn refresh_token(mut self, token: impl Into<String>) -> Self {
        self.refresh_token = Some(SecretString::from(token.into()));
        self
    }

    /// Where access tokens come from, instead of client secret and refresh token.
    pub fn token_provider(mut self, provider: Arc<dyn TokenProvider>) -> Self {
        self.token_provider = Some(provider);
        self
    }

    /// The profile that all calls are made for.
    pub fn profile(mut self, profile: impl Into<ProfileId>) -> Self {
        self.profile = Some(profile.into());
        self
    }

    /// Talks plain HTTP to a sandbox on this machine instead of HTTPS to Amazon.
    ///
    /// # Errors
    ///
    /// `build` refuses an address that is not a loopback one: without TLS the secrets
    /// would go out readable.
    pub fn loopback(mut self, address: SocketAddr) -> Self {
        self.loopback = Some(address);
        self
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config), naming what is missing or wrong.
    /// Nothing is sent.
    pub fn build(self) -> Result<Ras, Error> {
        let base = match self.loopback {
            Some(address) if !address.ip().is_loopback() => {
                return Err(Error::config(format!(
                    "{address} is not a loopback address: plain HTTP would show the credentials to the network"
                )));
            }
            Some(address) => format!("http://{address}"),
            None => NORTH_AMERICA.to_owned(),
        };
        let token_url = match self.loopback {
            Some(address) => format!("http://{address}/auth/o2/token"),
            None => NORTH_AMERICA_TOKENS.to_owned(),
        };
        let client_id = required(self.client_id, "client_id")?;
        let profile = required(self.profile, "profile")?;
        let http = http_client(self.loopback.is_some())?;
        let provider: Arc<dyn TokenProvider> = match self.token_provider {
            Some(provider) => provider,
            None => Arc::new(LwaRefresh {
                http: http.clone(),
                token_url,
                client_id: client_id.clone(),
                client_secret: required(self.client_secret, "client_secret")?,
                refresh_token: required(self.refresh_token, "refresh_token")?,
            }),
        };
        let http =
            HttpClient::new(&base, http).map_err(|error| Error::config(error.to_string()))?;
        Ok(Ras::new(Inner {
            transport: Transport {
                tokens: TokenCache::new(provider),
                client_id,
                profile,
            },
            ras: ras_core::ras::Client::new(http.clone()),
            retailers: ras_core::retailers::Client::new(http),
        }))
    }
}

fn required<T>(value: Option<T>, name: &str) -> Result<T, Error> {
    value.ok_or_else(|| {
        Error::config(format!(
            "`{name}` is not set: call `.{name}(…)` on the builder"
        ))
    })
}

/// Nothing below us may send a request twice or to another place.
fn http_client(loopback: bool) -> Result<reqwest::Client, Error> {
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .https_only(!loopback)
        .no_proxy()
        .connect_timeout(CONNECT_TIMEOUT)
        .timeout(ATTEMPT_TIMEOUT)
        .user_agent(concat!("ras-sdk-rust/", env!("CARGO_PKG_VERSION")))
        .build()
        .map_err(|error| Error::config(format!("no HTTP client: {error}")))
}
