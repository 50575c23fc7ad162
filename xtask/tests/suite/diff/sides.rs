//! Where `spec diff` takes the two versions of a document from.

use std::process::Command;

use tempfile::TempDir;
use xtask::Workspace;
use xtask::document::canonical;
use xtask::spec::diff::{Relation, Report, Wire, diff_documents};

use crate::diff::fixture;

const SOURCES: &str = "\
[[document]]
id = \"campaigns-api\"
module = \"campaigns\"
title = \"Campaigns\"
trust = \"made up\"
imported = \"2026-01-01\"
sha256 = \"\"
contract_sha256 = \"\"
";

/// A checkout with one document on `main`.
struct Checkout {
    folder: TempDir,
    workspace: Workspace,
}

impl Checkout {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let workspace = Workspace::at(folder.path());
        let checkout = Self { folder, workspace };
        let write = |path: &str, text: &str| checkout.workspace.write(path, text).unwrap();
        write("openapi/sources.toml", SOURCES);
        write("openapi/codegen.toml", "[campaigns]\n");
        checkout.contract(|_| {});
        checkout.git(&["init", "--quiet", "--initial-branch=main"]);
        checkout.commit("start");
        checkout
    }

    fn contract(&self, edit: impl FnOnce(&mut serde_json::Value)) {
        let mut document = fixture::document();
        edit(&mut document);
        let path = "openapi/contract/campaigns-api.json";
        self.workspace.write(path, &canonical(&document)).unwrap();
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        let who = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
        let commit = ["commit", "--quiet", "--no-gpg-sign", "-m", message];
        self.git(&[who.as_slice(), commit.as_slice()].concat());
    }

    fn git(&self, arguments: &[&str]) {
        let status = Command::new("git")
            .current_dir(self.folder.path())
            .args(arguments)
            .status()
            .unwrap();
        assert!(status.success(), "git {arguments:?}");
    }

    fn file(&self, name: &str, text: &str) -> String {
        self.workspace.write(name, text).unwrap();
        self.workspace.path(name).to_string_lossy().into_owned()
    }

    fn diff(&self, old: Option<&str>, new: Option<&str>) -> Report {
        diff_documents(&self.workspace, old, new).unwrap()
    }
}

fn close(document: &mut serde_json::Value) {
    fixture::take(document, "/paths/~1campaigns~1{campaignId}/delete");
}

fn open(document: &mut serde_json::Value) {
    fixture::set(
        document,
        &fixture::schema("State/enum/-"),
        "ARCHIVED".into(),
    );
}

#[test]
fn without_names_the_working_tree_is_compared_with_where_it_left_main() {
    let checkout = Checkout::new();
    checkout.git(&["switch", "--quiet", "--create", "upgrade"]);
    checkout.contract(open);
    checkout.commit("open");
    checkout.contract(close);
    let report = checkout.diff(None, None);
    assert_eq!(report.documents.len(), 1);
    let diff = &report.documents[0];
    assert_eq!(
        (diff.document.as_str(), diff.wire),
        ("campaigns-api", Wire::Break)
    );
    assert!(
        !diff
            .changes
            .iter()
            .any(|change| change.rule == "enum-removed")
    );
    assert_eq!(
        checkout.diff(Some("campaigns-api"), None).documents.len(),
        1
    );
}

#[test]
fn a_revision_and_an_id_name_contracts() {
    let checkout = Checkout::new();
    checkout.contract(open);
    checkout.commit("open");
    let report = checkout.diff(Some("HEAD~1:campaigns-api"), Some("HEAD:campaigns-api"));
    assert_eq!(report.documents[0].changes[0].rule, "enum-added");
    let report = checkout.diff(Some("HEAD:campaigns-api"), None);
    assert_eq!(report.documents[0].relation, Relation::Same);
}

#[test]
fn a_published_file_is_compared_without_its_prose() {
    let checkout = Checkout::new();
    let mut document = fixture::document();
    document["info"]["description"] = "Many words.".into();
    let file = checkout.file("download.json", &document.to_string());
    let report = checkout.diff(Some("campaigns-api"), Some(&file));
    assert_eq!(report.documents[0].relation, Relation::ProseOnly);
    assert_eq!(report.documents[0].document, "campaigns-api");
    let report = checkout.diff(Some(&file), None);
    assert_eq!(report.documents[0].relation, Relation::ProseOnly);
}

#[test]
fn a_document_that_main_does_not_have_is_a_new_module() {
    let checkout = Checkout::new();
    let second = SOURCES
        .replace("campaigns-api", "more")
        .replace("\"campaigns\"", "\"more\"");
    let second = second.replace("\"Campaigns\"", "\"More\"");
    checkout.file("openapi/sources.toml", &format!("{SOURCES}\n{second}"));
    let report = checkout.diff(None, None);
    assert_eq!(report.added, ["more"]);
    assert_eq!(report.rust().to_string(), "minor");
}

#[test]
fn a_name_that_leads_nowhere_is_an_error_with_the_choices() {
    let checkout = Checkout::new();
    let error = diff_documents(&checkout.workspace, Some("campain-api"), None).unwrap_err();
    insta::assert_snapshot!("no_such_side", error.to_string());
    let error = diff_documents(&checkout.workspace, Some("gone:campaigns-api"), None).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("[RAS-X002] git show gone:openapi/contract")
    );
}
