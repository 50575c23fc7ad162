//! `ras sandbox serve`: a Retail Ad Service on this machine.

use anyhow::Result;
use ras_sandbox::ServeOptions;

use crate::output;

pub(crate) async fn serve(options: ServeOptions) -> Result<()> {
    ras_sandbox::serve(&options, |sandbox| {
        output::line(format_args!(
            "use it with: ras launch PLAN.toml --sandbox={}",
            sandbox.addr()
        ));
    })
    .await?;
    Ok(())
}
