//! What goes over the wire when nothing goes wrong.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use ras_highlevel::Observer;

use crate::contract::watched::Sandbox;

use super::{AUTO, MANUAL, client, plan};

/// Every request to the API with what it asks for.
async fn requests(text: &str) -> Vec<String> {
    let sandbox = Sandbox::start().await.unwrap();
    client(&sandbox).launch(&plan(text)).await.unwrap();
    let requests = sandbox.requests();
    let api = requests
        .iter()
        .filter(|exchange| exchange.path.starts_with("/ras/"));
    api.map(|exchange| {
        let body: serde_json::Value = serde_json::from_slice(&exchange.body).unwrap();
        let members: Vec<&str> = body
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        let items = body
            .as_object()
            .unwrap()
            .values()
            .find_map(|value| value.as_array());
        let items = items
            .map(|items| format!(" ({})", items.len()))
            .unwrap_or_default();
        format!(
            "{} {} {}{items}",
            exchange.method,
            exchange.path,
            members.join(" ")
        )
    })
    .collect()
}

#[tokio::test]
async fn a_manual_launch_makes_ten_requests() {
    let requests = requests(MANUAL).await;
    insta::assert_snapshot!(requests.join("\n"));
    assert!(requests.len() <= 10, "{}", requests.len());
}

#[tokio::test]
async fn an_auto_launch_looks_for_its_targets_and_sets_their_bids() {
    insta::assert_snapshot!(requests(AUTO).await.join("\n"));
}

#[tokio::test]
async fn two_thousand_keywords_go_in_two_requests_and_are_read_twice() {
    let mut text = MANUAL.to_owned();
    let words: Vec<String> = (0..1500)
        .map(|number| format!("{{ keyword = \"word {number}\", match = \"exact\", bid = 0.5 }}"))
        .collect();
    let (before, after) = text.split_once("keywords = [").unwrap();
    text = format!("{before}keywords = [{}, {after}", words.join(", "));
    let requests = requests(&text).await;
    let count = |wanted: &str| {
        requests
            .iter()
            .filter(|line| line.starts_with(wanted))
            .count()
    };
    assert_eq!(count("POST /ras/v1/targets targets"), 2, "{requests:#?}");
    // A page may move while the next one is read: two readings must agree.
    assert_eq!(count("POST /ras/v1/targets/list"), 4, "{requests:#?}");
}

/// Remembers how late entities were listed.
#[derive(Debug, Default)]
struct Delays(Mutex<Vec<(String, Duration)>>);

impl Observer for Delays {
    fn listed(&self, operation: &str, delay: Duration) {
        self.0.lock().unwrap().push((operation.to_owned(), delay));
    }
}

#[tokio::test]
async fn an_observer_learns_how_late_the_service_lists_what_was_created() {
    let sandbox = Sandbox::start().await.unwrap();
    let lag = Duration::from_millis(400);
    sandbox.change_behavior(|behavior| behavior.list_lag.targets = lag);
    let delays = Arc::new(Delays::default());
    let fake = sandbox.credentials();
    let ras = ras_highlevel::Ras::builder()
        .client_id(fake.client_id)
        .client_secret(fake.client_secret)
        .refresh_token(fake.refresh_token)
        .profile(fake.profile_id)
        .loopback(sandbox.addr())
        .observer(Arc::clone(&delays) as Arc<dyn Observer>)
        .build()
        .unwrap();
    ras.launch(&plan(MANUAL)).await.unwrap();
    let delays = delays.0.lock().unwrap();
    // Every entity of the plan, once.
    assert_eq!(delays.len(), 9, "{delays:?}");
    let late =
        |(operation, delay): &&(String, Duration)| operation == "ListTargets" && *delay >= lag;
    assert_eq!(delays.iter().filter(late).count(), 5, "{delays:?}");
}
