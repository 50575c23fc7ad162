//! The file of a report, packed while it is sent.

use std::io::{self, Write};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::Body;
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use futures_core::Stream;
use tokio::sync::mpsc;

use super::Report;
use super::rows::Source;
use crate::app::Account;

pub(super) mod cells;

/// How much is packed before it is sent on.
const CHUNK: usize = 64 * 1024;

/// How many packed chunks wait for a slow reader; more would be memory for nothing.
const WAITING: usize = 4;

/// The packed file as a body that needs no more memory for more rows.
pub(crate) fn file(account: Arc<Account>, report: Report, seed: u64, early: bool) -> Body {
    let (sender, receiver) = mpsc::channel(WAITING);
    tokio::task::spawn_blocking(move || {
        let source = Source {
            account: &account,
            report: &report,
            seed,
            early,
        };
        // A reader that goes away ends the file; nobody is left to tell.
        let _ = write(&source, sender);
    });
    Body::from_stream(Chunks(receiver))
}

fn write(source: &Source<'_>, sender: mpsc::Sender<io::Result<Bytes>>) -> io::Result<()> {
    let mut packer = GzEncoder::new(Outlet::new(sender), Compression::fast());
    let mut text = String::from("[");
    let mut first = true;
    let mut broken = Ok(());
    source.each(&mut |row| {
        if !row.is_wanted() {
            return true;
        }
        if !first {
            text.push(',');
        }
        first = false;
        row.write(&mut text);
        if text.len() >= CHUNK {
            broken = packer.write_all(text.as_bytes());
            text.clear();
        }
        broken.is_ok()
    });
    broken?;
    text.push(']');
    packer.write_all(text.as_bytes())?;
    packer.finish()?.flush()
}

/// Hands packed bytes to the connection, and waits for it.
struct Outlet {
    buffer: Vec<u8>,
    sender: mpsc::Sender<io::Result<Bytes>>,
}

impl Outlet {
    fn new(sender: mpsc::Sender<io::Result<Bytes>>) -> Self {
        let buffer = Vec::with_capacity(CHUNK);
        Self { buffer, sender }
    }

    fn send(&mut self) -> io::Result<()> {
        let chunk = Bytes::from(std::mem::take(&mut self.buffer));
        self.sender
            .blocking_send(Ok(chunk))
            .map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

impl Write for Outlet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= CHUNK {
            self.send()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        self.send()
    }
}

struct Chunks(mpsc::Receiver<io::Result<Bytes>>);

impl Stream for Chunks {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(cx)
    }
}
