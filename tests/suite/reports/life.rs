//! From the request to the finished report, whatever is in the way.

use std::time::Duration;

use http::StatusCode;
use jiff::SignedDuration;
use ras_highlevel::reports::{
    CampaignReport, Days, ReportHandle, ReportRequest, ReportStatus, Reports, TargetingReport,
};
use ras_highlevel::{ErrorKind, Ras, Reach};
use ras_sandbox::{CannedAnswer, Fault};

use super::set_up::{TODAY, advertised};
use crate::contract::watched::Sandbox;

const CREATE: &str = "POST /reporting/reports";

/// A sandbox whose reports are made when its clock is told.
async fn slow() -> (Sandbox, Ras) {
    let (sandbox, ras) = advertised().await;
    sandbox.change_behavior(|behavior| {
        behavior.reports.pending = Duration::from_secs(60);
        behavior.reports.processing = Duration::from_secs(60);
    });
    (sandbox, ras)
}

/// Reports of a client that hardly pauses.
fn reports(ras: &Ras) -> Reports {
    let pause = Duration::from_millis(5);
    ras.reports().today(TODAY).poll_every(pause, pause)
}

fn request() -> ReportRequest<TargetingReport> {
    ReportRequest::daily(Days::last(3))
}

async fn started(ras: &Ras) -> ReportHandle<TargetingReport> {
    let mut handle = reports(ras).plan(&request()).unwrap();
    reports(ras).start(&mut handle).await.unwrap();
    handle
}

fn id(handle: &ReportHandle<TargetingReport>) -> &str {
    handle.parts()[0].id.as_deref().unwrap()
}

fn pass(sandbox: &Sandbox, seconds: i64) {
    sandbox.clock().advance(SignedDuration::from_secs(seconds));
}

/// How creates were answered.
fn creates(sandbox: &Sandbox) -> Vec<u16> {
    let exchanges = sandbox.requests().into_iter();
    let creates = exchanges.filter(|it| it.method == "POST" && it.path == "/reporting/reports");
    creates.map(|exchange| exchange.status.as_u16()).collect()
}

#[tokio::test]
async fn a_report_that_is_being_made_already_is_adopted() {
    let (sandbox, ras) = slow().await;
    let mut first = started(&ras).await;
    // Another process that knows nothing of the first one.
    let other = crate::launch::client(&sandbox);
    let mut second = started(&other).await;
    assert_eq!(id(&second), id(&first));
    assert_eq!(creates(&sandbox), [200, 425]);
    pass(&sandbox, 120);
    let rows = reports(&ras)
        .wait(&mut first)
        .await
        .unwrap()
        .all()
        .await
        .unwrap();
    let same = reports(&other)
        .wait(&mut second)
        .await
        .unwrap()
        .all()
        .await
        .unwrap();
    assert!(!rows.is_empty() && rows == same);
}

