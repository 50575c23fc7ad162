//! `ras completions` and `ras man`: what a shell and a reader need besides the command.

use std::io::Write as _;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::failure::{Class, Failure};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The shell to write completions for
    shell: Shell,
}

#[derive(Debug, clap::Args)]
pub(crate) struct ManArgs {
    /// Write the pages of all commands into this folder, instead of one to stdout
    #[arg(value_name = "FOLDER")]
    folder: Option<PathBuf>,
}

/// Writes the completions of a shell to stdout.
pub(crate) fn run(args: &Args) -> Result<()> {
    let mut text = Vec::new();
    clap_complete::generate(
        args.shell,
        &mut crate::args::Args::command(),
        "ras",
        &mut text,
    );
    Ok(std::io::stdout().lock().write_all(&text)?)
}

/// Writes manual pages.
pub(crate) fn man(args: &ManArgs) -> Result<()> {
    let command = crate::args::Args::command();
    let Some(folder) = &args.folder else {
        let mut text = Vec::new();
        clap_mangen::Man::new(command).render(&mut text)?;
        return Ok(std::io::stdout().lock().write_all(&text)?);
    };
    let unusable = || {
        let message = format!("the pages cannot be written to {}", folder.display());
        Failure::new(Class::Config, message)
    };
    std::fs::create_dir_all(folder).with_context(unusable)?;
    clap_mangen::generate_to(command, folder).with_context(unusable)
}
