//! A server that answers every request with the same bytes and keeps what it received.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use ras_core::HttpClient;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::contract::exchange::request_violations;
use crate::server::Server;

pub(crate) struct Stub {
    pub(crate) address: SocketAddr,
    received: Arc<Mutex<Vec<String>>>,
    _server: Server,
}

impl Stub {
    /// Answers with a status line's code and reason, headers and a body.
    pub(crate) async fn answering(status: &str, headers: &[&str], body: &str) -> Self {
        crate::canary::watch();
        let mut answer = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n", body.len());
        for header in headers {
            answer.push_str(header);
            answer.push_str("\r\n");
        }
        answer.push_str("\r\n");
        answer.push_str(body);

        let received = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&received);
        let server =
            Server::start(move |socket| serve(socket, answer.clone(), Arc::clone(&seen))).await;
        Self {
            address: server.address,
            received,
            _server: server,
        }
    }

    /// Answers with 200 and a JSON body.
    pub(crate) async fn json(body: &str) -> Self {
        Self::answering("200 OK", &["content-type: application/json"], body).await
    }

    /// The requests so far, head and body.
    pub(crate) fn received(&self) -> Vec<String> {
        self.received.lock().unwrap().clone()
    }

    pub(crate) fn http_client(&self) -> HttpClient {
        HttpClient::new(&format!("http://{}", self.address), reqwest::Client::new()).unwrap()
    }
}

impl Drop for Stub {
    fn drop(&mut self) {
        // The answers are the test's own; what the client sent has to keep the contract.
        if !std::thread::panicking() {
            let received = self.received();
            let found: Vec<String> = received.iter().flat_map(|text| judge(text)).collect();
            assert!(found.is_empty(), "{}", found.join("\n"));
        }
    }
}

/// What is wrong with a request, by the published contract.
pub(crate) fn judge(request: &str) -> Vec<String> {
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    let mut lines = head.lines();
    let mut start = lines.next().unwrap().split(' ');
    let (method, target) = (start.next().unwrap(), start.next().unwrap());
    let path = target.split('?').next().unwrap();
    let headers = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
        .collect();
    request_violations(method, path, &headers, body.as_bytes())
}

async fn serve(mut socket: TcpStream, answer: String, seen: Arc<Mutex<Vec<String>>>) {
    let mut bytes = Vec::new();
    let mut buffer = [0; 16 * 1024];
    loop {
        let Ok(count @ 1..) = socket.read(&mut buffer).await else {
            return;
        };
        bytes.extend_from_slice(&buffer[..count]);
        if let Some(request) = take_request(&mut bytes) {
            seen.lock().unwrap().push(request);
            if socket.write_all(answer.as_bytes()).await.is_err() {
                return;
            }
        }
    }
}

/// Cuts the first request off, once head and body are there.
fn take_request(bytes: &mut Vec<u8>) -> Option<String> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let (head, rest) = text.split_once("\r\n\r\n")?;
    let length: usize = head
        .lines()
        .filter_map(|line| line.split_once(": "))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .map_or(0, |(_, value)| value.parse().unwrap());
    if rest.len() < length {
        return None;
    }
    let request = format!("{head}\r\n\r\n{}", &rest[..length]);
    bytes.drain(..request.len());
    Some(request)
}
