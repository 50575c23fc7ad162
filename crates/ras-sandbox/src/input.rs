//! Reading a request body through the types of `ras-core`.

use std::sync::Arc;

use axum::extract::{FromRequest, Request};
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::app::App;
use crate::reply::Refusal;

/// Media type of the bodies of the products document.
const PRODUCTS: &str = "application/vnd.productmetadatarequest.v1+json";
/// Media type of the body that asks for a report; plain JSON was seen to be taken too.
const REPORTS: &str = "application/vnd.createasyncreportrequest.v3+json";
const JSON: &str = "application/json";

/// Members that are numbers in the contract, though `Money` also reads text.
const AMOUNTS: [&str; 3] = ["budget", "defaultBid", "bid"];

/// The body of a request, decoded.
#[derive(Debug)]
pub(crate) struct Input<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<Arc<App>> for Input<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, Refusal> {
        let path = request.uri().path().to_owned();
        let content_type = request
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .map(|value| value.split(';').next().unwrap_or(value).trim().to_owned());
        let body = Bytes::from_request(request, app)
            .await
            .map_err(|_| Refusal::too_large().for_path(&path))?;
        read(&path, content_type.as_deref(), &body)
            .map(Self)
            .map_err(|refusal| refusal.for_path(&path))
    }
}

fn read<T: DeserializeOwned>(
    path: &str,
    content_type: Option<&str>,
    body: &[u8],
) -> Result<T, Refusal> {
    // Lists declare their body optional.
    if body.is_empty() {
        return decode(Value::Object(serde_json::Map::new()));
    }
    let wanted: &[&str] = match path {
        "/product/metadata" => &[PRODUCTS],
        "/reporting/reports" => &[REPORTS, JSON],
        _ => &[JSON],
    };
    let fits = |given: &str| wanted.iter().any(|w| given.eq_ignore_ascii_case(w));
    if !content_type.is_some_and(fits) {
        return Err(Refusal::unsupported_media_type(&wanted.join(" or ")));
    }
    let mut value: Value = serde_json::from_slice(body)
        .map_err(|error| Refusal::invalid(format!("The body is no JSON: {error}")))?;
    if path.ends_with("/retailers/list") {
        number_from_text(&mut value, "maxResults");
    }
    if let Some(member) = amount_as_text(&value) {
        return Err(Refusal::malformed(member, "Member must be a number"));
    }
    decode(value)
}

fn decode<T: DeserializeOwned>(value: Value) -> Result<T, Refusal> {
    serde_path_to_error::deserialize(value)
        .map_err(|error| Refusal::malformed(&error.path().to_string(), &error.inner().to_string()))
}

/// Reads the guide's `"maxResults": "10"` as the number that the contract declares.
fn number_from_text(body: &mut Value, member: &str) {
    if let Some(value) = body.get_mut(member)
        && let Some(number) = value.as_str().and_then(|text| text.parse::<i32>().ok())
    {
        *value = number.into();
    }
}

fn amount_as_text(value: &Value) -> Option<&str> {
    match value {
        Value::Array(items) => items.iter().find_map(amount_as_text),
        Value::Object(members) => members.iter().find_map(|(name, member)| {
            let wrong = AMOUNTS.contains(&name.as_str()) && member.is_string();
            if wrong {
                Some(name.as_str())
            } else {
                amount_as_text(member)
            }
        }),
        _ => None,
    }
}
