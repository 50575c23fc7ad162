//! One request being put together by a generated method.

use std::fmt::{Display, Write as _};

use std::sync::Arc;

use bytes::Bytes;
use serde::Serialize;
use serde_json::Value;

use crate::{InvalidRequest, Operation};

/// A request of one operation. Problems wait until it is sent, so that generated
/// methods stay one expression. A clone has the same body, not a copy of it.
#[derive(Clone, Debug)]
pub struct Request {
    operation: &'static Operation,
    path: String,
    query: String,
    body: Option<Bytes>,
    problem: Option<InvalidRequest>,
}

/// What goes out: path with query, and body.
pub(crate) struct Target {
    pub(crate) operation: &'static Operation,
    pub(crate) path: String,
    pub(crate) body: Option<Bytes>,
}

impl Request {
    /// A request without parameters and body.
    pub fn new(operation: &'static Operation) -> Self {
        Self {
            operation,
            path: operation.path.to_owned(),
            query: String::new(),
            body: None,
            problem: None,
        }
    }

    /// Puts a value into the path template.
    #[allow(dead_code, reason = "depends on the operations of the documents")]
    pub(crate) fn path(mut self, name: &'static str, value: impl Display) -> Self {
        let mut encoded = String::new();
        percent_encode(&mut encoded, &value.to_string());
        self.path = self.path.replace(&format!("{{{name}}}"), &encoded);
        self
    }

    /// Adds a query parameter; `None` adds nothing, a list repeats the name.
    ///
    /// A nested value is an error when the request is sent.
    pub fn query(mut self, name: &'static str, value: impl Serialize) -> Self {
        let values = match serde_json::to_value(value) {
            Ok(Value::Null) => Vec::new(),
            Ok(Value::Array(values)) => values,
            Ok(value) => vec![value],
            Err(error) => {
                self.problem = Some(InvalidRequest::Body(Arc::new(error)));
                return self;
            }
        };
        for value in values {
            let text = match value {
                Value::String(text) => text,
                Value::Bool(_) | Value::Number(_) => value.to_string(),
                _ => {
                    self.problem = Some(InvalidRequest::Query(name));
                    return self;
                }
            };
            self.query
                .push(if self.query.is_empty() { '?' } else { '&' });
            percent_encode(&mut self.query, name);
            self.query.push('=');
            percent_encode(&mut self.query, &text);
        }
        self
    }

    /// The JSON body.
    #[must_use]
    pub fn body(mut self, body: &impl Serialize) -> Self {
        match serde_json::to_vec(body) {
            Ok(bytes) => self.body = Some(bytes.into()),
            Err(error) => self.problem = Some(InvalidRequest::Body(Arc::new(error))),
        }
        self
    }

    pub(crate) fn finish(self) -> Result<Target, InvalidRequest> {
        match self.problem {
            Some(problem) => Err(problem),
            None => Ok(Target {
                operation: self.operation,
                path: self.path + &self.query,
                body: self.body,
            }),
        }
    }
}

/// Leaves the unreserved characters of RFC 3986 and escapes the rest, `/` included.
fn percent_encode(out: &mut String, text: &str) {
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

    use http::Method;

    use super::*;
    use crate::RetryClass;

    static THING: Operation = Operation {
        id: "thing",
        method: Method::GET,
        path: "/things/{id}/parts",
        content_type: None,
        accept: "application/json",
        retry: RetryClass::Read,
    };

    fn path(request: Request) -> String {
        request.finish().unwrap().path
    }

    #[test]
    fn a_path_parameter_cannot_leave_its_segment() {
        let request = Request::new(&THING).path("id", "a/b?c#d é");
        assert_eq!(path(request), "/things/a%2Fb%3Fc%23d%20%C3%A9/parts");
    }

    #[test]
    fn query_parameters_are_left_out_repeated_and_escaped() {
        let request = Request::new(&THING)
            .path("id", 7)
            .query("none", None::<&str>)
            .query("one", Some("a b&c"))
            .query("many", vec!["x", "y"])
            .query("flag", true)
            .query("count", 3);
        let wanted = "/things/7/parts?one=a%20b%26c&many=x&many=y&flag=true&count=3";
        assert_eq!(path(request), wanted);
    }

    #[test]
    fn a_nested_query_parameter_is_refused_by_name() {
        let request = Request::new(&THING).query("filter", serde_json::json!({"a": 1}));
        let problem = request.finish().err().unwrap();
        assert!(matches!(problem, InvalidRequest::Query("filter")));
    }
}
