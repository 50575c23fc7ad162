//! `ras sandbox`: a Retail Ad Service on this machine.

use anyhow::{Context as _, Result};
use clap::Subcommand;
use ras_sandbox::ServeOptions;

use crate::context::Context;
use crate::failure::{Class, Failure};

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve a sandbox until Ctrl-C, for programs in any language
    Serve(ServeOptions),
}

pub(crate) async fn run(command: Command, context: &Context) -> Result<()> {
    let Command::Serve(options) = command;
    ras_sandbox::serve(&options, |sandbox| {
        context.output.note(format_args!(
            "use it with: ras launch PLAN.toml --sandbox={}",
            sandbox.addr()
        ));
    })
    .await
    .with_context(|| {
        Failure::new(Class::Config, "the sandbox cannot be served")
            .hint("choose another --port or --state; 0 takes any free port")
    })
}
