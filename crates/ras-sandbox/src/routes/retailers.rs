//! The retailers that can be advertised on.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use ras_core::retailers::types::ListRetailersRequest;
use serde_json::json;

use crate::access::Caller;
use crate::app::App;
use crate::faults::Scripted;
use crate::input::Input;
use crate::paging::{PageSize, Window, checksum};
use crate::reply::{Refusal, json_response};
use crate::seed::Shop;

const PAGE_SIZE: PageSize = PageSize {
    default: 10,
    max: 200,
};
const PATH: &str = "/ras/v1/retailers/list";
const MOST_IDS: usize = 100;

/// Lists active retailers, or those asked for by id whatever their status.
pub(super) async fn list(
    State(app): State<Arc<App>>,
    _: Caller,
    scripted: Scripted,
    Input(body): Input<ListRetailersRequest>,
) -> Result<Response, Refusal> {
    retailers(&app, &scripted, body).map_err(|refusal| refusal.for_path(PATH))
}

fn retailers(
    app: &App,
    scripted: &Scripted,
    body: ListRetailersRequest,
) -> Result<Response, Refusal> {
    let wanted = body.retailer_id_filter.map(|filter| filter.include);
    if wanted.as_ref().is_some_and(|ids| ids.len() > MOST_IDS) {
        return Err(Refusal::too_many("retailerIdFilter.include", MOST_IDS));
    }
    let is_wanted = |shop: &&Shop| match &wanted {
        Some(ids) => ids.iter().any(|id| shop.id == *id),
        None => shop.is_active(),
    };
    let shops: Vec<&Shop> = app.seed.shops().iter().filter(is_wanted).collect();
    let window = Window {
        size: PAGE_SIZE,
        max_results: body.max_results,
        next_token: body.next_token.as_deref(),
        list: checksum(&format!("retailers {wanted:?}")),
        lifetime: app.behavior().page_token_lifetime,
        now: app.clock.now(),
        shift: scripted.shift_page,
    };
    let page = window.cut(shops.len(), |range| {
        let shops = shops.get(range).unwrap_or_default();
        shops.iter().map(|shop| &shop.retailer).collect()
    })?;
    let mut answer = json!({"retailers": page.rows, "totalResults": page.total});
    if let Some(token) = page.next_token {
        answer["nextToken"] = token.into();
    }
    Ok(json_response(StatusCode::OK, &answer))
}