#[tokio::test]
async fn a_create_whose_answer_is_lost_is_asked_for_again_and_adopted() {
    let too_many = CannedAnswer::json(StatusCode::TOO_MANY_REQUESTS, r#"{"code":"429"}"#);
    let broken = CannedAnswer::html(StatusCode::BAD_GATEWAY);
    for fault in [
        Fault::on(CREATE).dropped(),
        Fault::on(CREATE).answered(broken),
        // Seen at Amazon: a 429 whose report was made all the same.
        Fault::on(CREATE).answered(too_many),
    ] {
        let (sandbox, ras) = slow().await;
        sandbox.faults().add(fault.clone());
        let mut handle = started(&ras).await;
        let statuses = creates(&sandbox);
        assert_eq!(
            (statuses.len(), statuses.last()),
            (2, Some(&425)),
            "{fault:?}"
        );
        pass(&sandbox, 120);
        let report = reports(&ras).wait(&mut handle).await.unwrap();
        assert!(!report.all().await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_create_that_is_never_answered_ends_after_the_attempts_of_the_client() {
    let (sandbox, ras) = slow().await;
    let gateway = CannedAnswer::html(StatusCode::BAD_GATEWAY);
    sandbox
        .faults()
        .add(Fault::on(CREATE).not_applied().answered(gateway).times(50));
    let mut handle = reports(&ras).plan(&request()).unwrap();
    let error = reports(&ras).start(&mut handle).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.reach()),
        (ErrorKind::Unavailable, Reach::Unknown)
    );
    assert_eq!(creates(&sandbox).len(), 4);
    assert_eq!(handle.parts()[0].id, None);
}

#[tokio::test]
async fn another_report_in_the_way_is_waited_for() {
    let (sandbox, ras) = slow().await;
    let other = ReportRequest::<TargetingReport>::summary(Days::last(3));
    let mut in_the_way = reports(&ras).plan(&other).unwrap();
    reports(&ras).start(&mut in_the_way).await.unwrap();
    let id_of_other = id(&in_the_way).to_owned();
    // Seen at Amazon: SUMMARY and DAILY taken for the same. And refusals that name
    // nothing, or nothing that exists.
    for named in [&id_of_other, "", "00000000-0000-4000-8000-000000000000"] {
        let text =
            format!(r#"{{"code":"425","detail":"The Request is a duplicate of : {named}"}}"#);
        let refusal = CannedAnswer::json(StatusCode::from_u16(425).unwrap(), text);
        sandbox
            .faults()
            .add(Fault::on(CREATE).not_applied().answered(refusal));
    }
    let handle = started(&ras).await;
    assert_ne!(id(&handle), id_of_other);
    assert_eq!(creates(&sandbox), [200, 425, 425, 425, 200]);
}

#[tokio::test]
async fn a_report_in_the_way_for_ever_is_given_up_in_time() {
    let (sandbox, ras) = slow().await;
    let text = r#"{"code":"425","detail":"The Request is a duplicate of : "}"#;
    let refusal = CannedAnswer::json(StatusCode::from_u16(425).unwrap(), text);
    sandbox.faults().add(
        Fault::on(CREATE)
            .not_applied()
            .answered(refusal)
            .times(10_000),
    );
    // Ten pauses fit into the patience; a busy machine makes them fewer.
    let pause = Duration::from_millis(100);
    let reports = reports(&ras).poll_every(pause, pause).patience(pause * 10);
    let mut handle = reports.plan(&request()).unwrap();
    let error = reports.start(&mut handle).await.unwrap_err();
    assert_eq!(error.status(), Some(425));
    let asked = creates(&sandbox).len();
    assert!((3..=12).contains(&asked), "{asked}");
}

#[tokio::test]
async fn what_fails_says_why_and_is_asked_for_again_alone() {
    let (sandbox, ras) = advertised().await;
    let long = ReportRequest::<CampaignReport>::daily(Days::last(90));
    let mut handle = reports(&ras).plan(&long).unwrap();
    sandbox.change_behavior(|behavior| behavior.reports.fail_next = 1);
    reports(&ras).start(&mut handle).await.unwrap();
    let error = reports(&ras).wait(&mut handle).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.reach()),
        (ErrorKind::Unavailable, Reach::Answered)
    );
    let part = &handle.parts()[0];
    let text = format!(
        "report {} (2030-03-03 to 2030-04-02)",
        part.id.as_deref().unwrap()
    );
    assert!(error.to_string().contains(&text), "{error}");
    assert!(
        error.to_string().contains("Internal error. Please retry."),
        "{error}"
    );
    assert!(
        error.hint().contains("start the report again"),
        "{}",
        error.hint()
    );
    assert_eq!(part.status, Some(ReportStatus::Failed));
    assert_eq!(
        part.failure.as_deref(),
        Some("Internal error. Please retry.")
    );

    let kept = handle.parts()[1].id.clone();
    reports(&ras).start(&mut handle).await.unwrap();
    assert_eq!(creates(&sandbox).len(), 3 + 1);
    assert_eq!(handle.parts()[1].id, kept);
    let report = reports(&ras).wait(&mut handle).await.unwrap();
    assert_eq!(report.all().await.unwrap().len(), 2 * 90);
}

#[tokio::test]
async fn a_report_that_waits_is_cancelled_and_one_that_is_being_made_is_not() {
    let (sandbox, ras) = slow().await;
    let mut handle = started(&ras).await;
    let gone = id(&handle).to_owned();
    reports(&ras).cancel(&mut handle).await.unwrap();
    assert_eq!(
        (&handle.parts()[0].id, &handle.parts()[0].status),
        (&None, &None)
    );
    let unasked = reports(&ras).poll(&mut handle).await.unwrap_err();
    assert!(unasked.to_string().contains("start it"), "{unasked}");
    // Nothing is in the way of the same report any more.
    reports(&ras).start(&mut handle).await.unwrap();
    assert_ne!(id(&handle), gone);
    pass(&sandbox, 61);
    let error = reports(&ras).cancel(&mut handle).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.status()),
        (ErrorKind::Rejected, Some(400))
    );
    assert!(handle.parts()[0].id.is_some());
}

#[tokio::test]
async fn looks_that_fail_on_the_way_are_made_again_and_refusals_are_not() {
    let (sandbox, ras) = slow().await;
    let mut handle = started(&ras).await;
    let look = format!("GET /reporting/reports/{}", id(&handle));
    let broken = CannedAnswer::html(StatusCode::BAD_GATEWAY);
    sandbox
        .faults()
        .add(Fault::on(&look).answered(broken).times(2));
    sandbox.faults().add(Fault::on(&look).dropped());
    pass(&sandbox, 120);
    let _ = reports(&ras).wait(&mut handle).await.unwrap();
    assert_eq!(sandbox.faults().pending(), 0);

    // A report that the service does not know is no matter of time.
    let text = serde_json::to_string(&handle).unwrap();
    let unknown = text
        .replace(id(&handle), "00000000-0000-4000-8000-000000000000")
        .replace("COMPLETED", "PENDING");
    let mut unknown: ReportHandle<TargetingReport> = serde_json::from_str(&unknown).unwrap();
    let error = reports(&ras).wait(&mut unknown).await.unwrap_err();
    assert_eq!(error.status(), Some(404));
}

#[tokio::test]
async fn a_handle_is_plain_json_and_fits_its_type_and_profile_alone() {
    let (sandbox, ras) = slow().await;
    let handle = started(&ras).await;
    let text = serde_json::to_string_pretty(&handle).unwrap();
    insta::assert_snapshot!(text);
    assert_eq!(
        serde_json::from_str::<ReportHandle<TargetingReport>>(&text).unwrap(),
        handle
    );
    let other = serde_json::from_str::<ReportHandle<CampaignReport>>(&text).unwrap_err();
    assert!(
        other
            .to_string()
            .contains("spTargeting, not of spCampaigns"),
        "{other}"
    );

    let mut foreign = serde_json::from_str::<ReportHandle<TargetingReport>>(
        &text.replace(handle.profile().as_ref(), "1"),
    );
    let foreign = foreign.as_mut().unwrap();
    let before = sandbox.requests().len();
    let errors = [
        reports(&ras).start(foreign).await.unwrap_err(),
        reports(&ras).wait(foreign).await.map(drop).unwrap_err(),
        reports(&ras).cancel(foreign).await.unwrap_err(),
    ];
    for error in errors {
        assert!(error.to_string().contains("of profile 1"), "{error}");
    }
    assert_eq!(sandbox.requests().len(), before);
}
