//! Single changes of the document and what has to be said about each.

#[path = "rows/bodies.rs"]
mod bodies;
#[path = "rows/composition.rs"]
mod composition;
#[path = "rows/members.rs"]
mod members;
#[path = "rows/values.rs"]
mod values;

use serde_json::{Value, json};
use xtask::codegen::api::Level::{self, Major, Minor, None, Patch};
use xtask::spec::diff::Wire::{self, Break, Risk, Safe};

use crate::diff::fixture::{answer, set, take};

/// One change.
pub(crate) struct Row {
    /// What changes, in words.
    pub(crate) change: &'static str,
    /// The edit that makes it.
    pub(crate) edit: fn(&mut Value),
    /// What deployed builds notice.
    pub(crate) wire: Wire,
    /// What user code notices.
    pub(crate) rust: Level,
    /// Whether the generator takes the edited document.
    pub(crate) generates: bool,
}

const fn row(change: &'static str, wire: Wire, rust: Level, edit: fn(&mut Value)) -> Row {
    Row {
        change,
        edit,
        wire,
        rust,
        generates: true,
    }
}

/// All changes, by what they change.
pub(crate) fn all() -> impl Iterator<Item = &'static Row> {
    [
        OPERATIONS,
        bodies::ROWS,
        members::ROWS,
        values::ROWS,
        composition::ROWS,
    ]
    .into_iter()
    .flatten()
}

const OPERATIONS: &[Row] = &[
    row("operation added", Safe, Minor, |d| {
        set(
            d,
            "/paths/~1campaigns/patch",
            json!({"operationId": "patchCampaigns", "responses": {"200": answer("Campaign")}}),
        );
    }),
    row("operation removed", Break, Major, |d| {
        take(d, "/paths/~1campaigns~1{campaignId}/delete");
    }),
    row("path renamed", Break, Patch, |d| {
        let item = take(d, "/paths/~1campaigns");
        set(d, "/paths/~1v2~1campaigns", item);
    }),
    row("method changed", Break, Patch, |d| {
        let item = take(d, "/paths/~1campaigns/put");
        set(d, "/paths/~1campaigns/patch", item);
    }),
    row("operationId renamed", Safe, Major, |d| {
        set(
            d,
            "/paths/~1campaigns/get/operationId",
            json!("findCampaigns"),
        );
    }),
    row("path and path parameter renamed", Break, Major, |d| {
        let mut item = take(d, "/paths/~1campaigns~1{campaignId}");
        item["parameters"][0]["name"] = json!("id");
        set(d, "/paths/~1campaigns~1{id}", item);
    }),
    row("operation deprecated", Safe, None, |d| {
        set(d, "/paths/~1campaigns/get/deprecated", json!(true));
    }),
    row("operation tags changed", Safe, None, |d| {
        set(d, "/paths/~1campaigns/post/tags", json!(["other"]));
    }),
    row("operation security added", Risk, None, |d| {
        set(
            d,
            "/paths/~1campaigns/post/security",
            json!([{"other": []}]),
        );
    }),
    row("operation extension added", Safe, None, |d| {
        set(d, "/paths/~1campaigns/post/x-scope", json!("edit"));
    }),
    row("operation callbacks added", Safe, None, |d| {
        set(d, "/paths/~1campaigns/post/callbacks", json!({"done": {}}));
    }),
    row("query parameter style changed", Risk, Major, |d| {
        set(
            d,
            "/paths/~1campaigns/get/parameters/1/style",
            json!("form"),
        );
    }),
    row("operationId removed", Safe, Major, |d| {
        take(d, "/paths/~1campaigns/get/operationId");
    }),
    row("path servers added", Risk, None, |d| {
        set(
            d,
            "/paths/~1campaigns/servers",
            json!([{"url": "https://eu.example.com"}]),
        );
    }),
    row("operation key that nobody knows", Risk, Major, |d| {
        set(d, "/paths/~1campaigns/post/streaming", json!(true));
    }),
    row("query parameter added", Safe, Major, |d| {
        set(
            d,
            "/paths/~1campaigns/get/parameters/-",
            json!({"in": "query", "name": "sort", "schema": {"type": "string"}}),
        );
    }),
    row("required query parameter added", Break, Major, |d| {
        set(
            d,
            "/paths/~1campaigns/get/parameters/-",
            json!({"in": "query", "name": "sort", "required": true, "schema": {"type": "string"}}),
        );
    }),
    row("query parameter removed", Risk, Major, |d| {
        take(d, "/paths/~1campaigns/get/parameters/1");
    }),
    row("query parameter became required", Break, Major, |d| {
        set(
            d,
            "/paths/~1campaigns/get/parameters/1/required",
            json!(true),
        );
    }),
    row("query parameter became optional", Safe, Major, |d| {
        take(d, "/paths/~1campaigns/get/parameters/2/required");
    }),
    row("query parameter type changed", Break, Major, |d| {
        set(
            d,
            "/paths/~1campaigns/get/parameters/1/schema",
            json!({"type": "string"}),
        );
    }),
    row("query parameter bound changed", Risk, None, |d| {
        set(
            d,
            "/paths/~1campaigns/get/parameters/1/schema/maximum",
            json!(50),
        );
    }),
    row("query parameters in another order", Safe, None, |d| {
        let first = take(d, "/paths/~1campaigns/get/parameters/0");
        set(d, "/paths/~1campaigns/get/parameters/-", first);
    }),
    row("header parameter added", Safe, None, |d| {
        set(
            d,
            "/paths/~1campaigns/put/parameters",
            json!([{"in": "header", "name": "Trace", "schema": {"type": "string"}}]),
        );
    }),
    row("required header parameter added", Break, None, |d| {
        set(
            d,
            "/paths/~1campaigns/put/parameters",
            json!([{"in": "header", "name": "Trace", "required": true, "schema": {"type": "string"}}]),
        );
    }),
    row("header parameter became required", Break, None, |d| {
        set(d, "/components/parameters/Prefer/required", json!(true));
    }),
    row("path parameter type changed", Break, Major, |d| {
        set(
            d,
            "/paths/~1campaigns~1{campaignId}/parameters/0/schema",
            json!({"type": "integer"}),
        );
    }),
    row(
        "path parameter declared by another name for text",
        Safe,
        None,
        |d| {
            set(
                d,
                "/paths/~1campaigns~1{campaignId}/parameters/0/schema",
                json!({"type": "string"}),
            );
        },
    ),
];
