//! What the crates cost who builds and carries them: crates, seconds, bytes.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

/// Builds in a folder of its own and tells what came of it, as Markdown.
///
/// # Errors
///
/// When cargo fails.
pub fn markdown() -> Result<String> {
    let folder = std::env::temp_dir().join(format!("ras-bench-sizes-{}", std::process::id()));
    let measured = measure(&folder);
    // What was measured matters more than what is left behind.
    let _ = std::fs::remove_dir_all(&folder);
    measured
}

fn measure(folder: &Path) -> Result<String> {
    let mut out = String::from("## Sizes\n\n| what | figure |\n|---|---|\n");
    for package in ["ras-core", "ras-highlevel", "ras-cli"] {
        let _ = writeln!(
            out,
            "| crates in the tree of {package}, itself included | {} |",
            crates(package)?
        );
    }
    for package in ["ras-core", "ras-highlevel"] {
        let target = folder.join(package);
        let whole = build(package, "release", &target)?;
        // The second time only the crate itself is built.
        clean(package, &target)?;
        let alone = build(package, "release", &target)?;
        let _ = writeln!(
            out,
            "| clean release build of {package} with its tree | {:.1} s |",
            whole.as_secs_f64()
        );
        let _ = writeln!(
            out,
            "| release build of {package} alone | {:.1} s |",
            alone.as_secs_f64()
        );
    }
    let target = folder.join("ras-cli");
    build("ras-cli", "dist", &target)?;
    let binary = target.join("dist").join("ras");
    let bytes = binary.metadata().context("the size of `ras`")?.len();
    let _ = writeln!(
        out,
        "| `ras` as it is released | {:.1} MiB |",
        bytes as f64 / f64::from(1 << 20)
    );
    Ok(out)
}

fn cargo(arguments: &[&str]) -> Result<String> {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(root())
        .output()
        .context("starting cargo")?;
    let complaint = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "cargo {arguments:?}: {complaint}");
    Ok(String::from_utf8(output.stdout)?)
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn crates(package: &str) -> Result<usize> {
    let tree = cargo(&[
        "tree",
        "--locked",
        "--package",
        package,
        "--edges",
        "normal,build",
        "--prefix",
        "none",
        "--format",
        "{p}",
    ])?;
    let crates: BTreeSet<&str> = tree
        .lines()
        .map(|line| line.trim_end_matches(" (*)"))
        .collect();
    Ok(crates.iter().filter(|line| !line.is_empty()).count())
}

fn build(package: &str, profile: &str, target: &Path) -> Result<Duration> {
    let target = target.to_str().context("a folder whose name is no text")?;
    let mut arguments = vec![
        "build",
        "--profile",
        profile,
        "--locked",
        "--package",
        package,
        "--target-dir",
        target,
    ];
    if package == "ras-core" {
        arguments.extend(["--features", "client"]);
    }
    let begun = Instant::now();
    cargo(&arguments)?;
    Ok(begun.elapsed())
}

fn clean(package: &str, target: &Path) -> Result<()> {
    let target = target.to_str().context("a folder whose name is no text")?;
    cargo(&[
        "clean",
        "--release",
        "--package",
        package,
        "--target-dir",
        target,
    ])?;
    Ok(())
}
