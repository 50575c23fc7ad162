//! Every fault that a client has to survive, by code and by the admin endpoint.

use std::time::Duration;

use http::{HeaderValue, StatusCode, header};
use ras_sandbox::{
    Behavior, CannedAnswer, Fault, Lag, Meanwhile, Quota, Reply, RetryAfter, TagSupport, Trouble,
};
use reqwest::Method;
use serde_json::{Value, json};

use crate::admin::admin;
use crate::client::{Client, Outcome};

const CREATE: &str = "POST /ras/v1/campaigns";
const LATE: Duration = Duration::from_secs(40);

/// Faults of single requests, each as code and as the members of its JSON.
fn faults() -> Vec<(Fault, Value)> {
    let on = || Fault::on(CREATE);
    let canned = |status, answer: fn(StatusCode) -> CannedAnswer| on().answered(answer(status));
    let html = StatusCode::TOO_MANY_REQUESTS;
    let broken = StatusCode::INTERNAL_SERVER_ERROR;
    let mut table = vec![
        (
            on().not_applied().dropped(),
            json!({"apply": "never", "reply": "drop"}),
        ),
        (on().dropped(), json!({"reply": "drop"})),
        (
            on().applied_late(LATE).dropped(),
            json!({"apply": {"late": 40_000}, "reply": "drop"}),
        ),
        (on().delayed(LATE), json!({"delay": 40_000})),
        (on().answered_late(LATE), json!({"answerDelay": 40_000})),
        (
            canned(html, CannedAnswer::html),
            json!({"reply": {"canned": {"status": 429, "made": "html"}}}),
        ),
        (
            canned(broken, CannedAnswer::invalid_utf8),
            json!({"reply": {"canned": {"status": 500, "made": "invalidUtf8"}}}),
        ),
        (
            canned(broken, CannedAnswer::deep_json),
            json!({"reply": {"canned": {"status": 500, "made": "deepJson"}}}),
        ),
        (
            canned(broken, CannedAnswer::gzip_bomb),
            json!({"reply": {"canned": {"status": 500, "made": "gzipBomb"}}}),
        ),
        (
            on().applied_late(LATE)
                .answered(CannedAnswer::json(StatusCode::GATEWAY_TIMEOUT, "{}")),
            json!({"apply": {"late": 40_000}, "reply": {"canned":
             {"status": 504, "headers": {"content-type": "application/json"}, "body": "{}"}}}),
        ),
        (on().reply(Reply::Reset), json!({"reply": "reset"})),
        (on().reply(Reply::HalfClose), json!({"reply": "halfClose"})),
        (on().reply(Reply::TornHead), json!({"reply": "tornHead"})),
        (on().reply(Reply::TornBody), json!({"reply": "tornBody"})),
        (
            on().reply(Reply::TornChunks),
            json!({"reply": "tornChunks"}),
        ),
        (
            on().reply(Reply::ShortLength),
            json!({"reply": "shortLength"}),
        ),
        (on().reply(Reply::Garbage), json!({"reply": "garbage"})),
        (
            on().reply(Reply::Slow(Duration::from_secs(1))),
            json!({"reply": {"slow": 1000}}),
        ),
        (on().applied_twice(), json!({"apply": "twice"})),
        (on().expiring_tokens(), json!({"expireTokens": true})),
        (on().shifted_page(-1), json!({"shiftPage": -1})),
        (
            on().of_profile("7").times(3),
            json!({"profile": "7", "times": 3}),
        ),
    ];
    for status in [307, 308] {
        let place = HeaderValue::from_static("http://127.0.0.1:1/");
        let mut answer = CannedAnswer::redirect(place);
        answer.status = StatusCode::from_u16(status).unwrap_or_default();
        let json = json!({"status": status, "headers": {"location": "http://127.0.0.1:1/"}});
        table.push((on().answered(answer), json!({"reply": {"canned": json}})));
    }
    for status in [500_u16, 502, 503, 504] {
        let answer = CannedAnswer::new(StatusCode::from_u16(status).unwrap_or_default());
        let json = json!({"canned": {"status": status}});
        table.push((on().answered(answer.clone()), json!({"reply": json})));
        table.push((
            on().not_applied().answered(answer),
            json!({"apply": "never", "reply": json}),
        ));
    }
    let dates = [
        "2",
        "Sun, 06 Nov 2094 08:49:37 GMT",
        "soon",
        "99999999999999999999",
    ];
    for wait in dates {
        let value = HeaderValue::from_static(wait);
        let answer = CannedAnswer::new(html).header(header::RETRY_AFTER, value);
        let json = json!({"canned": {"status": 429, "headers": {"retry-after": wait}}});
        table.push((
            on().not_applied().answered(answer),
            json!({"apply": "never", "reply": json}),
        ));
    }
    for (trouble, word) in [
        (Trouble::Throttled, "throttled"),
        (Trouble::Internal, "internal"),
        (Trouble::InternalApplied, "internalApplied"),
        (Trouble::UnknownError, "unknownError"),
        (Trouble::MissingId, "missingId"),
        (Trouble::Unmentioned, "unmentioned"),
        (Trouble::Doubled, "doubled"),
        (Trouble::OutOfRange, "outOfRange"),
        (Trouble::UnknownState, "unknownState"),
    ] {
        let json = json!({"items": [{"index": 7, "trouble": word}]});
        table.push((on().item(7, trouble), json));
    }
    for (what, word) in [
        (Meanwhile::Twin, "twin"),
        (Meanwhile::Pause, "pause"),
        (Meanwhile::Archive, "archive"),
        (Meanwhile::Rename, "rename"),
    ] {
        table.push((on().meanwhile(what), json!({"meanwhile": word})));
    }
    table
}

