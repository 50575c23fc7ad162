//! Where the files of this repository lie.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The root of a checkout and the paths below it that the pipeline uses.
#[derive(Clone, Debug)]
pub struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The checkout that this build of xtask belongs to.
    pub fn current() -> Self {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
        Self::at(manifest.parent().unwrap_or(manifest))
    }

    /// A checkout somewhere else; tests copy the tree and work there.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The path of a file, given from the root with `/`.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// Reads a file, with an error that names it.
    pub fn read(&self, relative: &str) -> Result<String> {
        std::fs::read_to_string(self.path(relative)).with_context(|| format!("reading {relative}"))
    }

    /// Writes a file and the folders above it, with an error that names it.
    pub fn write(&self, relative: &str, text: &str) -> Result<()> {
        let path = self.path(relative);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).with_context(|| format!("creating {relative}"))?;
        }
        std::fs::write(&path, text).with_context(|| format!("writing {relative}"))
    }

    /// The paths of all files below a folder, sorted; none when there is no such folder.
    pub fn files_below(&self, relative: &str) -> Result<Vec<String>> {
        let mut found = Vec::new();
        let mut open = vec![relative.to_owned()];
        while let Some(folder) = open.pop() {
            let path = self.path(&folder);
            if !path.exists() {
                continue;
            }
            for entry in std::fs::read_dir(&path).with_context(|| format!("listing {folder}"))? {
                let entry = entry?;
                let name = format!("{folder}/{}", entry.file_name().to_string_lossy());
                match entry.file_type()?.is_dir() {
                    true => open.push(name),
                    false => found.push(name),
                }
            }
        }
        found.sort();
        Ok(found)
    }
}
