//! `cargo xtask`: the maintainer's commands. See `openapi/README.md`.

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};
use xtask::sources::Sources;
use xtask::spec::lint::{self, LintFormat, Severity};
use xtask::spec::{Import, codes, diff};
use xtask::{Finding, Workspace, ci, codegen, spec, tidy};

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    about = "The maintainer's commands of the RAS SDK"
)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Regenerates openapi/effective and crates/ras-core/src/generated
    Codegen {
        /// Compare only: exit 1 when a file is stale, missing or left over
        #[arg(long)]
        check: bool,
    },
    /// Runs every check that a change must pass
    Ci {
        /// Leave the tests out
        #[arg(long)]
        no_test: bool,
    },
    /// Checks the rules of the architecture that no compiler checks
    Tidy,
    /// Works on the contracts
    #[command(subcommand)]
    Spec(Spec),
}

#[derive(Subcommand)]
enum Spec {
    /// Takes in a published document: says what it changes, then writes the contract
    Import {
        /// A JSON file or an https address
        place: String,
        /// Say what it changes and write nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Judges contracts: can they be generated, is everything decided and documented?
    Lint {
        /// Ids of sources.toml; all unless given
        ids: Vec<String>,
        /// How to say it
        #[arg(long, value_enum, default_value_t)]
        format: LintFormat,
        /// Also what the passes mend by themselves
        #[arg(long)]
        all: bool,
    },
    /// Explains the code of a finding
    Explain {
        /// A code such as RAS-L012; all codes unless given
        code: Option<String>,
    },
    /// Lists the registered documents as JSON, for workflows
    Sources,
    /// Writes the body of an upgrade's pull request: diff, findings, version, changelog
    Report,
    /// Says what a change of contract does to deployed builds and to user code
    Diff {
        /// A file, an id of sources.toml or REV:id; the merge base with main unless given
        old: Option<String>,
        /// The same; the working tree unless given
        new: Option<String>,
        /// How to say it
        #[arg(long, value_enum, default_value_t)]
        format: diff::Format,
        /// Exit 1 on any of these, and not only on a change that no rule claims
        #[arg(long, value_enum, value_delimiter = ',')]
        fail_on: Vec<diff::FailOn>,
    },
}

fn main() -> ExitCode {
    match run(Args::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            keep_attachment(&error);
            ExitCode::from(2)
        }
    }
}

#[expect(clippy::print_stdout, reason = "a command speaks on stdout")]
fn run(command: Command) -> Result<ExitCode> {
    let workspace = Workspace::current();
    match command {
        Command::Codegen { check: false } => {
            let changed = codegen::outputs(&workspace)?.write(&workspace)?;
            for path in &changed {
                println!("wrote {path}");
            }
            if changed.is_empty() {
                println!("everything is up to date");
            }
        }
        Command::Codegen { check: true } => {
            let differences = codegen::outputs(&workspace)?.differences(&workspace)?;
            for difference in &differences {
                println!("{} {}", difference.path, difference.what);
            }
            if !differences.is_empty() {
                println!(
                    "{} file(s) differ: run `cargo xtask codegen`",
                    differences.len()
                );
                return Ok(ExitCode::FAILURE);
            }
            println!("generated files are up to date");
        }
        Command::Spec(Spec::Diff {
            old,
            new,
            format,
            fail_on,
        }) => {
            let report = diff::diff_documents(&workspace, old.as_deref(), new.as_deref())?;
            print!("{}", report.render(format)?);
            if report.fails(&fail_on) {
                return Ok(ExitCode::FAILURE);
            }
        }
        Command::Tidy => {
            let problems = tidy::tidy(&workspace)?;
            for problem in &problems {
                println!("{problem}");
            }
            if !problems.is_empty() {
                return Ok(ExitCode::FAILURE);
            }
            println!("tidy");
        }
        Command::Ci { no_test } => {
            let failed = ci::ci(&workspace, !no_test)?;
            if !failed.is_empty() {
                println!("failed: {}", failed.join(", "));
                return Ok(ExitCode::FAILURE);
            }
        }
        Command::Spec(Spec::Import { place, dry_run }) => {
            return import(&workspace, &place, dry_run);
        }
        Command::Spec(Spec::Lint { ids, format, all }) => {
            let found = spec::lint_registered(&workspace, &ids)?;
            for (id, lints) in &found {
                print!("{}", lint::render(id, lints, format, all));
            }
            let errors = found.iter().flat_map(|(_, lints)| lints);
            if errors.clone().any(|lint| lint.severity == Severity::Error) {
                return Ok(ExitCode::FAILURE);
            }
        }
        Command::Spec(Spec::Explain { code: None }) => {
            for code in codes::ALL {
                println!("{}  {}", code.code, code.title);
            }
        }
        Command::Spec(Spec::Explain { code: Some(code) }) => match codes::explain(&code) {
            Some(code) => println!("{}: {}\n\n{}", code.code, code.title, code.text),
            None => {
                println!("no finding has the code {code}; `cargo xtask spec explain` lists all");
                return Ok(ExitCode::FAILURE);
            }
        },
        Command::Spec(Spec::Sources) => {
            let documents = Sources::load(&workspace)?.document;
            println!("{}", serde_json::to_string_pretty(&documents)?);
        }
        Command::Spec(Spec::Report) => {
            let diff = diff::diff_documents(&workspace, None, None)?;
            let lints = spec::lint_registered(&workspace, &[])?;
            print!("{}", spec::report(&workspace, &diff, &lints)?);
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Says what a document changes and, unless it is a rehearsal, takes it in.
#[expect(clippy::print_stdout, reason = "a command speaks on stdout")]
fn import(workspace: &Workspace, place: &str, dry_run: bool) -> Result<ExitCode> {
    let import = Import::read(workspace, place)?;
    let id = import.source.id.clone();
    if import.is_unchanged() {
        println!("{id}: no change in structure, nothing written");
        return Ok(ExitCode::from(3));
    }
    if let Some(diff) = &import.diff {
        let mut report = diff::Report::default();
        report.take(&id, Some(diff.clone()));
        print!("{}", report.render(diff::Format::Text)?);
    }
    if dry_run {
        println!("{id}: rehearsal, nothing written");
        return Ok(ExitCode::SUCCESS);
    }
    import.write(workspace)?;
    println!("{id}: written to {}\n", import.source.contract());
    for (id, lints) in spec::lint_registered(workspace, &[id])? {
        print!("{}", lint::render(&id, &lints, LintFormat::Text, false));
    }
    println!(
        "next: mend what is named above, then `cargo xtask codegen`, `cargo xtask ci` and `cargo xtask spec report`"
    );
    Ok(ExitCode::SUCCESS)
}

/// Writes what is too long to show to a file and names it.
fn keep_attachment(error: &anyhow::Error) {
    let finding = error.downcast_ref::<Finding>();
    let Some((finding, text)) = finding.and_then(|f| f.attachment().map(|text| (f, text))) else {
        return;
    };
    let id = finding.place().unwrap_or("document");
    let path = format!("target/spec-bisect/{id}.json");
    match Workspace::current().write(&path, text) {
        Ok(()) => eprintln!("  smallest document that fails: {path}"),
        Err(error) => eprintln!("  {error:#}"),
    }
}
