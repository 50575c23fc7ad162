//! Files arrive whole whatever connections and links do, and no secret goes with them.

use std::time::Duration;

use futures_util::TryStreamExt;
use http::StatusCode;
use http::header::{AUTHORIZATION, HeaderName};
use ras_highlevel::reports::{Days, ReportRequest, TargetingReport, TargetingRow};
use ras_highlevel::{Error, ErrorKind};
use ras_sandbox::{CannedAnswer, Fault, Reply};

use super::set_up::{advertised, reports};
use super::storage::{Act, Storage, numbered, packed};

const ROWS: usize = 20_000;

/// Reads a file through connections that go wrong, in both ways, and returns the storage.
async fn read(acts: &[Act]) -> (Vec<Result<Vec<TargetingRow>, Error>>, Vec<Storage>) {
    let file = packed(&numbered(ROWS));
    let mut outcomes = Vec::new();
    let mut storages = Vec::new();
    for verified in [true, false] {
        let storage = Storage::with(file.clone(), acts.to_vec()).await;
        let report = storage.report().await;
        let rows = match verified {
            true => report.rows(),
            false => report.rows_unverified(),
        };
        outcomes.push(rows.try_collect::<Vec<_>>().await);
        storages.push(storage);
    }
    (outcomes, storages)
}

/// All rows came, each once and in order.
async fn check_whole(acts: &[Act]) -> Vec<Storage> {
    let (outcomes, storages) = read(acts).await;
    for outcome in outcomes {
        let rows = outcome.unwrap_or_else(|error| panic!("{acts:?}: {error}"));
        assert_eq!(rows.len(), ROWS, "{acts:?}");
        for (number, row) in rows.iter().enumerate() {
            assert_eq!(row.keyword_id.unwrap().get(), number as u64);
        }
    }
    storages
}

async fn check_error(acts: &[Act], kind: ErrorKind, text: &str) {
    let (outcomes, _storages) = read(acts).await;
    for outcome in outcomes {
        let error = outcome.map(|rows| rows.len()).unwrap_err();
        assert!(error.to_string().contains(text), "{error}");
        assert_eq!(error.kind(), kind, "{error}");
        let shown = format!("{error:?} {}", error.hint());
        assert!(!shown.contains("CANARY"), "{shown}");
    }
}

#[tokio::test]
async fn a_torn_download_goes_on_where_it_was_torn() {
    let acts = [
        Act::Tear(0),
        Act::Tear(30_000),
        Act::Tear(50_000),
        Act::Tear(1),
    ];
    for storage in check_whole(&acts).await {
        let heads = storage.heads();
        let ranges: Vec<_> = heads
            .iter()
            .map(|head| head.lines().find_map(|line| line.strip_prefix("range: ")))
            .collect();
        let expected = [
            None,
            None,
            Some("bytes=30000-"),
            Some("bytes=80000-"),
            Some("bytes=80001-"),
        ];
        assert_eq!(ranges, expected);
        assert!(heads[2].contains("if-range: \"one\""), "{}", heads[2]);
        // The link was good all the time.
        assert_eq!(storage.links(), 2);
    }
}

#[tokio::test]
async fn a_storage_that_sends_the_whole_file_again_is_read_on_behind_what_is_known() {
    check_whole(&[Act::Tear(70_000), Act::Whole]).await;
}

#[tokio::test]
async fn another_file_is_never_gone_on_with() {
    let text = "the file has changed";
    check_error(&[Act::Tear(70_000), Act::Changed], ErrorKind::Decode, text).await;
    let text = "another part of the file";
    check_error(&[Act::Tear(70_000), Act::Shifted], ErrorKind::Decode, text).await;
}

#[tokio::test]
async fn a_stalled_stream_is_given_up_and_replaced() {
    let file = packed(&numbered(ROWS));
    let stall = Duration::from_millis(300);
    let storage = Storage::with(file.clone(), [Act::Stall(0), Act::Stall(60_000)]).await;
    let rows = storage.report_within(stall).await.all().await.unwrap();
    assert_eq!(rows.len(), ROWS);
    let storage = Storage::with(file, vec![Act::Stall(0); 9]).await;
    let error = storage.report_within(stall).await.all().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout, 3));
    assert!(error.to_string().contains("brought nothing"), "{error}");
}

