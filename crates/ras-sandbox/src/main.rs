//! `ras-sandbox [--port N]`: serves a sandbox until Ctrl-C.

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::Arc;

use ras_sandbox::{RecordedRequest, Sandbox};

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let cause = error.source().map(|cause| format!(": {cause}"));
            // Nobody is left to tell when standard error is gone.
            let _ = writeln!(io::stderr(), "error: {error}{}", cause.unwrap_or_default());
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    let port = port(std::env::args().skip(1))?;
    let sandbox = Sandbox::builder()
        .port(port)
        .forget_requests()
        .log(Arc::new(log))
        .start()
        .await?;
    let login = sandbox.credentials();
    let mut out = io::stdout();
    writeln!(out, "API            {}", sandbox.base_url())?;
    writeln!(out, "token endpoint {}", sandbox.token_url())?;
    writeln!(out, "client id      {}", login.client_id)?;
    writeln!(out, "client secret  {}", login.client_secret)?;
    writeln!(out, "refresh token  {}", login.refresh_token)?;
    writeln!(out, "profile        {}", login.profile_id)?;
    tokio::signal::ctrl_c().await?;
    Ok(sandbox.stop().await?)
}

fn log(exchange: &RecordedRequest) {
    let (method, path) = (&exchange.method, &exchange.path);
    // A closed pipe is no reason to stop serving.
    let _ = writeln!(io::stderr(), "{} {method} {path}", exchange.status.as_u16());
}

fn port(mut arguments: impl Iterator<Item = String>) -> Result<u16, Box<dyn Error>> {
    match (arguments.next().as_deref(), arguments.next()) {
        (None, _) => Ok(0),
        (Some("--port"), Some(port)) => Ok(port.parse()?),
        _ => Err("usage: ras-sandbox [--port N]".into()),
    }
}
