//! Where a version of a document comes from: a file, the working tree, or a revision.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::document::parse_strict;
use crate::sources::{Source, Sources};
use crate::{Finding, Workspace};

/// One version of a document.
#[derive(Clone, Debug)]
pub struct Side {
    /// What the caller named.
    pub label: String,
    /// The document as it was read, with or without prose.
    pub document: Value,
}

impl Side {
    /// A version that is in memory already.
    pub fn new(label: impl Into<String>, document: Value) -> Self {
        Self {
            label: label.into(),
            document,
        }
    }

    /// Reads what the caller named: an id of the registry, `REV:id`, or a file.
    pub fn read(workspace: &Workspace, sources: &Sources, name: &str) -> Result<Self> {
        if sources.document.iter().any(|source| source.id == name) {
            return Self::of_working_tree(workspace, source_of(sources, name)?);
        }
        if let Some((revision, id)) = name.rsplit_once(':')
            && sources.document.iter().any(|source| source.id == id)
        {
            return Self::of_revision(workspace, revision, source_of(sources, id)?);
        }
        if !Path::new(name).exists() {
            let ids: Vec<&str> = sources.document.iter().map(|s| s.id.as_str()).collect();
            return Err(
                Finding::new("RAS-X001", format!("`{name}` names no document"))
                    .fix(format!(
                        "give a file, REV:id, or an id, one of: {}",
                        ids.join(", ")
                    ))
                    .into(),
            );
        }
        let bytes = std::fs::read(name).with_context(|| format!("reading {name}"))?;
        let document = parse_strict(&bytes).map_err(|finding| finding.at(name))?;
        Ok(Self::new(name, document))
    }

    /// The contract in the checkout.
    pub fn of_working_tree(workspace: &Workspace, source: &Source) -> Result<Self> {
        let path = source.contract();
        let text = workspace.read(&path)?;
        let document = parse_strict(text.as_bytes()).map_err(|finding| finding.at(&path))?;
        Ok(Self::new(&source.id, document))
    }

    /// The contract of a revision.
    pub fn of_revision(workspace: &Workspace, revision: &str, source: &Source) -> Result<Self> {
        let object = format!("{revision}:{}", source.contract());
        let text = git(workspace, &["show", &object])?;
        let document = parse_strict(text.as_bytes()).map_err(|finding| finding.at(&object))?;
        Ok(Self::new(format!("{revision}:{}", source.id), document))
    }

    /// The registered document that this is a version of, by its title.
    pub fn source<'a>(&self, sources: &'a Sources) -> Option<&'a Source> {
        let title = self.document.pointer("/info/title")?.as_str()?;
        sources.by_title(title)
    }
}

fn source_of<'a>(sources: &'a Sources, id: &str) -> Result<&'a Source, Finding> {
    let found = sources.document.iter().find(|source| source.id == id);
    found.ok_or_else(|| Finding::new("RAS-X001", format!("`{id}` is not registered")))
}

/// The revision where the work in this checkout left `main`, which may be known from
/// the remote only.
pub(super) fn merge_base(workspace: &Workspace) -> Result<String> {
    let base = |main: &str| git(workspace, &["merge-base", main, "HEAD"]);
    let base = base("main").or_else(|local| base("origin/main").map_err(|_| local))?;
    Ok(base.trim().chars().take(12).collect())
}

/// Whether a revision has a contract for the document.
pub(super) fn exists_in(workspace: &Workspace, revision: &str, source: &Source) -> bool {
    let object = format!("{revision}:{}", source.contract());
    git(workspace, &["cat-file", "-e", &object]).is_ok()
}

fn git(workspace: &Workspace, arguments: &[&str]) -> Result<String> {
    let output = Command::new("git")
        .arg("-C")
        .arg(workspace.path("."))
        .args(arguments)
        .output()
        .context("starting git")?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(Finding::new(
            "RAS-X002",
            format!("git {} failed: {}", arguments.join(" "), said.trim()),
        )
        .fix("name both sides: cargo xtask spec diff REV:id id")
        .into());
    }
    String::from_utf8(output.stdout).context("reading what git printed")
}
