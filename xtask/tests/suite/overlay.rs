//! The strict reading of OpenAPI Overlay 1.1.

use serde_json::{Value, json};
use xtask::overlay::Overlay;

fn apply(actions: &str) -> Result<Value, String> {
    let mut document = json!({
        "a": {"type": "number", "required": ["x"], "default": 1},
        "b": {"type": "number"},
        "list": [1, 2, 3, 2],
    });
    let text = format!("overlay: 1.1.0\ninfo: {{title: t, version: '1'}}\nactions:\n{actions}");
    Overlay::parse(&text, "test.yaml")
        .and_then(|overlay| overlay.apply(&mut document, "test.yaml"))
        .map(|()| document)
        .map_err(|finding| finding.to_string())
}

#[test]
fn objects_merge_arrays_grow_and_scalars_are_replaced() {
    let document = apply(
        "- {target: $.a, x-reason: r, update: {type: integer, required: [y], format: int64}}\n\
         - {target: $.b.type, x-reason: r, update: string}\n",
    )
    .unwrap();
    assert_eq!(
        document["a"],
        json!({"type": "integer", "required": ["x", "y"], "default": 1, "format": "int64"})
    );
    assert_eq!(document["b"]["type"], "string");
}

#[test]
fn members_and_items_can_be_removed() {
    let document = apply(
        "- {target: $.a.default, x-reason: r, remove: true}\n\
         - {target: '$.list[?(@ == 2)]', x-reason: r, x-matches: 2, remove: true}\n",
    )
    .unwrap();
    assert_eq!(document["a"].get("default"), None);
    assert_eq!(document["list"], json!([1, 3]));
}

#[test]
fn an_action_that_does_not_fit_is_an_error_with_its_place() {
    let check = |action: &str, code: &str| {
        let error = apply(&format!("- {action}\n")).unwrap_err();
        assert!(error.starts_with(&format!("[{code}]")), "{error}");
        assert!(error.contains("test.yaml"), "{error}");
    };
    check("{target: $.gone, x-reason: r, remove: true}", "RAS-O005");
    check(
        "{target: '$.list[*]', x-reason: r, remove: true}",
        "RAS-O005",
    );
    check("{target: $.a, update: {x: 1}}", "RAS-O002");
    check("{target: $.a, x-reason: ' ', update: {x: 1}}", "RAS-O002");
    check("{target: $.a, x-reason: r}", "RAS-O003");
    check(
        "{target: $.a, x-reason: r, update: {}, remove: true}",
        "RAS-O003",
    );
    check("{target: '$[', x-reason: r, remove: true}", "RAS-O004");
    check(
        "{target: $.a, x-reason: r, x-expect: {type: string}, remove: true}",
        "RAS-O006",
    );
    check("{target: $.a, x-reason: r, updat: {x: 1}}", "RAS-O001");
}
