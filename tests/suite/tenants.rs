//! A service for many logins, which tells from the token whose call it is.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::scripted::{answer, length_of, read_head};
use crate::server::Server;

/// Grants `<refresh token>` the access token `access of <refresh token>`.
pub(crate) struct Tenants {
    pub(crate) address: SocketAddr,
    /// Forms of token requests, and heads of the others.
    pub(crate) seen: Arc<Mutex<Seen>>,
    _server: Server,
}

#[derive(Debug, Default)]
pub(crate) struct Seen {
    pub(crate) forms: Vec<Vec<(String, String)>>,
    pub(crate) heads: Vec<String>,
}

impl Tenants {
    /// Answers calls with `reply`; `{authorization}` in it becomes the header of the call.
    pub(crate) async fn answering(status: &'static str, reply: &'static str) -> Self {
        let seen = Arc::new(Mutex::default());
        let kept = Arc::clone(&seen);
        let server =
            Server::start(move |socket| serve(socket, status, reply, Arc::clone(&kept))).await;
        Self {
            address: server.address,
            seen,
            _server: server,
        }
    }

    pub(crate) fn token_requests(&self) -> usize {
        self.seen.lock().unwrap().forms.len()
    }
}

async fn serve(
    mut socket: TcpStream,
    status: &'static str,
    reply: &'static str,
    seen: Arc<Mutex<Seen>>,
) {
    while let Some(head) = read_head(&mut socket).await {
        let mut body = vec![0; length_of(&head)];
        if socket.read_exact(&mut body).await.is_err() {
            return;
        }
        let bytes = if head.contains("/auth/o2/token") {
            let form: Vec<(String, String)> = form_urlencoded::parse(&body).into_owned().collect();
            let bytes = granted(&form);
            seen.lock().unwrap().forms.push(form);
            bytes
        } else {
            let header = authorization(&head).to_owned();
            seen.lock().unwrap().heads.push(head);
            answer(status, "", &reply.replace("{authorization}", &header))
        };
        if socket.write_all(&bytes).await.is_err() {
            return;
        }
    }
}

/// The value of the header, scheme included.
pub(crate) fn authorization(head: &str) -> &str {
    let mut lines = head.lines().filter_map(|line| line.split_once(": "));
    lines
        .find(|(name, _)| name.eq_ignore_ascii_case("authorization"))
        .map_or("", |(_, value)| value)
}

fn granted(form: &[(String, String)]) -> Vec<u8> {
    let field = |name: &str| {
        let found = form.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value.as_str())
    };
    if field("refresh_token").ends_with("revoked") {
        let refused = format!(
            r#"{{"error":"invalid_grant","error_description":"no such token {}"}}"#,
            field("refresh_token")
        );
        return answer("400 Bad Request", "", &refused);
    }
    if field("client_secret").ends_with("wrong") {
        return answer("401 Unauthorized", "", r#"{"error":"invalid_client"}"#);
    }
    let grant = match field("grant_type") {
        "authorization_code" => field("code"),
        _ => field("refresh_token"),
    };
    let granted = format!(
        r#"{{"access_token":"access of {grant}","refresh_token":"refresh of {grant}","expires_in":3600}}"#
    );
    answer("200 OK", "", &granted)
}
