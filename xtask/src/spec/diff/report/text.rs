//! Short lines for a terminal.

use super::{NAMED_OPERATIONS, Report, quiet};
use crate::spec::diff::change::Change;
use crate::spec::diff::{Check, Diff};

pub(super) fn render(report: &Report) -> String {
    let mut text = String::new();
    for diff in &report.documents {
        document(&mut text, diff);
    }
    for id in &report.added {
        text.push_str(&format!("{id}: new document\n"));
    }
    text.push_str(&format!(
        "wire: {}, Rust: {}\n",
        report.wire(),
        report.rust()
    ));
    text
}

fn document(text: &mut String, diff: &Diff) {
    if let Some(words) = quiet(diff) {
        text.push_str(&format!("{}: {words}\n", diff.document));
        return;
    }
    text.push_str(&format!(
        "{}: wire {}, Rust {} ({} → {})\n",
        diff.document, diff.wire, diff.rust, diff.old, diff.new
    ));
    for change in &diff.changes {
        line(text, change);
    }
    match &diff.check {
        Some(Check::Impossible { reason }) => {
            let reason = reason.replace('\n', "\n    ");
            text.push_str(&format!("  the API could not be compared: {reason}\n"));
        }
        Some(check) => {
            if let Some(words) = check.disagreement() {
                text.push_str(&format!("  disagreement: {words}\n"));
            }
            if let Check::Compared { to_decide, .. } = check {
                for note in to_decide {
                    text.push_str(&format!("  to decide: {note}\n"));
                }
            }
        }
        None => {}
    }
}

fn line(text: &mut String, change: &Change) {
    text.push_str(&format!(
        "  {:<5} {:<5} {} {}",
        change.wire.to_string(),
        change.rust.to_string(),
        change.rule,
        change.at
    ));
    match change.also_at.len() {
        0 => {}
        more => text.push_str(&format!(" (and {more} more)")),
    }
    text.push_str(&match (&change.before, &change.after) {
        (Some(before), Some(after)) => format!(": {before} → {after}\n"),
        (Some(gone), None) => format!(": {gone} → nothing\n"),
        (None, Some(came)) => format!(": {came}\n"),
        (None, None) => "\n".to_owned(),
    });
    let reached: Vec<String> = change
        .reached_from
        .iter()
        .take(NAMED_OPERATIONS)
        .map(|(operation, used)| format!("{operation} ({used})"))
        .collect();
    if !reached.is_empty() {
        let more = match change.reached_from.len() - reached.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        text.push_str(&format!(
            "        reached from {}{more}\n",
            reached.join(", ")
        ));
    }
    text.push_str(&format!("        {}\n", change.why));
}
