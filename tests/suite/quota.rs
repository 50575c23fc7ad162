//! A whole client against a sandbox whose quota changes, on paused time.
//!
//! Client and sandbox share one thread and one paused clock. A ticker moves that clock in
//! steps of ten milliseconds, between which whatever is on a socket gets through, so that
//! fifteen minutes pass in seconds.

use std::time::Duration;

use http::StatusCode;
use jiff::SignedDuration;
use ras_highlevel::{CampaignFilter, Ras};
use ras_sandbox::{Clock, Quota, RetryAfter};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

use crate::contract::watched::Sandbox;
use crate::launch::client;

const TASKS: usize = 16;
const PHASE: Duration = Duration::from_secs(300);
const PER_SECOND: [f64; 3] = [5.0, 1.0, 8.0];
const TICK: Duration = Duration::from_millis(10);

/// Lists until the time is over, again and again.
async fn ask(ras: Ras, end: Instant) {
    while Instant::now() < end {
        // A call that ran out of patience in the slow phase is the task's next one.
        let _ = ras.campaigns().list(CampaignFilter::new()).all().await;
    }
}

/// Shares of the quota used and of the answers that were 429, in percent.
async fn figure(form: RetryAfter) -> (f64, f64) {
    let clock = Clock::at("2030-01-01T12:00:00Z".parse().unwrap());
    let quota = |per_second| Quota::per_second(per_second).retry_after(form);
    let sandbox = ras_sandbox::Sandbox::builder()
        .clock(clock.clone())
        .quota(quota(PER_SECOND[0]));
    let sandbox = Sandbox::watching(sandbox.start().await.unwrap());
    let ras = client(&sandbox);
    let ticker = tokio::spawn(async move {
        loop {
            sleep(TICK).await;
            clock.advance(SignedDuration::try_from(TICK).unwrap());
        }
    });

    let end = Instant::now() + PHASE * 3;
    let mut tasks = JoinSet::new();
    for _ in 0..TASKS {
        tasks.spawn(ask(ras.clone(), end));
    }
    for per_second in PER_SECOND {
        sandbox.change_behavior(|behavior| behavior.quota = Some(quota(per_second)));
        sleep(PHASE).await;
    }
    tasks.join_all().await;
    ticker.abort();

    let exchanges = sandbox.requests();
    let lists = exchanges
        .iter()
        .filter(|exchange| exchange.path == "/ras/v1/campaigns/list");
    let (refused, served): (Vec<_>, Vec<_>) =
        lists.partition(|exchange| exchange.status == StatusCode::TOO_MANY_REQUESTS);
    let offered = PER_SECOND.iter().sum::<f64>() * PHASE.as_secs_f64();
    let (served, refused) = (served.len() as f64, refused.len() as f64);
    (
        100.0 * served / offered,
        100.0 * refused / (served + refused),
    )
}

#[tokio::test(start_paused = true)]
async fn sixteen_tasks_use_a_changing_quota_with_few_429s() {
    for form in [RetryAfter::Seconds, RetryAfter::Absent] {
        let (used, refused) = figure(form).await;
        eprintln!("{form:?}: {used:.1} % of the quota used, {refused:.1} % of the answers 429");
        assert!(used > 85.0, "{form:?}: used {used:.1} %");
        assert!(refused < 6.0, "{form:?}: refused {refused:.1} %");
    }
}
