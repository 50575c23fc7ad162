//! Getting the bytes of a document, from a file or from the web.

use std::process::Command;

use anyhow::{Context, Result};

use crate::Finding;

/// The bytes at a file or an https address.
///
/// The web is left to `curl`, so that this tool needs no TLS of its own.
pub(super) fn bytes(place: &str) -> Result<Vec<u8>> {
    if place.starts_with("http://") {
        return Err(
            Finding::new("RAS-I003", "a contract is not fetched without TLS")
                .at(place)
                .fix("use the https address, or download the file by hand")
                .into(),
        );
    }
    if !place.starts_with("https://") {
        return std::fs::read(place).with_context(|| format!("reading {place}"));
    }
    let output = Command::new("curl")
        .args(["--fail", "--silent", "--show-error", "--proto", "=https"])
        .args([
            "--max-time",
            "120",
            "--max-filesize",
            "20000000",
            "--",
            place,
        ])
        .output()
        .context("running curl")?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(
        Finding::new("RAS-I003", format!("curl failed: {}", said.trim()))
            .at(place)
            .fix("check the address, or download the file by hand and import that")
            .into(),
    )
}
