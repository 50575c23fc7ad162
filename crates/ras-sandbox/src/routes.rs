//! The paths of the service.

use std::sync::Arc;

use axum::Router;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use http::Uri;

use crate::app::App;
use crate::reply::{Refusal, method_not_allowed};
use crate::rules::{AdGroups, Campaigns, Kind, ProductAds, Targets};

mod consent;
mod entities;
mod products;
mod profiles;
mod reports;
mod retailers;
mod token;

use entities::Listable;

/// Every path.
pub(crate) fn all() -> Router<Arc<App>> {
    Router::new()
        .route("/ap/oa", get(consent::consent))
        .route("/auth/o2/token", post(token::issue))
        .route("/v2/profiles", get(profiles::list))
        .route("/product/metadata", post(products::search))
        .route("/ras/v1/retailers/list", post(retailers::list))
        .route("/reporting/reports", post(reports::create))
        .route(
            "/reporting/reports/{id}",
            get(reports::get).delete(reports::delete),
        )
        .route(reports::FILES, get(reports::download))
        .merge(entity::<Campaigns>())
        .merge(entity::<AdGroups>())
        .merge(entity::<ProductAds>())
        .merge(entity::<Targets>())
        .method_not_allowed_fallback(method_not_allowed)
        .fallback(not_found)
}

/// The three paths of one kind of entity.
fn entity<K: Kind + Listable>() -> Router<Arc<App>> {
    let path = format!("/ras/v1/{}", K::PLURAL);
    Router::new()
        .route(&format!("{path}/list"), post(entities::list::<K>))
        .route(&format!("{path}/delete"), post(entities::delete::<K>))
        .route(
            &path,
            post(entities::create::<K>).put(entities::update::<K>),
        )
}

async fn not_found(uri: Uri) -> Response {
    let path = uri.path();
    Refusal::not_found(format!("There is nothing at {path}"))
        .for_path(path)
        .into_response()
}
