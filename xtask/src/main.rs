//! `cargo xtask`: the maintainer's commands. See `openapi/README.md`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};
use xtask::spec::{Outcome, diff};
use xtask::{Workspace, codegen, spec, tidy};

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
    /// Checks the rules of the architecture that no compiler checks
    Tidy,
    /// Works on the contracts
    #[command(subcommand)]
    Spec(Spec),
}

#[derive(Subcommand)]
enum Spec {
    /// Takes in a published document: structure to openapi/contract, provenance to sources.toml
    Import {
        /// The downloaded JSON file
        file: PathBuf,
    },
    /// Says what a change of contract does to deployed builds and to user code
    Diff {
        /// A file, an id of sources.toml or REV:id; the merge base with main unless given
        old: Option<String>,
        /// The same; the working tree unless given
        new: Option<String>,
        /// How to say it
        #[arg(long, value_enum, default_value_t)]
        format: diff::Format,
        /// Exit 1 on any of these
        #[arg(long, value_enum, value_delimiter = ',')]
        fail_on: Vec<diff::FailOn>,
    },
}

fn main() -> ExitCode {
    match run(Args::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
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
        Command::Spec(Spec::Import { file }) => {
            let import = spec::import(&workspace, &file)?;
            match import.outcome {
                Outcome::Unchanged => println!("{}: no change in structure", import.id),
                Outcome::Imported => {
                    println!("{}: imported; now run `cargo xtask codegen`", import.id)
                }
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}
