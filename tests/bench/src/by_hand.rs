//! What a careful person would write for one job: a connection and the fewest types.

use std::net::SocketAddr;

use anyhow::{Result, ensure};
use bytes::{Bytes, BytesMut};
use http::header::{AUTHORIZATION, CONTENT_TYPE, HOST};
use http::{Method, Request};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use ras_sandbox::Credentials;
use serde::{Deserialize, Serialize};
use tokio::net::TcpStream;

const CLIENT_ID_HEADER: &str = "amazon-advertising-api-clientid";
const CLIENT_ID: &str = "amzn1.application-oa2-client.bench";
const SCOPE_HEADER: &str = "amazon-advertising-api-scope";

/// One connection that is kept.
#[derive(Debug)]
pub struct Connection {
    sender: SendRequest<Full<Bytes>>,
    host: String,
    login: Login,
}

/// What the headers of every call say.
#[derive(Clone, Debug)]
pub struct Login {
    authorization: String,
    client_id: String,
    profile: String,
}

impl Default for Login {
    fn default() -> Self {
        Self {
            authorization: "Bearer Atza|stub".to_owned(),
            client_id: CLIENT_ID.to_owned(),
            profile: "1".to_owned(),
        }
    }
}

impl Login {
    /// Fetches a token from a sandbox.
    ///
    /// # Errors
    ///
    /// When it gives none.
    pub async fn fetch(address: SocketAddr, fake: &Credentials) -> Result<Self> {
        #[derive(Deserialize)]
        struct Token {
            access_token: String,
        }
        let client = reqwest::Client::new();
        let form = [
            ("grant_type", "refresh_token"),
            ("refresh_token", &*fake.refresh_token),
            ("client_id", &*fake.client_id),
            ("client_secret", &*fake.client_secret),
        ];
        let form = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(form)
            .finish();
        let answer = client
            .post(format!("http://{address}/auth/o2/token"))
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(form)
            .send()
            .await?
            .error_for_status()?;
        let token: Token = serde_json::from_slice(&answer.bytes().await?)?;
        Ok(Self {
            authorization: format!("Bearer {}", token.access_token),
            client_id: fake.client_id.clone(),
            profile: fake.profile_id.clone(),
        })
    }
}

impl Connection {
    /// Connects.
    ///
    /// # Errors
    ///
    /// When nobody listens.
    pub async fn open(address: SocketAddr) -> Result<Self> {
        Self::open_as(address, Login::default()).await
    }

    /// Connects, for calls of this login.
    ///
    /// # Errors
    ///
    /// When nobody listens.
    pub async fn open_as(address: SocketAddr, login: Login) -> Result<Self> {
        let socket = TcpStream::connect(address).await?;
        socket.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(socket)).await?;
        tokio::spawn(connection);
        Ok(Self {
            sender,
            host: address.to_string(),
            login,
        })
    }

    /// Posts a body and returns the answer's, in one piece.
    ///
    /// # Errors
    ///
    /// When the exchange breaks or the status is no success.
    pub async fn post(&mut self, path: &str, body: impl Into<Bytes>) -> Result<Bytes> {
        self.send(Method::POST, path, body.into()).await
    }

    /// Puts a body and returns the answer's.
    ///
    /// # Errors
    ///
    /// As [`post`](Self::post).
    pub async fn put(&mut self, path: &str, body: impl Into<Bytes>) -> Result<Bytes> {
        self.send(Method::PUT, path, body.into()).await
    }

    async fn send(&mut self, method: Method, path: &str, body: Bytes) -> Result<Bytes> {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(HOST, &self.host)
            .header(AUTHORIZATION, &self.login.authorization)
            .header(CLIENT_ID_HEADER, &self.login.client_id)
            .header(SCOPE_HEADER, &self.login.profile)
            .header(CONTENT_TYPE, "application/json")
            .body(Full::new(body))?;
        self.sender.ready().await?;
        let response = self.sender.send_request(request).await?;
        ensure!(response.status().is_success(), "{}", response.status());
        let (head, mut incoming) = response.into_parts();
        let length = head.headers.get(http::header::CONTENT_LENGTH);
        let length = length.and_then(|value| value.to_str().ok()?.parse().ok());
        let mut body = BytesMut::with_capacity(length.unwrap_or(0));
        while let Some(frame) = incoming.frame().await {
            if let Some(data) = frame?.data_ref() {
                body.extend_from_slice(data);
            }
        }
        Ok(body.freeze())
    }

    /// Fetches a file.
    ///
    /// # Errors
    ///
    /// When the exchange breaks or the status is no success.
    pub async fn get(&mut self, path: &str) -> Result<Download> {
        let request = Request::get(path)
            .header(HOST, &self.host)
            .body(Full::default())?;
        self.sender.ready().await?;
        let response = self.sender.send_request(request).await?;
        ensure!(response.status().is_success(), "{}", response.status());
        Ok(Download(response.into_body()))
    }
}

/// A body that is read piece by piece.
#[derive(Debug)]
pub struct Download(hyper::body::Incoming);

impl Download {
    /// The next piece; none at the end.
    ///
    /// # Errors
    ///
    /// When the connection breaks.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>> {
        while let Some(frame) = self.0.frame().await {
            if let Ok(data) = frame?.into_data() {
                return Ok(Some(data));
            }
        }
        Ok(None)
    }
}

/// A request over reqwest with the headers that every call has.
pub fn posted(
    client: &reqwest::Client,
    address: SocketAddr,
    path: &str,
) -> reqwest::RequestBuilder {
    client
        .post(format!("http://{address}{path}"))
        .bearer_auth("Atza|stub")
        .header(CLIENT_ID_HEADER, CLIENT_ID)
        .header(SCOPE_HEADER, "1")
        .header(CONTENT_TYPE, "application/json")
}

/// A page of targets: what [`ras_highlevel::Target`] tells, and no more.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "as on the wire")]
pub struct Page {
    pub targets: Vec<Target>,
    pub next_token: Option<String>,
}

/// A keyword target.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "as on the wire")]
pub struct Target {
    pub target_id: String,
    pub campaign_id: String,
    pub ad_group_id: Option<String>,
    pub state: State,
    pub negative: bool,
    pub target_details: Details,
    pub bid: Option<Bid>,
    pub extended_data: Option<ExtendedData>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "as on the wire")]
pub struct Details {
    pub keyword_target: Keyword,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "as on the wire")]
pub struct Keyword {
    pub match_type: MatchType,
    pub keyword: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "as on the wire")]
pub struct Bid {
    pub bid: f64,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "as on the wire")]
pub struct ExtendedData {
    pub serving_status: Option<String>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs, reason = "as on the wire")]
pub enum State {
    Enabled,
    Paused,
    Archived,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs, reason = "as on the wire")]
pub enum MatchType {
    Exact,
    Phrase,
    Broad,
}
