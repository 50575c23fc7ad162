//! The token endpoint of Login with Amazon.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::response::Response;
use http::StatusCode;
use serde_json::json;

use crate::access::LIFETIME_SECONDS;
use crate::app::App;
use crate::reply::json_response;

/// A field of the form, or nothing.
type Fields = HashMap<String, String>;

/// Exchanges a refresh token or an authorization code for an access token.
pub(super) async fn issue(
    State(app): State<Arc<App>>,
    form: Result<Form<Fields>, FormRejection>,
) -> Response {
    let Ok(Form(fields)) = form else {
        let text = "The request body must be form data";
        return refused(StatusCode::BAD_REQUEST, "invalid_request", text);
    };
    let field = |name: &str| fields.get(name).map_or("", String::as_str);
    let known = &app.seed.credentials;
    if field("client_id") != known.client_id || field("client_secret") != known.client_secret {
        let text = "Client authentication failed";
        return refused(StatusCode::UNAUTHORIZED, "invalid_client", text);
    }
    let now = app.clock.now();
    let refresh_token = match field("grant_type") {
        "refresh_token" => {
            let given = field("refresh_token");
            let is_known = app
                .accounts()
                .any(|account| account.profile.refresh_token == given);
            is_known.then(|| given.to_owned()).ok_or("refresh_token")
        }
        "authorization_code" => app
            .tokens
            .redeem(field("code"), field("redirect_uri"), now)
            .then(|| known.refresh_token.clone())
            .ok_or("code"),
        _ => {
            let text = "The authorization grant type is not supported by the authorization server";
            return refused(StatusCode::BAD_REQUEST, "unsupported_grant_type", text);
        }
    };
    let refresh_token = match refresh_token {
        Ok(refresh_token) => refresh_token,
        Err(parameter) => {
            let text = format!(
                "The request has an invalid grant parameter : {parameter}. \
                 User may have revoked or didn't grant the permission."
            );
            return refused(StatusCode::BAD_REQUEST, "invalid_grant", &text);
        }
    };
    let body = json!({
        "access_token": app.tokens.issue(&refresh_token, now),
        "refresh_token": refresh_token,
        "token_type": "bearer",
        "expires_in": LIFETIME_SECONDS,
    });
    json_response(StatusCode::OK, &body)
}

fn refused(status: StatusCode, error: &str, description: &str) -> Response {
    let body = json!({"error": error, "error_description": description});
    json_response(status, &body)
}
