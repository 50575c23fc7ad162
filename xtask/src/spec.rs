//! Verbs on contracts: taking them in, judging them, comparing them.

pub mod codes;
pub mod diff;
mod import;
pub mod lint;
mod report;
mod structure;

pub use import::Import;
pub use report::report;
pub use structure::structure_of;

use anyhow::Result;

use crate::Workspace;
use crate::codegen::Layers;
use crate::config::Config;
use crate::document::parse_strict;
use crate::sources::Sources;
use lint::Lint;

/// Judges registered documents, all of them when none is named.
pub fn lint_registered(workspace: &Workspace, ids: &[String]) -> Result<Vec<(String, Vec<Lint>)>> {
    let sources = Sources::load(workspace)?;
    let config = Config::load(workspace)?;
    for id in ids {
        sources.by_id(id)?;
    }
    let mut found = Vec::new();
    for source in &sources.document {
        if !ids.is_empty() && !ids.contains(&source.id) {
            continue;
        }
        let path = source.contract();
        let text = workspace.read(&path)?;
        let contract = parse_strict(text.as_bytes()).map_err(|finding| finding.at(&path))?;
        let layers = Layers::load(workspace, source, &config)?;
        found.push((
            source.id.clone(),
            lint::lint(&source.id, &contract, &layers),
        ));
    }
    Ok(found)
}
