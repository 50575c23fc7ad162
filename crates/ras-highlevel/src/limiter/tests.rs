//! Order, pace and gate of the limiter on paused time.

use std::sync::Arc;

use super::*;
use crate::transport::Random;

const PATIENT: Duration = Duration::from_secs(3600);

fn dice() -> Random {
    Random::seeded(1)
}

/// Lets so many callers through, one after the other, and returns the seconds it took.
async fn pass(limiter: &Limiter, callers: usize) -> f64 {
    let started = Instant::now();
    for _ in 0..callers {
        limiter.acquire(PATIENT).await.unwrap();
    }
    started.elapsed().as_secs_f64()
}

fn check(seconds: f64, range: std::ops::Range<f64>) {
    assert!(range.contains(&seconds), "{seconds}");
}

#[tokio::test(start_paused = true)]
async fn callers_pass_in_the_order_of_their_coming() {
    let limiter = Arc::new(Limiter::new(None));
    pass(&limiter, 20).await;
    limiter.throttled(Some(Duration::from_secs(5)), &dice());
    let passed = Arc::new(Mutex::new(Vec::new()));
    let mut callers = tokio::task::JoinSet::new();
    for number in 0..50 {
        let (limiter, passed) = (Arc::clone(&limiter), Arc::clone(&passed));
        callers.spawn(async move {
            limiter.acquire(PATIENT).await.unwrap();
            passed.lock().unwrap().push(number);
        });
        // So that they come one after the other.
        tokio::task::yield_now().await;
    }
    callers.join_all().await;
    assert_eq!(*passed.lock().unwrap(), (0..50).collect::<Vec<_>>());
}

#[tokio::test(start_paused = true)]
async fn a_few_calls_go_at_once_and_a_ceiling_holds_from_the_start() {
    check(pass(&Limiter::new(None), 20).await, 0.0..0.001);
    check(pass(&Limiter::new(Some(2.0)), 22).await, 9.9..10.1);
    for odd in [f64::NAN, f64::INFINITY] {
        check(pass(&Limiter::new(Some(odd)), 20).await, 0.0..0.001);
    }
    check(pass(&Limiter::new(Some(-1.0)), 2).await, 4.9..5.1);
}

#[tokio::test(start_paused = true)]
async fn several_429s_in_a_second_cut_the_pace_once_and_the_floor_holds() {
    let limiter = Limiter::new(None);
    pass(&limiter, 30).await;
    for _ in 0..10 {
        limiter.throttled(None, &dice());
    }
    // Ten a second, cut once: seven a second.
    check(pass(&limiter, 71).await, 9.5..10.5);
    for _ in 0..100 {
        limiter.throttled(None, &dice());
        sleep(Duration::from_secs(1)).await;
    }
    check(pass(&limiter, 11).await, 45.0..55.1);
}

#[tokio::test(start_paused = true)]
async fn successes_bring_the_pace_back() {
    let limiter = Limiter::new(None);
    for _ in 0..100 {
        limiter.throttled(None, &dice());
        sleep(Duration::from_secs(1)).await;
    }
    for _ in 0..300 {
        pass(&limiter, 1).await;
        limiter.succeeded();
    }
    check(pass(&limiter, 100).await, 1.0..6.0);
}

#[tokio::test(start_paused = true)]
async fn a_gate_stays_closed_until_retry_after_and_a_shorter_one_does_not_open_it() {
    let limiter = Limiter::new(None);
    limiter.throttled(Some(Duration::from_secs(30)), &dice());
    limiter.throttled(Some(Duration::from_secs(1)), &dice());
    check(pass(&limiter, 1).await, 30.0..33.1);
}

#[tokio::test(start_paused = true)]
async fn a_caller_without_the_patience_is_told_and_takes_no_slot() {
    let limiter = Limiter::new(Some(1.0));
    pass(&limiter, 1).await;
    let brief = Duration::from_millis(100);
    let wait = limiter.acquire(brief).await.unwrap_err();
    check(wait.as_secs_f64(), 0.9..1.1);
    check(pass(&limiter, 1).await, 0.8..1.1);
}
