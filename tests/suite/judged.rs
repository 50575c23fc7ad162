//! Whether every exchange of this suite is judged by the published contract.

use std::fs;
use std::path::Path;

/// Sandboxes come from `contract::watched`, which judges; the crate's own would not.
#[test]
fn no_test_starts_a_sandbox_that_nobody_watches() {
    let suite = Path::new(env!("CARGO_MANIFEST_DIR")).join("suite");
    let mut read = 0;
    for file in fs::read_dir(suite).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|kind| kind != "rs") || path.ends_with("judged.rs") {
            continue;
        }
        read += 1;
        let text = fs::read_to_string(&path).unwrap();
        for import in text
            .lines()
            .filter(|line| line.starts_with("use ras_sandbox::"))
        {
            let names: Vec<&str> = import.split(|c: char| !c.is_alphanumeric()).collect();
            assert!(!names.contains(&"Sandbox"), "{}: {import}", path.display());
        }
        let bare = text.contains("ras_sandbox::Sandbox::start()");
        assert!(!bare, "{}: an unwatched sandbox", path.display());
    }
    assert!(read > 5, "only {read} files");
}
