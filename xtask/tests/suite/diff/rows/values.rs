//! Changes of enums, types, null and limits.

use serde_json::json;
use xtask::codegen::api::Level::{Major, Minor, None, Patch};
use xtask::spec::diff::Wire::{Break, Risk, Safe};

use super::{Row, row};
use crate::diff::fixture::{set, take};

pub(super) const ROWS: &[Row] = &[
    row("enum value added, request", Safe, Minor, |d| {
        set(d, "/components/schemas/Goal/enum/-", json!("NEW"));
    }),
    row("enum value removed, request", Break, Major, |d| {
        take(d, "/components/schemas/Goal/enum/1");
    }),
    row("enum value added, response", Safe, Minor, |d| {
        set(d, "/components/schemas/Serving/enum/-", json!("NEW"));
    }),
    row("enum value removed, response", Safe, Major, |d| {
        take(d, "/components/schemas/Serving/enum/1");
    }),
    row("enum value added, both", Safe, Minor, |d| {
        set(d, "/components/schemas/State/enum/-", json!("NEW"));
    }),
    row("enum value removed, both", Break, Major, |d| {
        take(d, "/components/schemas/State/enum/1");
    }),
    row("enum values in another order", Safe, Patch, |d| {
        set(
            d,
            "/components/schemas/Goal/enum",
            json!(["REACH", "SALES"]),
        );
    }),
    row("enum opened", Safe, Major, |d| {
        take(d, "/components/schemas/Goal/enum");
    }),
    row("enum closed", Risk, Major, |d| {
        set(
            d,
            "/components/schemas/CampaignUpdate/properties/name/enum",
            json!(["A", "B"]),
        );
    }),
    row("inline enum value added", Safe, Minor, |d| {
        set(
            d,
            "/paths/~1campaigns/get/responses/200/content/application~1json/schema/properties/sorting/enum/-",
            json!("NONE"),
        );
    }),
    row("member type changed", Break, Major, |d| {
        set(
            d,
            "/components/schemas/Campaign/properties/archived/type",
            json!("string"),
        );
    }),
    row("integer became wider", Risk, Major, |d| {
        set(
            d,
            "/components/schemas/Campaign/properties/clicks/format",
            json!("int64"),
        );
    }),
    row("date became free text", Break, Major, |d| {
        take(
            d,
            "/components/schemas/NewCampaign/properties/endDate/format",
        );
    }),
    row("text became a date", Risk, Major, |d| {
        set(
            d,
            "/components/schemas/NewCampaign/properties/name/format",
            json!("date"),
        );
    }),
    row("format that generates nothing", Risk, None, |d| {
        set(
            d,
            "/components/schemas/NewCampaign/properties/name/format",
            json!("uri"),
        );
    }),
    row("optional member became nullable", Safe, None, |d| {
        set(
            d,
            "/components/schemas/Campaign/properties/spend/nullable",
            json!(true),
        );
    }),
    row("required member became nullable", Break, Major, |d| {
        set(
            d,
            "/components/schemas/Campaign/properties/name/nullable",
            json!(true),
        );
    }),
    row("patch member no longer nullable", Risk, None, |d| {
        take(
            d,
            "/components/schemas/CampaignUpdate/properties/endDate/nullable",
        );
    }),
    row("optional list became nullable", Safe, Major, |d| {
        set(
            d,
            "/components/schemas/CreateResponse/properties/success/nullable",
            json!(true),
        );
    }),
    row("nullable spelled out", Safe, None, |d| {
        set(
            d,
            "/components/schemas/Campaign/properties/name/nullable",
            json!(false),
        );
    }),
    row("bound tightened", Risk, Patch, |d| {
        set(
            d,
            "/components/schemas/NewCampaign/properties/name/maxLength",
            json!(64),
        );
    }),
    row("bound loosened", Safe, Patch, |d| {
        set(
            d,
            "/components/schemas/NewCampaign/properties/name/maxLength",
            json!(256),
        );
    }),
    row("pattern added", Risk, Patch, |d| {
        set(
            d,
            "/components/schemas/NewCampaign/properties/name/pattern",
            json!("^[a-z]+$"),
        );
    }),
    row("bound of a name for text", Risk, Patch, |d| {
        set(d, "/components/schemas/CampaignId/maxLength", json!(32));
    }),
    row("default changed", Risk, Patch, |d| {
        set(
            d,
            "/components/schemas/NewCampaign/properties/priority/default",
            json!(2),
        );
    }),
    row("array item type changed", Break, Major, |d| {
        set(
            d,
            "/components/schemas/NewCampaign/properties/flags/items/type",
            json!("integer"),
        );
    }),
    row("array item bound added", Risk, None, |d| {
        set(
            d,
            "/components/schemas/NewCampaign/properties/flags/items/maxLength",
            json!(10),
        );
    }),
    row("name for text became a number", Break, Major, |d| {
        set(d, "/components/schemas/CampaignId/type", json!("integer"));
    }),
    Row {
        generates: false,
        ..row("money member became text", Break, Major, |d| {
            set(
                d,
                "/components/schemas/Budget/properties/amount/type",
                json!("string"),
            );
        })
    },
    row("member added to a closed answer", Safe, Minor, |d| {
        set(
            d,
            "/components/schemas/Sealed/properties/b",
            json!({"type": "string"}),
        );
    }),
    row("name for text became an enum", Risk, Major, |d| {
        set(d, "/components/schemas/CampaignId/enum", json!(["A"]));
    }),
    row("items of a list component changed", Break, Major, |d| {
        set(d, "/components/schemas/Ids/items/type", json!("integer"));
    }),
    row("bound of a list component", Risk, Patch, |d| {
        set(d, "/components/schemas/Ids/maxItems", json!(5));
    }),
    row(
        "optional list of an update became nullable",
        Safe,
        None,
        |d| {
            set(
                d,
                "/components/schemas/CampaignUpdate/properties/tags/nullable",
                json!(true),
            );
        },
    ),
    row("component became nullable", Break, Major, |d| {
        set(d, "/components/schemas/Budget/nullable", json!(true));
    }),
    row("default of an enum", Risk, Patch, |d| {
        set(d, "/components/schemas/State/default", json!("PAUSED"));
    }),
    row("uniqueItems added", Risk, None, |d| {
        set(
            d,
            "/components/schemas/NewCampaign/properties/flags/uniqueItems",
            json!(true),
        );
    }),
    row("multipleOf added", Risk, None, |d| {
        set(
            d,
            "/components/schemas/Budget/properties/amount/multipleOf",
            json!(1),
        );
    }),
    row("bound of a member of an inline answer", Safe, Patch, |d| {
        set(
            d,
            "/paths/~1campaigns/get/responses/200/content/application~1json/schema/properties/nextToken/maxLength",
            json!(9),
        );
    }),
    row(
        "nullable response member became required",
        Safe,
        Patch,
        |d| {
            set(
                d,
                "/components/schemas/Campaign/required/-",
                json!("reason"),
            );
        },
    ),
    row(
        "nullable response member became optional",
        Safe,
        Patch,
        |d| {
            take(d, "/components/schemas/Campaign/required/3");
        },
    ),
    row(
        "nullable request member became required",
        Break,
        Patch,
        |d| {
            set(
                d,
                "/components/schemas/NewCampaign/required",
                json!(["name", "budget", "flags", "note"]),
            );
        },
    ),
    row(
        "required nullable request member added",
        Break,
        Minor,
        |d| {
            set(
                d,
                "/components/schemas/NewCampaign/properties/color",
                json!({"type": "string", "nullable": true}),
            );
            set(
                d,
                "/components/schemas/NewCampaign/required/-",
                json!("color"),
            );
        },
    ),
    row(
        "required nullable response member added",
        Safe,
        Minor,
        |d| {
            set(
                d,
                "/components/schemas/Campaign/properties/color",
                json!({"type": "string", "nullable": true}),
            );
            set(d, "/components/schemas/Campaign/required/-", json!("color"));
        },
    ),
    row("bound that says nothing added", Risk, None, |d| {
        set(
            d,
            "/components/schemas/NewCampaign/properties/priority/minimum",
            json!(0),
        );
    }),
];
