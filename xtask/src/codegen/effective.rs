//! The document that the generator reads: contract, overlay and passes put together.

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::config::{Config, Module};
use crate::document::{parse_strict, sha256_hex};
use crate::overlay::Overlay;
use crate::passes::{self, Docs, Log};
use crate::sources::{SOURCES, Source};
use crate::{Finding, Workspace};

/// One document, ready for the generator, with what the later steps need beside it.
#[derive(Clone, Debug)]
pub struct Effective {
    /// The file stem of the document.
    pub id: String,
    /// SHA-256 of the contract it comes from.
    pub contract_sha256: String,
    /// SHA-256 of its overlay, when it has one.
    pub overlay_sha256: Option<String>,
    /// The corrected document.
    pub document: Value,
    /// The decisions for its module.
    pub module: Module,
    /// Our own words.
    pub docs: Docs,
    /// What the passes changed.
    pub log: Log,
}

/// Puts the layers of one document together.
pub fn effective(workspace: &Workspace, source: &Source, config: &Config) -> Result<Effective> {
    let path = source.contract();
    let text = workspace.read(&path)?;
    if sha256_hex(text.as_bytes()) != source.contract_sha256 {
        return Err(Finding::new("RAS-P001", "the contract is not the one that was imported")
            .at(&path)
            .fix(format!(
                "contracts change only by `cargo xtask spec import FILE`; restore {path} or the entry in {SOURCES}"
            ))
            .into());
    }
    let mut document = parse_strict(text.as_bytes()).map_err(|finding| finding.at(&path))?;

    let overlay = source.overlay();
    let mut overlay_sha256 = None;
    if workspace.path(&overlay).exists() {
        let text = workspace.read(&overlay)?;
        Overlay::parse(&text, &overlay)?.apply(&mut document, &overlay)?;
        overlay_sha256 = Some(sha256_hex(text.as_bytes()));
    }
    let docs_path = source.docs();
    let docs = match workspace.path(&docs_path).exists() {
        true => Docs::parse(&workspace.read(&docs_path)?, &docs_path)?,
        false => Docs::default(),
    };
    let module = config.module(&source.module)?.clone();
    let context = passes::Context {
        module: &module,
        docs: &docs,
    };
    let log = passes::run_all(&mut document, context)
        .with_context(|| format!("preparing {path} for the generator"))?;
    Ok(Effective {
        id: source.id.clone(),
        contract_sha256: source.contract_sha256.clone(),
        overlay_sha256,
        document,
        module,
        docs,
        log,
    })
}
