//! The generated files as one set: written together, compared together.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use similar::TextDiff;

use crate::Workspace;
use crate::sources::{API, GENERATED, Sources};

/// How many lines of one file's difference are shown.
const SHOWN_LINES: usize = 60;

/// The folders that hold generated files and nothing else.
const OWNED: [&str; 3] = ["openapi/effective", GENERATED, API];

/// The folders whose every file must belong to a registered document.
const INPUTS: [&str; 3] = ["openapi/contract", "openapi/overlays", "openapi/docs"];

/// All generated files by path.
#[derive(Clone, Debug)]
pub struct Outputs {
    files: BTreeMap<String, String>,
    registered: Vec<String>,
}

/// One file that is not as the generator would write it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The path from the root.
    pub path: String,
    /// What is wrong, with the first lines of the difference.
    pub what: String,
}

impl Outputs {
    /// An empty set for a workspace with these documents.
    pub fn new(sources: &Sources) -> Self {
        Self {
            files: BTreeMap::new(),
            registered: sources
                .document
                .iter()
                .flat_map(|source| [source.contract(), source.overlay(), source.docs()])
                .collect(),
        }
    }

    /// Adds a file.
    pub fn insert(&mut self, path: String, text: String) {
        self.files.insert(path, text);
    }

    /// The text of a file of the set.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// Writes what differs and deletes what is left over; returns the changed paths.
    pub fn write(&self, workspace: &Workspace) -> Result<Vec<String>> {
        let mut changed = Vec::new();
        for (path, text) in &self.files {
            if workspace.read(path).ok().as_deref() != Some(text) {
                workspace.write(path, text)?;
                changed.push(path.clone());
            }
        }
        for orphan in self.orphans(workspace)? {
            std::fs::remove_file(workspace.path(&orphan))
                .with_context(|| format!("deleting {orphan}"))?;
            changed.push(orphan);
        }
        Ok(changed)
    }

    /// Compares with what lies in the checkout; writes nothing.
    pub fn differences(&self, workspace: &Workspace) -> Result<Vec<Difference>> {
        let mut differences = Vec::new();
        for (path, wanted) in &self.files {
            match workspace.read(path) {
                Err(_) => differences.push(Difference {
                    path: path.clone(),
                    what: "is missing".into(),
                }),
                Ok(found) if found != *wanted => differences.push(Difference {
                    path: path.clone(),
                    what: format!("is stale\n{}", first_lines(&found, wanted)),
                }),
                Ok(_) => {}
            }
        }
        for path in self.orphans(workspace)? {
            differences.push(Difference {
                path,
                what: "belongs to no registered document".into(),
            });
        }
        for path in self.unregistered(workspace)? {
            differences.push(Difference {
                path,
                what: "is an input of no registered document".into(),
            });
        }
        Ok(differences)
    }

    fn orphans(&self, workspace: &Workspace) -> Result<Vec<String>> {
        let mut orphans = Vec::new();
        for folder in OWNED {
            for path in workspace.files_below(folder)? {
                if !self.files.contains_key(&path) {
                    orphans.push(path);
                }
            }
        }
        Ok(orphans)
    }

    /// Inputs that nothing reads: most likely an overlay under a misspelt name.
    fn unregistered(&self, workspace: &Workspace) -> Result<Vec<String>> {
        let mut found = Vec::new();
        for folder in INPUTS {
            for path in workspace.files_below(folder)? {
                if !self.registered.contains(&path) {
                    found.push(path);
                }
            }
        }
        Ok(found)
    }
}

fn first_lines(found: &str, wanted: &str) -> String {
    let diff = TextDiff::from_lines(found, wanted);
    let text = diff
        .unified_diff()
        .context_radius(2)
        .header("in the checkout", "as generated")
        .to_string();
    let mut lines: Vec<&str> = text.lines().take(SHOWN_LINES).collect();
    if text.lines().count() > SHOWN_LINES {
        lines.push("…");
    }
    lines.join("\n")
}
