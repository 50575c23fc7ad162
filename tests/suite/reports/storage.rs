//! A reporting API with one report, and a storage whose connections go wrong as they are
//! told.

use std::collections::VecDeque;
use std::io::Write;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use ras_highlevel::reports::{
    Days, Report, ReportHandle, ReportRequest, ReportType, Reports, TargetingColumn,
    TargetingReport,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::set_up::{TODAY, chance};
use crate::fault_table::impatient;
use crate::scripted::{answer, length_of, read_head};
use crate::server::Server;
use crate::stub::judge;

/// What becomes of a request for the file.
#[derive(Clone, Debug)]
pub(super) enum Act {
    /// The connection ends after so many bytes of the body.
    Tear(usize),
    /// After so many bytes of the body nothing comes any more.
    Stall(usize),
    /// The whole file comes, whatever part was asked for.
    Whole,
    /// Another file is there now.
    Changed,
    /// The part begins a byte later than it should, and says so.
    Shifted,
    /// No file, but a status and what the storage calls the reason.
    Refuse(&'static str, &'static str),
}

pub(super) struct Storage {
    address: SocketAddr,
    inner: Arc<Inner>,
    _server: Server,
}

struct Inner {
    file: Vec<u8>,
    /// Where the link of the report leads; to this server unless told.
    link: Option<&'static str>,
    acts: Mutex<VecDeque<Act>>,
    /// The heads of the requests for the file.
    heads: Mutex<Vec<String>>,
    /// The requests for the API.
    asked: Mutex<Vec<String>>,
    links: AtomicUsize,
}

impl Storage {
    /// Serves a file; each request for it meets the next act, and none once all are done.
    pub(super) async fn with(file: Vec<u8>, acts: impl IntoIterator<Item = Act>) -> Self {
        Self::start(file, acts.into_iter().collect(), None).await
    }

    /// Gives a link to somewhere else.
    pub(super) async fn linking(link: &'static str) -> Self {
        Self::start(Vec::new(), VecDeque::new(), Some(link)).await
    }

    async fn start(file: Vec<u8>, acts: VecDeque<Act>, link: Option<&'static str>) -> Self {
        let inner = Arc::new(Inner {
            file,
            link,
            acts: Mutex::new(acts),
            heads: Mutex::default(),
            asked: Mutex::default(),
            links: AtomicUsize::new(0),
        });
        let served = Arc::clone(&inner);
        let server = Server::start(move |socket| serve(socket, Arc::clone(&served))).await;
        Self {
            address: server.address,
            inner,
            _server: server,
        }
    }

    /// The reports of a client that hardly pauses.
    pub(super) fn reports(&self) -> Reports {
        self.reports_within(Duration::from_secs(30))
    }

    fn reports_within(&self, attempt: Duration) -> Reports {
        let ras = impatient(self.address, attempt);
        let pause = Duration::from_millis(1);
        ras.reports().today(TODAY).poll_every(pause, pause)
    }

    /// The report, made and ready to be read.
    pub(super) async fn report(&self) -> Report<TargetingReport> {
        made(&self.reports()).await
    }

    /// The same file as a report of another type, with all of its columns.
    pub(super) async fn report_of<R: ReportType>(&self) -> Report<R> {
        let reports = self.reports();
        let request = ReportRequest::<R>::daily(Days::yesterday()).all_columns();
        reports.fetch(&request).await.unwrap()
    }

    /// The report for a client that waits so long for bytes.
    pub(super) async fn report_within(&self, attempt: Duration) -> Report<TargetingReport> {
        made(&self.reports_within(attempt)).await
    }

    /// The heads of the requests for the file.
    pub(super) fn heads(&self) -> Vec<String> {
        self.inner.heads.lock().unwrap().clone()
    }

    /// How often the API was asked for the report and its link.
    pub(super) fn links(&self) -> usize {
        self.inner.links.load(Ordering::SeqCst)
    }
}

impl Drop for Storage {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let asked = self.inner.asked.lock().unwrap();
            let found: Vec<String> = asked.iter().flat_map(|request| judge(request)).collect();
            assert!(found.is_empty(), "{}", found.join("\n"));
        }
    }
}

async fn made(reports: &Reports) -> Report<TargetingReport> {
    let request = ReportRequest::<TargetingReport>::daily(Days::yesterday()).columns([
        TargetingColumn::KeywordId,
        TargetingColumn::Keyword,
        TargetingColumn::Clicks,
        TargetingColumn::Cost,
    ]);
    let mut handle: ReportHandle<TargetingReport> = reports.plan(&request).unwrap();
    reports.start(&mut handle).await.unwrap();
    reports.wait(&mut handle).await.unwrap()
}

