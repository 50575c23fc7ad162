//! `ras launch`: a complete campaign from a plan file.

use anyhow::{Context, Result};
use ras_highlevel::{CampaignPlan, LaunchEvent, Targeting};

use crate::args::Launch;
use crate::connect::Connection;
use crate::output;

pub(crate) async fn run(launch: Launch) -> Result<()> {
    let file = launch.plan.display();
    let text = std::fs::read_to_string(&launch.plan)
        .with_context(|| format!("the plan {file} cannot be read"))?;
    let plan = CampaignPlan::from_toml(&text).with_context(|| format!("{file} is no plan"))?;
    let connection = Connection::open(&launch.account).await?;

    let show = |event: &LaunchEvent| output::line(format_args!("✓ {event}"));
    let tree = match plan.targeting {
        Targeting::Auto => connection.ras.create_auto_campaign(&plan, show).await,
        _ => connection.ras.create_manual_campaign(&plan, show).await,
    }
    .with_context(|| format!("launching {file}"))?;
    output::line(format_args!("\n{}", output::tree(&tree)));
    Ok(())
}
