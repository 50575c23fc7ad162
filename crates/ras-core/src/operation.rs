//! Operations as data.

use http::Method;

/// One operation of the API, as the contract declares it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Operation {
    /// The operation id, without the prefix of its document.
    pub id: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path template, with `{name}` for its parameters.
    pub path: &'static str,
    /// The media type of the request body; `None` when there is no body.
    pub content_type: Option<&'static str>,
    /// The media type of the success answer.
    pub accept: &'static str,
    /// What a lost answer means for sending the request again.
    pub retry: RetryClass,
}

impl Operation {
    /// A JSON read without parameters that no document declares.
    pub const fn get(id: &'static str, path: &'static str) -> Self {
        Self {
            id,
            method: Method::GET,
            path,
            content_type: None,
            accept: "application/json",
            retry: RetryClass::Read,
        }
    }
}

/// What a lost answer means for sending a request again.
///
/// Set for every operation by hand in `openapi/codegen.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RetryClass {
    /// Changes nothing: may be repeated.
    Read,
    /// Makes something new each time it is applied: must not be repeated while it is
    /// unknown whether the first request was applied.
    Create,
    /// Sets a state: repeating it changes nothing more.
    Update,
    /// Archives: repeating it changes nothing more.
    Delete,
}
