//! An exchange as a line of JSON, for people, for `jq`, and to be read again.
//!
//! Whoever tries a client may have given it a real login by mistake, so tokens, codes and
//! secrets are left out: they stand in few headers, and in what is said at a login.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::header::{AUTHORIZATION, COOKIE, LOCATION, SET_COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::RecordedRequest;

/// Headers whose value is worth a login.
const SECRET: [HeaderName; 4] = [AUTHORIZATION, COOKIE, LOCATION, SET_COOKIE];

/// Paths of a login: whatever is said there is or becomes a secret.
const LOGIN: [&str; 2] = ["/auth/", "/ap/"];

const HIDDEN: &str = "(hidden)";

/// What is written of an exchange.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Written {
    method: String,
    path: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    query: Option<String>,
    headers: BTreeMap<String, String>,
    /// JSON as it is, anything else as a text; nothing when it is empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    body: Option<Value>,
    status: u16,
    response_headers: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    response: Option<Value>,
    scripted: bool,
}

impl From<RecordedRequest> for Written {
    fn from(exchange: RecordedRequest) -> Self {
        let login = LOGIN.iter().any(|start| exchange.path.starts_with(start));
        let body = |bytes: &Bytes| match login && !bytes.is_empty() {
            true => Some(HIDDEN.into()),
            false => value(bytes),
        };
        Self {
            body: body(&exchange.body),
            response: body(&exchange.response),
            query: exchange.query.map(|query| match login {
                true => HIDDEN.to_owned(),
                false => query,
            }),
            method: exchange.method.as_str().to_owned(),
            path: exchange.path,
            headers: texts(&exchange.headers),
            status: exchange.status.as_u16(),
            response_headers: texts(&exchange.response_headers),
            scripted: exchange.scripted,
        }
    }
}

impl TryFrom<Written> for RecordedRequest {
    type Error = http::Error;

    fn try_from(written: Written) -> Result<Self, http::Error> {
        Ok(Self {
            method: Method::try_from(written.method.as_str())?,
            path: written.path,
            query: written.query,
            headers: headers(written.headers)?,
            body: bytes(written.body),
            status: StatusCode::from_u16(written.status)?,
            response_headers: headers(written.response_headers)?,
            response: bytes(written.response),
            scripted: written.scripted,
        })
    }
}

fn value(body: &[u8]) -> Option<Value> {
    if body.is_empty() {
        return None;
    }
    let json = serde_json::from_slice(body);
    Some(json.unwrap_or_else(|_| String::from_utf8_lossy(body).into()))
}

fn bytes(body: Option<Value>) -> Bytes {
    match body {
        None => Bytes::new(),
        Some(Value::String(text)) => text.into(),
        Some(value) => value.to_string().into(),
    }
}

/// The headers by name; one that is there twice has both values, with a comma between them.
fn texts(headers: &HeaderMap) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::<String, String>::new();
    for (name, value) in headers {
        let text = match SECRET.contains(name) {
            true => HIDDEN.into(),
            false => String::from_utf8_lossy(value.as_bytes()),
        };
        texts
            .entry(name.to_string())
            .and_modify(|before| *before = format!("{before}, {text}"))
            .or_insert_with(|| text.into_owned());
    }
    texts
}

fn headers(texts: BTreeMap<String, String>) -> Result<HeaderMap, http::Error> {
    let pairs = texts.into_iter().map(|(name, text)| {
        Ok((
            HeaderName::try_from(name)?,
            HeaderValue::try_from(text.as_bytes())?,
        ))
    });
    pairs.collect()
}
