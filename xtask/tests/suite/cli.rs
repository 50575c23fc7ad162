//! `cargo xtask` as a process, on this checkout; nothing here writes.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

use xtask::Workspace;

fn xtask(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .output()
        .unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// A folder with a `curl` that answers with a file and notes its arguments.
fn fake_curl(answer: &Path) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let script = format!(
        "#!/bin/sh\necho \"$@\" > {}\ncat {}\n",
        folder.path().join("arguments").display(),
        answer.display()
    );
    let curl = folder.path().join("curl");
    fs::write(&curl, script).unwrap();
    fs::set_permissions(&curl, fs::Permissions::from_mode(0o755)).unwrap();
    folder
}

#[test]
fn the_committed_tree_passes_check_and_lint() {
    for arguments in [&["codegen", "--check"][..], &["spec", "lint"]] {
        let output = xtask(arguments);
        assert!(output.status.success(), "{}", stdout(&output));
    }
}

#[test]
fn a_code_is_explained() {
    insta::assert_snapshot!(stdout(&xtask(&["spec", "explain", "RAS-L040"])));
    assert!(!xtask(&["spec", "explain", "RAS-Z999"]).status.success());
}

#[test]
fn an_address_is_fetched_by_curl_over_https_only() {
    let contract = Workspace::current().path("openapi/contract/reporting-v3.json");
    let folder = fake_curl(&contract);
    let path = format!(
        "{}:{}",
        folder.path().display(),
        std::env::var("PATH").unwrap()
    );
    let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["spec", "import", "--dry-run", "https://example.com/a.json"])
        .env("PATH", path)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(3), "{output:?}");
    assert_eq!(
        stdout(&output),
        "reporting-v3: no change in structure, nothing written\n"
    );
    let arguments = fs::read_to_string(folder.path().join("arguments")).unwrap();
    insta::assert_snapshot!(arguments.trim());
}

#[test]
fn a_rehearsal_says_what_a_document_changes() {
    let workspace = Workspace::current();
    let contract = workspace
        .read("openapi/contract/retail-ad-service-retailer-identity.json")
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("new.json");
    fs::write(
        &file,
        contract.replace("\"RETIRED\"", "\"RETIRED\", \"SUSPENDED\""),
    )
    .unwrap();
    let output = xtask(&["spec", "import", "--dry-run", file.to_str().unwrap()]);
    let shown = stdout(&output).replace(folder.path().to_str().unwrap(), ".");
    insta::assert_snapshot!(shown);
    assert_eq!(
        workspace
            .read("openapi/contract/retail-ad-service-retailer-identity.json")
            .unwrap(),
        contract
    );
}
