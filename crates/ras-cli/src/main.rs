//! The `ras` command.

mod args;
#[allow(dead_code)]
mod bulksheet;
mod commands;
mod connect;
mod output;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command, SandboxCommand};

#[tokio::main]
async fn main() -> ExitCode {
    let outcome = match Args::parse().command {
        Command::Launch(launch) => commands::launch::run(launch).await,
        Command::Resume(resume) => commands::resume::run(resume).await,
        Command::Sandbox(SandboxCommand::Serve(serve)) => commands::sandbox::serve(serve).await,
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            output::report(&error);
            ExitCode::FAILURE
        }
    }
}
