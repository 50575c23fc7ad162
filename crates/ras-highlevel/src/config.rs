//! Setting up a client: the only place where building one can fail.

use std::net::SocketAddr;
use std::sync::Arc;

use ras_core::HttpClient;
use secrecy::{ExposeSecret, SecretString};

use crate::account::Inner;
use crate::auth::{Lwa, LwaRefresh, TokenCache};
use crate::hosts::Endpoint;
use crate::observer::Unobserved;
use crate::reports::Downloads;
use crate::transport::{Random, RetryBudget, Transport};
use crate::{
    Account, Error, Guardrails, Limits, Observer, ProfileId, Ras, Shared, TokenKey, TokenProvider,
    TokenStore,
};

/// Collects what a client needs; `Debug` shows no secret.
///
/// Required are the client id, the profile, and either client secret and refresh token
/// or a token provider.
#[derive(Clone, Debug, Default)]
#[must_use = "nothing happens until `build`"]
pub struct RasBuilder {
    pub(crate) client_id: Option<String>,
    pub(crate) client_secret: Option<SecretString>,
    pub(crate) refresh_token: Option<SecretString>,
    pub(crate) token_provider: Option<Arc<dyn TokenProvider>>,
    pub(crate) profile: Option<ProfileId>,
    endpoint: Option<String>,
    pub(crate) limits: Limits,
    ceiling: Option<f64>,
    observer: Option<Arc<dyn Observer>>,
    pub(crate) token_store: Option<Arc<dyn TokenStore>>,
    pub(crate) shared: Shared,
    guardrails: Guardrails,
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
        self.endpoint = Some(format!("http://{address}"));
        self
    }

    /// Another address of the API than that of North America.
    ///
    /// # Errors
    ///
    /// `build` refuses everything but HTTPS to Amazon's three hosts and to this machine,
    /// and plain HTTP to this machine.
    pub fn endpoint(mut self, url: impl Into<String>) -> Self {
        self.endpoint = Some(url.into());
        self
    }

    /// How long and how often to try.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Never sends more requests than this for a profile, whatever the service bears.
    ///
    /// # Units
    ///
    /// Requests a second, at least 0.2.
    pub fn max_rate(mut self, requests_per_second: f64) -> Self {
        self.ceiling = Some(requests_per_second);
        self
    }

    /// Sends nothing that exceeds these limits; see [`Guardrails`].
    pub fn guardrails(mut self, guardrails: Guardrails) -> Self {
        self.guardrails = guardrails;
        self
    }

    /// Is told of attempts, pauses and unknown values.
    pub fn observer(mut self, observer: Arc<dyn Observer>) -> Self {
        self.observer = Some(observer);
        self
    }

    /// Keeps access tokens between runs; for refresh tokens, not for a token provider.
    pub fn token_store(mut self, store: Arc<dyn TokenStore>) -> Self {
        self.token_store = Some(store);
        self
    }

    /// Shares tokens and paces with other clients of this process.
    pub fn shared(mut self, shared: &Shared) -> Self {
        self.shared = shared.clone();
        self
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config), naming what is missing or wrong.
    /// Nothing is sent.
    pub fn build(mut self) -> Result<Ras, Error> {
        let profile = self.profile.take();
        let account = self.account()?;
        Ok(account.ras(required(profile, "profile")?))
    }

    /// The login alone, to find out the profile with.
    ///
    /// # Errors
    ///
    /// As [`build`](Self::build). Nothing is sent.
    pub fn account(self) -> Result<Account, Error> {
        let endpoint = match &self.endpoint {
            Some(url) => Endpoint::parse(url)?,
            None => Endpoint::north_america(),
        };
        self.guardrails.check()?;
        let client_id = required(self.client_id.clone(), "client_id")?;
        let http = endpoint.http_client(&self.limits)?;
        let tokens = self.tokens(&client_id, &endpoint, &http)?;
        let http = HttpClient::new(&endpoint.api, http)
            .map_err(|error| Error::config(error.to_string()))?;
        let limiter = self.shared.limiter(None, &endpoint.api, self.ceiling);
        let downloads = Downloads::new(endpoint.clone(), self.limits.clone());
        Ok(Account::new(Inner {
            downloads,
            transport: Transport {
                tokens,
                client_id,
                profile: None,
                limiter,
                budget: Arc::new(RetryBudget::default()),
                limits: self.limits,
                dice: Arc::new(Random::default()),
                observer: self.observer.unwrap_or_else(|| Arc::new(Unobserved)),
            },
            http,
            shared: self.shared,
            region: endpoint.api,
            ceiling: self.ceiling,
            guardrails: self.guardrails,
        }))
    }

    fn tokens(
        &self,
        client_id: &str,
        endpoint: &Endpoint,
        http: &reqwest::Client,
    ) -> Result<Arc<TokenCache>, Error> {
        if let Some(provider) = &self.token_provider {
            return Ok(Arc::new(TokenCache::new(Arc::clone(provider), None)));
        }
        let client_secret = required(self.client_secret.clone(), "client_secret")?;
        let refresh_token = required(self.refresh_token.clone(), "refresh_token")?;
        let key = TokenKey::new(client_id, refresh_token.expose_secret(), &endpoint.api);
        let store = self.token_store.clone().map(|store| (store, key.clone()));
        let provider = Arc::new(LwaRefresh {
            lwa: Lwa {
                http: http.clone(),
                token_url: endpoint.tokens.clone(),
                client_id: client_id.to_owned(),
                client_secret,
                limits: self.limits.clone(),
            },
            refresh_token,
        });
        Ok(self.shared.tokens(key, || TokenCache::new(provider, store)))
    }
}

fn required<T>(value: Option<T>, name: &str) -> Result<T, Error> {
    value.ok_or_else(|| {
        Error::config(format!(
            "`{name}` is not set: call `.{name}(…)` on the builder"
        ))
    })
}
