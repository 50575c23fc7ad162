//! `ras sandbox`: a Retail Ad Service on this machine.

use anyhow::Result;
use clap::Subcommand;
use ras_sandbox::{Sandbox, ServeOptions, StartError};

use crate::context::Context;
use crate::failure::{Class, Failure};
use crate::records::SandboxRecord;

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve a sandbox until Ctrl-C, for programs in any language
    Serve(ServeOptions),
}

pub(crate) async fn run(command: Command, context: &Context) -> Result<()> {
    let Command::Serve(options) = command;
    let served = ras_sandbox::serve(&options, |sandbox| introduce(sandbox, context)).await;
    served.map_err(|error| {
        let hint = match &error {
            StartError::InUse { .. } => "end that process, or choose another --state",
            StartError::Record { .. } => "choose another --record",
            _ => "choose another --port or --state; 0 takes any free port",
        };
        let failure = Failure::new(Class::Config, "the sandbox cannot be served").hint(hint);
        anyhow::Error::new(error).context(failure)
    })
}

/// Says where the sandbox is and what to log in with.
fn introduce(sandbox: &Sandbox, context: &Context) {
    if context.output.is_for_people() {
        context.output.note(ras_sandbox::introduction(sandbox));
        context.output.note(format_args!(
            "use it with: ras launch PLAN.toml --sandbox={}",
            sandbox.addr()
        ));
    } else {
        // A reader that has gone away does not end it.
        let _ = context.output.one(&SandboxRecord::of(sandbox));
    }
}
