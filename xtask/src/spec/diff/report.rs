//! The report: for people in a terminal, for a pull request, for programs.

mod markdown;
mod text;

use anyhow::{Context, Result};
use clap::ValueEnum;
use serde::Serialize;

use super::change::Wire;
use super::{Diff, Relation};
use crate::codegen::api::Level;

/// How many of the operations that a change touches are named at once.
const NAMED_OPERATIONS: usize = 3;

/// The form of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Short lines for a terminal.
    #[default]
    Text,
    /// The body of a pull request.
    Md,
    /// Everything, for programs.
    Json,
}

/// What makes the command fail, besides a change that no rule claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// User code may compile no more.
    Major,
    /// Deployed builds break.
    Break,
}

/// The comparisons of all documents.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Report {
    /// One entry per document with two sides.
    pub documents: Vec<Diff>,
    /// The documents that have no old side.
    pub added: Vec<String>,
}

impl Report {
    /// Adds one document; `None` when it has no old side.
    pub fn take(&mut self, id: &str, diff: Option<Diff>) {
        match diff {
            Some(diff) => self.documents.push(diff),
            None => self.added.push(id.to_owned()),
        }
    }

    /// The worst verdict for deployed builds.
    pub fn wire(&self) -> Wire {
        let wires = self.documents.iter().map(|diff| diff.wire);
        wires.max().unwrap_or_default()
    }

    /// The worst verdict for user code; a new document is a new module.
    pub fn rust(&self) -> Level {
        let levels = self.documents.iter().map(|diff| diff.rust);
        let added = self.added.iter().map(|_| Level::Minor);
        levels.chain(added).max().unwrap_or_default()
    }

    /// Whether there is a reason to fail: what no rule claims always is one.
    pub fn fails(&self, reasons: &[FailOn]) -> bool {
        let mut documents = self.documents.iter();
        let unclassified = documents.any(|diff| diff.unclassified().next().is_some());
        unclassified
            || reasons.iter().any(|reason| match reason {
                FailOn::Major => self.rust() == Level::Major,
                FailOn::Break => self.wire() == Wire::Break,
            })
    }

    /// The report in one of its forms.
    pub fn render(&self, format: Format) -> Result<String> {
        match format {
            Format::Text => Ok(text::render(self)),
            Format::Md => Ok(markdown::render(self)),
            Format::Json => {
                let json = serde_json::to_string_pretty(&Json {
                    wire: self.wire(),
                    rust: self.rust(),
                    report: self,
                });
                json.map(|json| json + "\n")
                    .context("writing the report as JSON")
            }
        }
    }
}

#[derive(Serialize)]
struct Json<'a> {
    wire: Wire,
    rust: Level,
    #[serde(flatten)]
    report: &'a Report,
}

/// The relation in words, for documents without changes.
fn quiet(diff: &Diff) -> Option<&'static str> {
    match diff.relation {
        Relation::Same => Some("no change"),
        Relation::ProseOnly => Some("prose only"),
        Relation::Changed if diff.changes.is_empty() => Some("other words for the same structure"),
        Relation::Changed => None,
    }
}
