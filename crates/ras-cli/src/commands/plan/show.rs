//! `ras plan show`: what a launch of a plan would do.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use ras_highlevel::{CampaignPlan, Preview};

use crate::commands::{findings, launch, offers};
use crate::context::Context;
use crate::failure::{Class, class};
use crate::output::plan_tree;
use crate::records::{PlanRecord, PreviewRecord};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The plan: a TOML, YAML or JSON file
    plan: PathBuf,
    /// Name the launch: the same plan can be launched once under each name
    #[arg(long, value_name = "TEXT")]
    key: Option<String>,
    /// Do not look at what exists
    #[arg(long)]
    offline: bool,
}

pub(super) async fn run(args: Args, context: &Context) -> Result<()> {
    let plan = launch::read(&args.plan)?;
    let found = plan.validate();
    let is_wrong = found.has_errors();
    let looked = match args.offline || is_wrong {
        true => None,
        false => preview(&args, &plan, context).await?,
    };
    let record = PlanRecord {
        file: args.plan.display().to_string(),
        plan,
        findings: found,
        preview: looked,
    };
    if context.output.is_for_people() {
        show(&record, &args, context)?;
    } else {
        context.output.one(&record)?;
    }
    if is_wrong {
        return Err(findings::wrong("the plan has errors; a launch would refuse it").into());
    }
    Ok(record.preview.as_ref().map_or(Ok(()), offers::accepted)?)
}

/// What a launch would find and create; none when there is no account to look at.
async fn preview(args: &Args, plan: &CampaignPlan, context: &Context) -> Result<Option<Preview>> {
    let ras = match context.ras().await {
        Err(error) if class(&error) == Class::Config => return Ok(None),
        ras => ras?,
    };
    let mut launch = ras.launch(plan);
    if let Some(key) = &args.key {
        launch = launch.key(key);
    }
    if let Some(runs) = context.runs() {
        launch = launch.runs(&runs);
    }
    let looking = || {
        format!(
            "looking at what a launch of {} would do",
            args.plan.display()
        )
    };
    launch.preview().await.map(Some).with_context(looking)
}

fn show(record: &PlanRecord, args: &Args, context: &Context) -> Result<()> {
    let tree = plan_tree(&record.plan);
    context.output.note(findings::printable(&tree));
    findings::tell(context, &record.findings);
    if !record.findings.is_empty() {
        context.output.note("");
    }
    if let Some(preview) = &record.preview {
        offers::tell(context, preview);
        return context.output.one(&PreviewRecord {
            name: record.plan.name.clone(),
            preview: preview.clone(),
        });
    }
    let spend = record.plan.daily_budget;
    let why = match (record.findings.has_errors(), args.offline) {
        (true, _) => "its errors keep it from being launched",
        (false, true) => "nobody has looked at what exists",
        (false, false) => {
            "no account is set up, so nobody has looked at what exists: see ras config show, or try --sandbox"
        }
    };
    context.output.note(format!(
        "it may spend {spend} a day, on the average of a month; {why}"
    ));
    Ok(())
}
