//! A server that goes wrong on purpose, once or always, and counts what reached it.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::server::Server;

/// What happens to a request.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    /// These bytes are the answer; then the connection is closed.
    Answer(Vec<u8>),
    /// The connection is reset once the head is there.
    ResetAtHead,
    /// The connection is reset once the whole request is there.
    Reset,
    /// No answer ever comes.
    Hang,
}

/// A way to go wrong.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    pub(crate) act: Act,
    /// Whether the request has its effect all the same.
    pub(crate) applies: bool,
    /// Whether all requests meet it, or only the first.
    pub(crate) always: bool,
}

#[derive(Debug, Default)]
pub(crate) struct Counts {
    pub(crate) requests: AtomicU32,
    pub(crate) applied: AtomicU32,
}

pub(crate) struct Scripted {
    pub(crate) address: SocketAddr,
    pub(crate) counts: Arc<Counts>,
    _server: Server,
}

impl Scripted {
    pub(crate) async fn start(fault: Fault) -> Self {
        let counts = Arc::new(Counts::default());
        let counted = Arc::clone(&counts);
        let server =
            Server::start(move |socket| serve(socket, fault.clone(), Arc::clone(&counted))).await;
        Self {
            address: server.address,
            counts,
            _server: server,
        }
    }
}

async fn serve(mut socket: TcpStream, fault: Fault, counts: Arc<Counts>) {
    while let Some(head) = read_head(&mut socket).await {
        let number = counts.requests.fetch_add(1, Ordering::SeqCst);
        let faulty = fault.always || number == 0;
        if faulty && matches!(fault.act, Act::ResetAtHead) {
            socket.set_zero_linger().unwrap();
            return;
        }
        let length = length_of(&head);
        let mut body = vec![0; length];
        if socket.read_exact(&mut body).await.is_err() {
            return;
        }
        let is_write = !head.contains("/list ");
        if is_write && (!faulty || fault.applies) {
            counts.applied.fetch_add(1, Ordering::SeqCst);
        }
        if !faulty {
            if socket.write_all(&healthy(is_write)).await.is_err() {
                return;
            }
            continue;
        }
        match &fault.act {
            Act::Answer(bytes) => {
                let _ = socket.write_all(bytes).await;
                let _ = socket.shutdown().await;
            }
            Act::Hang => tokio::time::sleep(Duration::from_secs(60)).await,
            Act::Reset | Act::ResetAtHead => socket.set_zero_linger().unwrap(),
        }
        return;
    }
}

/// The head of a request, byte by byte, so that the body stays in the socket.
pub(crate) async fn read_head(socket: &mut TcpStream) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(socket.read_u8().await.ok()?);
    }
    Some(String::from_utf8(head).unwrap())
}

pub(crate) fn length_of(head: &str) -> usize {
    head.lines()
        .filter_map(|line| line.split_once(": "))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .map_or(0, |(_, value)| value.trim().parse().unwrap())
}

fn healthy(is_write: bool) -> Vec<u8> {
    match is_write {
        true => answer(
            "207 Multi-Status",
            "",
            r#"{"campaigns":{"success":[{"index":0,"campaignId":"1"}],"error":[]}}"#,
        ),
        false => answer("200 OK", "", r#"{"campaigns":[]}"#),
    }
}

/// An answer with its right length; `headers` end with a line break each.
pub(crate) fn answer(status: &str, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\n\r\n{body}").into_bytes()
}
