//! The `ras` command.

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "a test may panic"))]

mod args;
mod bulksheet;
mod client;
mod commands;
mod config;
mod confirm;
mod context;
mod failure;
mod html;
mod interrupt;
mod log;
mod output;
mod progress;
mod records;
mod sandbox_home;

use std::process::ExitCode;

use anyhow::Result;
use clap::Parser as _;

use args::Args;
use context::Context;

fn main() -> ExitCode {
    let args = Args::parse();
    log::begin(args.global.verbose);
    let format = args.global.output.unwrap_or_default();
    let context = match Context::new(&args.global) {
        Ok(context) => context,
        Err(error) => return ended(Err(error), format),
    };
    let format = context.output.format;
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return ended(Err(error.into()), format),
    };
    let outcome = runtime.block_on(run(args, &context));
    // A file that is still being read or a question to nobody must not hold the command.
    runtime.shutdown_background();
    ended(outcome, format)
}

async fn run(args: Args, context: &Context) -> Result<()> {
    let outcome = match args.command.serves() {
        true => commands::run(args.command, context).await,
        false => {
            context
                .interrupt
                .guard(commands::run(args.command, context))
                .await
        }
    };
    // What was done is kept, whatever became of the command.
    let closed = context.close().await;
    outcome.and(closed)
}

fn ended(outcome: Result<()>, format: output::Format) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.is::<output::Closed>() => ExitCode::SUCCESS,
        Err(error) => {
            output::report(&error, format);
            failure::class(&error).into()
        }
    }
}
