//! The retailers that can be advertised on.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use ras_core::retailers::types::ListRetailersRequest;
use serde_json::json;

use crate::access::Caller;
use crate::app::App;
use crate::input::Input;
use crate::paging::{PageSize, page};
use crate::reply::{Refusal, json_response};
use crate::seed::Shop;

const PAGE_SIZE: PageSize = PageSize {
    default: 10,
    max: 200,
};
const MOST_IDS: usize = 100;

/// Lists active retailers, or those asked for by id whatever their status.
pub(super) async fn list(
    State(app): State<Arc<App>>,
    _: Caller,
    Input(body): Input<ListRetailersRequest>,
) -> Result<Response, Refusal> {
    let wanted = body.retailer_id_filter.map(|filter| filter.include);
    if wanted.as_ref().is_some_and(|ids| ids.len() > MOST_IDS) {
        let constraint = format!("Member must have length less than or equal to {MOST_IDS}");
        return Err(Refusal::violation("retailerIdFilter.include", constraint));
    }
    let is_wanted = |shop: &&Shop| match &wanted {
        Some(ids) => ids.iter().any(|id| id == shop.id),
        None => shop.is_active(),
    };
    let rows = app.seed.shops().iter().filter(is_wanted).collect();
    let page = page(
        rows,
        PAGE_SIZE,
        body.max_results,
        body.next_token.as_deref(),
    )?;
    let retailers: Vec<_> = page.rows.iter().map(|shop| &shop.retailer).collect();
    let mut answer = json!({"retailers": retailers, "totalResults": page.total});
    if let Some(token) = page.next_token {
        answer["nextToken"] = token.into();
    }
    Ok(json_response(StatusCode::OK, &answer))
}
