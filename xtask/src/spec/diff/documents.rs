//! Which documents are compared when the command names both sides, one or none.

use anyhow::Result;

use super::report::Report;
use super::side::{Side, exists_in, merge_base};
use super::{Diff, diff};
use crate::codegen::Layers;
use crate::config::Config;
use crate::sources::{Source, Sources};
use crate::{Finding, Workspace};

/// Compares what the command names.
///
/// Without names every registered document is compared with its contract at the
/// merge base with `main`. An id alone means that document, against the merge
/// base too; any other name alone is the old side of its working tree. The
/// overlay and the configuration of the working tree serve both sides, so that
/// the report shows what the contract alone does.
pub fn diff_documents(
    workspace: &Workspace,
    old: Option<&str>,
    new: Option<&str>,
) -> Result<Report> {
    let sources = Sources::load(workspace)?;
    let config = Config::load(workspace)?;
    let layers = |source: Option<&Source>| match source {
        Some(source) => Layers::load(workspace, source, &config),
        None => Ok(Layers::default()),
    };
    let base = |source: &Source| -> Result<Option<Diff>> {
        let revision = merge_base(workspace)?;
        if !exists_in(workspace, &revision, source) {
            return Ok(None);
        }
        let old = Side::of_revision(workspace, &revision, source)?;
        let new = Side::of_working_tree(workspace, source)?;
        Ok(Some(diff(&source.id, &old, &new, &layers(Some(source))?)))
    };
    let mut report = Report::default();
    match (old, new) {
        (None, _) => {
            for source in &sources.document {
                report.take(&source.id, base(source)?);
            }
        }
        (Some(id), None) if sources.document.iter().any(|source| source.id == id) => {
            for source in sources.document.iter().filter(|source| source.id == id) {
                report.take(id, base(source)?);
            }
        }
        (Some(old), new) => {
            let old = Side::read(workspace, &sources, old)?;
            let source = old.source(&sources);
            let new = match (new, source) {
                (Some(new), _) => Side::read(workspace, &sources, new)?,
                (None, Some(source)) => Side::of_working_tree(workspace, source)?,
                (None, None) => {
                    let message = format!("`{}` is a version of no registered document", old.label);
                    return Err(Finding::new("RAS-X003", message)
                        .fix("name both sides: cargo xtask spec diff OLD NEW")
                        .into());
                }
            };
            let source = source.or_else(|| new.source(&sources));
            let name = source.map_or("document", |source| &source.id);
            report.take(name, Some(diff(name, &old, &new, &layers(source)?)));
        }
    }
    Ok(report)
}
