//! `ras plan export`: a plan from a campaign that exists.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use ras_highlevel::{CampaignId, PlanFormat};

use crate::commands::{files, findings};
use crate::context::Context;
use crate::failure::{Class, Failure};
use crate::records::ExportedPlanRecord;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The campaign
    #[arg(value_name = "CAMPAIGN_ID")]
    campaign: String,
    /// Write the plan into this file (.toml, .yaml or .json) and not to stdout
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Overwrite the file if it exists
    #[arg(long)]
    overwrite: bool,
}

pub(super) async fn run(args: Args, context: &Context) -> Result<()> {
    let format = match &args.out {
        Some(path) => PlanFormat::of(path).ok_or_else(|| unnamed(path))?,
        None => PlanFormat::Toml,
    };
    let campaign = CampaignId::from(args.campaign.as_str());
    let ras = context.ras().await?;
    let tree = ras
        .campaign_tree(&campaign)
        .await
        .with_context(|| format!("reading campaign {campaign}"))?;
    let tree = tree.ok_or_else(|| {
        Failure::new(Class::Refused, format!("there is no campaign {campaign}"))
            .hint("ras campaigns list shows all of this profile")
    })?;
    let existing = tree.to_plan();
    let text = existing
        .plan
        .write(format)
        .with_context(|| format!("the plan of campaign {campaign}"))?;
    if let Some(path) = &args.out {
        files::write(path, text.as_bytes(), args.overwrite)?;
    }
    let record = ExportedPlanRecord {
        campaign,
        file: args.out.as_ref().map(|path| path.display().to_string()),
        findings: existing.plan.validate(),
        plan: existing.plan,
        left_out: existing.left_out,
    };
    if !context.output.is_for_people() {
        return context.output.one(&record);
    }
    match &record.file {
        None => context.output.note(text.trim_end()),
        Some(file) => context.output.note(format!("written: {file}")),
    }
    // Beside stdout, which may become the plan file.
    findings::tell_aside(&record.left_out);
    if record.findings.has_errors() {
        findings::tell_aside(["before it is launched, the plan needs this:"]);
        findings::tell_aside(record.findings.errors());
    }
    Ok(())
}

fn unnamed(path: &std::path::Path) -> Failure {
    let path = path.display();
    let message = format!("the name of {path} does not say its format");
    Failure::new(Class::Usage, message).hint("end it in .toml, .yaml or .json")
}
