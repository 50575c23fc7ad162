//! `login`: with a browser, without one, and with a refresh token.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Stdio};

use crate::session::{Session, check};

/// A login under way, and the address that it asks to open.
fn begun(session: &Session, options: &[&str]) -> (Child, String) {
    let mut command = session.command(&[&["login", "--sandbox"], options].concat());
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut process = command.spawn().unwrap();
    let mut lines = BufReader::new(process.stderr.as_mut().unwrap()).lines();
    let url = lines
        .by_ref()
        .map(Result::unwrap)
        .find(|line| line.starts_with("http://"));
    (process, url.unwrap())
}

/// What a browser does: asks, and says where it was sent.
pub(crate) fn visit(url: &str) -> Option<String> {
    let (host, path) = url
        .strip_prefix("http://")
        .unwrap()
        .split_once('/')
        .unwrap();
    let mut socket = TcpStream::connect(host).unwrap();
    write!(
        socket,
        "GET /{path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = String::new();
    socket.read_to_string(&mut answer).unwrap();
    let location = answer
        .lines()
        .find_map(|line| line.strip_prefix("location: "));
    location.map(str::to_owned)
}

/// An address of this machine that nobody listens at.
pub(crate) fn redirect() -> String {
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    format!("http://127.0.0.1:{port}/back")
}

#[test]
fn a_browser_comes_back_to_the_command() {
    let session = Session::new();
    let (process, url) = begun(&session, &["--no-browser", "--redirect-uri", &redirect()]);
    let back = visit(&url).unwrap();
    // Something else that knocks first does not count.
    let (place, _) = back.split_once('?').unwrap();
    assert_eq!(visit(&format!("{place}/favicon.ico")), None);
    visit(&back);
    // Of stderr this test has read a part, nobody knows how much.
    let output = process.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", session.text(&output));
    check!(String::from_utf8(output.stdout).unwrap());
}

#[test]
fn an_address_is_pasted_where_no_browser_can_come_back() {
    let session = Session::new();
    let options = ["--no-browser", "--redirect-uri", "https://example.com/back"];
    let (mut process, url) = begun(&session, &options);
    let back = visit(&url).unwrap();
    writeln!(process.stdin.take().unwrap(), "{back}").unwrap();
    let output = process.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", session.text(&output));
}

#[test]
fn an_answer_for_another_login_is_refused() {
    let session = Session::new();
    let (mut process, _) = begun(&session, &["--no-browser", "--redirect-uri", &redirect()]);
    writeln!(
        process.stdin.take().unwrap(),
        "http://localhost/?code=stolen&state=0"
    )
    .unwrap();
    let output = process.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(4));
    assert!(
        session.text(&output).contains("its state differs"),
        "{}",
        session.text(&output)
    );
}

#[test]
fn a_refresh_token_from_stdin_is_tried_before_it_is_kept() {
    let session = Session::new();
    let login = |token: &str, more: &[&str]| {
        let login = [&["login", "--refresh-token-stdin", "--sandbox"], more].concat();
        let mut command = session.command(&login);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut process = command.spawn().unwrap();
        writeln!(process.stdin.take().unwrap(), "{token}").unwrap();
        session.transcript(&login, &process.wait_with_output().unwrap())
    };
    check!(login("Atzr|mistyped", &[]));
    check!(login("", &[]));
    let good = ras_sandbox::Credentials::default().refresh_token;
    check!(login(&good, &[]));
    check!(login(&good, &["--output", "json"]));
    check!(session.shown(&["login", "--refresh-token-stdin"]));
}
