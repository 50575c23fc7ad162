//! A copy of what the pipeline reads and writes, to change without harm.

use std::fs;
use std::path::Path;

use tempfile::TempDir;
use xtask::Workspace;
use xtask::codegen::{self, Difference};

pub(crate) struct Checkout {
    _folder: TempDir,
    pub(crate) workspace: Workspace,
}

impl Checkout {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let source = Workspace::current();
        for part in [
            "openapi",
            "crates/ras-core/src/generated",
            "crates/ras-core/api",
        ] {
            copy(&source.path(part), &folder.path().join(part));
        }
        let workspace = Workspace::at(folder.path());
        Self {
            _folder: folder,
            workspace,
        }
    }

    /// Changes one byte, the one at `share` percent of the file, to another letter.
    pub(crate) fn flip(&self, path: &str, share: usize) {
        let path = self.workspace.path(path);
        let mut bytes = fs::read(&path).unwrap();
        let at = (bytes.len() - 1) * share / 100;
        bytes[at] = if bytes[at] == b'x' { b'y' } else { b'x' };
        fs::write(path, bytes).unwrap();
    }

    /// What `codegen --check` finds; an error counts as a finding too.
    pub(crate) fn check(&self) -> Result<Vec<Difference>, String> {
        codegen::outputs(&self.workspace)
            .and_then(|outputs| outputs.differences(&self.workspace))
            .map_err(|error| format!("{error:#}"))
    }

    pub(crate) fn passes(&self) -> bool {
        self.check().is_ok_and(|differences| differences.is_empty())
    }
}

fn copy(from: &Path, to: &Path) {
    if !from.exists() {
        return;
    }
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
