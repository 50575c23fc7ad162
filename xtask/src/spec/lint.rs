//! `cargo xtask spec lint`: is a contract ready to be generated, and is it decided
//! and documented?
//!
//! Style is nobody's business here. A finding is an error when code cannot or must
//! not be generated from what stands there, a warning when a rule has chosen for the
//! maintainer, and a note when a pass has mended it.

mod decisions;
mod defects;
mod docs;

use std::fmt::Write as _;

use serde::Serialize;
use serde_json::Value;

use super::diff::Reached;
use crate::Finding;
use crate::codegen::{Layers, generate_module};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Mended by a pass; nothing to do.
    Note,
    /// A rule has chosen; look whether it has chosen well.
    Warning,
    /// Stops the pipeline.
    Error,
}

/// A finding about one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lint {
    /// How much it matters.
    pub severity: Severity,
    /// Code, place, reason and fix.
    pub finding: Finding,
    /// The operations that the place is part of.
    pub used_by: Vec<String>,
}

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
pub enum LintFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON array.
    Json,
    /// Annotations of a GitHub workflow.
    Github,
}

/// All findings about a contract with its layers, worst first.
pub fn lint(id: &str, contract: &Value, layers: &Layers) -> Vec<Lint> {
    let mut found = defects::find(contract);
    // Places are named as the contract names them, or by their clean names.
    let mut reached = vec![Reached::of(contract)];
    match layers.clone().apply(id, contract.clone()) {
        Err(error) => found.push(Lint::error(pipeline_finding(id, error))),
        Ok(effective) => {
            reached.push(Reached::of(&effective.document));
            found.extend(decisions::find(&effective));
            found.extend(docs::find(&effective));
            if let Err(error) = generate_module(&effective) {
                found.push(Lint::error(pipeline_finding(id, error)));
            }
        }
    }
    for lint in &mut found {
        if let Some(schema) = schema_of(lint.finding.place()) {
            let operations = reached.iter().map(|reached| reached.to(&schema));
            let first = operations.into_iter().find(|reach| !reach.is_empty());
            lint.used_by = first.unwrap_or_default().into_keys().collect();
        }
    }
    found.sort_by(|a, b| {
        let key = |lint: &Lint| (lint.finding.code(), lint.finding.place().map(str::to_owned));
        b.severity
            .cmp(&a.severity)
            .then_with(|| key(a).cmp(&key(b)))
    });
    found
}

impl Lint {
    fn new(severity: Severity, finding: Finding) -> Self {
        Self {
            severity,
            finding,
            used_by: Vec::new(),
        }
    }

    fn error(finding: Finding) -> Self {
        Self::new(Severity::Error, finding)
    }

    fn note(finding: Finding) -> Self {
        Self::new(Severity::Note, finding)
    }
}

/// What the pipeline stops at is a finding, or becomes one.
fn pipeline_finding(id: &str, error: anyhow::Error) -> Finding {
    match error.downcast::<Finding>() {
        Ok(finding) => finding,
        Err(error) => Finding::new("RAS-G002", format!("{error:#}"))
            .at(id)
            .fix("the generator has changed its shape: see xtask/src/codegen/postconditions.rs"),
    }
}

/// `NAME` of `#/components/schemas/NAME/…`.
fn schema_of(place: Option<&str>) -> Option<String> {
    let rest = place?.strip_prefix("#/components/schemas/")?;
    Some(rest.split('/').next().unwrap_or(rest).to_owned())
}

/// Writes findings; notes only when `all` is asked for.
pub fn render(id: &str, found: &[Lint], format: LintFormat, all: bool) -> String {
    let shown = found
        .iter()
        .filter(|lint| all || lint.severity > Severity::Note);
    let mut out = String::new();
    match format {
        LintFormat::Text => shown.for_each(|lint| text(&mut out, id, lint)),
        LintFormat::Json => {
            let items: Vec<Value> = shown.map(|lint| json(id, lint)).collect();
            out = serde_json::to_string_pretty(&items).unwrap_or_default();
            out.push('\n');
        }
        LintFormat::Github => shown.for_each(|lint| github(&mut out, id, lint)),
    }
    out
}

fn text(out: &mut String, id: &str, lint: &Lint) {
    let severity = match lint.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let _ = writeln!(out, "{id}: {severity}{}", lint.finding);
    if !lint.used_by.is_empty() {
        let _ = writeln!(out, "  used by: {}", lint.used_by.join(", "));
    }
    let _ = writeln!(
        out,
        "  more: cargo xtask spec explain {}\n",
        lint.finding.code()
    );
}

fn json(id: &str, lint: &Lint) -> Value {
    serde_json::json!({
        "document": id,
        "severity": lint.severity,
        "code": lint.finding.code(),
        "message": lint.finding.message(),
        "at": lint.finding.place(),
        "usedBy": lint.used_by,
        "fix": lint.finding.suggestion(),
    })
}

/// One line, because an annotation ends with the line.
fn github(out: &mut String, id: &str, lint: &Lint) {
    let kind = match lint.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let message = lint
        .finding
        .to_string()
        .replace('%', "%25")
        .replace('\n', "%0A");
    let _ = writeln!(
        out,
        "::{kind} file=openapi/contract/{id}.json,title={}::{message}",
        lint.finding.code()
    );
}
