//! Changes of references, composed schemas and what surrounds them.

use serde_json::json;
use xtask::codegen::api::Level::{Major, Minor, None, Patch};
use xtask::spec::diff::Wire::{Break, Risk, Safe};

use super::{Row, row};
use crate::diff::fixture::{rename, set, take, to};

pub(super) const ROWS: &[Row] = &[
    row("reference to another schema", Break, Major, |d| {
        set(
            d,
            "/components/schemas/Campaign/properties/budget",
            json!(to("MarkerA")),
        );
    }),
    row("reference to another name for text", Safe, None, |d| {
        set(
            d,
            "/components/schemas/Campaign/properties/name",
            json!(to("CampaignId")),
        );
    }),
    row("schema put in place of its reference", Safe, Major, |d| {
        set(
            d,
            "/components/schemas/Campaign/properties/serving",
            json!({"type": "string", "enum": ["DELIVERING", "ENDED"]}),
        );
    }),
    row("schema renamed", Safe, Major, |d| {
        rename(d, "Campaign", "Promotion");
    }),
    row("name for text renamed", Safe, None, |d| {
        rename(d, "CampaignId", "EntityId");
    }),
    row("two schemas renamed together", Safe, Major, |d| {
        rename(d, "CreateRequest", "MakeRequest");
        rename(d, "NewCampaign", "CampaignToMake");
    }),
    row("alternative added to oneOf", Risk, Major, |d| {
        set(
            d,
            "/components/schemas/NewCampaign/properties/marker/oneOf/-",
            json!({"type": "string"}),
        );
    }),
    row("oneOf in place of a reference", Break, Major, |d| {
        set(
            d,
            "/components/schemas/Campaign/properties/budget",
            json!({"oneOf": [to("Budget"), to("MarkerA")]}),
        );
    }),
    row("discriminator added", Risk, Major, |d| {
        set(
            d,
            "/components/schemas/NewCampaign/properties/marker/discriminator",
            json!({"propertyName": "kind"}),
        );
    }),
    row("additionalProperties forbidden, request", Risk, None, |d| {
        set(
            d,
            "/components/schemas/NewCampaign/additionalProperties",
            json!(false),
        );
    }),
    row(
        "additionalProperties forbidden no more, answer",
        Safe,
        None,
        |d| {
            set(
                d,
                "/components/schemas/Sealed/additionalProperties",
                json!(true),
            );
        },
    ),
    row("additionalProperties spelled out", Safe, None, |d| {
        set(
            d,
            "/components/schemas/Campaign/additionalProperties",
            json!(true),
        );
    }),
    row(
        "additionalProperties allowed by a schema",
        Safe,
        Minor,
        |d| {
            set(
                d,
                "/components/schemas/Campaign/additionalProperties",
                json!({}),
            );
        },
    ),
    row("values of a map changed", Break, Major, |d| {
        set(
            d,
            "/components/schemas/Campaign/properties/labels/additionalProperties/type",
            json!("integer"),
        );
    }),
    row("member deprecated", Safe, None, |d| {
        set(
            d,
            "/components/schemas/Campaign/properties/spend/deprecated",
            json!(true),
        );
    }),
    row("member read-only", Risk, None, |d| {
        set(
            d,
            "/components/schemas/NewCampaign/properties/name/readOnly",
            json!(true),
        );
    }),
    row("title of a scalar", Safe, None, |d| {
        set(
            d,
            "/components/schemas/NewCampaign/properties/name/title",
            json!("The name"),
        );
    }),
    row("title of a component", Safe, None, |d| {
        set(d, "/components/schemas/Budget/title", json!("Money"));
    }),
    row("title of an inline object", Safe, Major, |d| {
        set(
            d,
            "/components/schemas/Campaign/properties/nested/title",
            json!("Inner"),
        );
    }),
    row("schema extension added", Safe, None, |d| {
        set(d, "/components/schemas/Campaign/x-internal", json!(true));
    }),
    row("xml of a member", Risk, Major, |d| {
        set(
            d,
            "/components/schemas/Campaign/properties/name/xml",
            json!({"name": "n"}),
        );
    }),
    row("unused schema changed", Safe, None, |d| {
        take(d, "/components/schemas/Orphan/properties/a");
    }),
    row("unused schema added", Safe, None, |d| {
        set(d, "/components/schemas/Lonely", json!({"type": "object"}));
    }),
    row("unused schema removed", Safe, None, |d| {
        take(d, "/components/schemas/Orphan");
    }),
    row("prose only", Safe, None, |d| {
        set(
            d,
            "/components/schemas/Campaign/description",
            json!("A campaign."),
        );
    }),
    row("document tags changed", Safe, None, |d| {
        set(d, "/tags", json!([]));
    }),
    row("document security changed", Risk, None, |d| {
        set(d, "/security", json!([]));
    }),
    row("security scheme changed", Risk, None, |d| {
        set(
            d,
            "/components/securitySchemes/oauth/scheme",
            json!("basic"),
        );
    }),
    row("servers changed", Risk, None, |d| {
        set(d, "/servers/0/url", json!("https://api2.example.com"));
    }),
    row("document extension added", Safe, None, |d| {
        set(d, "/x-audience", json!("public"));
    }),
    row("info.version changed", Safe, Patch, |d| {
        set(d, "/info/version", json!("2.0"));
    }),
    row("patch of the format", Safe, None, |d| {
        set(d, "/openapi", json!("3.0.3"));
    }),
    row("shared header added", Risk, None, |d| {
        set(
            d,
            "/components/headers",
            json!({"ETag": {"schema": {"type": "string"}}}),
        );
    }),
    row("nullable beside a reference", Safe, None, |d| {
        set(
            d,
            "/components/schemas/Campaign/properties/budget/nullable",
            json!(true),
        );
    }),
    row("allOf around a reference", Safe, None, |d| {
        set(
            d,
            "/components/schemas/Campaign/properties/budget",
            json!({"allOf": [to("Budget")]}),
        );
    }),
    row(
        "allOf of two schemas in place of members",
        Break,
        Major,
        |d| {
            set(
                d,
                "/components/schemas/Campaign/properties/budget",
                json!({"allOf": [to("Budget"), to("MarkerA")]}),
            );
        },
    ),
    row("error detail member added", Safe, Minor, |d| {
        set(
            d,
            "/components/schemas/Problem/properties/limit",
            json!({"type": "string"}),
        );
    }),
    row("error detail member removed", Risk, Major, |d| {
        take(d, "/components/schemas/Problem/properties/field");
    }),
    row("shared links added", Safe, None, |d| {
        set(
            d,
            "/components/links",
            json!({"next": {"operationId": "getCampaign"}}),
        );
    }),
];
