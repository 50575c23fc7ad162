//! One connection, whose bytes a fault may take over.
//!
//! Torn answers, slow bytes and resets are below HTTP, where the server cannot go. So the
//! stream under the server is ours: a fault leaves a script on it, and from then on the
//! connection sends the script instead of what the server writes, and ends.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Sleep, sleep};

/// How long to wait when the system gives no connection, for lack of descriptors say.
const BREATH: Duration = Duration::from_millis(50);

/// What a connection sends instead of the server's answer, before it ends.
#[derive(Clone, Debug, Default)]
pub(crate) struct Script {
    pub(crate) bytes: Vec<u8>,
    /// Time between two bytes; all at once without.
    pub(crate) pace: Option<Duration>,
    pub(crate) ending: Ending,
}

/// How a connection ends after its script.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) enum Ending {
    /// Properly.
    #[default]
    Closed,
    /// With a reset.
    Reset,
    /// This end sends no more, and stays open until the other one is closed too.
    HalfClosed,
}

/// The server's end of a connection, for requests that arrive on it.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    peer: SocketAddr,
    script: Arc<Mutex<Option<Script>>>,
}

impl Line {
    /// Whether the other end is on this machine.
    pub(crate) fn is_local(&self) -> bool {
        self.peer.ip().is_loopback()
    }

    /// Sends this instead of the answer, then ends the connection.
    pub(crate) fn send_instead(&self, script: Script) {
        *self.script.lock().unwrap_or_else(PoisonError::into_inner) = Some(script);
    }

    fn script(&self) -> Option<Script> {
        self.script
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl Connected<IncomingStream<'_, Lines>> for Line {
    fn connect_info(stream: IncomingStream<'_, Lines>) -> Self {
        stream.remote_addr().clone()
    }
}

/// A listener whose connections obey scripts.
#[derive(Debug)]
pub(crate) struct Lines {
    pub(crate) listener: TcpListener,
    /// Set when the server ends, so that no slow script holds it up.
    pub(crate) closing: Arc<AtomicBool>,
}

impl Listener for Lines {
    type Io = Wire;
    type Addr = Line;

    async fn accept(&mut self) -> (Wire, Line) {
        loop {
            if let Ok((stream, peer)) = self.listener.accept().await {
                // Small answers at once: latency is for faults to add.
                let _ = stream.set_nodelay(true);
                let script = Arc::default();
                let line = Line { peer, script };
                let wire = Wire {
                    stream,
                    line: line.clone(),
                    closing: Arc::clone(&self.closing),
                    sent: 0,
                    pause: None,
                };
                return (wire, line);
            }
            sleep(BREATH).await;
        }
    }

    fn local_addr(&self) -> io::Result<Line> {
        let peer = self.listener.local_addr()?;
        let script = Arc::default();
        Ok(Line { peer, script })
    }
}

/// The stream under the server.
#[derive(Debug)]
pub(crate) struct Wire {
    stream: TcpStream,
    line: Line,
    closing: Arc<AtomicBool>,
    sent: usize,
    pause: Option<Pin<Box<Sleep>>>,
}

impl Wire {
    /// Sends what is left of the script; its end is an error, which ends the connection.
    fn poll_script(&mut self, cx: &mut Context<'_>, script: &Script) -> Poll<io::Error> {
        loop {
            if let Some(pause) = &mut self.pause {
                std::task::ready!(pause.as_mut().poll(cx));
                self.pause = None;
            }
            let left = script.bytes.get(self.sent..).unwrap_or_default();
            if left.is_empty() || self.closing.load(Ordering::Relaxed) {
                match script.ending {
                    Ending::HalfClosed => std::task::ready!(self.poll_half_closed(cx)),
                    Ending::Reset => {
                        let _ = self.stream.set_zero_linger();
                    }
                    Ending::Closed => {}
                }
                return Poll::Ready(io::ErrorKind::ConnectionAborted.into());
            }
            let most = if script.pace.is_some() { 1 } else { left.len() };
            let written = Pin::new(&mut self.stream).poll_write(cx, &left[..most]);
            match std::task::ready!(written) {
                Ok(count) => self.sent += count.max(1),
                Err(error) => return Poll::Ready(error),
            }
            self.pause = script.pace.map(|pace| Box::pin(sleep(pace)));
        }
    }

    /// Says that no more will come, then waits until the other end closes too.
    fn poll_half_closed(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let _ = std::task::ready!(Pin::new(&mut self.stream).poll_shutdown(cx));
        let mut heard = [0; 1024];
        while !self.closing.load(Ordering::Relaxed) {
            let mut heard = ReadBuf::new(&mut heard);
            match Pin::new(&mut self.stream).poll_read(cx, &mut heard) {
                // What still comes is of no interest; nothing is the end.
                Poll::Ready(Ok(())) if !heard.filled().is_empty() => {}
                Poll::Ready(_) => break,
                Poll::Pending => {
                    // Nobody wakes this task when the server ends.
                    let pause = self.pause.insert(Box::pin(sleep(BREATH)));
                    std::task::ready!(pause.as_mut().poll(cx));
                    self.pause = None;
                }
            }
        }
        Poll::Ready(())
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        match self.line.script() {
            None => Pin::new(&mut self.stream).poll_write(cx, buf),
            Some(script) => self.poll_script(cx, &script).map(Err),
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
