//! The browser: sent to the consent page, and met where it comes back to.

use std::io::{self, BufRead as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use anyhow::{Context as _, Result};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::failure::{Class, Failure};

/// A code lives for five minutes, and somebody has to find his password first.
const PATIENCE: Duration = Duration::from_secs(600);

/// A browser's request is one line and some headers.
const LONGEST_REQUEST: usize = 16 * 1024;

/// How long a connection may take to send it.
const SLOWEST_REQUEST: Duration = Duration::from_secs(5);

/// Other programs of this machine may knock as well.
const MOST_REQUESTS: usize = 100;

const PAGE: &str = "<!doctype html><meta charset=utf-8><title>ras</title>\
    <p>This is all for the browser: go back to the terminal.</p>";

/// Sends the user to `url`, and returns the address that the browser came back to.
pub(super) async fn answer(url: &str, redirect: &str, open: bool) -> Result<String> {
    let listener = match loopback(redirect) {
        Some(address) => Some(TcpListener::bind(address).await.with_context(|| {
            Failure::new(Class::Config, format!("nothing can listen at {redirect}"))
                .hint("another program may use the port: register another address and name it with --redirect-uri")
        })?),
        None => None,
    };
    {
        let mut err = anstream::stderr().lock();
        let _ = writeln!(err, "open this address, and agree there:\n\n{url}\n");
        if !open || listener.is_none() {
            let _ = writeln!(err, "then paste the address that the browser has come to:");
        }
    }
    if open && open::that_detached(url).is_err() {
        let _ = writeln!(
            anstream::stderr().lock(),
            "no browser could be opened: open it by hand"
        );
    }
    let pasted = !open || listener.is_none();
    let met = async {
        match &listener {
            Some(listener) => met(listener).await,
            None => std::future::pending().await,
        }
    };
    let typed = async {
        match pasted {
            true => typed().await,
            false => std::future::pending().await,
        }
    };
    let came = async {
        tokio::select! {
            met = met => met,
            typed = typed => typed,
        }
    };
    tokio::time::timeout(PATIENCE, came).await.map_err(|_| {
        Failure::new(
            Class::Login,
            "the browser has not come back within ten minutes",
        )
        .hint("begin again; with --no-browser the address can be pasted")
    })?
}

/// The address to listen at, when the redirect leads to this machine.
fn loopback(redirect: &str) -> Option<SocketAddr> {
    let place = redirect.strip_prefix("http://")?.split(['/', '?']).next()?;
    let (host, port) = place.rsplit_once(':')?;
    let host = host.trim_matches(['[', ']']);
    let port = port.parse().ok()?;
    match host {
        "localhost" | "127.0.0.1" => Some(SocketAddr::from((Ipv4Addr::LOCALHOST, port))),
        "::1" => Some(SocketAddr::from((std::net::Ipv6Addr::LOCALHOST, port))),
        _ => None,
    }
}

/// Answers requests until one brings what a consent page sends.
async fn met(listener: &TcpListener) -> Result<String> {
    for _ in 0..MOST_REQUESTS {
        let (mut connection, _) = listener.accept().await?;
        let asked = tokio::time::timeout(SLOWEST_REQUEST, read(&mut connection)).await;
        let Ok(Some(target)) = asked else { continue };
        let found = target.contains("code=") || target.contains("error=");
        let (status, body) = if found {
            ("200 OK", PAGE)
        } else {
            ("404 Not Found", "")
        };
        let answer = format!(
            "HTTP/1.1 {status}\r\ncontent-type: text/html\r\ncontent-length: {}\r\n\
             cache-control: no-store\r\nreferrer-policy: no-referrer\r\nconnection: close\r\n\r\n{body}",
            body.len()
        );
        // The browser may have gone away; what it has brought counts.
        let _ = connection.write_all(answer.as_bytes()).await;
        let _ = connection.shutdown().await;
        if found {
            return Ok(target);
        }
    }
    Err(Failure::new(
        Class::Login,
        "too many requests that were not the browser's",
    )
    .into())
}

/// The target of a request's first line.
async fn read(connection: &mut TcpStream) -> Option<String> {
    let mut request = Vec::new();
    let mut piece = [0; 2048];
    while !request.contains(&b'\n') && request.len() < LONGEST_REQUEST {
        match connection.read(&mut piece).await {
            Ok(0) | Err(_) => return None,
            Ok(count) => request.extend_from_slice(piece.get(..count)?),
        }
    }
    let request = String::from_utf8_lossy(&request);
    let mut words = request.lines().next()?.split(' ');
    (words.next()? == "GET").then_some(())?;
    words.next().map(str::to_owned)
}

/// Reads the address that somebody pastes.
async fn typed() -> Result<String> {
    let line = tokio::task::spawn_blocking(|| {
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line).map(|_| line)
    });
    let line = line.await.context("stdin")??;
    match line.trim() {
        // Nobody is there: the listener may still be met.
        "" => std::future::pending().await,
        line => Ok(line.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_this_machine_are_listened_at() {
        let address = |redirect| loopback(redirect).map(|it| it.to_string());
        assert_eq!(
            address("http://localhost:8976/").as_deref(),
            Some("127.0.0.1:8976")
        );
        assert_eq!(address("http://[::1]:1/x").as_deref(), Some("[::1]:1"));
        assert_eq!(address("https://localhost:8976/"), None);
        assert_eq!(address("http://example.com:80/"), None);
        assert_eq!(address("http://localhost/"), None);
    }
}
