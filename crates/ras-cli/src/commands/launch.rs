//! `ras launch`: a complete campaign from a plan file.

use std::time::Duration;

use anyhow::{Context, Result};
use futures_util::StreamExt as _;
use ras_highlevel::engine::Settings;
use ras_highlevel::{CampaignPlan, Launch, Runs};

use crate::args;
use crate::connect::Connection;
use crate::output;

pub(crate) async fn run(arguments: args::Launch) -> Result<()> {
    let file = arguments.plan.display();
    let text = std::fs::read_to_string(&arguments.plan)
        .with_context(|| format!("the plan {file} cannot be read"))?;
    let plan = CampaignPlan::from_toml(&text).with_context(|| format!("{file} is no plan"))?;
    let connection = Connection::open(&arguments.account).await?;
    let mut launch = connection.ras.launch(&plan);
    if let Some(folder) = &arguments.runs {
        launch = launch.runs(&Runs::new(folder));
    }
    show(launch, &arguments.times)
        .await
        .with_context(|| format!("launching {file}"))
}

/// Launches, and shows every step and the campaign.
pub(super) async fn show(mut launch: Launch, times: &args::Times) -> Result<()> {
    if times.hasty {
        launch = launch.settings(hasty());
    }
    let mut running = launch.start();
    while let Some(event) = running.next().await {
        output::line(format_args!("✓ {event}"));
    }
    let tree = running.await?;
    output::line(format_args!("\n{}", output::tree(&tree)));
    Ok(())
}

/// For a sandbox, which applies nothing late and lists at once.
fn hasty() -> Settings {
    let mut settings = Settings::default();
    settings.settle = Duration::from_millis(1500);
    settings.visible_within = Duration::from_millis(700);
    settings.attempt = Duration::from_secs(4);
    settings
}
