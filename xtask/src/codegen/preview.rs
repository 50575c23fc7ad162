//! What a contract would generate before anybody has adapted the configuration to it.
//!
//! `codegen` refuses overlay actions and entries that match nothing and operations
//! without a retry class, rightly: they are decisions. To compare APIs none of them
//! matters, so a preview leaves out what does not fit, takes the class that the method
//! suggests and notes both, as a list of what has to be decided when the contract is
//! adopted.

use anyhow::Result;
use serde_json::Value;

use super::{Effective, Generated, Layers, generate_module};
use crate::Finding;
use crate::config::{Module, Retry, dead_entry};
use crate::document::each_operation;

/// The generated code of a contract that is not adopted yet.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The code, without our own words.
    pub generated: Generated,
    /// What has to be decided in `openapi/` before `codegen` accepts the contract.
    pub notes: Vec<String>,
}

/// Runs the whole pipeline on a contract, in memory.
pub fn preview(id: &str, contract: &Value, layers: &Layers) -> Result<Preview> {
    let (contract, unfit) = layers.overlaid(contract);
    let mut notes: Vec<String> = unfit.iter().map(first_line).collect();
    let docs = layers.docs.clone();
    let mut layers = Layers {
        module: layers.module.clone(),
        ..Layers::default()
    };
    loop {
        match attempt(id, &contract, &layers, &mut notes) {
            Ok(generated) => {
                let layers = Layers { docs, ..layers };
                notes.extend(dead_words(id, &contract, layers));
                return Ok(Preview { generated, notes });
            }
            Err(error) => match error.downcast_ref::<Finding>() {
                Some(finding) if drop_dead(&mut layers.module, finding) => {
                    notes.push(first_line(finding));
                }
                _ => return Err(error),
            },
        }
    }
}

fn attempt(
    id: &str,
    contract: &Value,
    layers: &Layers,
    notes: &mut Vec<String>,
) -> Result<Generated> {
    let mut effective = layers.clone().apply(id, contract.clone())?;
    // A dead entry starts the attempt again; what it noted stands already.
    for note in suggest_retry(&mut effective) {
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    generate_module(&effective)
}

/// The first of our words that would describe nothing.
fn dead_words(id: &str, contract: &Value, layers: Layers) -> Option<String> {
    let error = layers.apply(id, contract.clone()).err()?;
    error.downcast_ref::<Finding>().map(first_line)
}

fn first_line(finding: &Finding) -> String {
    let text = finding.to_string();
    text.lines().next().unwrap_or_default().to_owned()
}

/// Removes the entry that the finding complains about; false when it is about something else.
fn drop_dead(module: &mut Module, finding: &Finding) -> bool {
    let dead = |key: &str, entry: &str| dead_entry(key, entry) == *finding;
    let before = entries(module);
    if dead("strip-prefix", &module.strip_prefix) {
        module.strip_prefix.clear();
    }
    module.suffixes.retain(|entry, _| !dead("suffixes", entry));
    module.rename.retain(|entry, _| !dead("rename", entry));
    module.retry.retain(|entry, _| !dead("retry", entry));
    module.money.retain(|entry| !dead("money", entry));
    module.patch.retain(|entry| !dead("patch", entry));
    module.lenient.retain(|entry| !dead("lenient", entry));
    module.skip.retain(|entry| !dead("skip", entry));
    module
        .media_type
        .retain(|entry, _| !dead("media-type", entry));
    entries(module) < before
}

fn entries(module: &Module) -> usize {
    let lists = [&module.money, &module.patch, &module.lenient, &module.skip];
    let listed: usize = lists.iter().map(|list| list.len()).sum();
    let maps = [&module.suffixes, &module.rename, &module.media_type];
    let mapped: usize = maps.iter().map(|map| map.len()).sum();
    listed + mapped + module.retry.len() + usize::from(!module.strip_prefix.is_empty())
}

fn suggest_retry(effective: &mut Effective) -> Vec<String> {
    let mut notes = Vec::new();
    let retry = &mut effective.module.retry;
    let walked: Result<(), std::convert::Infallible> =
        each_operation(&mut effective.document, |operation| {
            let id = operation.value["operationId"].as_str().unwrap_or_default();
            if !retry.contains_key(id) {
                notes.push(format!("[RAS-C003] `{id}` needs a retry class"));
                retry.insert(id.to_owned(), Retry::suggested(operation.method));
            }
            Ok(())
        });
    let Ok(()) = walked;
    notes
}
