//! `cargo xtask ci`: the checks that a change must pass, in order.

use std::process::Command;

use anyhow::{Context, Result};

use crate::Workspace;

/// One check: a name and the words of its command.
const CHECKS: &[(&str, &[&str])] = &[
    ("tests", &["cargo", "test", "--workspace", "--locked"]),
    ("format", &["cargo", "fmt", "--all", "--check"]),
    (
        "clippy",
        &[
            "cargo",
            "clippy",
            "--workspace",
            "--all-targets",
            "--locked",
            "--",
            "-D",
            "warnings",
        ],
    ),
    // In the workspace the client is always on; the sandbox builds on the types alone.
    (
        "types without the client",
        &[
            "cargo",
            "clippy",
            "--package",
            "ras-core",
            "--no-default-features",
            "--locked",
            "--",
            "-D",
            "warnings",
        ],
    ),
    (
        "rustdoc",
        &["cargo", "doc", "--workspace", "--no-deps", "--locked"],
    ),
    ("generated code", &["cargo", "xtask", "codegen", "--check"]),
    ("contracts", &["cargo", "xtask", "spec", "lint"]),
    ("tidy", &["cargo", "xtask", "tidy"]),
];

/// Runs the checks, the tests too unless told otherwise; returns those that failed.
pub fn ci(workspace: &Workspace, with_tests: bool) -> Result<Vec<&'static str>> {
    let mut failed = Vec::new();
    for (name, words) in CHECKS {
        if *name == "tests" && !with_tests {
            continue;
        }
        eprintln!("\n== {}", words.join(" "));
        let status = Command::new(words[0])
            .args(&words[1..])
            .current_dir(workspace.path("."))
            .env("RUSTDOCFLAGS", "-D warnings")
            .env("INSTA_UPDATE", "no")
            .status()
            .with_context(|| format!("running {}", words.join(" ")))?;
        if !status.success() {
            failed.push(*name);
        }
    }
    Ok(failed)
}
