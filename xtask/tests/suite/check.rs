//! `codegen --check` accepts what codegen writes and nothing else.

use std::fs;

use xtask::codegen;
use xtask::sources::{GENERATED, Sources};

use crate::checkout::Checkout;

#[test]
fn the_committed_files_are_what_codegen_writes() {
    let checkout = Checkout::new();
    assert_eq!(checkout.check(), Ok(Vec::new()));
}

#[test]
fn two_runs_write_the_same_bytes() {
    let checkout = Checkout::new();
    let first = codegen::outputs(&checkout.workspace).unwrap();
    for folder in ["crates/ras-core/src/generated", "openapi/effective"] {
        fs::remove_dir_all(checkout.workspace.path(folder)).unwrap();
    }
    assert!(!first.write(&checkout.workspace).unwrap().is_empty());
    let second = codegen::outputs(&checkout.workspace).unwrap();
    assert_eq!(second.differences(&checkout.workspace).unwrap(), Vec::new());
    assert!(second.write(&checkout.workspace).unwrap().is_empty());
}

#[test]
fn a_changed_byte_of_any_input_or_output_fails() {
    let sources = Sources::load(&Checkout::new().workspace).unwrap();
    for source in &sources.document {
        let files = [
            source.contract(),
            source.overlay(),
            source.effective(),
            source.generated_client(),
            source.generated_types(),
            source.api(),
            format!("{GENERATED}/mod.rs"),
        ];
        for path in files {
            // One place per file and document, spread over the files.
            let share = path.len() * 37 % 100;
            let checkout = Checkout::new();
            if !checkout.workspace.path(&path).exists() {
                continue;
            }
            checkout.flip(&path, share);
            assert!(!checkout.passes(), "{path} changed at {share} %");
        }
    }
}

#[test]
fn a_changed_comment_of_an_overlay_fails() {
    let checkout = Checkout::new();
    let path = "openapi/overlays/reporting-v3.overlay.yaml";
    let text = checkout.workspace.read(path).unwrap();
    checkout
        .workspace
        .write(path, &format!("{text}# a comment\n"))
        .unwrap();
    assert!(!checkout.passes());
}

#[test]
fn an_extra_file_fails_and_codegen_deletes_it() {
    let check = |path: &str, owned: bool| {
        let checkout = Checkout::new();
        checkout.workspace.write(path, "//").unwrap();
        let differences = checkout.check().unwrap();
        assert_eq!(differences.len(), 1, "{differences:?}");
        assert_eq!(differences[0].path, path);
        codegen::outputs(&checkout.workspace)
            .unwrap()
            .write(&checkout.workspace)
            .unwrap();
        assert_eq!(checkout.passes(), owned, "{path}");
    };
    check("crates/ras-core/src/generated/extra.rs", true);
    check("crates/ras-core/src/generated/ras/extra.rs", true);
    check("openapi/effective/extra.json", true);
    // What a human put there is named, never deleted.
    check("openapi/overlays/misspelt.overlay.yaml", false);
    check("openapi/docs/misspelt.yaml", false);
    check("openapi/contract/unknown.json", false);
}

#[test]
fn a_missing_file_fails() {
    let checkout = Checkout::new();
    fs::remove_file(
        checkout
            .workspace
            .path("crates/ras-core/src/generated/ras.rs"),
    )
    .unwrap();
    assert_eq!(checkout.check().unwrap()[0].what, "is missing");
}
