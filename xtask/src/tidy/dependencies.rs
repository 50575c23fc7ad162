//! Who may know whom.

use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::Workspace;

/// What each package of the workspace may depend on, tests apart.
const MAY_KNOW: [(&str, &[&str]); 7] = [
    ("ras-bench", &["ras-core", "ras-highlevel", "ras-sandbox"]),
    ("ras-core", &[]),
    ("ras-sandbox", &["ras-core"]),
    ("ras-highlevel", &["ras-core"]),
    ("ras-cli", &["ras-highlevel", "ras-sandbox"]),
    ("ras-tests", &["ras-core", "ras-highlevel", "ras-sandbox"]),
    ("xtask", &[]),
];

/// Packages that know nobody else in their tests either; the others may use a neighbour to
/// test and document themselves.
const ALONE: [&str; 3] = ["ras-core", "ras-sandbox", "xtask"];

/// Crates that must never come in, each with why.
const BANNED: [(&str, &str); 3] = [
    ("backoff", "unmaintained (RUSTSEC-2025-0012)"),
    ("openssl", "TLS is rustls"),
    (
        "reqwest-retry",
        "it repeats creates whose outcome is unknown",
    ),
];

pub(super) fn check(workspace: &Workspace) -> Result<Vec<String>> {
    let metadata = metadata(workspace)?;
    let mut problems = Vec::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let name = package["name"].as_str().unwrap_or_default();
        if let Some((_, why)) = BANNED.iter().find(|(banned, _)| *banned == name) {
            problems.push(format!("the crate {name} must not be used: {why}"));
        }
        // Packages from a registry have a source; ours have none.
        if !package["source"].is_null() {
            continue;
        }
        let Some((_, allowed)) = MAY_KNOW.iter().find(|(known, _)| *known == name) else {
            problems.push(format!(
                "nobody has said what {name} may depend on: add it to tidy"
            ));
            continue;
        };
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let other = dependency["name"].as_str().unwrap_or_default();
            let ours = dependency["source"].is_null();
            let for_tests = dependency["kind"] == "dev" && !ALONE.contains(&name);
            if ours && !for_tests && !allowed.contains(&other) {
                problems.push(format!("{name} must not depend on {other}"));
            }
        }
    }
    Ok(problems)
}

fn metadata(workspace: &Workspace) -> Result<Value> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked"])
        .current_dir(workspace.path("."))
        .output()
        .context("running cargo metadata")?;
    if !output.status.success() {
        bail!(
            "cargo metadata: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    serde_json::from_slice(&output.stdout).context("reading cargo metadata")
}
