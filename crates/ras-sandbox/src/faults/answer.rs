//! Answers that are sent as they stand.

use std::io::Write;

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::{Deserialize, Serialize};

mod written;

use written::Written;
pub use written::WrongAnswer;

/// An answer that is sent as it stands.
///
/// As JSON it is `{"status": 429, "headers": {"retry-after": "2"}, "body": "…"}`. In place of
/// `body` there can be `"made"`, one of `"html"`, `"invalidUtf8"`, `"deepJson"` and
/// `"gzipBomb"`, or `"bodyHex"` for bytes that are no text.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
#[non_exhaustive]
pub struct CannedAnswer {
    /// Status of the answer.
    pub status: StatusCode,
    /// Headers of the answer; a request id is added when it has none.
    pub headers: HeaderMap,
    /// Body of the answer.
    pub body: Bytes,
}

impl CannedAnswer {
    /// An answer without headers or body.
    pub fn new(status: StatusCode) -> Self {
        Self {
            status,
            headers: HeaderMap::new(),
            body: Bytes::new(),
        }
    }

    /// An answer with a JSON body, which is not checked.
    pub fn json(status: StatusCode, body: impl Into<Bytes>) -> Self {
        Self::new(status)
            .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
            .body(body)
    }

    /// An answer with a page for people, as a proxy gives one.
    pub fn html(status: StatusCode) -> Self {
        let reason = status.canonical_reason().unwrap_or("Error");
        let code = status.as_u16();
        Self::new(status)
            .header(CONTENT_TYPE, HeaderValue::from_static("text/html"))
            .body(format!(
                "<html><head><title>{code} {reason}</title></head><body><center><h1>{code} \
                 {reason}</h1></center><hr><center>openresty</center></body></html>"
            ))
    }

    /// An answer with a line of plain text.
    pub fn text(status: StatusCode, text: impl Into<Bytes>) -> Self {
        Self::new(status)
            .header(CONTENT_TYPE, HeaderValue::from_static("text/plain"))
            .body(text)
    }

    /// A redirect that asks for the same request elsewhere.
    pub fn redirect(location: HeaderValue) -> Self {
        Self::new(StatusCode::TEMPORARY_REDIRECT).header(http::header::LOCATION, location)
    }

    /// A JSON body with a byte that no UTF-8 text has.
    pub fn invalid_utf8(status: StatusCode) -> Self {
        Self::json(status, Bytes::from_static(b"{\"message\":\"\xff\"}"))
    }

    /// A JSON body that is nested deeper than any stack.
    pub fn deep_json(status: StatusCode) -> Self {
        Self::json(status, "[".repeat(200_000))
    }

    /// A JSON text that is small on the wire and 64 MiB of blanks unpacked.
    pub fn gzip_bomb(status: StatusCode) -> Self {
        let mut packer = GzEncoder::new(Vec::new(), Compression::best());
        let blanks = vec![b' '; 1024 * 1024];
        // Writing to memory cannot fail, and a smaller bomb would be no error either.
        let _ = (0..64).try_for_each(|_| packer.write_all(&blanks));
        Self::json(status, packer.finish().unwrap_or_default())
            .header(CONTENT_ENCODING, HeaderValue::from_static("gzip"))
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.append(name, value);
        self
    }

    /// Sets the body.
    #[must_use]
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self
    }
}
