//! A process that dies while it waits, and another one that goes on with what it wrote.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use jiff::SignedDuration;
use ras_highlevel::Ras;
use ras_highlevel::reports::{Days, ReportHandle, ReportRequest, TargetingReport};
use serde_json::json;
use tokio::time::{Instant, sleep};

use super::set_up::{TODAY, advertised, reports};

/// What a child of this test is to do: address and login of the sandbox, and a file.
const ORDERS: &str = "REPORT_ORDERS";

const NAME: &str = "reports::kills::a_process_that_is_killed_while_it_waits_is_followed_by_another";

/// Asks for a report, writes its handle down and waits for it, until it is killed.
async fn child(orders: &str) {
    let orders: serde_json::Value = serde_json::from_str(orders).unwrap();
    let text = |member: &str| orders[member].as_str().unwrap().to_owned();
    let ras = Ras::builder()
        .client_id(text("clientId"))
        .client_secret(text("clientSecret"))
        .refresh_token(text("refreshToken"))
        .profile(text("profile"))
        .loopback(text("address").parse().unwrap())
        .build()
        .unwrap();
    let pause = Duration::from_millis(20);
    let reports = ras.reports().today(TODAY).poll_every(pause, pause);
    let request = ReportRequest::<TargetingReport>::daily(Days::last(5));
    let mut handle = reports.plan(&request).unwrap();
    reports.start(&mut handle).await.unwrap();
    std::fs::write(text("file"), serde_json::to_string(&handle).unwrap()).unwrap();
    let _ = reports.wait(&mut handle).await;
}

/// Ends the child with the test, whatever its outcome.
struct Killed(Child);

impl Drop for Killed {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn start(orders: &str) -> Killed {
    let mut command = Command::new(std::env::current_exe().unwrap());
    let command = command.args(["--exact", NAME]).env(ORDERS, orders);
    Killed(command.stdout(Stdio::null()).spawn().unwrap())
}

fn looks(sandbox: &ras_sandbox::Sandbox) -> usize {
    let exchanges = sandbox.requests();
    let looks = exchanges
        .iter()
        .filter(|it| it.path.starts_with("/reporting/reports/"));
    looks.count()
}

async fn until(what: &str, mut is: impl FnMut() -> bool) {
    let end = Instant::now() + Duration::from_secs(60);
    while !is() {
        assert!(Instant::now() < end, "{what}");
        sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn a_process_that_is_killed_while_it_waits_is_followed_by_another() {
    if let Ok(orders) = std::env::var(ORDERS) {
        return child(&orders).await;
    }
    let (sandbox, ras) = advertised().await;
    sandbox.change_behavior(|behavior| behavior.reports.pending = Duration::from_secs(3600));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("handle.json");
    let fake = sandbox.credentials();
    let orders = json!({
        "clientId": fake.client_id, "clientSecret": fake.client_secret,
        "refreshToken": fake.refresh_token, "profile": fake.profile_id,
        "address": sandbox.addr().to_string(), "file": Path::new(&file),
    });
    let child = start(&orders.to_string());
    // The handle is written before the first look.
    until("the child never looked", || looks(&sandbox) >= 3).await;
    drop(child);
    let seen = looks(&sandbox);
    sleep(Duration::from_millis(200)).await;
    assert_eq!(looks(&sandbox), seen, "the child lives");

    let text = std::fs::read_to_string(&file).unwrap();
    let mut handle: ReportHandle<TargetingReport> = serde_json::from_str(&text).unwrap();
    sandbox.clock().advance(SignedDuration::from_hours(1));
    let report = reports(&ras).wait(&mut handle).await.unwrap();
    assert_eq!(report.all().await.unwrap().len(), 7 * 5);
    let creates = sandbox.requests().into_iter();
    let creates = creates.filter(|it| it.method == "POST" && it.path == "/reporting/reports");
    assert_eq!(creates.count(), 1);
}
