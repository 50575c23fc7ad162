//! Changes of bodies, answers and errors.

use serde_json::json;
use xtask::codegen::api::Level::{Major, Minor, None, Patch};
use xtask::spec::diff::Wire::{Break, Risk, Safe};

use super::{Row, row};
use crate::diff::fixture::{answer, rename, set, take, to};

pub(super) const ROWS: &[Row] = &[
    row("request media type changed", Break, Patch, |d| {
        let body = take(
            d,
            "/paths/~1campaigns/post/requestBody/content/application~1vnd.create.v1+json",
        );
        set(
            d,
            "/paths/~1campaigns/post/requestBody/content/application~1vnd.create.v2+json",
            body,
        );
    }),
    row("request media type added", Safe, None, |d| {
        set(
            d,
            "/paths/~1campaigns/post/requestBody/content/application~1vnd.create.v2+json",
            json!({"schema": to("CreateRequest")}),
        );
    }),
    row("response media type changed", Break, Patch, |d| {
        let body = take(
            d,
            "/paths/~1campaigns~1{campaignId}/get/responses/200/content/application~1json",
        );
        set(
            d,
            "/paths/~1campaigns~1{campaignId}/get/responses/200/content/application~1vnd.campaign.v2+json",
            body,
        );
    }),
    row("error media type changed", Safe, None, |d| {
        let body = take(
            d,
            "/paths/~1campaigns~1{campaignId}/get/responses/404/content/application~1json",
        );
        set(
            d,
            "/paths/~1campaigns~1{campaignId}/get/responses/404/content/application~1problem+json",
            body,
        );
    }),
    row("request body no longer required", Safe, None, |d| {
        take(d, "/paths/~1campaigns/put/requestBody/required");
    }),
    row("request body removed", Risk, Major, |d| {
        take(d, "/paths/~1campaigns/put/requestBody");
    }),
    row("required request body added", Break, Major, |d| {
        set(
            d,
            "/paths/~1campaigns~1{campaignId}/delete/requestBody",
            json!({"required": true, "content": {"application/json": {"schema": to("Budget")}}}),
        );
    }),
    row("request body schema replaced", Break, Major, |d| {
        set(
            d,
            "/paths/~1campaigns/put/requestBody/content/application~1json/schema",
            json!(to("CreateRequest")),
        );
    }),
    row("success code changed", Safe, None, |d| {
        let answer = take(d, "/paths/~1campaigns/post/responses/207");
        set(d, "/paths/~1campaigns/post/responses/200", answer);
    }),
    row("success code added", Safe, None, |d| {
        set(
            d,
            "/paths/~1campaigns/post/responses/200",
            json!(answer("CreateResponse")),
        );
    }),
    Row {
        generates: false,
        ..row("second success type", Break, Major, |d| {
            set(
                d,
                "/paths/~1campaigns/post/responses/299",
                json!(answer("Campaign")),
            );
        })
    },
    row("success body replaced", Break, Major, |d| {
        set(
            d,
            "/paths/~1campaigns~1{campaignId}/get/responses/200",
            json!(answer("Budget")),
        );
    }),
    row("success body added", Safe, Major, |d| {
        set(
            d,
            "/paths/~1campaigns~1{campaignId}/delete/responses/204",
            json!(answer("Campaign")),
        );
    }),
    row("success body removed", Break, Major, |d| {
        take(
            d,
            "/paths/~1campaigns~1{campaignId}/get/responses/200/content",
        );
    }),
    row("response header removed", Risk, None, |d| {
        take(
            d,
            "/paths/~1campaigns/get/responses/200/headers/Retry-After",
        );
    }),
    row("response header added", Safe, None, |d| {
        set(
            d,
            "/paths/~1campaigns~1{campaignId}/get/responses/200/headers",
            json!({"ETag": {"schema": {"type": "string"}}}),
        );
    }),
    row("response links added", Safe, None, |d| {
        set(
            d,
            "/paths/~1campaigns~1{campaignId}/get/responses/200/links",
            json!({"next": {"operationId": "getCampaign"}}),
        );
    }),
    row("error response added, known type", Risk, None, |d| {
        set(
            d,
            "/paths/~1campaigns/get/responses/403",
            json!(answer("NotFound")),
        );
    }),
    row("error response added, new member", Risk, Minor, |d| {
        set(
            d,
            "/paths/~1campaigns/get/responses/403",
            json!({"description": "", "content": {"application/json": {"schema": {"type": "object", "properties": {"scope": {"type": "string"}}}}}}),
        );
    }),
    row(
        "error response removed, type used elsewhere",
        Safe,
        None,
        |d| {
            take(d, "/paths/~1campaigns/get/responses/400");
        },
    ),
    row(
        "error response removed, only one of its type",
        Safe,
        Major,
        |d| {
            take(d, "/paths/~1campaigns/post/responses/429");
        },
    ),
    row("error type changed, members known", Safe, None, |d| {
        set(
            d,
            "/paths/~1campaigns~1{campaignId}/get/responses/404",
            json!(answer("BadRequest")),
        );
    }),
    row("error member added", Safe, Minor, |d| {
        set(
            d,
            "/components/schemas/NotFound/properties/hint",
            json!({"type": "string"}),
        );
    }),
    row(
        "error member removed, another error has it",
        Risk,
        None,
        |d| {
            take(d, "/components/schemas/NotFound/properties/code");
        },
    ),
    row(
        "error member removed, no other error has it",
        Risk,
        Major,
        |d| {
            take(d, "/components/schemas/Throttled/properties/wait");
        },
    ),
    row("error member required", Safe, None, |d| {
        set(
            d,
            "/components/schemas/NotFound/required",
            json!(["message"]),
        );
    }),
    row("error member type changed", Risk, Major, |d| {
        set(
            d,
            "/components/schemas/Throttled/properties/wait/type",
            json!("integer"),
        );
    }),
    row("error enum value added", Safe, Minor, |d| {
        set(d, "/components/schemas/Reason/enum/-", json!("MISSING"));
    }),
    row("error detail became optional", Break, Major, |d| {
        take(d, "/components/schemas/Problem/required");
    }),
    row("error schema renamed", Safe, None, |d| {
        rename(d, "BadRequest", "InvalidRequest");
    }),
];
