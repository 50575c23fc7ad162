//! `ras-sandbox`: serves a sandbox until Ctrl-C or SIGTERM.

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;
use ras_sandbox::{Sandbox, ServeOptions};

/// A stateful Retail Ad Service (RAS) on this machine, to test against.
#[derive(Parser)]
#[command(name = "ras-sandbox", version)]
struct Args {
    #[command(flatten)]
    options: ServeOptions,
}

#[tokio::main]
async fn main() -> ExitCode {
    let options = Args::parse().options;
    let introduce = |sandbox: &Sandbox| {
        // A reader that has gone away does not end it.
        let _ = writeln!(io::stdout(), "{}", ras_sandbox::introduction(sandbox));
    };
    let Err(error) = ras_sandbox::serve(&options, introduce).await else {
        return ExitCode::SUCCESS;
    };
    let cause = error.source().map(|cause| format!(": {cause}"));
    // Nobody is left to tell when standard error is gone.
    let _ = writeln!(io::stderr(), "error: {error}{}", cause.unwrap_or_default());
    ExitCode::FAILURE
}
