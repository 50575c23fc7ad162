//! From a request to an answer: the only place that speaks HTTP.

use std::cell::Cell;

use bytes::{Bytes, BytesMut};
use http::header::{ACCEPT, CONTENT_TYPE, HeaderValue};
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use crate::{
    CallContext, Error, InvalidRequest, Request, ResponseValue, TransportError, TransportErrorKind,
    UndecodableAnswer, noticing::Noticing,
};

/// A page of 1000 entities is about 1 MB; nothing that is right is this long.
const MAX_BODY: usize = 64 * 1024 * 1024;

/// Sends requests to one base address through one `reqwest` client.
///
/// Time limits, TLS, proxies and redirects are those of the `reqwest` client. For
/// creates it must neither retry nor follow redirects by itself.
#[derive(Clone, Debug)]
pub struct HttpClient {
    client: reqwest::Client,
    base: String,
}

/// A base address that is no absolute http or https URL.
#[derive(Clone, Debug, thiserror::Error)]
#[error("`{0}` is no absolute http or https URL without query")]
pub struct InvalidBaseUrl(String);

impl HttpClient {
    /// A client for the API below `base_url`.
    ///
    /// # Errors
    ///
    /// When `base_url` is no absolute http or https URL, or has a query or fragment.
    pub fn new(base_url: &str, client: reqwest::Client) -> Result<Self, InvalidBaseUrl> {
        let invalid = || InvalidBaseUrl(base_url.to_owned());
        let url = reqwest::Url::parse(base_url).map_err(|_| invalid())?;
        let plain = url.query().is_none() && url.fragment().is_none();
        if !plain || !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            return Err(invalid());
        }
        Ok(Self {
            client,
            base: base_url.trim_end_matches('/').to_owned(),
        })
    }

    /// Makes one attempt whose success answer is JSON.
    ///
    /// The methods of the generated clients end here; call it for an operation that no
    /// document declares.
    ///
    /// # Errors
    ///
    /// As every operation: see [`Error`].
    pub async fn send<T, E>(
        &self,
        call: &CallContext,
        request: Request,
    ) -> Result<ResponseValue<T>, Error<E>>
    where
        T: DeserializeOwned,
        E: DeserializeOwned,
    {
        let (status, headers, body) = self.exchange(call, request).await?;
        if !status.is_success() {
            return Err(failure(status, headers, body));
        }
        match decode::<T>(&body) {
            Ok((value, complete)) => {
                let answer = ResponseValue::new(status, headers, value);
                Ok(answer.with_body(body, complete))
            }
            Err(reason) => Err(undecodable(status, headers, body, reason)),
        }
    }

    /// One attempt whose success answer has no body that matters.
    #[allow(dead_code, reason = "depends on the operations of the documents")]
    pub(crate) async fn send_for_nothing<E: DeserializeOwned>(
        &self,
        call: &CallContext,
        request: Request,
    ) -> Result<ResponseValue<()>, Error<E>> {
        let (status, headers, body) = self.exchange(call, request).await?;
        if !status.is_success() {
            return Err(failure(status, headers, body));
        }
        Ok(ResponseValue::new(status, headers, ()))
    }

    async fn exchange<E>(
        &self,
        call: &CallContext,
        request: Request,
    ) -> Result<(StatusCode, HeaderMap, Bytes), Error<E>> {
        let request = self.build(call, request).map_err(Error::InvalidRequest)?;
        let mut response = self
            .client
            .execute(request)
            .await
            .map_err(|error| Error::Transport(broken(error, None)))?;
        let status = response.status();
        let headers = std::mem::take(response.headers_mut());
        let body = read(response, status).await.map_err(Error::Transport)?;
        Ok((status, headers, body))
    }

    fn build(
        &self,
        call: &CallContext,
        request: Request,
    ) -> Result<reqwest::Request, InvalidRequest> {
        let target = request.finish()?;
        let url = format!("{}{}", self.base, target.path);
        let url = reqwest::Url::parse(&url).map_err(|_| InvalidRequest::Url(url))?;
        let mut built = reqwest::Request::new(target.operation.method.clone(), url);
        let headers = built.headers_mut();
        headers.insert(ACCEPT, HeaderValue::from_static(target.operation.accept));
        if let Some(content_type) = target.operation.content_type {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        }
        for (name, value) in call.headers()? {
            headers.insert(name.clone(), value.clone());
        }
        *built.timeout_mut() = call.timeout();
        *built.body_mut() = target.body.map(reqwest::Body::from);
        Ok(built)
    }
}

async fn read(
    mut response: reqwest::Response,
    status: StatusCode,
) -> Result<Bytes, TransportError> {
    let too_large = || {
        let limit = format!("more than {MAX_BODY} bytes");
        TransportError::new(TransportErrorKind::TooLarge, Some(status), limit)
    };
    let length = response.content_length().unwrap_or(0).min(MAX_BODY as u64);
    let mut body = BytesMut::with_capacity(length as usize);
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len() + chunk.len() > MAX_BODY => return Err(too_large()),
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => return Ok(body.freeze()),
            Err(error) => return Err(broken(error, Some(status))),
        }
    }
}

fn broken(error: reqwest::Error, status: Option<StatusCode>) -> TransportError {
    // A connection that took too long to come about is both; nothing was sent.
    let kind = if error.is_connect() {
        TransportErrorKind::Connect
    } else if error.is_timeout() {
        TransportErrorKind::Timeout
    } else {
        TransportErrorKind::Interrupted
    };
    TransportError::new(kind, status, error.without_url())
}

fn failure<E: DeserializeOwned>(status: StatusCode, headers: HeaderMap, body: Bytes) -> Error<E> {
    match decode(&body) {
        Ok((value, _)) => Error::Api(ResponseValue::new(status, headers, value)),
        Err(reason) => undecodable(status, headers, body, reason),
    }
}

fn undecodable<E>(status: StatusCode, headers: HeaderMap, body: Bytes, reason: String) -> Error<E> {
    Error::Undecodable(Box::new(UndecodableAnswer {
        status,
        headers,
        body,
        reason,
    }))
}

/// Decodes a body and says whether the type has taken all of it; a failure names the
/// path to the value that does not fit.
fn decode<T: DeserializeOwned>(body: &[u8]) -> Result<(T, bool), String> {
    // One check of the whole body is cheaper than one for every text in it.
    let text = std::str::from_utf8(body).map_err(|error| format!("not UTF-8: {error}"))?;
    let ignored = Cell::new(false);
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = T::deserialize(Noticing::new(&mut reader, &ignored));
    let value = read.and_then(|value| reader.end().map(|()| value));
    value.map(|value| (value, !ignored.get())).map_err(|_| {
        // The slow way is only taken to say where.
        let mut reader = serde_json::Deserializer::from_str(text);
        match serde_path_to_error::deserialize::<_, T>(&mut reader) {
            Err(error) => format!("at `{}`: {}", error.path(), error.inner()),
            Ok(_) => "there is more after the JSON value".to_owned(),
        }
    })
}
