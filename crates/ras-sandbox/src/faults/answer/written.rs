//! Answers as the admin endpoint reads and shows them.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, StatusCode};
use serde::{Deserialize, Serialize};

use super::CannedAnswer;

/// A written answer that HTTP cannot carry.
#[derive(Debug, thiserror::Error)]
#[error("no answer that HTTP can carry: {0}")]
pub struct WrongAnswer(String);

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Written {
    status: u16,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    body: Option<String>,
    /// A body that is no text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    body_hex: Option<String>,
    /// A body that is ready-made; shown as what it is.
    #[serde(default, skip_serializing)]
    made: Option<Made>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
enum Made {
    Html,
    InvalidUtf8,
    DeepJson,
    GzipBomb,
}

impl TryFrom<Written> for CannedAnswer {
    type Error = WrongAnswer;

    fn try_from(written: Written) -> Result<Self, WrongAnswer> {
        let wrong = |error: &dyn std::error::Error| WrongAnswer(error.to_string());
        let status = StatusCode::from_u16(written.status).map_err(|error| wrong(&error))?;
        let mut answer = match (written.made, written.body, written.body_hex) {
            (Some(made), None, None) => match made {
                Made::Html => Self::html(status),
                Made::InvalidUtf8 => Self::invalid_utf8(status),
                Made::DeepJson => Self::deep_json(status),
                Made::GzipBomb => Self::gzip_bomb(status),
            },
            (None, body, None) => Self::new(status).body(body.unwrap_or_default()),
            (None, None, Some(hex)) => Self::new(status).body(from_hex(&hex)?),
            _ => {
                let text = "only one of body, bodyHex and made can be given";
                return Err(WrongAnswer(text.to_owned()));
            }
        };
        for (name, value) in written.headers {
            let name: HeaderName = name.parse().map_err(|error| wrong(&error))?;
            let value: HeaderValue = value.parse().map_err(|error| wrong(&error))?;
            // In place of what a ready-made answer brings along.
            answer.headers.insert(name, value);
        }
        Ok(answer)
    }
}

impl From<CannedAnswer> for Written {
    fn from(answer: CannedAnswer) -> Self {
        let headers = answer.headers.iter().map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            (name.to_string(), value)
        });
        let text = String::from_utf8(answer.body.to_vec());
        let (body, body_hex) = match text {
            Ok(text) => (Some(text), None),
            Err(bytes) => (None, Some(to_hex(bytes.as_bytes()))),
        };
        Self {
            status: answer.status.as_u16(),
            headers: headers.collect(),
            body,
            body_hex,
            made: None,
        }
    }
}

fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn from_hex(text: &str) -> Result<Bytes, WrongAnswer> {
    let wrong = || WrongAnswer("bodyHex must be pairs of hexadecimal digits".to_owned());
    let digit = |digit: u8| {
        char::from(digit)
            .to_digit(16)
            .and_then(|d| u8::try_from(d).ok())
    };
    let pairs = text.as_bytes().chunks(2);
    let bytes = pairs.map(|pair| match pair {
        [high, low] => Some(digit(*high)? * 16 + digit(*low)?),
        _ => None,
    });
    bytes
        .collect::<Option<Vec<u8>>>()
        .map(Bytes::from)
        .ok_or_else(wrong)
}
