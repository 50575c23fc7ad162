//! `openapi/sources.toml`: which documents there are and where they came from.

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use crate::{Finding, Workspace};

/// The path of the registry.
pub const SOURCES: &str = "openapi/sources.toml";

/// The folder that belongs to the generator alone.
pub const GENERATED: &str = "crates/ras-core/src/generated";

/// The folder of the public API listings, which belongs to the generator too.
pub const API: &str = "crates/ras-core/api";

const HEADER: &str = "\
# Where each contract came from. `cargo xtask spec import` writes `sha256`, `contract_sha256`
# and `imported`; the rest is written by hand. See openapi/README.md.

";

/// All documents that the workspace is generated from.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Sources {
    /// The documents, in the order in which they are generated.
    pub document: Vec<Source>,
}

/// The provenance of one document.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The file stem of the contract, the overlay and the docs.
    pub id: String,
    /// The generated module of `ras-core`.
    pub module: String,
    /// `info.title` of the document, by which `import` recognises it.
    pub title: String,
    /// The address it is published at, when that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Why we believe that these are Amazon's bytes.
    pub trust: String,
    /// The day of the last import that changed something.
    pub imported: String,
    /// SHA-256 of the imported bytes.
    pub sha256: String,
    /// SHA-256 of `openapi/contract/<id>.json`.
    pub contract_sha256: String,
}

impl Source {
    /// The path of the contract: the published structure without its prose.
    pub fn contract(&self) -> String {
        format!("openapi/contract/{}.json", self.id)
    }

    /// The path of the overlay; the file may be absent.
    pub fn overlay(&self) -> String {
        format!("openapi/overlays/{}.overlay.yaml", self.id)
    }

    /// The path of our own words for the document.
    pub fn docs(&self) -> String {
        format!("openapi/docs/{}.yaml", self.id)
    }

    /// The path of the document that the generator reads.
    pub fn effective(&self) -> String {
        format!("openapi/effective/{}.json", self.id)
    }

    /// The path of the generated client and operation table.
    pub fn generated_client(&self) -> String {
        format!("{GENERATED}/{}.rs", self.module)
    }

    /// The path of the listing of the module's public API.
    pub fn api(&self) -> String {
        format!("{API}/{}.txt", self.module)
    }

    /// The path of the generated types.
    pub fn generated_types(&self) -> String {
        format!("{GENERATED}/{}/types.rs", self.module)
    }
}

impl Sources {
    /// Reads the registry of a checkout.
    pub fn load(workspace: &Workspace) -> Result<Self> {
        let text = workspace.read(SOURCES)?;
        let sources: Self = toml::from_str(&text).with_context(|| format!("parsing {SOURCES}"))?;
        for (index, source) in sources.document.iter().enumerate() {
            let earlier = &sources.document[..index];
            if earlier
                .iter()
                .any(|other| other.id == source.id || other.module == source.module)
            {
                bail!(
                    "{SOURCES}: the id or module of `{}` stands twice",
                    source.id
                );
            }
        }
        Ok(sources)
    }

    /// Writes the registry back.
    pub fn save(&self, workspace: &Workspace) -> Result<()> {
        let text = toml::to_string(self).context("writing the registry as TOML")?;
        workspace.write(SOURCES, &format!("{HEADER}{text}"))
    }

    /// The document with this id.
    pub fn by_id(&self, id: &str) -> Result<&Source, Finding> {
        let ids: Vec<&str> = self.document.iter().map(|s| s.id.as_str()).collect();
        let found = self.document.iter().find(|source| source.id == id);
        found.ok_or_else(|| {
            Finding::new("RAS-X001", format!("`{id}` names no document"))
                .fix(format!("name one of: {}", ids.join(", ")))
        })
    }

    /// The document with this `info.title`.
    pub fn by_title(&self, title: &str) -> Option<&Source> {
        self.document.iter().find(|source| source.title == title)
    }
}
