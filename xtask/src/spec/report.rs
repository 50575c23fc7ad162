//! `cargo xtask spec report`: the body of the pull request that takes an upgrade.

use std::fmt::Write as _;

use anyhow::{Context, Result};

use super::diff::{Diff, Format, Report, Wire};
use super::lint::{Lint, Severity};
use crate::Workspace;
use crate::codegen::api::Level;

/// The diff, what is left to do, the version and the changelog, as Markdown.
pub fn report(
    workspace: &Workspace,
    diff: &Report,
    lints: &[(String, Vec<Lint>)],
) -> Result<String> {
    let mut text = diff.render(Format::Md)?;
    let manifest = workspace.read("Cargo.toml")?;
    let version = current_version(&manifest).context("Cargo.toml has no workspace version")?;
    let _ = write!(
        text,
        "\n## Release\n\nVersion {version} → **{}**: {}.\n",
        next_version(version, diff.rust(), diff.wire()),
        why(diff.rust(), diff.wire())
    );
    for document in diff
        .documents
        .iter()
        .filter(|diff| diff.is_by_rules_alone())
    {
        let _ = writeln!(
            text,
            "\nFor `{}` by the rules alone: its API cannot be generated and compared yet.",
            document.document
        );
    }
    changelog(&mut text, diff);
    findings(&mut text, lints);
    text.push_str(CHECKLIST);
    Ok(text)
}

const CHECKLIST: &str = "
## Checklist

* [ ] every row of the table is understood, `break` and `major` rows are meant by Amazon
* [ ] `cargo xtask spec lint` finds nothing: new money and nullable fields are decided, new names are documented in our own words
* [ ] `cargo xtask codegen --check` and `cargo test --workspace --locked` pass
* [ ] the sandbox knows what is new, or says that it does not
* [ ] the changelog lines above are in CHANGELOG.md, in words of a user
";

fn current_version(manifest: &str) -> Option<&str> {
    let line = manifest
        .lines()
        .find(|line| line.starts_with("version = "))?;
    line.split('"').nth(1)
}

/// The next version: before 1.0 a breaking change moves the second number.
fn next_version(version: &str, rust: Level, wire: Wire) -> String {
    let parts: Vec<u64> = version
        .split('.')
        .filter_map(|part| part.parse().ok())
        .collect();
    let [major, minor, patch] = parts[..] else {
        return version.to_owned();
    };
    match (rust, wire) {
        (Level::None, Wire::Safe) => version.to_owned(),
        (Level::Major, _) if major == 0 => format!("0.{}.0", minor + 1),
        (Level::Major, _) => format!("{}.0.0", major + 1),
        (Level::Minor, _) if major > 0 => format!("{major}.{}.0", minor + 1),
        _ => format!("{major}.{minor}.{}", patch + 1),
    }
}

fn why(rust: Level, wire: Wire) -> &'static str {
    match (rust, wire) {
        (Level::Major, _) => "user code may have to change",
        (_, Wire::Break) => {
            "deployed builds break, so users need a release whatever their code says"
        }
        (Level::Minor, _) => "user code keeps compiling and gains something",
        (Level::Patch, _) => "nothing but documentation or data changes for user code",
        (Level::None, Wire::Risk) => {
            "nothing changes for user code, but deployed builds are at risk"
        }
        (Level::None, Wire::Safe) => "nothing changes for anybody",
    }
}

fn changelog(text: &mut String, report: &Report) {
    text.push_str("\n## Changelog\n\n```markdown\n");
    for diff in &report.documents {
        lines(text, diff);
    }
    for id in &report.added {
        let _ = writeln!(text, "* `{id}`: new document.");
    }
    text.push_str("```\n");
}

fn lines(text: &mut String, diff: &Diff) {
    for change in &diff.changes {
        if change.rust == Level::None && change.wire == Wire::Safe {
            continue;
        }
        let what = change.at.trim_start_matches("#/components/schemas/");
        let value = match (&change.before, &change.after) {
            (None, Some(new)) => format!(": {new}"),
            (Some(old), None) => format!(": {old} is gone"),
            (Some(old), Some(new)) => format!(": {old} became {new}"),
            (None, None) => String::new(),
        };
        let _ = writeln!(
            text,
            "* `{}`: {} `{what}`{value}.",
            diff.document, change.rule
        );
    }
}

fn findings(text: &mut String, lints: &[(String, Vec<Lint>)]) {
    let open: Vec<(&String, &Lint)> = lints
        .iter()
        .flat_map(|(id, found)| found.iter().map(move |lint| (id, lint)))
        .filter(|(_, lint)| lint.severity > Severity::Note)
        .collect();
    if open.is_empty() {
        return;
    }
    text.push_str("\n## To do\n");
    for (id, lint) in open {
        let _ = write!(text, "\n```text\n{id}: {}\n```\n", lint.finding);
    }
}
