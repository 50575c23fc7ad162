//! `ras sandbox serve`: a Retail Ad Service on this machine.

use std::sync::Arc;

use anyhow::{Context, Result};
use ras_sandbox::{RecordedRequest, Sandbox};

use crate::args::Serve;
use crate::output;

pub(crate) async fn serve(serve: Serve) -> Result<()> {
    let sandbox = Sandbox::builder()
        .port(serve.port)
        .log(Arc::new(|exchange: &RecordedRequest| {
            output::line(format_args!(
                "{} {} {}",
                exchange.status.as_u16(),
                exchange.method,
                exchange.path
            ));
        }))
        .forget_requests()
        .start()
        .await
        .with_context(|| format!("no sandbox on port {}", serve.port))?;
    output::line(format_args!("sandbox on {}", sandbox.base_url()));
    output::line(format_args!(
        "use it with: ras launch PLAN.toml --sandbox={}\nCtrl-C ends it",
        sandbox.addr()
    ));
    tokio::signal::ctrl_c()
        .await
        .context("waiting for Ctrl-C")?;
    sandbox.stop().await.context("stopping the sandbox")
}
