//! Login with Amazon: a refresh token buys access tokens.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use http::header::{CONTENT_TYPE, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use super::{AccessToken, TokenProvider};
use crate::error::Inner;
use crate::{Error, ErrorKind, Reach};

const OPERATION: &str = "login with Amazon";

/// The longest lifetime that is believed; Amazon's tokens live for an hour.
const MAX_LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// Fetches access tokens with the credentials of one application and one user.
pub(crate) struct LwaRefresh {
    pub(crate) http: reqwest::Client,
    pub(crate) token_url: String,
    pub(crate) client_id: String,
    pub(crate) client_secret: SecretString,
    pub(crate) refresh_token: SecretString,
}

impl fmt::Debug for LwaRefresh {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LwaRefresh")
            .field("token_url", &self.token_url)
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}

#[derive(Deserialize)]
struct Granted {
    access_token: String,
    expires_in: u64,
}

#[derive(Deserialize)]
struct Refused {
    error: String,
    #[serde(default)]
    error_description: String,
}

impl TokenProvider for LwaRefresh {
    fn fetch(&self) -> Pin<Box<dyn Future<Output = Result<AccessToken, Error>> + Send + '_>> {
        Box::pin(self.refresh())
    }
}

impl LwaRefresh {
    async fn refresh(&self) -> Result<AccessToken, Error> {
        let form = form_urlencoded::Serializer::new(String::new())
            .append_pair("grant_type", "refresh_token")
            .append_pair("refresh_token", self.refresh_token.expose_secret())
            .append_pair("client_id", &self.client_id)
            .append_pair("client_secret", self.client_secret.expose_secret())
            .finish();
        let answer = self
            .http
            .post(&self.token_url)
            .header(
                CONTENT_TYPE,
                HeaderValue::from_static("application/x-www-form-urlencoded"),
            )
            .body(form)
            .send()
            .await
            .map_err(broken)?;
        let status = answer.status();
        let body = answer.bytes().await.map_err(broken)?;
        if status.is_success() {
            // The body is a secret: the reason of a failure must not quote it.
            let granted: Granted = serde_json::from_slice(&body).map_err(|_| {
                failure(
                    ErrorKind::Decode,
                    Some(status),
                    "the answer holds no token".to_owned(),
                )
            })?;
            let lifetime = Duration::from_secs(granted.expires_in).min(MAX_LIFETIME);
            return Ok(AccessToken::new(granted.access_token, lifetime));
        }
        let message = match serde_json::from_slice::<Refused>(&body) {
            Ok(refused) => format!("{}: {}", refused.error, refused.error_description),
            Err(_) => "refused without a reason".to_owned(),
        };
        let kind = match status.as_u16() {
            429 => ErrorKind::Throttled,
            500.. => ErrorKind::Unavailable,
            _ => ErrorKind::Auth,
        };
        Err(failure(kind, Some(status), message))
    }
}

fn broken(error: reqwest::Error) -> Error {
    let kind = if error.is_connect() {
        ErrorKind::Connect
    } else if error.is_timeout() {
        ErrorKind::Timeout
    } else {
        ErrorKind::Unavailable
    };
    let mut failure = failure_parts(kind, None, "no answer".to_owned());
    failure.source = Some(Box::new(error.without_url()));
    Error::new(failure)
}

fn failure(kind: ErrorKind, status: Option<http::StatusCode>, message: String) -> Error {
    Error::new(failure_parts(kind, status, message))
}

fn failure_parts(kind: ErrorKind, status: Option<http::StatusCode>, message: String) -> Inner {
    Inner {
        kind,
        // Without a token, the call it was for has not been sent.
        reach: Reach::NotSent,
        operation: OPERATION,
        message,
        status: status.map(|status| status.as_u16()),
        request_id: None,
        retry_after: None,
        items: Vec::new(),
        source: None,
    }
}
