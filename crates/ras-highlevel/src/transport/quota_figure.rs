//! The limiter against a service whose quota changes, beside what others do.
//!
//! Strategies side by side on a model, for the figure; `tests/suite/quota.rs` drives the
//! whole client against the sandbox.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::header::RETRY_AFTER;
use http::{HeaderMap, HeaderValue, StatusCode};
use ras_core::{Error as CoreError, ResponseValue};
use tokio::time::{Instant, sleep};

use super::tests::{client, never_empty};
use super::{AnyErrorBody, Dice, Random};

const WORKERS: usize = 16;
const PHASE: Duration = Duration::from_secs(300);
const QUOTAS: [f64; 3] = [5.0, 1.0, 8.0];
const SEEDS: u64 = 5;

/// A service with a bucket that fills at its quota, up to one second's worth, as Amazon's
/// API Gateway has; it keeps count.
#[derive(Debug)]
struct Service {
    started: Instant,
    tells: bool,
    bucket: f64,
    filled: Instant,
    counts: (u32, u32),
}

impl Service {
    fn start(tells: bool) -> Arc<Mutex<Self>> {
        Arc::new(Mutex::new(Self {
            started: Instant::now(),
            tells,
            bucket: 0.0,
            filled: Instant::now(),
            counts: (0, 0),
        }))
    }

    fn quota(&self) -> Option<f64> {
        let phase = self.started.elapsed().as_secs() / PHASE.as_secs();
        QUOTAS.get(usize::try_from(phase).ok()?).copied()
    }

    fn serve(&mut self) -> Result<ResponseValue<()>, CoreError<AnyErrorBody>> {
        let quota = self.quota().unwrap_or(1000.0);
        let now = Instant::now();
        let filled = self.bucket + (now - self.filled).as_secs_f64() * quota;
        (self.bucket, self.filled) = (filled.min(quota), now);
        if self.bucket >= 1.0 {
            self.bucket -= 1.0;
            self.counts.0 += 1;
            return Ok(ResponseValue::new(StatusCode::OK, HeaderMap::new(), ()));
        }
        self.counts.1 += 1;
        let mut headers = HeaderMap::new();
        if self.tells {
            headers.insert(RETRY_AFTER, HeaderValue::from_static("1"));
        }
        let body = serde_json::from_str("{}").unwrap();
        let answer = ResponseValue::new(StatusCode::TOO_MANY_REQUESTS, headers, body);
        Err(CoreError::Api(answer))
    }

    /// Shares of the quota used and of answers that were 429, in percent.
    fn figure(&self) -> (f64, f64) {
        let quota: f64 = QUOTAS.iter().sum::<f64>() * PHASE.as_secs_f64();
        let (served, refused) = (f64::from(self.counts.0), f64::from(self.counts.1));
        (100.0 * served / quota, 100.0 * refused / (served + refused))
    }
}

fn latency(dice: &dyn Dice) -> Duration {
    Duration::from_millis(50).mul_f64(1.0 + 3.0 * dice.roll())
}

/// Everybody goes through one client.
async fn with_limiter(tells: bool, seed: u64) -> (f64, f64) {
    let service = Service::start(tells);
    let dice = Arc::new(Random::seeded(seed));
    let client = Arc::new(client(Arc::<Random>::clone(&dice)));
    let mut workers = tokio::task::JoinSet::new();
    for _ in 0..WORKERS {
        let (client, service) = (Arc::clone(&client), Arc::clone(&service));
        let dice = Arc::clone(&dice);
        workers.spawn(async move {
            while service.lock().unwrap().quota().is_some() {
                let send = |_| {
                    let (service, pause) = (Arc::clone(&service), latency(&*dice));
                    async move {
                        sleep(pause).await;
                        service.lock().unwrap().serve()
                    }
                };
                let _ = client.call(never_empty(), send).await;
            }
        });
    }
    workers.join_all().await;
    service.lock().unwrap().figure()
}

/// Everybody backs off on his own, with full jitter, and obeys Retry-After if told to.
async fn with_backoff(tells: bool, obeys: bool, seed: u64) -> (f64, f64) {
    let service = Service::start(tells);
    let dice = Arc::new(Random::seeded(seed));
    let mut workers = tokio::task::JoinSet::new();
    for _ in 0..WORKERS {
        let (service, dice) = (Arc::clone(&service), Arc::clone(&dice));
        workers.spawn(async move {
            let mut failed = 0_u32;
            while service.lock().unwrap().quota().is_some() {
                sleep(latency(&*dice)).await;
                let served = service.lock().unwrap().serve();
                match served {
                    Ok(_) => failed = 0,
                    Err(error) if obeys && error.headers().is_some_and(|h| !h.is_empty()) => {
                        sleep(Duration::from_secs(1)).await;
                    }
                    Err(_) => {
                        failed += 1;
                        let most = Duration::from_millis(500) * 2_u32.pow(failed.min(5));
                        sleep(most.mul_f64(dice.roll())).await;
                    }
                }
            }
        });
    }
    workers.join_all().await;
    service.lock().unwrap().figure()
}

async fn mean<F: Future<Output = (f64, f64)>>(run: impl Fn(u64) -> F) -> (f64, f64) {
    let mut sum = (0.0, 0.0);
    for seed in 1..=SEEDS {
        let (used, refused) = run(seed).await;
        sum = (sum.0 + used, sum.1 + refused);
    }
    (sum.0 / SEEDS as f64, sum.1 / SEEDS as f64)
}

#[tokio::test(start_paused = true)]
async fn one_limiter_uses_a_changing_quota_with_few_429s() {
    eprintln!("strategy, Retry-After sent: share of quota used, share of 429");
    for tells in [true, false] {
        let (used, refused) = mean(|seed| with_backoff(tells, false, seed)).await;
        eprintln!("backoff per request, {tells}: {used:.1} %, {refused:.1} %");
        let (used, refused) = mean(|seed| with_backoff(tells, true, seed)).await;
        eprintln!("backoff per request, Retry-After obeyed, {tells}: {used:.1} %, {refused:.1} %");
        let (used, refused) = mean(|seed| with_limiter(tells, seed)).await;
        eprintln!("one limiter, {tells}: {used:.1} %, {refused:.1} %");
        assert!(used > 85.0, "used {used:.1} %");
        assert!(refused < 6.0, "refused {refused:.1} %");
    }
}
