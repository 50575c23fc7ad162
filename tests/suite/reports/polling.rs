//! How long and how often a report is looked at, on paused time.
//!
//! A ticker moves client and sandbox in steps of a tenth of a second, between which
//! whatever is on a socket gets through.

use std::time::Duration;

use jiff::SignedDuration;
use ras_highlevel::ErrorKind;
use ras_highlevel::reports::{Days, ReportHandle, ReportRequest, TargetingReport};
use ras_sandbox::Clock;
use tokio::time::{Instant, sleep};

use super::set_up::{TODAY, advertised};

const TICK: Duration = Duration::from_millis(100);
const MINUTE: Duration = Duration::from_secs(60);

/// Moves the clock of the sandbox with that of the client.
fn tick(clock: Clock) -> tokio::task::JoinHandle<()> {
    tokio::spawn(async move {
        loop {
            sleep(TICK).await;
            clock.advance(SignedDuration::try_from(TICK).unwrap());
        }
    })
}

#[tokio::test(start_paused = true)]
async fn a_report_that_takes_almost_three_hours_is_waited_for_with_growing_pauses() {
    let (sandbox, ras) = advertised().await;
    sandbox.change_behavior(|behavior| {
        behavior.reports.pending = 100 * MINUTE;
        behavior.reports.processing = 75 * MINUTE;
    });
    let ticker = tick(sandbox.clock().clone());
    let reports = ras.reports().today(TODAY);
    let request = ReportRequest::<TargetingReport>::daily(Days::yesterday());
    let mut handle = reports.plan(&request).unwrap();
    reports.start(&mut handle).await.unwrap();
    let mut looks = Vec::new();
    let begun = Instant::now();
    let seen = |_: &ReportHandle<TargetingReport>| looks.push(Instant::now());
    let _ = reports.wait_with(&mut handle, seen).await.unwrap();
    ticker.abort();

    let waited = begun.elapsed();
    assert!((175 * MINUTE..180 * MINUTE).contains(&waited), "{waited:?}");
    let pauses: Vec<f64> = looks
        .windows(2)
        .map(|two| (two[1] - two[0]).as_secs_f64())
        .collect();
    assert!((80..140).contains(&pauses.len()), "{} looks", pauses.len());
    // 2 s, a quarter more or less, and half as long again each time; a look takes time too.
    let mut middle = 2.0;
    for pause in pauses.iter().take(11) {
        assert!(
            (0.75 * middle..1.25 * middle + 3.0).contains(pause),
            "{pauses:?}"
        );
        middle *= 1.5;
    }
    let long = pauses.get(12..).unwrap();
    assert!(
        long.iter().all(|pause| (90.0..153.0).contains(pause)),
        "{pauses:?}"
    );
    // Clients that began together do not go on together.
    let spread = long.iter().fold(0.0, |most: f64, pause| most.max(*pause))
        - long
            .iter()
            .fold(f64::MAX, |least: f64, pause| least.min(*pause));
    assert!(spread > 20.0, "{spread}");
}

#[tokio::test(start_paused = true)]
async fn patience_ends_after_three_hours_and_the_handle_is_good_for_more() {
    let (sandbox, ras) = advertised().await;
    sandbox.change_behavior(|behavior| behavior.reports.pending = 200 * MINUTE);
    let ticker = tick(sandbox.clock().clone());
    let reports = ras.reports().today(TODAY);
    let request = ReportRequest::<TargetingReport>::daily(Days::yesterday());
    let mut handle = reports.plan(&request).unwrap();
    reports.start(&mut handle).await.unwrap();
    let begun = Instant::now();
    let error = reports.wait(&mut handle).await.unwrap_err();
    let waited = begun.elapsed();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!((177 * MINUTE..180 * MINUTE).contains(&waited), "{waited:?}");
    let id = handle.parts()[0].id.clone().unwrap();
    assert!(
        error.to_string().contains(&format!("{id} is PENDING")),
        "{error}"
    );
    assert!(error.hint().contains("keep the handle"), "{}", error.hint());
    let _ = reports.wait(&mut handle).await.unwrap();
    ticker.abort();
}
