//! `cargo xtask spec import`: a published document becomes a contract.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use super::structure::structure_of;
use crate::document::{canonical, parse_strict, sha256_hex};
use crate::sources::{SOURCES, Source, Sources};
use crate::{Finding, Workspace};

/// What an import found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The structure is the one we have; nothing was written.
    Unchanged,
    /// The contract was written.
    Imported,
}

/// The result of one import.
#[derive(Clone, Debug)]
pub struct Import {
    /// The id of the document.
    pub id: String,
    /// What was done.
    pub outcome: Outcome,
}

/// Takes in a published document: strict parse, recognition by title, structure only.
pub fn import(workspace: &Workspace, file: &Path) -> Result<Import> {
    let bytes = std::fs::read(file).with_context(|| format!("reading {}", file.display()))?;
    let document = parse_strict(&bytes).map_err(|finding| finding.at(file.display()))?;
    let mut sources = Sources::load(workspace)?;
    let source = recognise(&sources, &document, file)?;
    check_version(&document, file)?;

    let contract = canonical(&structure_of(&document));
    let path = source.contract();
    let id = source.id.clone();
    if workspace.read(&path).is_ok_and(|old| old == contract) {
        return Ok(Import {
            id,
            outcome: Outcome::Unchanged,
        });
    }
    workspace.write(&path, &contract)?;
    for source in &mut sources.document {
        if source.id == id {
            source.sha256 = sha256_hex(&bytes);
            source.contract_sha256 = sha256_hex(contract.as_bytes());
            source.imported = jiff::Timestamp::now()
                .to_zoned_datetime(jiff::tz::TimeZone::UTC)
                .date()
                .to_string();
        }
    }
    sources.save(workspace)?;
    Ok(Import {
        id,
        outcome: Outcome::Imported,
    })
}

fn recognise(sources: &Sources, document: &Value, file: &Path) -> Result<Source, Finding> {
    let title = document
        .pointer("/info/title")
        .and_then(Value::as_str)
        .ok_or_else(|| {
            Finding::new("RAS-L001", "the document has no `info.title`")
                .at(file.display())
                .fix("this is not an OpenAPI document; check what was downloaded")
        })?;
    sources.by_title(title).cloned().ok_or_else(|| {
        Finding::new("RAS-I001", format!("no registered document is titled `{title}`"))
            .at(file.display())
            .fix(format!(
                "if Amazon renamed a document, change its `title` in {SOURCES}; for a new one add\n\
                 [[document]]\nid = \"<file stem>\"\nmodule = \"<rust module>\"\ntitle = \"{title}\"\n\
                 trust = \"<why these are Amazon's bytes>\"\nimported = \"\"\nsha256 = \"\"\ncontract_sha256 = \"\""
            ))
    })
}

fn check_version(document: &Value, file: &Path) -> Result<(), Finding> {
    let version = document
        .get("openapi")
        .and_then(Value::as_str)
        .unwrap_or("absent");
    if version.starts_with("3.0.") {
        return Ok(());
    }
    Err(
        Finding::new("RAS-L001", format!("`openapi` is {version}, not 3.0.x"))
            .at(file.display())
            .fix("convert the document to OpenAPI 3.0 first; the generator reads nothing newer"),
    )
}
