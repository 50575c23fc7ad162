//! `cargo xtask spec import`: a published document becomes a contract.

mod fetch;

use anyhow::Result;
use serde_json::Value;

use super::diff::{Diff, Side, diff};
use super::structure::structure_of;
use crate::codegen::Layers;
use crate::config::Config;
use crate::document::{canonical, parse_strict, sha256_hex};
use crate::sources::{SOURCES, Source, Sources};
use crate::{Finding, Workspace};

/// How much of the old document must still be there.
const KEPT_PATHS: usize = 2;

/// A document that was read and understood, before anything is written.
#[derive(Debug)]
pub struct Import {
    /// The registered document that it is a version of.
    pub source: Source,
    /// What it changes; none when there was no contract yet.
    pub diff: Option<Diff>,
    sha256: String,
    contract: String,
    unchanged: bool,
}

impl Import {
    /// Reads a file or an https address: strict parse, recognition by title, structure only.
    pub fn read(workspace: &Workspace, place: &str) -> Result<Self> {
        let bytes = fetch::bytes(place)?;
        let document = parse_strict(&bytes).map_err(|finding| finding.at(place))?;
        let sources = Sources::load(workspace)?;
        let source = recognise(&sources, &document, place)?;
        check_version(&document, place)?;

        let contract = canonical(&structure_of(&document));
        let old = workspace.read(&source.contract()).ok();
        let unchanged = old.as_ref() == Some(&contract);
        let diff = match &old {
            Some(text) if !unchanged => {
                let old = parse_strict(text.as_bytes())
                    .map_err(|finding| finding.at(source.contract()))?;
                check_kept(&old, &document, place)?;
                let layers = Layers::load(workspace, &source, &Config::load(workspace)?)?;
                let old = Side::new(&source.id, old);
                let new = Side::new(place, structure_of(&document));
                Some(diff(&source.id, &old, &new, &layers))
            }
            _ => None,
        };
        Ok(Self {
            source,
            diff,
            sha256: sha256_hex(&bytes),
            contract,
            unchanged,
        })
    }

    /// Whether only prose or formatting differs from the contract that we have.
    pub fn is_unchanged(&self) -> bool {
        self.unchanged
    }

    /// Writes the contract and its provenance.
    pub fn write(&self, workspace: &Workspace) -> Result<()> {
        workspace.write(&self.source.contract(), &self.contract)?;
        let mut sources = Sources::load(workspace)?;
        for source in &mut sources.document {
            if source.id == self.source.id {
                source.sha256.clone_from(&self.sha256);
                source.contract_sha256 = sha256_hex(self.contract.as_bytes());
                source.imported = today();
            }
        }
        sources.save(workspace)
    }
}

fn today() -> String {
    jiff::Timestamp::now()
        .to_zoned_datetime(jiff::tz::TimeZone::UTC)
        .date()
        .to_string()
}

fn recognise(sources: &Sources, document: &Value, place: &str) -> Result<Source, Finding> {
    let title = document
        .pointer("/info/title")
        .and_then(Value::as_str)
        .ok_or_else(|| {
            Finding::new("RAS-L001", "the document has no `info.title`")
                .at(place)
                .fix("this is not an OpenAPI document; check what was downloaded")
        })?;
    sources.by_title(title).cloned().ok_or_else(|| {
        Finding::new("RAS-I001", format!("no registered document is titled `{title}`"))
            .at(place)
            .fix(format!(
                "if Amazon renamed a document, change its `title` in {SOURCES}; for a new one add\n\
                 [[document]]\nid = \"<file stem>\"\nmodule = \"<rust module>\"\ntitle = \"{title}\"\n\
                 trust = \"<why these are Amazon's bytes>\"\nimported = \"\"\nsha256 = \"\"\ncontract_sha256 = \"\""
            ))
    })
}

fn check_version(document: &Value, place: &str) -> Result<(), Finding> {
    let version = document
        .get("openapi")
        .and_then(Value::as_str)
        .unwrap_or("absent");
    if version.starts_with("3.0.") {
        return Ok(());
    }
    Err(
        Finding::new("RAS-L001", format!("`openapi` is {version}, not 3.0.x"))
            .at(place)
            .fix("convert the document to OpenAPI 3.0 first; the generator reads nothing newer"),
    )
}

/// A download that lost most of its paths is more likely broken than new.
fn check_kept(old: &Value, new: &Value, place: &str) -> Result<(), Finding> {
    let paths = |document: &Value| -> Vec<String> {
        let paths = document["paths"].as_object();
        paths
            .into_iter()
            .flatten()
            .map(|(path, _)| path.clone())
            .collect()
    };
    let (before, after) = (paths(old), paths(new));
    let kept = before.iter().filter(|path| after.contains(path)).count();
    if kept * KEPT_PATHS >= before.len() {
        return Ok(());
    }
    Err(Finding::new(
        "RAS-I002",
        format!("only {kept} of {} paths are still there", before.len()),
    )
    .at(place)
    .fix("check that this is the right and the whole document; if Amazon really dropped them, delete the old contract first"))
}
