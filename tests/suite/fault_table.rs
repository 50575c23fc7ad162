//! Every class of operation against every way to go wrong.

use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use futures_util::{StreamExt, stream};
use ras_highlevel::{
    AccessToken, CampaignFilter, CampaignPatch, Error, ErrorKind, Limits, NewCampaign, Ras, State,
    Targeting, TokenProvider, Usd,
};

use crate::scripted::{Act, Fault, Scripted, answer};

/// A new token each time it is asked.
#[derive(Debug, Default)]
pub(crate) struct Tokens(AtomicU32);

impl TokenProvider for Tokens {
    fn fetch(&self) -> Pin<Box<dyn Future<Output = Result<AccessToken, Error>> + Send + '_>> {
        let number = self.0.fetch_add(1, Ordering::SeqCst);
        let token = AccessToken::new(format!("token-{number}"), Duration::from_secs(3600));
        Box::pin(std::future::ready(Ok(token)))
    }
}

/// A client that pauses hardly at all between attempts.
pub(crate) fn hurried(address: SocketAddr) -> Ras {
    impatient(address, Duration::from_secs(30))
}

pub(crate) fn impatient(address: SocketAddr, attempt: Duration) -> Ras {
    crate::canary::watch();
    let limits = Limits::default()
        .attempt(attempt)
        .total(Duration::from_secs(5))
        .attempts(3)
        .first_pause(Duration::from_millis(2))
        .longest_pause(Duration::from_millis(5));
    Ras::builder()
        .client_id("c")
        .token_provider(Arc::new(Tokens::default()))
        .profile("1")
        .loopback(address)
        .limits(limits)
        .build()
        .unwrap()
}

const CLASSES: [&str; 4] = ["read", "create", "update", "delete"];

async fn call(ras: &Ras, class: &str) -> Result<(), Error> {
    let campaigns = ras.campaigns();
    match class {
        "read" => campaigns.list(CampaignFilter::new()).all().await.map(drop),
        "create" => {
            let new = NewCampaign::new("a", Targeting::Auto, Usd::dollars(5));
            campaigns.create([new]).await?.all().map(drop)
        }
        "update" => {
            let patch = CampaignPatch::new("1").state(State::Paused);
            campaigns.update([patch]).await?.all().map(drop)
        }
        _ => campaigns.delete(["1"]).await?.all().map(drop),
    }
}

