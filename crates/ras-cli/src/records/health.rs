//! What a doctor has found at one layer.

use ras_highlevel::{Outcome, Step};

use crate::output::{Cell, Column, Record, shown};

/// A layer, and what became of it.
#[derive(Debug)]
pub(crate) struct HealthRecord(pub(crate) Step);

impl Record for HealthRecord {
    const NOUN: &'static str = "layer";
    const COLUMNS: &'static [Column<Self>] = &[
        shown("layer", |it| Cell::id(it.0.layer.as_str())),
        shown("result", |it| Cell::State(result(&it.0.outcome).to_owned())),
        shown("finding", |it| finding(&it.0.outcome)),
        shown("fix", |it| match &it.0.outcome {
            Outcome::Warned { fix, .. } | Outcome::Failed { fix, .. } => Cell::text(fix),
            _ => Cell::None,
        }),
    ];
}

fn result(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Passed { .. } => "ok",
        Outcome::Warned { .. } => "warning",
        Outcome::Failed { .. } => "failed",
        _ => "skipped",
    }
}

fn finding(outcome: &Outcome) -> Cell {
    match outcome {
        Outcome::Passed { finding } => Cell::text(finding),
        Outcome::Warned { cause, .. } | Outcome::Failed { cause, .. } => Cell::text(cause),
        Outcome::Skipped { because } => Cell::text(format!("it means nothing without {because}")),
        _ => Cell::None,
    }
}
