//! How many requests a profile may make.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use axum::response::{IntoResponse, Response};
use http::header::RETRY_AFTER;
use http::{HeaderValue, StatusCode};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::faults::CannedAnswer;
use crate::reply::Refusal;
use crate::written_time::http_date;

/// A limit on the requests of one profile, on the clock of the sandbox.
///
/// It can be changed at any time, as Amazon's limits do with the load.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct Quota {
    /// Requests that become free again in a second.
    pub per_second: f64,
    /// Requests that are free after a rest.
    #[serde(default = "one")]
    pub burst: u32,
    /// What a 429 says about the time to wait.
    #[serde(default)]
    pub retry_after: RetryAfter,
    /// Whether a 429 comes from a proxy that speaks HTML.
    #[serde(default)]
    pub html: bool,
}

fn one() -> u32 {
    1
}

/// The form of `Retry-After` in a 429.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum RetryAfter {
    /// Whole seconds, as documented.
    #[default]
    Seconds,
    /// A date, which HTTP allows.
    Date,
    /// No header, as is often seen.
    Absent,
    /// Nothing that can be read.
    Garbage,
    /// More seconds than anybody would wait.
    Huge,
}

impl Quota {
    /// A limit with bursts of one second's worth, and seconds in `Retry-After`.
    pub fn per_second(requests: f64) -> Self {
        Self {
            per_second: requests,
            // Saturates, and no number becomes 0.
            burst: (requests.ceil() as u32).max(1),
            retry_after: RetryAfter::Seconds,
            html: false,
        }
    }

    /// Says in this form how long to wait.
    #[must_use]
    pub fn retry_after(mut self, form: RetryAfter) -> Self {
        self.retry_after = form;
        self
    }

    /// Answers like a proxy that speaks HTML.
    #[must_use]
    pub fn html(mut self) -> Self {
        self.html = true;
        self
    }

    /// Whether its 429 is what the contract declares.
    pub(crate) fn is_documented(&self) -> bool {
        let written = matches!(self.retry_after, RetryAfter::Seconds | RetryAfter::Absent);
        written && !self.html
    }

    /// The 429, which asks to wait until `free`.
    pub(crate) fn answer(&self, path: &str, now: Timestamp, free: Timestamp) -> Response {
        let mut response = if self.html {
            let page = CannedAnswer::html(StatusCode::TOO_MANY_REQUESTS);
            (page.status, page.headers, page.body).into_response()
        } else {
            Refusal::throttled().for_path(path).into_response()
        };
        let seconds = (free.as_second() - now.as_second()).max(1);
        let value = match self.retry_after {
            RetryAfter::Absent => return response,
            RetryAfter::Seconds => HeaderValue::from(seconds),
            RetryAfter::Huge => HeaderValue::from_static("4000000000"),
            RetryAfter::Garbage => HeaderValue::from_static("soon"),
            RetryAfter::Date => http_date(free),
        };
        response.headers_mut().insert(RETRY_AFTER, value);
        response
    }
}

/// What is left of the quotas.
#[derive(Debug, Default)]
pub(crate) struct Buckets(Mutex<HashMap<String, Bucket>>);

#[derive(Clone, Copy, Debug)]
struct Bucket {
    left: f64,
    filled: Timestamp,
}

impl Buckets {
    /// Takes one request, or says when the next one is free.
    pub(crate) fn take(
        &self,
        profile: &str,
        quota: &Quota,
        now: Timestamp,
    ) -> Result<(), Timestamp> {
        let mut buckets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let burst = f64::from(quota.burst);
        let bucket = buckets.entry(profile.to_owned()).or_insert(Bucket {
            left: burst,
            filled: now,
        });
        let rested = now.duration_since(bucket.filled).as_secs_f64().max(0.0);
        bucket.left = (bucket.left + rested * quota.per_second).min(burst);
        bucket.filled = now;
        if bucket.left >= 1.0 {
            bucket.left -= 1.0;
            return Ok(());
        }
        let wait = (1.0 - bucket.left) / quota.per_second.max(0.001);
        let wait = jiff::SignedDuration::try_from_secs_f64(wait.min(86_400.0)).unwrap_or_default();
        Err(now.saturating_add(wait).unwrap_or(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_refills_with_the_clock_and_never_over_its_burst() {
        let start: Timestamp = "2030-01-01T00:00:00Z".parse().unwrap_or_default();
        let later = |seconds| start + jiff::SignedDuration::from_secs(seconds);
        let (buckets, quota) = (Buckets::default(), Quota::per_second(2.0));
        assert!(buckets.take("1", &quota, start).is_ok());
        assert!(buckets.take("1", &quota, start).is_ok());
        assert!(
            buckets
                .take("1", &quota, start)
                .is_err_and(|free| free > start)
        );
        assert!(buckets.take("2", &quota, start).is_ok());
        let after = (0..5).filter(|_| buckets.take("1", &quota, later(60)).is_ok());
        assert_eq!(after.count(), 2);
    }
}
