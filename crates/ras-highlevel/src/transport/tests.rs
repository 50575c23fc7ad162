//! The path of a call with a scripted server and paused time.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::{HeaderMap, HeaderValue, StatusCode};
use ras_core::{Error as CoreError, Operation, ResponseValue};
use tokio::time::Instant;

use super::dice::Loaded;
use super::{AnyErrorBody, Dice, RetryBudget, Transport};
use crate::auth::{AccessToken, TokenCache, TokenProvider};
use crate::limiter::Limiter;
use crate::observer::Unobserved;
use crate::{Error, ErrorKind, Limits};

#[derive(Debug)]
struct OneToken;

impl TokenProvider for OneToken {
    fn fetch(&self) -> Pin<Box<dyn Future<Output = Result<AccessToken, Error>> + Send + '_>> {
        let token = AccessToken::new("secret-token", Duration::from_secs(3600));
        Box::pin(std::future::ready(Ok(token)))
    }
}

/// An operation that changes nothing.
pub(crate) fn never_empty() -> &'static Operation {
    &ras_core::ras::operations::LIST_CAMPAIGNS
}

pub(crate) fn client(dice: Arc<dyn Dice>) -> Transport {
    Transport {
        tokens: Arc::new(TokenCache::new(Arc::new(OneToken), None)),
        client_id: "c".to_owned(),
        profile: None,
        limiter: Arc::new(Limiter::new(None)),
        budget: Arc::new(RetryBudget::default()),
        limits: Limits::default(),
        dice,
        observer: Arc::new(Unobserved),
    }
}

fn answer(status: u16, retry_after: Option<&'static str>) -> (StatusCode, HeaderMap) {
    let headers =
        retry_after.map(|wait| (http::header::RETRY_AFTER, HeaderValue::from_static(wait)));
    let status = StatusCode::from_u16(status).unwrap();
    (status, headers.into_iter().collect())
}

type Answers = Vec<(StatusCode, HeaderMap)>;

/// Plays the answers, then 200s; returns the end, the number of requests and the time.
async fn play(client: &Transport, answers: Answers) -> (Result<(), Error>, usize, Duration) {
    let script = Mutex::new(VecDeque::from(answers));
    let sent = Mutex::new(0);
    let send = |_| {
        *sent.lock().unwrap() += 1;
        let next = script.lock().unwrap().pop_front();
        let (status, headers) = next.unwrap_or_else(|| answer(200, None));
        std::future::ready(match status.is_success() {
            true => Ok(ResponseValue::new(status, headers, ())),
            false => {
                let text = r#"{"message":"Bearer secret-token is wrong"}"#;
                let body: AnyErrorBody = serde_json::from_str(text).unwrap();
                Err(CoreError::Api(ResponseValue::new(status, headers, body)))
            }
        })
    };
    let started = Instant::now();
    let end = client.call(never_empty(), send).await.map(drop);
    let sent = *sent.lock().unwrap();
    (end, sent, started.elapsed())
}

fn check(elapsed: Duration, seconds: std::ops::RangeInclusive<f64>) {
    assert!(seconds.contains(&elapsed.as_secs_f64()), "{elapsed:?}");
}

#[tokio::test(start_paused = true)]
async fn pauses_between_attempts_double() {
    let client = client(Arc::new(Loaded(1.0)));
    let (end, sent, elapsed) = play(&client, vec![answer(500, None); 3]).await;
    assert!(end.is_ok());
    assert_eq!(sent, 4);
    check(elapsed, 7.0..=7.01);
}

#[tokio::test(start_paused = true)]
async fn a_429_costs_no_attempt_but_time() {
    let client = client(Arc::new(Loaded(0.0)));
    let (end, sent, elapsed) = play(&client, vec![answer(429, Some("10")); 10]).await;
    assert!(end.is_ok(), "{end:?}");
    assert_eq!(sent, 11);
    check(elapsed, 100.0..=140.0);

    let (end, _, elapsed) = play(&client, vec![answer(429, Some("10")); 1000]).await;
    assert_eq!(end.unwrap_err().kind(), ErrorKind::Throttled);
    check(elapsed, 160.0..=180.0);
}

