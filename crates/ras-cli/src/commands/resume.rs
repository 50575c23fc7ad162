//! `ras resume`: goes on with a launch that was interrupted.

use anyhow::{Context, Result};
use ras_highlevel::Runs;

use super::launch;
use crate::args::Resume;
use crate::connect::Connection;

pub(crate) async fn run(resume: Resume) -> Result<()> {
    let run = Runs::new(&resume.runs).get(&resume.run)?;
    let connection = Connection::open(&resume.account).await?;
    launch::show(connection.ras.resume(&run), &resume.times)
        .await
        .with_context(|| format!("resuming {}", resume.run))
}