#[tokio::test]
async fn an_expired_link_is_renewed_also_in_the_middle_of_a_file() {
    let expired = Act::Refuse("403 Forbidden", "AccessDenied");
    for storage in check_whole(&[expired.clone(), Act::Tear(40_000), expired.clone()]).await {
        // One look for the report, one for the first link, one for each renewal.
        assert_eq!(storage.links(), 1 + 1 + 2);
    }
    let text = "the storage refused: AccessDenied (status 403)";
    check_error(&vec![expired; 9], ErrorKind::Forbidden, text).await;
}

#[tokio::test]
async fn a_storage_that_wants_time_gets_it_and_one_that_refuses_is_believed() {
    let slow = Act::Refuse("503 Slow Down", "SlowDown");
    check_whole(&[slow.clone(), slow.clone()]).await;
    check_error(&vec![slow; 9], ErrorKind::Throttled, "SlowDown").await;
    let wrong = Act::Refuse("400 Bad Request", "InvalidArgument");
    check_error(&[wrong], ErrorKind::Rejected, "InvalidArgument").await;
    let page = Act::Refuse("302 Found", "https://example.com/?X-Amz-Signature=CANARY");
    check_error(&[page], ErrorKind::Decode, "no reason that can be read").await;
}

#[tokio::test]
async fn a_link_to_anywhere_else_is_not_followed() {
    for link in [
        "https://example.com/file?X-Amz-Signature=CANARY",
        "http://10.0.0.1/file?X-Amz-Signature=CANARY",
        "https://bucket.s3.amazonaws.com/file?X-Amz-Signature=CANARY",
    ] {
        let error = Storage::linking(link).await.report().await.all().await;
        let error = error.unwrap_err();
        assert!(
            error.to_string().contains("not where Amazon keeps reports"),
            "{error}"
        );
        assert!(!format!("{error:?}").contains("CANARY"), "{error:?}");
    }
}

#[tokio::test]
async fn the_storage_sees_no_credentials_and_would_refuse_them() {
    let (sandbox, ras) = advertised().await;
    let request = ReportRequest::<TargetingReport>::daily(Days::yesterday());
    let report = reports(&ras).fetch(&request).await.unwrap();
    assert!(!report.all().await.unwrap().is_empty());
    let exchanges = sandbox.requests();
    let file = exchanges.last().unwrap();
    assert!(file.path.ends_with(".json.gz"), "{file}");
    for name in [
        AUTHORIZATION,
        HeaderName::from_static("amazon-advertising-api-clientid"),
        HeaderName::from_static("amazon-advertising-api-scope"),
    ] {
        assert!(!file.headers.contains_key(&name), "{name}");
    }
    // The same link with a token is refused: the sandbox does look.
    let url = format!(
        "{}{}?{}",
        sandbox.base_url(),
        file.path,
        file.query.clone().unwrap()
    );
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let plain = client.get(&url).send().await.unwrap();
    assert_eq!(plain.status(), 200);
    let refused = client.get(&url).bearer_auth("x").send().await.unwrap();
    assert_eq!(refused.status(), 400);
}

#[tokio::test]
async fn the_sandbox_links_expire_and_its_connections_tear() {
    let (sandbox, ras) = advertised().await;
    let request = ReportRequest::<TargetingReport>::daily(Days::last(31)).all_columns();
    let report = reports(&ras).fetch(&request).await.unwrap();
    let whole = report.all().await.unwrap();
    let path = sandbox.requests().last().unwrap().path.clone();
    let get = format!("GET {path}");
    let xml = "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>";
    let expired = CannedAnswer::text(StatusCode::FORBIDDEN, xml);
    sandbox.faults().add(Fault::on(&get).reply(Reply::TornBody));
    sandbox.faults().answer_next(&get, expired);
    assert_eq!(report.rows().try_collect::<Vec<_>>().await.unwrap(), whole);
    assert_eq!(sandbox.faults().pending(), 0);
    // A link that is never good ends in an error.
    sandbox.change_behavior(|behavior| behavior.reports.link_lifetime = Duration::ZERO);
    let error = report.all().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.status()),
        (ErrorKind::Forbidden, Some(403))
    );
}