/// A change of behavior by code.
type Change = fn(&mut Behavior);

/// What lasts, as code and as JSON.
fn behaviors() -> Vec<(Change, Value)> {
    vec![
        (|b| b.list_lag = Lag::all(LATE), {
            let kinds = ["campaigns", "adGroups", "productAds", "targets"];
            let lags = kinds.map(|kind| (kind.to_owned(), json!(40_000)));
            json!({"listLag": serde_json::Map::from_iter(lags)})
        }),
        (|b| b.archiving_lag = LATE, json!({"archivingLag": 40_000})),
        (|b| b.parent_lag = LATE, json!({"parentLag": 40_000})),
        (
            |b| b.archived_by_default = false,
            json!({"archivedByDefault": false}),
        ),
        (
            |b| b.archived_names_taken = true,
            json!({"archivedNamesTaken": true}),
        ),
        (
            |b| b.product_cursors = true,
            json!({"productCursors": true}),
        ),
        (
            |b| b.unique_campaign_names = false,
            json!({"uniqueCampaignNames": false}),
        ),
        (|b| b.tags = TagSupport::Dropped, json!({"tags": "dropped"})),
        (|b| b.tags = TagSupport::Refused, json!({"tags": "refused"})),
        (
            |b| b.auto_targets_at_once = 0,
            json!({"autoTargetsAtOnce": 0}),
        ),
        (
            |b| b.auto_targets_lag = LATE,
            json!({"autoTargetsLag": 40_000}),
        ),
        (|b| b.entity_quota = Some(5), json!({"entityQuota": 5})),
        (
            |b| b.page_token_lifetime = LATE,
            json!({"pageTokenLifetime": 40_000}),
        ),
        (|b| b.latency = LATE, json!({"latency": 40_000})),
        (
            |b| {
                b.quota = Some(
                    Quota::per_second(1.0)
                        .retry_after(RetryAfter::Absent)
                        .html(),
                )
            },
            json!({"quota": {"perSecond": 1.0, "retryAfter": "absent", "html": true}}),
        ),
        (
            |b| {
                b.profile_quotas.insert(
                    "7".to_owned(),
                    Quota::per_second(2.0).retry_after(RetryAfter::Huge),
                );
            },
            json!({"profileQuotas": {"7": {"perSecond": 2.0, "burst": 2, "retryAfter": "huge"}}}),
        ),
    ]
}

#[tokio::test]
async fn every_fault_by_code_is_the_same_by_the_admin_endpoint() -> Outcome {
    let client = Client::start().await?;
    for (code, mut written) in faults() {
        written["operation"] = CREATE.into();
        let faults = client.sandbox.faults();
        faults.clear();
        admin(&client, Method::POST, "faults", written.clone(), 200).await?;
        let waiting = faults.waiting().pop().ok_or("nothing waits")?;
        let waiting = serde_json::to_value(waiting)?;
        assert_eq!(waiting, serde_json::to_value(code)?, "{written}");
        // What is shown can be set again, bodies that are no text included.
        faults.clear();
        admin(&client, Method::POST, "faults", waiting.clone(), 200).await?;
        let again = admin(&client, Method::GET, "faults", Value::Null, 200).await?;
        assert_eq!(again[0], waiting);
    }
    Ok(())
}

#[tokio::test]
async fn every_behavior_by_code_is_the_same_by_the_admin_endpoint() -> Outcome {
    let client = Client::start().await?;
    let members = serde_json::to_value(client.sandbox.behavior())?;
    for (change, written) in behaviors() {
        let before = client.sandbox.behavior();
        let mut wanted = before.clone();
        change(&mut wanted);
        admin(&client, Method::POST, "behavior", written.clone(), 200).await?;
        assert_eq!(client.sandbox.behavior(), wanted, "{written}");
        client
            .sandbox
            .change_behavior(|behavior| *behavior = before);
    }
    // Nothing was forgotten in the table above; reports have tests of their own.
    let mut left: Vec<&String> = members
        .as_object()
        .into_iter()
        .flat_map(|m| m.keys())
        .collect();
    for (_, written) in behaviors() {
        left.retain(|name| written.get(name.as_str()).is_none());
    }
    assert_eq!(left, ["reports"]);
    Ok(())
}

#[tokio::test]
async fn an_answer_with_two_bodies_or_none_that_can_be_is_refused() -> Outcome {
    let client = Client::start().await?;
    for canned in [
        json!({"status": 503, "body": "x", "made": "html"}),
        json!({"status": 503, "bodyHex": "f"}),
        json!({"status": 503, "bodyHex": "zz"}),
        json!({"status": 99}),
        json!({"status": 503, "headers": {"a b": "c"}}),
        json!({"status": 503, "bodi": "x"}),
    ] {
        let fault = json!({"operation": CREATE, "reply": {"canned": canned}});
        let wrong = admin(&client, Method::POST, "faults", fault, 400).await?;
        assert!(wrong["problem"].is_string(), "{canned}: {wrong}");
    }
    assert_eq!(client.sandbox.faults().pending(), 0);
    Ok(())
}