/// Name, whether the request has its effect, and what happens.
fn faults() -> Vec<(String, bool, Act)> {
    let json = "content-type: application/json\r\nx-amzn-requestid: r-1\r\n";
    let html = "content-type: text/html\r\n";
    let error = r#"{"code":"SOMETHING","message":"no"}"#;
    let mut faults = Vec::new();
    let mut add = |name: &str, applies, act| faults.push((name.to_owned(), applies, act));
    add("reset before", false, Act::ResetAtHead);
    add("reset after", true, Act::Reset);
    add("timeout before", false, Act::Hang);
    add("timeout after", true, Act::Hang);
    let torn = b"HTTP/1.1 207 OK\r\ncontent-length: 90\r\n\r\n{\"campaigns\":{\"succ".to_vec();
    add("torn body", true, Act::Answer(torn));
    let short = b"HTTP/1.1 207 OK\r\ncontent-length: 3\r\n\r\n{\"campaigns\":{}}".to_vec();
    add("wrong length", true, Act::Answer(short));
    add("empty body", true, Act::Answer(answer("207 OK", json, "")));
    add(
        "wrong shape",
        true,
        Act::Answer(answer("207 OK", json, r#"{"campaigns":7}"#)),
    );
    let mut latin = answer("207 OK", json, "??");
    let end = latin.len();
    latin[end - 2..].copy_from_slice(&[0xC3, 0x28]);
    add("invalid UTF-8", true, Act::Answer(latin));
    for status in [
        "401 Unauthorized",
        "403 Forbidden",
        "404 Not Found",
        "413 Too Large",
    ] {
        add(
            &status[..3],
            false,
            Act::Answer(answer(status, json, error)),
        );
    }
    for (name, header) in [
        ("429 1 s", "retry-after: 1\r\n".to_owned()),
        ("429 date", format!("retry-after: {}\r\n", in_a_second())),
        ("429 absent", String::new()),
        ("429 garbage", "retry-after: soon\r\n".to_owned()),
        (
            "429 huge",
            "retry-after: 99999999999999999999\r\n".to_owned(),
        ),
    ] {
        add(
            name,
            false,
            Act::Answer(answer("429 Slow", &(header + json), error)),
        );
    }
    add(
        "429 HTML",
        false,
        Act::Answer(answer("429 Slow", html, "<html>")),
    );
    for (effect, applies) in [("before", false), ("after", true)] {
        let bytes = answer("408 Request Timeout", html, "<html>");
        add(&format!("408 {effect}"), applies, Act::Answer(bytes));
    }
    for status in ["500 Broken", "502 Bad", "503 Away", "504 Gone"] {
        for (effect, applies) in [("before", false), ("after", true)] {
            let bytes = answer(status, html, "<html>");
            add(
                &format!("{} {effect}", &status[..3]),
                applies,
                Act::Answer(bytes),
            );
        }
    }
    let place = "location: http://127.0.0.1:1/elsewhere\r\n";
    add(
        "redirect 307",
        false,
        Act::Answer(answer("307 There", place, "")),
    );
    faults
}

/// The date is that of the answer plus two seconds, because it knows whole ones only.
fn in_a_second() -> String {
    let now = SystemTime::now();
    let date = |seconds| httpdate::fmt_http_date(now + Duration::from_secs(seconds));
    format!("{}\r\ndate: {}", date(1), date(0))
}

async fn row(name: String, applies: bool, act: Option<Act>, class: &'static str) -> String {
    let mut cells = Vec::new();
    for always in [false, true] {
        let Some(act) = act.clone() else {
            // Nobody listens at a port that was just given back.
            let free = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            let address = free.local_addr().unwrap();
            drop(free);
            let error = call(&hurried(address), class).await.unwrap_err();
            assert_eq!(error.attempts(), 3);
            cells.push(outcome(0, 0, Err(error)));
            continue;
        };
        // Only where no answer ever comes: a busy machine shall not look like a fault.
        let limit = match act {
            Act::Hang => Duration::from_millis(700),
            _ => Duration::from_secs(30),
        };
        let server = Scripted::start(Fault {
            act,
            applies,
            always,
        })
        .await;
        let result = call(&impatient(server.address, limit), class).await;
        let requests = server.counts.requests.load(Ordering::SeqCst);
        let applied = server.counts.applied.load(Ordering::SeqCst);
        if let Err(error) = &result {
            assert_eq!(error.attempts(), requests, "{name} {class}: {error:?}");
        }
        if class == "create" {
            assert!(applied <= 1, "{name}: a create was applied {applied} times");
            if applied == 1
                && let Err(error) = &result
            {
                assert_eq!(error.reach(), ras_highlevel::Reach::Unknown, "{name}");
            }
        }
        cells.push(outcome(requests, applied, result));
    }
    format!("{name:14} {class:6} | {:44} | {}", cells[0], cells[1])
}

fn outcome(requests: u32, applied: u32, result: Result<(), Error>) -> String {
    // How often a throttled call fits into its time depends on chance.
    let throttled = |error: &Error| error.kind() == ErrorKind::Throttled;
    let requests = match &result {
        Err(error) if throttled(error) && requests > 1 => "+".to_owned(),
        _ => requests.to_string(),
    };
    let end = match result {
        Ok(()) => "ok".to_owned(),
        Err(error) => {
            let hint: String = error.hint().chars().take(24).collect();
            format!("{:?} {:?} \"{hint}\"", error.kind(), error.reach())
        }
    };
    format!("{requests} {applied} {end}")
}

#[tokio::test(flavor = "multi_thread")]
async fn every_class_meets_every_fault_and_no_create_is_applied_twice() {
    let refused = std::iter::once(("refused".to_owned(), false, None));
    let faults = faults()
        .into_iter()
        .map(|(name, applies, act)| (name, applies, Some(act)));
    let rows = refused.chain(faults).flat_map(|(name, applies, act)| {
        CLASSES.map(|class| row(name.clone(), applies, act.clone(), class))
    });
    let rows: Vec<String> = stream::iter(rows).buffered(16).collect().await;
    let head =
        "fault          class  | first request only: requests, applied, end   | every request";
    let table = format!("{head}\n{}", rows.join("\n"));
    insta::assert_snapshot!(table);
}
