//! Answers with everything that came with them.

use std::ops::Deref;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

/// A decoded answer with its status and headers.
#[derive(Clone, Debug)]
pub struct ResponseValue<T> {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    complete: bool,
    value: T,
}

impl<T> ResponseValue<T> {
    /// An answer put together by hand; tests of callers need it.
    pub fn new(status: StatusCode, headers: HeaderMap, value: T) -> Self {
        Self {
            status,
            headers,
            body: Bytes::new(),
            complete: true,
            value,
        }
    }

    /// The same answer with the bytes that the value was decoded from, and whether the
    /// value holds all that they say.
    #[must_use]
    pub fn with_body(mut self, body: Bytes, complete: bool) -> Self {
        self.body = body;
        self.complete = complete;
        self
    }

    /// The bytes that the value was decoded from: members that no type declares are
    /// still there. Empty when the answer was put together by hand.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Whether the value holds all members of the body. If not, [`body`](Self::body) has
    /// members that no type declares.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// The same answer with another reading of its body.
    pub fn map<U>(self, read: impl FnOnce(T) -> U) -> ResponseValue<U> {
        ResponseValue {
            status: self.status,
            headers: self.headers,
            body: self.body,
            complete: self.complete,
            value: read(self.value),
        }
    }

    /// The decoded body.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// All headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The id under which Amazon's support finds the request.
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }

    /// `Preference-Applied`: whether `Prefer: return=representation` was honoured.
    pub fn preference_applied(&self) -> Option<&str> {
        self.headers.get("preference-applied")?.to_str().ok()
    }
}

impl<T> Deref for ResponseValue<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// Amazon's gateways use more than one name for the request id.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    ["x-amzn-requestid", "x-amz-request-id", "x-amz-rid"]
        .iter()
        .find_map(|name| headers.get(*name)?.to_str().ok())
}
