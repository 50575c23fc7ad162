//! Whether every exchange of this suite is judged by the published contract.

use std::fs;
use std::path::{Path, PathBuf};

/// The Rust files below a folder.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            found.push(path);
        }
    }
    found
}

/// Sandboxes come from `contract::watched`, which judges; the crate's own would not.
#[test]
fn no_test_starts_a_sandbox_that_nobody_watches() {
    let mut read = 0;
    for path in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("suite")) {
        if path.ends_with("judged.rs") {
            continue;
        }
        read += 1;
        let (name, text) = (path.display(), fs::read_to_string(&path).unwrap());
        for import in text
            .lines()
            .filter(|line| line.starts_with("use ras_sandbox::"))
        {
            let names: Vec<&str> = import.split(|c: char| !c.is_alphanumeric()).collect();
            let help = "use crate::contract::watched::Sandbox instead";
            assert!(!names.contains(&"Sandbox"), "{name}: {import}: {help}");
        }
        let plain = text.contains("ras_sandbox::Sandbox::start()");
        let built = text.contains("ras_sandbox::Sandbox::builder()");
        let watched = text.contains("Sandbox::watching(");
        let help = "wrap the sandbox in Sandbox::watching";
        assert!(!plain && (!built || watched), "{name}: {help}");
    }
    assert!(read > 5, "only {read} files");
}
