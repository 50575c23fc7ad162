//! The headers of one attempt.

use std::time::Duration;

use http::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};

const CLIENT_ID: HeaderName = HeaderName::from_static("amazon-advertising-api-clientid");
const SCOPE: HeaderName = HeaderName::from_static("amazon-advertising-api-scope");
const PREFER: HeaderName = HeaderName::from_static("prefer");

/// What one attempt carries besides its body: headers and a time limit.
///
/// A value that cannot stand in a header is reported by the call as
/// [`Error::InvalidRequest`](crate::Error::InvalidRequest), before anything is sent.
/// The access token never shows in `Debug`.
///
/// # Source
///
/// Section 1.2 of Amazon's RAS guide.
///
/// # Example
///
/// ```
/// use ras_core::CallContext;
///
/// let call = CallContext::new()
///     .with_access_token("Atza|secret")
///     .with_client_id("amzn1.application-oa2-client.1")
///     .with_profile("1234567890");
/// assert!(!format!("{call:?}").contains("secret"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct CallContext {
    headers: HeaderMap,
    timeout: Option<Duration>,
    invalid: Option<HeaderName>,
}

impl CallContext {
    /// No headers, no time limit.
    pub fn new() -> Self {
        Self::default()
    }

    /// `Authorization: Bearer …`, marked as sensitive.
    #[must_use]
    pub fn with_access_token(self, token: &str) -> Self {
        self.set(AUTHORIZATION, &format!("Bearer {token}"), true)
    }

    /// `Amazon-Advertising-API-ClientId`: the id of the Login with Amazon application.
    #[must_use]
    pub fn with_client_id(self, client_id: &str) -> Self {
        self.set(CLIENT_ID, client_id, false)
    }

    /// `Amazon-Advertising-API-Scope`: the profile that the call is made for.
    #[must_use]
    pub fn with_profile(self, profile_id: &str) -> Self {
        self.set(SCOPE, profile_id, false)
    }

    /// `Prefer: return=representation`: creates and updates answer with the whole entity.
    #[must_use]
    pub fn with_representation(self) -> Self {
        self.set(PREFER, "return=representation", false)
    }

    /// Any other header.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// Gives up after this long, from connecting to the last byte of the answer.
    #[must_use]
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    fn set(mut self, name: HeaderName, value: &str, sensitive: bool) -> Self {
        match HeaderValue::from_str(value) {
            Ok(mut value) => {
                value.set_sensitive(sensitive);
                self.headers.insert(name, value);
            }
            Err(_) => self.invalid = Some(name),
        }
        self
    }
}

#[cfg(feature = "client")]
impl CallContext {
    pub(crate) fn headers(&self) -> Result<&HeaderMap, crate::InvalidRequest> {
        match &self.invalid {
            Some(name) => Err(crate::InvalidRequest::Header(name.clone())),
            None => Ok(&self.headers),
        }
    }

    pub(crate) fn timeout(&self) -> Option<Duration> {
        self.timeout
    }
}
