//! From contracts to generated code, in memory; writing and checking are apart.

pub mod api;
mod bisect;
mod constructors;
mod effective;
mod fields;
mod generate;
mod guarded;
mod methods;
mod open_enums;
mod outputs;
mod postconditions;
mod preview;
mod render;
mod syntax;

pub use bisect::{Culprit, culprits};
pub use effective::{Effective, Layers, effective};
pub use generate::{Generated, generate_module};
pub use outputs::{Difference, Outputs};
pub use preview::{Preview, preview};

use anyhow::Result;

use crate::Workspace;
use crate::config::Config;
use crate::document::canonical;
use crate::sources::{GENERATED, Sources};

/// Everything the pipeline derives from contracts, overlays, docs and configuration.
pub fn outputs(workspace: &Workspace) -> Result<Outputs> {
    let sources = Sources::load(workspace)?;
    let config = Config::load(workspace)?;
    let mut outputs = Outputs::new(&sources);
    for source in &sources.document {
        let effective = effective(workspace, source, &config)?;
        outputs.insert(source.effective(), canonical(&effective.document));
        let generated = generate_module(&effective)?;
        outputs.insert(source.api(), api::listing(&generated)?);
        outputs.insert(source.generated_client(), generated.client);
        outputs.insert(source.generated_types(), generated.types);
    }
    outputs.insert(format!("{GENERATED}/mod.rs"), render::module_list(&sources));
    Ok(outputs)
}
