//! Scripted answers that the rules would not give.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};

/// An answer that is sent as it stands.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CannedAnswer {
    /// Status of the answer.
    pub status: StatusCode,
    /// Headers of the answer; a request id is added when it has none.
    pub headers: HeaderMap,
    /// Body of the answer.
    pub body: Bytes,
}

impl CannedAnswer {
    /// An answer without headers or body.
    pub fn new(status: StatusCode) -> Self {
        Self {
            status,
            headers: HeaderMap::new(),
            body: Bytes::new(),
        }
    }

    /// An answer with a JSON body, which is not checked.
    pub fn json(status: StatusCode, body: impl Into<Bytes>) -> Self {
        Self::new(status)
            .header(CONTENT_TYPE, HeaderValue::from_static("application/json"))
            .body(body)
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.append(name, value);
        self
    }

    /// Sets the body.
    #[must_use]
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        self.body = body.into();
        self
    }
}

/// The faults that wait for their request.
///
/// Each fault is for one request and is used up by it. An operation is named by method
/// and path, `POST /ras/v1/campaigns`, or by the end of the path, `campaigns/list`.
/// Among faults for one operation the oldest comes first.
#[derive(Debug, Default)]
pub struct Faults(Mutex<VecDeque<Fault>>);

#[derive(Debug)]
struct Fault {
    operation: String,
    moment: Moment,
    answer: CannedAnswer,
}

/// Whether the request still takes effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    InsteadOfApplying,
    AfterApplying,
}

impl Faults {
    /// Answers the next request for `operation` with `answer` and does not apply it.
    pub fn answer_next(&self, operation: impl Into<String>, answer: CannedAnswer) {
        self.push(operation.into(), Moment::InsteadOfApplying, answer);
    }

    /// Applies the next request for `operation`, but answers it with `answer`.
    pub fn after_applying(&self, operation: impl Into<String>, answer: CannedAnswer) {
        self.push(operation.into(), Moment::AfterApplying, answer);
    }

    /// How many faults still wait; a test that ends with some did not do what it says.
    pub fn pending(&self) -> usize {
        self.queue().len()
    }

    /// Forgets every fault that still waits.
    pub fn clear(&self) {
        self.queue().clear();
    }

    pub(crate) fn take(&self, method: &Method, path: &str) -> Option<(Moment, CannedAnswer)> {
        let mut queue = self.queue();
        let due = queue
            .iter()
            .position(|fault| names(&fault.operation, method, path))?;
        queue.remove(due).map(|fault| (fault.moment, fault.answer))
    }

    fn push(&self, operation: String, moment: Moment, answer: CannedAnswer) {
        self.queue().push_back(Fault {
            operation,
            moment,
            answer,
        });
    }

    fn queue(&self) -> MutexGuard<'_, VecDeque<Fault>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn names(operation: &str, method: &Method, path: &str) -> bool {
    if let Some((wanted, wanted_path)) = operation.split_once(' ') {
        return wanted == method.as_str() && wanted_path == path;
    }
    let end = operation.trim_start_matches('/');
    // Whole segments only: `targets` must not name a path that ends in `autotargets`.
    path.strip_suffix(end)
        .is_some_and(|start| start.is_empty() || start.ends_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operation_is_named_by_method_and_path_or_by_whole_last_segments() {
        let path = "/ras/v1/campaigns/list";
        assert!(names("POST /ras/v1/campaigns/list", &Method::POST, path));
        assert!(names("campaigns/list", &Method::POST, path));
        assert!(names("/ras/v1/campaigns/list", &Method::POST, path));
        assert!(!names("PUT /ras/v1/campaigns/list", &Method::POST, path));
        assert!(!names("aigns/list", &Method::POST, path));
        assert!(!names("campaigns", &Method::POST, path));
    }
}
