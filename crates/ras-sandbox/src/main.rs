//! `ras-sandbox`: serves a sandbox until Ctrl-C.

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use ras_sandbox::{Quota, RecordedRequest, Sandbox, SandboxBuilder};

const USAGE: &str = "\
usage: ras-sandbox [options]

  --port N       listen on this port of 127.0.0.1; a free one without
  --seed N       make ids, prices and traffic from this number
  --state FILE   start from this file, if it is there, and write it at the end
  --latency MS   take at least this many milliseconds for every answer
  --quota N      allow every profile N requests a second, and answer 429 beyond
  --help         show this";

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
    let mut out = io::stdout();
    let Some(builder) = builder(std::env::args().skip(1))? else {
        writeln!(out, "{USAGE}")?;
        return Ok(());
    };
    let sandbox = builder.forget_requests().log(Arc::new(log)).start().await?;
    let login = sandbox.credentials();
    writeln!(out, "API            {}", sandbox.base_url())?;
    writeln!(out, "token endpoint {}", sandbox.token_url())?;
    writeln!(out, "client id      {}", login.client_id)?;
    writeln!(out, "client secret  {}", login.client_secret)?;
    writeln!(out, "refresh token  {}", login.refresh_token)?;
    writeln!(out, "profile        {}", login.profile_id)?;
    writeln!(out, "look at it     {}/", sandbox.base_url())?;
    out.flush()?;
    asked_to_end().await?;
    Ok(sandbox.stop().await?)
}

/// Waits for Ctrl-C, or for what `kill` sends.
#[cfg(unix)]
async fn asked_to_end() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminated = signal(SignalKind::terminate())?;
    tokio::select! {
        ended = tokio::signal::ctrl_c() => ended,
        _ = terminated.recv() => Ok(()),
    }
}

/// Waits for Ctrl-C.
#[cfg(not(unix))]
async fn asked_to_end() -> io::Result<()> {
    tokio::signal::ctrl_c().await
}

fn log(exchange: &RecordedRequest) {
    // A closed pipe is no reason to stop serving.
    let _ = writeln!(io::stderr(), "{exchange}");
}

/// Reads the options; nothing when help is asked for.
fn builder(
    mut arguments: impl Iterator<Item = String>,
) -> Result<Option<SandboxBuilder>, Box<dyn Error>> {
    let mut builder = Sandbox::builder();
    while let Some(option) = arguments.next() {
        if option == "--help" {
            return Ok(None);
        }
        let value = || format!("{option} needs a value\n\n{USAGE}");
        let value = arguments.next().ok_or_else(value)?;
        let number = || {
            let parsed = value.parse::<u64>();
            parsed.map_err(|_| format!("{option} {value}: a whole number is needed"))
        };
        builder = match option.as_str() {
            "--port" => builder.port(u16::try_from(number()?)?),
            "--seed" => builder.seed(number()?),
            "--state" => builder.state(&value),
            "--latency" => builder.latency(Duration::from_millis(number()?)),
            "--quota" => {
                let requests: f64 = value.parse()?;
                if !(requests.is_finite() && requests > 0.0) {
                    return Err(format!("--quota {value}: more than nothing is needed").into());
                }
                builder.quota(Quota::per_second(requests))
            }
            _ => return Err(format!("unknown option {option}\n\n{USAGE}").into()),
        };
    }
    Ok(Some(builder))
}
