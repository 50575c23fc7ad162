//! The body of a pull request: verdicts first, then a table, details folded away.

use super::{NAMED_OPERATIONS, Report, quiet};
use crate::codegen::api::Comparison;
use crate::spec::diff::change::Change;
use crate::spec::diff::{Check, Diff};

pub(super) fn render(report: &Report) -> String {
    let mut text = format!("**wire: {} · Rust: {}**\n", report.wire(), report.rust());
    for diff in &report.documents {
        document(&mut text, diff);
    }
    for id in &report.added {
        text.push_str(&format!("\n### {id}\n\nNew document.\n"));
    }
    text
}

fn document(text: &mut String, diff: &Diff) {
    text.push_str(&format!("\n### {}\n\n", diff.document));
    if let Some(words) = quiet(diff) {
        text.push_str(&format!("{}.\n", capitalised(words)));
        return;
    }
    text.push_str(&format!(
        "`{}` → `{}`: wire **{}**, Rust **{}**, {} change(s).\n\n",
        diff.old,
        diff.new,
        diff.wire,
        diff.rust,
        diff.changes.len()
    ));
    text.push_str("| wire | Rust | rule | where | before → after | reached from |\n");
    text.push_str("|---|---|---|---|---|---|\n");
    for change in &diff.changes {
        text.push_str(&row(change));
    }
    details(text, diff);
    if let Some(check) = &diff.check {
        checked(text, check);
    }
}

fn row(change: &Change) -> String {
    let place = match change.also_at.len() {
        0 => code(&change.at),
        more => format!("{} and {more} more", code(&change.at)),
    };
    let values = match (&change.before, &change.after) {
        (Some(before), Some(after)) => format!("{} → {}", code(before), code(after)),
        (Some(gone), None) => format!("{} → ∅", code(gone)),
        (None, Some(came)) => format!("∅ → {}", code(came)),
        (None, None) => String::new(),
    };
    let mut reached: Vec<String> = change
        .reached_from
        .iter()
        .take(NAMED_OPERATIONS)
        .map(|(operation, used)| format!("{} {used}", code(operation)))
        .collect();
    if change.reached_from.len() > NAMED_OPERATIONS {
        reached.push(format!(
            "{} more",
            change.reached_from.len() - NAMED_OPERATIONS
        ));
    }
    format!(
        "| {} | {} | {} | {place} | {values} | {} |\n",
        change.wire,
        change.rust,
        change.rule,
        reached.join(", ")
    )
}

fn details(text: &mut String, diff: &Diff) {
    text.push_str("\n<details><summary>Why</summary>\n\n");
    for change in &diff.changes {
        text.push_str(&format!(
            "* {} {}: {}.\n",
            change.rule,
            code(&change.at),
            change.why
        ));
        let more: Vec<String> = change.also_at.iter().map(|at| code(at)).collect();
        if !more.is_empty() {
            text.push_str(&format!("  Also at {}.\n", more.join(", ")));
        }
        if change.reached_from.len() > NAMED_OPERATIONS {
            let all = change.reached_from.iter();
            let all: Vec<String> = all
                .map(|(name, used)| format!("{} {used}", code(name)))
                .collect();
            text.push_str(&format!("  Reached from {}.\n", all.join(", ")));
        }
    }
    text.push_str("\n</details>\n");
}

fn checked(text: &mut String, check: &Check) {
    if let Some(words) = check.disagreement() {
        text.push_str(&format!("\n> **Disagreement:** {words}.\n"));
    }
    match check {
        Check::Impossible { reason } => {
            text.push_str(&format!(
                "\nThe generated API could not be compared:\n\n```text\n{reason}\n```\n"
            ));
        }
        Check::Compared {
            listing, to_decide, ..
        } => {
            if !to_decide.is_empty() {
                text.push_str("\nTo decide in `openapi/`:\n\n");
                for note in to_decide {
                    text.push_str(&format!("* {note}\n"));
                }
            }
            api(text, listing);
        }
    }
}

fn api(text: &mut String, listing: &Comparison) {
    let lines = listing.removed.len() + 2 * listing.changed.len() + listing.added.len();
    if lines == 0 {
        text.push_str("\nThe public API stays line for line.\n");
        return;
    }
    text.push_str("\n<details><summary>Public API</summary>\n\n```diff\n");
    for line in &listing.removed {
        text.push_str(&format!("-{line}\n"));
    }
    for (before, after) in &listing.changed {
        text.push_str(&format!("-{before}\n+{after}\n"));
    }
    for line in &listing.added {
        text.push_str(&format!("+{line}\n"));
    }
    text.push_str("```\n\n</details>\n");
}

/// Text that no Markdown reader interprets, fit for a cell of a table.
fn code(text: &str) -> String {
    let text = text.replace('|', "\\|").replace('\n', " ");
    match text.contains('`') {
        true => format!("`` {text} ``"),
        false => format!("`{text}`"),
    }
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
