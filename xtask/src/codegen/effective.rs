//! The document that the generator reads: contract, overlay and passes put together.

use anyhow::{Context as _, Result};
use serde_json::Value;

use crate::config::{Config, Module};
use crate::document::{canonical, parse_strict, sha256_hex};
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

impl Effective {
    /// What the document says about itself under this key of `info`; empty when it does not.
    pub(super) fn info(&self, key: &str) -> &str {
        self.document["info"][key].as_str().unwrap_or_default()
    }
}

/// Everything that is put on top of a contract.
#[derive(Clone, Debug, Default)]
pub struct Layers {
    /// The corrections, with the path of their file.
    pub overlay: Option<(Overlay, String)>,
    /// SHA-256 of the file of the corrections.
    pub overlay_sha256: Option<String>,
    /// Our own words.
    pub docs: Docs,
    /// The decisions for the module.
    pub module: Module,
}

impl Layers {
    /// Reads the layers of a registered document.
    pub fn load(workspace: &Workspace, source: &Source, config: &Config) -> Result<Self> {
        let overlay_path = source.overlay();
        let (overlay, overlay_sha256) = match workspace.path(&overlay_path).exists() {
            true => {
                let text = workspace.read(&overlay_path)?;
                let overlay = Overlay::parse(&text, &overlay_path)?;
                let hash = sha256_hex(text.as_bytes());
                (Some((overlay, overlay_path)), Some(hash))
            }
            false => (None, None),
        };
        let docs_path = source.docs();
        let docs = match workspace.path(&docs_path).exists() {
            true => Docs::parse(&workspace.read(&docs_path)?, &docs_path)?,
            false => Docs::default(),
        };
        let module = config.module(&source.module)?.clone();
        Ok(Self {
            overlay,
            overlay_sha256,
            docs,
            module,
        })
    }

    /// The contract with as much of the overlay as fits, and why the rest does not: for
    /// versions of the contract that the overlay was not written for.
    pub fn overlaid(&self, contract: &Value) -> (Value, Vec<Finding>) {
        let mut document = contract.clone();
        let unfit = match &self.overlay {
            Some((overlay, path)) => overlay.apply_fitting(&mut document, path),
            None => Vec::new(),
        };
        (document, unfit)
    }

    /// Puts the layers on a contract, which need not be the registered one.
    pub fn apply(self, id: &str, contract: Value) -> Result<Effective> {
        let contract_sha256 = sha256_hex(canonical(&contract).as_bytes());
        let mut document = contract;
        if let Some((overlay, path)) = &self.overlay {
            overlay.apply(&mut document, path)?;
        }
        let context = passes::Context {
            module: &self.module,
            docs: &self.docs,
        };
        let log = passes::run_all(&mut document, context)
            .with_context(|| format!("preparing {id} for the generator"))?;
        Ok(Effective {
            id: id.to_owned(),
            contract_sha256,
            overlay_sha256: self.overlay_sha256,
            document,
            module: self.module,
            docs: self.docs,
            log,
        })
    }
}

/// Puts the layers of one registered document together.
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
    let document = parse_strict(text.as_bytes()).map_err(|finding| finding.at(&path))?;
    Layers::load(workspace, source, config)?.apply(&source.id, document)
}
