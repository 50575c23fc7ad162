//! Login with Amazon: a grant buys tokens.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::header::{CONTENT_TYPE, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use tokio::time::sleep;

use super::{AccessToken, TokenProvider};
use crate::error::Inner;
use crate::transport::{Random, backoff, is_certificate, retry_after, shortened};
use crate::{Error, ErrorKind, Limits, Reach};

const OPERATION: &str = "login with Amazon";

/// An answer with tokens has about a thousand bytes.
const LONGEST_ANSWER: usize = 64 * 1024;

/// The application, and where it logs in.
#[derive(Clone)]
pub(crate) struct Lwa {
    pub(crate) http: reqwest::Client,
    pub(crate) token_url: String,
    pub(crate) client_id: String,
    pub(crate) client_secret: SecretString,
    pub(crate) limits: Limits,
}

/// What Login with Amazon grants.
#[derive(Deserialize)]
pub(crate) struct Granted {
    access_token: String,
    expires_in: u64,
    #[serde(default)]
    pub(crate) refresh_token: String,
}

#[derive(Deserialize)]
struct Refused {
    error: String,
    #[serde(default)]
    error_description: String,
}

/// Fetches access tokens with the credentials of one application and one user.
#[derive(Debug)]
pub(crate) struct LwaRefresh {
    pub(crate) lwa: Lwa,
    pub(crate) refresh_token: SecretString,
}

impl TokenProvider for LwaRefresh {
    fn fetch(&self) -> Pin<Box<dyn Future<Output = Result<AccessToken, Error>> + Send + '_>> {
        Box::pin(async {
            let token = self.refresh_token.expose_secret();
            let grant = [("grant_type", "refresh_token"), ("refresh_token", token)];
            // The same refresh token buys any number of tokens: asking again is safe.
            Ok(self
                .lwa
                .grant(&grant, self.lwa.limits.attempts)
                .await?
                .access())
        })
    }
}

impl Granted {
    pub(crate) fn access(self) -> AccessToken {
        AccessToken::new(self.access_token, Duration::from_secs(self.expires_in))
    }
}

impl Lwa {
    /// Asks for tokens, up to `attempts` times as long as the service only is not there.
    pub(crate) async fn grant(
        &self,
        grant: &[(&str, &str)],
        attempts: u32,
    ) -> Result<Granted, Error> {
        let dice = Random::default();
        let mut attempt = 1;
        loop {
            let error = match self.once(grant).await {
                Ok(granted) => return Ok(granted),
                // Login with Amazon may repeat what it refuses.
                Err(error) => {
                    let secrets = grant.iter().skip(1).map(|(_, secret)| *secret);
                    let secrets = secrets.chain([self.client_secret.expose_secret()]);
                    secrets.fold(error, Error::without)
                }
            };
            let passing = matches!(
                error.kind(),
                ErrorKind::Connect
                    | ErrorKind::Timeout
                    | ErrorKind::Unavailable
                    | ErrorKind::Throttled
            );
            let pause = backoff::pause(&self.limits, attempt, &dice);
            let pause = pause.max(error.retry_after().unwrap_or_default());
            if !passing || attempt >= attempts || pause > self.limits.longest_pause {
                return Err(error);
            }
            sleep(pause).await;
            attempt += 1;
        }
    }

    async fn once(&self, grant: &[(&str, &str)]) -> Result<Granted, Error> {
        let form = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(grant)
            .append_pair("client_id", &self.client_id)
            .append_pair("client_secret", self.client_secret.expose_secret())
            .finish();
        let form_type = HeaderValue::from_static("application/x-www-form-urlencoded");
        let request = self.http.post(&self.token_url);
        let request = request.header(CONTENT_TYPE, form_type).body(form);
        let mut answer = request
            .timeout(self.limits.attempt)
            .send()
            .await
            .map_err(broken)?;
        let status = answer.status();
        let retry_after = retry_after::read(answer.headers(), SystemTime::now());
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(broken)? {
            body.extend_from_slice(&chunk);
            if body.len() > LONGEST_ANSWER {
                break;
            }
        }
        if status.is_success() {
            // The body is a secret: the reason of a failure must not quote it.
            return serde_json::from_slice(&body).map_err(|_| {
                let message = "the answer holds no token";
                Error::new(Inner::new(
                    ErrorKind::Decode,
                    Reach::NotSent,
                    OPERATION,
                    message,
                ))
            });
        }
        let mut refused = refused(status, &body);
        refused.retry_after = retry_after;
        Err(Error::new(refused))
    }
}

fn refused(status: http::StatusCode, body: &[u8]) -> Inner {
    let refused = serde_json::from_slice::<Refused>(body).ok();
    let code = refused.as_ref().map(|refused| refused.error.as_str());
    let kind = match status.as_u16() {
        429 => ErrorKind::Throttled,
        500.. => ErrorKind::Unavailable,
        300..=399 => ErrorKind::Decode,
        _ => ErrorKind::Auth,
    };
    let message = match &refused {
        _ if status.is_redirection() => {
            "the server redirects elsewhere, which is never followed".to_owned()
        }
        Some(refused) => shortened(&format!("{}: {}", refused.error, refused.error_description)),
        None => "refused without a reason".to_owned(),
    };
    // Without a token, the call it was for has not been sent.
    let mut inner = Inner::new(kind, Reach::NotSent, OPERATION, message);
    inner.status = Some(status.as_u16());
    inner.hint = code.and_then(hint);
    inner
}

/// What usually helps against the errors of OAuth 2.0 (RFC 6749, section 5.2).
fn hint(code: &str) -> Option<&'static str> {
    Some(match code {
        "invalid_grant" => {
            "log in again: the refresh token or code is wrong, used up (a code lives for 5 minutes), revoked by the user, or of another application"
        }
        "invalid_client" => {
            "check client id and client secret: both must be of the same Login with Amazon application"
        }
        "unauthorized_client" => {
            "the application may not do this yet: Amazon must have approved it for the Ads API"
        }
        "invalid_scope" => "the application has no access to the Ads API: apply for it with Amazon",
        "unsupported_grant_type" | "invalid_request" => {
            "check the address that tokens are fetched from, and look for a newer version of this SDK"
        }
        _ => return None,
    })
}

fn broken(error: reqwest::Error) -> Error {
    let error = error.without_url();
    let untrusted = is_certificate(&error);
    let (kind, message) = if untrusted {
        (
            ErrorKind::Config,
            "the certificate of the server is not trusted",
        )
    } else if error.is_connect() {
        (ErrorKind::Connect, "no connection to the server")
    } else if error.is_timeout() {
        (ErrorKind::Timeout, "the server did not answer in time")
    } else {
        (
            ErrorKind::Unavailable,
            "the connection broke before the answer was complete",
        )
    };
    let mut inner = Inner::new(kind, Reach::NotSent, OPERATION, message);
    inner.source = Some(Arc::new(error));
    Error::new(inner)
}

impl fmt::Debug for Lwa {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lwa")
            .field("token_url", &self.token_url)
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}
