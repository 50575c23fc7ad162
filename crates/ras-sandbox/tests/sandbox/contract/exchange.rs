//! Whether an exchange keeps the published contract.
//!
//! The judge reads `openapi/contract`, never the transformed document that the types come
//! from, so that client and sandbox cannot share a misunderstanding. Members that the
//! contract does not name are violations too; only the overlay's additions are let in.

use std::sync::LazyLock;

use http::HeaderMap;
use jsonschema::Validator;
use ras_sandbox::RecordedRequest;
use serde_json::{Value, json};

use super::documents::{Operation, operation};

/// Statuses that Amazon's general pages name for any operation, and contracts leave out.
const GENERAL: [u16; 4] = [405, 406, 413, 415];

/// The body of such an answer: a code of any kind, and the text in one of its spellings.
static GENERAL_ERROR: LazyLock<(String, Validator)> = LazyLock::new(|| {
    let text = json!({"type": "string"});
    let schema = json!({
        "type": "object",
        "required": ["code"],
        "properties": {"code": text, "message": text, "details": text, "detail": text},
        "additionalProperties": false,
    });
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    ("application/json".to_owned(), validator)
});

/// What is wrong with the request and with the answer of an exchange.
pub(crate) fn violations(exchange: &RecordedRequest) -> Vec<String> {
    let mut found = request_violations(
        exchange.method.as_str(),
        &exchange.path,
        &exchange.headers,
        &exchange.body,
    );
    found.extend(answer_violations(exchange));
    found
}

/// What is wrong with a request.
pub(crate) fn request_violations(
    method: &str,
    path: &str,
    headers: &HeaderMap,
    body: &[u8],
) -> Vec<String> {
    let Some(operation) = operation(method, path) else {
        return Vec::new();
    };
    let mut found: Vec<String> = operation
        .required_headers
        .iter()
        .filter(|name| !headers.contains_key(name.as_str()))
        .map(|name| format!("header {name} is missing"))
        .collect();
    if body.is_empty() {
        if operation.body_required {
            found.push("the body is missing".to_owned());
        }
    } else {
        match &operation.body {
            None => found.push("a body, where the contract knows none".to_owned()),
            Some((media_type, schema)) => {
                check_type(headers, media_type, &mut found);
                check_body(schema, body, &mut found);
            }
        }
    }
    name(found, method, path, "request", body)
}

/// What is wrong with the answer of an exchange.
pub(crate) fn answer_violations(exchange: &RecordedRequest) -> Vec<String> {
    let method = exchange.method.as_str();
    let Some(operation) = operation(method, &exchange.path) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let status = exchange.status.as_u16();
    match answer_schema(operation, status) {
        None => found.push(format!("status {status} is not declared")),
        Some((media_type, schema)) => {
            check_type(&exchange.response_headers, media_type, &mut found);
            check_body(schema, &exchange.response, &mut found);
        }
    }
    if let Some(value) = exchange.response_headers.get("retry-after")
        && !value.to_str().is_ok_and(|text| text.parse::<i32>().is_ok())
    {
        found.push(format!("Retry-After is no int32: {value:?}"));
    }
    name(found, method, &exchange.path, "answer", &exchange.response)
}

fn answer_schema(operation: &Operation, status: u16) -> Option<&(String, Validator)> {
    let general = || GENERAL.contains(&status).then(|| &*GENERAL_ERROR);
    operation.answers.get(&status).or_else(general)
}

fn check_type(headers: &HeaderMap, wanted: &str, found: &mut Vec<String>) {
    let given = headers
        .get("content-type")
        .and_then(|value| value.to_str().ok());
    let bare = given.and_then(|value| value.split(';').next());
    if !bare.is_some_and(|bare| bare.trim().eq_ignore_ascii_case(wanted)) {
        found.push(format!("Content-Type is {given:?}, not {wanted}"));
    }
}

fn check_body(schema: &Validator, body: &[u8], found: &mut Vec<String>) {
    match serde_json::from_slice::<Value>(body) {
        Err(error) => found.push(format!("no JSON: {error}")),
        Ok(value) => found.extend(
            schema
                .iter_errors(&value)
                .map(|error| format!("{}: {error}", error.instance_path())),
        ),
    }
}

fn name(found: Vec<String>, method: &str, path: &str, side: &str, body: &[u8]) -> Vec<String> {
    let body: String = String::from_utf8_lossy(body).chars().take(300).collect();
    found
        .into_iter()
        .map(|problem| format!("{method} {path}, {side}: {problem}\n    {body}"))
        .collect()
}
