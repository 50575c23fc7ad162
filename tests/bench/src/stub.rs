//! A server that answers with bytes made beforehand.

use std::convert::Infallible;
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};

use anyhow::Result;
use bytes::Bytes;
use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

pub mod report;

/// Entities of a page and items of a call.
pub const PAGE: usize = 1000;
/// Pages of the list.
pub const PAGES: usize = 100;

/// The server; it answers until the process ends.
#[derive(Debug)]
pub struct Stub {
    /// Where it listens.
    pub address: SocketAddr,
}

#[derive(Debug)]
struct Answers {
    token: Bytes,
    pages: Vec<Bytes>,
    created: Bytes,
    report: Bytes,
    /// Made when somebody asks for it, which takes some seconds.
    report_file: OnceLock<Bytes>,
}

impl Stub {
    /// Starts the server on a thread of its own.
    ///
    /// # Errors
    ///
    /// When no port or thread is to be had.
    pub fn start() -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"))?;
        let address = listener.local_addr()?;
        let answers = Arc::new(Answers {
            token: r#"{"access_token":"Atza|stub","token_type":"bearer","expires_in":3600}"#.into(),
            pages: (0..PAGES).map(page).collect(),
            created: created(),
            report: report::shown(address),
            report_file: OnceLock::new(),
        });
        std::thread::Builder::new().spawn(move || runtime.block_on(serve(listener, answers)))?;
        Ok(Self { address })
    }
}

#[allow(
    clippy::future_not_send,
    reason = "it stays on the thread of the server"
)]
async fn serve(listener: TcpListener, answers: Arc<Answers>) {
    let tasks = tokio::task::LocalSet::new();
    tasks
        .run_until(async {
            while let Ok((socket, _)) = listener.accept().await {
                let _ = socket.set_nodelay(true);
                let answers = Arc::clone(&answers);
                let answering = service_fn(move |request| {
                    let answers = Arc::clone(&answers);
                    async move { answer(request, &answers).await }
                });
                let connection = http1::Builder::new()
                    .writev(true)
                    .serve_connection(TokioIo::new(socket), answering);
                tokio::task::spawn_local(connection);
            }
        })
        .await;
}

async fn answer(
    request: Request<Incoming>,
    answers: &Answers,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let path = request.uri().path().to_owned();
    let body = request.into_body().collect().await;
    let body = body
        .map(http_body_util::Collected::to_bytes)
        .unwrap_or_default();
    let (status, answer) = match path.as_str() {
        "/auth/o2/token" => (StatusCode::OK, answers.token.clone()),
        "/ras/v1/targets" => (StatusCode::MULTI_STATUS, answers.created.clone()),
        report::FILE => {
            let file = answers.report_file.get_or_init(report::file);
            (StatusCode::OK, file.clone())
        }
        path if path.starts_with("/reporting/") => (StatusCode::OK, answers.report.clone()),
        _ => (StatusCode::OK, wanted_page(&body, answers)),
    };
    let mut response = Response::new(Full::new(answer));
    *response.status_mut() = status;
    let json = http::HeaderValue::from_static("application/json");
    response
        .headers_mut()
        .insert(http::header::CONTENT_TYPE, json);
    Ok(response)
}

fn wanted_page(body: &[u8], answers: &Answers) -> Bytes {
    #[derive(serde::Deserialize)]
    struct Asked<'a> {
        #[serde(rename = "nextToken", borrow)]
        token: Option<&'a str>,
    }
    let asked: Option<Asked<'_>> = serde_json::from_slice(body).ok();
    let token = asked.and_then(|asked| asked.token?.parse::<usize>().ok());
    answers
        .pages
        .get(token.unwrap_or(0))
        .cloned()
        .unwrap_or_default()
}

/// A page of keyword targets as the guide shows them.
fn page(number: usize) -> Bytes {
    let mut out = String::from(r#"{"targets":["#);
    for row in 0..PAGE {
        let id = number * PAGE + row;
        let comma = if row == 0 { "" } else { "," };
        let matching = ["EXACT", "PHRASE", "BROAD"][id % 3];
        let _ = write!(
            out,
            concat!(
                r#"{comma}{{"targetId":"{target}","campaignId":"{campaign}","adGroupId":"{group}","#,
                r#""state":"ENABLED","negative":false,"targetLevel":"AD_GROUP","targetType":"KEYWORD","#,
                r#""targetDetails":{{"keywordTarget":{{"matchType":"{matching}","keyword":"trail running shoes {id}"}}}},"#,
                r#""bid":{{"bid":{bid:.2},"currencyCode":"USD"}},"#,
                r#""extendedData":{{"servingStatus":"TARGETING_CLAUSE_STATUS_LIVE","#,
                r#""creationDateTime":"2026-08-24T14:15:22Z","lastUpdateDateTime":"2026-09-24T14:15:22Z"}}}}"#
            ),
            comma = comma,
            target = 281_474_976_000_000 + id,
            campaign = 140_737_488_000_000 + id / 10_000,
            group = 211_106_232_000_000 + id / 500,
            matching = matching,
            id = id,
            bid = 0.02 + (id % 500) as f64 / 100.0,
        );
    }
    let _ = write!(out, r#"],"totalResults":{}"#, PAGE * PAGES);
    if number + 1 < PAGES {
        let _ = write!(out, r#","nextToken":"{}""#, number + 1);
    }
    out.push('}');
    out.into()
}

/// The 207 for a whole call of creates.
fn created() -> Bytes {
    let mut out = String::from(r#"{"targets":{"success":["#);
    for index in 0..PAGE {
        let comma = if index == 0 { "" } else { "," };
        let id = 281_474_976_000_000 + index;
        let _ = write!(out, r#"{comma}{{"index":{index},"targetId":"{id}"}}"#);
    }
    out.push_str(r#"],"error":[]}}"#);
    out.into()
}
