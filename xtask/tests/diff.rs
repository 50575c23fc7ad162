//! `spec diff`: every rule on one small document, held against the code that is really generated.

#[path = "diff/fixture.rs"]
mod fixture;
#[path = "diff/rows.rs"]
mod rows;

use rows::Row;
use xtask::spec::diff::{Check, Diff, FailOn, Format, Relation, Report};

/// The rules that a row met, each once.
fn rules(diff: &Diff) -> String {
    let mut rules: Vec<&str> = diff.changes.iter().map(|change| change.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    match rules.is_empty() {
        true => "-".to_owned(),
        false => rules.join(", "),
    }
}

/// What is wrong with the report on a row; nothing when all is as it must be.
fn complaint(row: &Row, diff: &Diff) -> Option<String> {
    let mut wrong = Vec::new();
    if diff.wire != row.wire {
        wrong.push(format!("wire {} instead of {}", diff.wire, row.wire));
    }
    if diff.rust_by_rules() != row.rust {
        wrong.push(format!("rules say Rust {} instead of {}", diff.rust_by_rules(), row.rust));
    }
    match &diff.check {
        // What no rule claims is taken for the worst; the code may turn out better.
        Some(Check::Compared { listing, .. })
            if listing.level != row.rust && diff.unclassified().next().is_none() =>
        {
            wrong.push(format!("generated code says {}: {listing:#?}", listing.level));
        }
        Some(Check::Impossible { reason }) if row.generates => wrong.push(reason.clone()),
        Some(Check::Compared { .. }) if !row.generates => wrong.push("it generates".to_owned()),
        _ => {}
    }
    (!wrong.is_empty()).then(|| format!("{} [{}]: {}", row.change, rules(diff), wrong.join("; ")))
}

#[test]
fn every_rule_agrees_with_the_generated_code() {
    let mut table = String::new();
    let mut complaints = Vec::new();
    for row in rows::all() {
        let diff = fixture::compared(row.edit);
        table.push_str(&format!(
            "{:<48} {:<6} {:<6} {}\n",
            row.change,
            diff.wire.to_string(),
            diff.rust.to_string(),
            rules(&diff)
        ));
        complaints.extend(complaint(row, &diff));
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n\n"));
    insta::assert_snapshot!("table", table);
}
