//! Changes of the members of objects.

use serde_json::json;
use xtask::codegen::api::Level::{Major, Minor, None};
use xtask::spec::diff::Wire::{Break, Risk, Safe};

use super::{Row, row};
use crate::diff::fixture::{set, take};

pub(super) const ROWS: &[Row] = &[
    row("request member became required", Break, Major, |d| {
        set(
            d,
            "/components/schemas/NewCampaign/required/-",
            json!("state"),
        );
    }),
    row("request member became optional", Safe, Major, |d| {
        take(d, "/components/schemas/NewCampaign/required/0");
    }),
    row("request list became optional", Safe, Major, |d| {
        take(d, "/components/schemas/NewCampaign/required/2");
    }),
    row("response member became required", Safe, Major, |d| {
        set(
            d,
            "/components/schemas/Campaign/required/-",
            json!("budget"),
        );
    }),
    row("response member became optional", Break, Major, |d| {
        take(d, "/components/schemas/Campaign/required/1");
    }),
    row("required names what is not declared", Safe, None, |d| {
        set(
            d,
            "/components/schemas/NewCampaign/required/-",
            json!("ghost"),
        );
    }),
    row("request member added", Safe, Minor, |d| {
        set(
            d,
            "/components/schemas/NewCampaign/properties/color",
            json!({"type": "string"}),
        );
    }),
    row("required request member added", Break, Major, |d| {
        set(
            d,
            "/components/schemas/NewCampaign/properties/color",
            json!({"type": "string"}),
        );
        set(
            d,
            "/components/schemas/NewCampaign/required/-",
            json!("color"),
        );
    }),
    row("request member removed", Risk, Major, |d| {
        take(d, "/components/schemas/NewCampaign/properties/endDate");
    }),
    row("response member added", Safe, Minor, |d| {
        set(
            d,
            "/components/schemas/Campaign/properties/color",
            json!({"type": "string"}),
        );
    }),
    row("required response member added", Safe, Major, |d| {
        set(
            d,
            "/components/schemas/Campaign/properties/color",
            json!({"type": "string"}),
        );
        set(d, "/components/schemas/Campaign/required/-", json!("color"));
    }),
    row("response member removed", Risk, Major, |d| {
        take(d, "/components/schemas/Campaign/properties/spend");
    }),
    row("required response member removed", Break, Major, |d| {
        take(d, "/components/schemas/Campaign/properties/name");
        take(d, "/components/schemas/Campaign/required/1");
    }),
    row("member with an inline object added", Safe, Minor, |d| {
        set(
            d,
            "/components/schemas/Campaign/properties/extra",
            json!({"type": "object", "properties": {"a": {"type": "string"}}}),
        );
    }),
    row("member of an inline object removed", Risk, Major, |d| {
        take(
            d,
            "/components/schemas/Campaign/properties/nested/properties/depth",
        );
    }),
    row("first member of a map", Safe, Major, |d| {
        set(
            d,
            "/components/schemas/Campaign/properties/labels/properties",
            json!({"a": {"type": "string"}}),
        );
    }),
];
