//! The profiles that the token may act for.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use serde_json::json;

use crate::access::TokenHolder;
use crate::app::App;
use crate::reply::json_response;

/// Lists the one profile of the seed.
pub(super) async fn list(State(app): State<Arc<App>>, _: TokenHolder) -> Response {
    // A number here, although every header and every other id is text.
    let profile_id: u64 = app.seed.credentials.profile_id.parse().unwrap_or_default();
    let body = json!([{
        "profileId": profile_id,
        "countryCode": "US",
        "currencyCode": "USD",
        "timezone": "America/Los_Angeles",
        "accountInfo": {
            "marketplaceStringId": "ATVPDKIKX0DER",
            "id": "ENTITYSANDBOX",
            "type": "vendor",
            "name": "Sandbox Advertiser",
            "validPaymentMethod": true,
        },
    }]);
    json_response(StatusCode::OK, &body)
}