async fn serve(mut socket: TcpStream, inner: Arc<Inner>) {
    while let Some(head) = read_head(&mut socket).await {
        let mut body = vec![0; length_of(&head)];
        if socket.read_exact(&mut body).await.is_err() {
            return;
        }
        if head.starts_with("GET /file") {
            inner.heads.lock().unwrap().push(head.clone());
            let act = inner.acts.lock().unwrap().pop_front();
            if !file(&mut socket, &inner.file, &head, act).await {
                return;
            }
            continue;
        }
        let body = String::from_utf8(body).unwrap();
        inner.asked.lock().unwrap().push(format!("{head}{body}"));
        let here = socket.local_addr().unwrap();
        let report = match head.starts_with("POST ") {
            true => report("PENDING", None),
            false => {
                inner.links.fetch_add(1, Ordering::SeqCst);
                let own = format!("http://{here}/file?X-Amz-Signature=CANARY");
                report("COMPLETED", Some(inner.link.unwrap_or(&own)))
            }
        };
        let json = "content-type: application/json\r\n";
        let answer = answer("200 OK", json, &report);
        if socket.write_all(&answer).await.is_err() {
            return;
        }
    }
}

fn report(status: &str, link: Option<&str>) -> String {
    serde_json::json!({
        "reportId": "3f1e9c2a-77b0-4d52-8a10-000000000001",
        "status": status,
        "url": link,
        "startDate": "2030-05-31",
        "endDate": "2030-05-31",
        "createdAt": "2030-06-01T19:00:00.000Z",
        "updatedAt": "2030-06-01T19:00:00.000Z",
        "configuration": {
            "adProduct": "SPONSORED_PRODUCTS", "reportTypeId": "spTargeting",
            "groupBy": ["targeting"], "timeUnit": "DAILY", "format": "GZIP_JSON",
            "columns": ["keywordId", "keyword", "clicks", "cost"],
        },
    })
    .to_string()
}

/// Sends the file or what is asked of it; false when the connection has ended.
async fn file(socket: &mut TcpStream, file: &[u8], head: &str, act: Option<Act>) -> bool {
    let range = head
        .lines()
        .find_map(|line| line.strip_prefix("range: bytes="));
    let wanted: Option<usize> = range.map(|range| range.trim_end_matches('-').parse().unwrap());
    let start = match act {
        Some(Act::Whole | Act::Changed) => None,
        Some(Act::Shifted) => wanted.map(|start| start + 1),
        _ => wanted,
    };
    let (length, etag) = (
        file.len(),
        match act {
            Some(Act::Changed) => "two",
            _ => "one",
        },
    );
    let body = file.get(start.unwrap_or(0)..).unwrap_or_default();
    let (status, place) = match start {
        Some(start) if start >= length => ("416 Range Not Satisfiable", String::new()),
        Some(start) => {
            let place = format!("content-range: bytes {start}-{}/{length}\r\n", length - 1);
            ("206 Partial Content", place)
        }
        None => ("200 OK", String::new()),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\netag: \"{etag}\"\r\n{place}content-length: {}\r\n\r\n",
        body.len()
    );
    if let Some(Act::Refuse(status, code)) = act {
        let text = format!("<Error><Code>{code}</Code></Error>");
        return socket.write_all(&answer(status, "", &text)).await.is_ok();
    }
    let sent = match act {
        Some(Act::Tear(count) | Act::Stall(count)) => count.min(body.len()),
        _ => body.len(),
    };
    let whole = socket.write_all(head.as_bytes()).await.is_ok()
        && socket.write_all(&body[..sent]).await.is_ok();
    if matches!(act, Some(Act::Stall(_))) {
        tokio::time::sleep(Duration::from_secs(30)).await;
    }
    whole && !matches!(act, Some(Act::Tear(_) | Act::Stall(_)))
}

/// A gzip file, as Amazon's are.
pub(super) fn packed(text: &str) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    packer.write_all(text.as_bytes()).unwrap();
    packer.finish().unwrap()
}

/// Rows with numbers for their keywords' ids, and texts that cannot be packed to nothing.
pub(super) fn numbered(rows: usize) -> String {
    let mut state = 1;
    let row = |number| {
        let word = (0..3).map(|_| format!("{:08x}", chance(&mut state)));
        let word: String = word.collect();
        format!(
            r#"{{"keywordId":{number},"keyword":"{word}","clicks":{},"cost":{}.{:02}}}"#,
            number % 17,
            number % 9,
            number % 100
        )
    };
    let rows: Vec<String> = (0..rows).map(row).collect();
    format!("[{}]", rows.join(","))
}
