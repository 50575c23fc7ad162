//! Excerpts of the generated code that a human reviews when the generator changes.
//! The whole files are compared by `cargo xtask codegen --check`.

fn source(path: &str) -> String {
    let root = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../crates/ras-core/src/generated"
    );
    std::fs::read_to_string(format!("{root}/{path}")).unwrap()
}

/// The items of a file whose text begins or contains with one of `starts`, with their docs.
fn excerpt(path: &str, starts: &[&str]) -> String {
    let source = source(path);
    let mut found = Vec::new();
    for start in starts {
        let item = source
            .split("\n\n")
            .position(|item| item.lines().any(|line| line == *start))
            .unwrap_or_else(|| panic!("{path} has no `{start}`"));
        // Items are set apart by empty lines, and so are the members of blocks.
        let mut text = String::new();
        for part in source.split("\n\n").skip(item) {
            text.push_str(part);
            text.push_str("\n\n");
            if text.matches('{').count() == text.matches('}').count() {
                break;
            }
        }
        found.push(text.trim_end().to_owned());
    }
    found.join("\n\n")
}

#[test]
fn an_open_enum() {
    let parts = [
        "pub enum TargetingType {",
        "impl TargetingType {",
        "impl From<&str> for TargetingType {",
    ];
    insta::assert_snapshot!(excerpt("ras/types.rs", &parts));
}

#[test]
fn an_update_with_patch_fields() {
    let parts = [
        "pub struct UpdateCampaignInput {",
        "impl UpdateCampaignInput {",
    ];
    insta::assert_snapshot!(excerpt("ras/types.rs", &parts));
}

#[test]
fn a_request_type() {
    let parts = [
        "pub struct CreateAdGroupInput {",
        "impl CreateAdGroupInput {",
    ];
    insta::assert_snapshot!(excerpt("ras/types.rs", &parts));
}

#[test]
fn the_error_superset() {
    insta::assert_snapshot!(excerpt(
        "ras/types.rs",
        &["pub struct ApiError {", "pub struct ErrorDetail {"]
    ));
}

#[test]
fn an_operation() {
    let source = source("reports.rs");
    let start = source
        .find("    /// Returns the status of one report")
        .unwrap();
    let end = source[start..].find("\n    }\n").unwrap();
    insta::assert_snapshot!(&source[start..start + end + 6]);
}
