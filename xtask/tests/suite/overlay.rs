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
fn an_array_takes_one_entry_or_the_entries_of_an_array() {
    let list = |update: &str| {
        let action = format!("- {{target: $.list, x-reason: r, update: {update}}}\n");
        apply(&action).unwrap()["list"].clone()
    };
    assert_eq!(list("4"), json!([1, 2, 3, 2, 4]));
    assert_eq!(list("{a: 1}"), json!([1, 2, 3, 2, {"a": 1}]));
    assert_eq!(list("[4, 5]"), json!([1, 2, 3, 2, 4, 5]));
}

#[test]
fn nothing_turns_into_another_kind() {
    let check = |target: &str, update: &str, wanted: &str| {
        let action = format!("- {{target: {target}, x-reason: r, update: {update}}}\n");
        let error = apply(&action).unwrap_err();
        assert!(error.starts_with("[RAS-O007]"), "{error}");
        assert!(error.contains(wanted), "{error}");
    };
    check("$.a", "1", "/a is an object, the update is a scalar");
    check("$.a", "[1]", "/a is an object, the update is an array");
    check("$.a.type", "{x: 1}", "/a/type is a scalar");
    check("$.a", "{type: [x]}", "/a/type is a scalar");
    check("$.a", "{required: x}", "/a/required is an array");
}

#[test]
fn a_node_can_be_copied_and_so_renamed() {
    let document = apply(
        "- {target: $.b, x-reason: r, copy: $.a}\n\
         - {target: $, x-reason: r, update: {c: {}}}\n\
         - {target: $.c, x-reason: r, copy: $.b}\n\
         - {target: $.b, x-reason: r, remove: true}\n",
    )
    .unwrap();
    assert_eq!(document.get("b"), None);
    assert_eq!(document["c"], document["a"]);
}

#[test]
fn an_overlay_of_another_version_is_refused() {
    let error = Overlay::parse(
        "overlay: 1.0.0\ninfo: {title: t, version: '1'}\nactions: []",
        "test.yaml",
    )
    .unwrap_err();
    insta::assert_snapshot!(error, @r"
    [RAS-O001] `overlay` is 1.0.0, not 1.1.x: other versions merge by other rules
      at:  test.yaml
    ");
}

#[test]
fn on_another_version_of_the_document_what_fits_is_applied() {
    let text = "overlay: 1.1.0\ninfo: {title: t, version: '1'}\nactions:\n\
        - {target: $.gone, x-reason: r, remove: true}\n\
        - {target: $.a, x-reason: r, update: {b: [1], c: 1}}\n\
        - {target: $.a, x-reason: r, update: {d: 1}}\n";
    let mut document = json!({"a": {"c": [2]}});
    let unfit = Overlay::parse(text, "test.yaml")
        .unwrap()
        .apply_fitting(&mut document, "test.yaml");
    let codes: Vec<&str> = unfit.iter().map(|finding| finding.code()).collect();
    assert_eq!(codes, ["RAS-O005", "RAS-O007"]);
    assert_eq!(document, json!({"a": {"c": [2], "d": 1}}));
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
    check(
        "{target: $.a, x-reason: r, copy: $.b, update: {}}",
        "RAS-O003",
    );
    check("{target: $.a, x-reason: r, copy: '$.list[*]'}", "RAS-O005");
    check("{target: $.a, x-reason: r, copy: '$['}", "RAS-O004");
}