#[tokio::test(start_paused = true)]
async fn a_wait_longer_than_the_call_may_take_is_told_at_once_to_everybody() {
    let client = client(Arc::new(Loaded(0.0)));
    let (end, sent, elapsed) = play(&client, vec![answer(429, Some("500"))]).await;
    let error = end.unwrap_err();
    assert_eq!((error.kind(), sent), (ErrorKind::Throttled, 1));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(500)));
    check(elapsed, 0.0..=0.01);

    // The next call finds the gate closed and is not even sent.
    let (end, sent, _) = play(&client, Vec::new()).await;
    let error = end.unwrap_err();
    assert_eq!(
        (error.kind(), error.attempts(), sent),
        (ErrorKind::Throttled, 0, 0)
    );
    assert_eq!(error.reach(), crate::Reach::NotSent);
}

#[tokio::test(start_paused = true)]
async fn a_huge_wait_closes_the_gate_for_ten_minutes_only() {
    let client = client(Arc::new(Loaded(0.0)));
    let (end, ..) = play(&client, vec![answer(429, Some("99999999"))]).await;
    assert!(end.is_err());
    tokio::time::sleep(Duration::from_secs(601)).await;
    assert!(play(&client, Vec::new()).await.0.is_ok());
}

#[tokio::test(start_paused = true)]
async fn clones_share_a_budget_that_an_outage_empties() {
    let client = client(Arc::new(Loaded(0.0)));
    let mut sent = Vec::new();
    for _ in 0..40 {
        let clone = client.clone();
        sent.push(play(&clone, vec![answer(503, None); 9]).await.1);
    }
    // 500 tokens are 100 retries: 33 calls with three each, one with one, none after.
    assert_eq!(sent[..33], [4; 33]);
    assert_eq!(sent[33..], [2, 1, 1, 1, 1, 1, 1]);
}

#[tokio::test(start_paused = true)]
async fn a_gateway_that_repeats_the_token_does_not_bring_it_into_an_error() {
    let client = client(Arc::new(Loaded(0.0)));
    let error = play(&client, vec![answer(403, None)]).await.0.unwrap_err();
    assert_eq!(
        error.to_string(),
        "ListCampaigns: Bearer [secret] is wrong (status 403)"
    );
    assert!(!format!("{error:?}").contains("secret-token"));
}

#[derive(Debug, Default)]
struct Notes(Mutex<Vec<String>>);

impl crate::Observer for Notes {
    fn attempt(&self, attempt: &crate::Attempt<'_>) {
        let (number, status, error) = (attempt.number, attempt.status, attempt.error);
        self.note(format!("attempt {number} {status:?} {error:?}"));
    }

    fn throttled(&self, operation: &str, wait: Duration) {
        self.note(format!("throttled {operation} {wait:?}"));
    }

    fn retried(&self, _operation: &str, error: &Error, pause: Duration) {
        self.note(format!("retried {:?} {pause:?}", error.kind()));
    }
}

impl Notes {
    fn note(&self, text: String) {
        self.0.lock().unwrap().push(text);
    }
}

#[tokio::test(start_paused = true)]
async fn an_observer_sees_every_attempt_throttle_and_retry() {
    let notes = Arc::new(Notes::default());
    let mut client = client(Arc::new(Loaded(0.5)));
    client.observer = Arc::<Notes>::clone(&notes);
    let answers = vec![answer(503, None), answer(429, Some("3")), answer(401, None)];
    let (end, sent, _) = play(&client, answers).await;
    assert!(end.is_ok());
    assert_eq!(sent, 4);
    let notes = notes.0.lock().unwrap();
    let wanted = [
        "attempt 1 Some(503) Some(Unavailable)",
        "retried Unavailable 500ms",
        "attempt 2 Some(429) Some(Throttled)",
        "throttled ListCampaigns 3s",
        "retried Throttled 0ns",
        "attempt 3 Some(401) Some(Auth)",
        "attempt 4 Some(200) None",
    ];
    assert_eq!(*notes, wanted);
}

#[derive(Debug)]
struct NoToken;

impl TokenProvider for NoToken {
    fn fetch(&self) -> Pin<Box<dyn Future<Output = Result<AccessToken, Error>> + Send + '_>> {
        Box::pin(std::future::pending())
    }
}

#[tokio::test(start_paused = true)]
async fn a_login_that_hangs_takes_no_longer_than_a_call_may() {
    let mut client = client(Arc::new(Loaded(0.0)));
    client.tokens = Arc::new(TokenCache::new(Arc::new(NoToken), None));
    let (end, sent, elapsed) = play(&client, Vec::new()).await;
    let error = end.unwrap_err();
    assert_eq!(
        (error.kind(), error.reach()),
        (ErrorKind::Timeout, crate::Reach::NotSent)
    );
    assert_eq!(sent, 0);
    check(elapsed, 180.0..=180.1);
}
