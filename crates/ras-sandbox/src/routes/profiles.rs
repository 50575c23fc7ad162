//! The profiles that the token may act for.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Response;
use http::StatusCode;
use serde_json::{Value, json};

use crate::access::TokenHolder;
use crate::app::App;
use crate::profile::{Access, AccountKind, Profile};
use crate::reply::json_response;

/// Lists the profiles of the login: those it may edit, unless it asks for more.
pub(super) async fn list(
    State(app): State<Arc<App>>,
    holder: TokenHolder,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let needed = match query.get("accessLevel").map(String::as_str) {
        Some("view") => Access::View,
        _ => Access::Edit,
    };
    let kinds = query.get("profileTypeFilter");
    let is_wanted = |profile: &&Profile| {
        let kind = profile.kind.as_str();
        let of_kind = kinds.is_none_or(|kinds| kinds.split(',').any(|k| k.trim() == kind));
        profile.refresh_token == holder.refresh_token && profile.access >= needed && of_kind
    };
    let profiles = app.accounts().map(|account| &account.profile);
    let body: Vec<Value> = profiles.filter(is_wanted).map(describe).collect();
    json_response(StatusCode::OK, &body)
}

fn describe(profile: &Profile) -> Value {
    // A number here, although every header and every other id is text.
    let profile_id: u64 = profile.id.parse().unwrap_or_default();
    let marketplace = profile.marketplace;
    let mut account = json!({
        "marketplaceStringId": marketplace.id(),
        "id": format!("ENTITY{}", profile_id % 9_973),
        "type": profile.kind.as_str(),
        "name": profile.name,
    });
    if profile.kind == AccountKind::Vendor {
        account["validPaymentMethod"] = profile.can_pay.into();
    }
    json!({
        "profileId": profile_id,
        "countryCode": marketplace.country(),
        "currencyCode": marketplace.currency(),
        "timezone": marketplace.time_zone(),
        "accountInfo": account,
    })
}
