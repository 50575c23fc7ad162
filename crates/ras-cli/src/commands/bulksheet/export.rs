//! `ras bulksheet export`: a sheet from plans.

use std::path::PathBuf;

use anyhow::{Context as _, Result};
use ras_highlevel::CampaignPlan;

use super::import::today;
use crate::bulksheet::{self, Format};
use crate::commands::{files, findings, launch};
use crate::context::Context;
use crate::records::ExportRecord;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The plans: TOML, YAML or JSON files
    #[arg(required = true, value_name = "PLAN")]
    plans: Vec<PathBuf>,
    /// The sheet: a workbook (.xlsx) or CSV
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Overwrite the sheet if it exists
    #[arg(long)]
    overwrite: bool,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<()> {
    let format = Format::of(&args.out).map_err(|error| findings::wrong(format!("{error:#}")))?;
    let mut plans = Vec::new();
    let mut wrong = Vec::new();
    for path in &args.plans {
        let (name, plan) = (path.display().to_string(), launch::read(path)?);
        let errors = plan.validate();
        let errors = errors.errors().map(|finding| format!("{name}: {finding}"));
        wrong.extend(errors);
        plans.push((name, plan));
    }
    if !wrong.is_empty() {
        findings::tell(context, &wrong);
        let message = format!("{}; no sheet was written", errors(wrong.len()));
        return Err(findings::wrong(message).into());
    }
    let named = plans.iter().map(|(name, plan)| (name.as_str(), plan));
    let (rows, lost) = bulksheet::export(named, today());
    let bytes = bulksheet::written(&rows, format)
        .with_context(|| format!("the rows for {}", args.out.display()))?;
    let was_there = args.out.exists();
    files::write(&args.out, &bytes, args.overwrite)?;
    let record = ExportRecord {
        sheet: args.out.clone(),
        campaigns: plans.len(),
        rows: rows.len(),
        findings: lost,
    };
    if !context.output.is_for_people() {
        return context.output.one(&record);
    }
    findings::tell(context, &record.findings);
    context.output.note(format!(
        "written{} {}: {} rows for {}",
        if was_there {
            ", over what was there before:"
        } else {
            ":"
        },
        args.out.display(),
        record.rows,
        campaigns(&plans)
    ));
    Ok(())
}

fn errors(count: usize) -> String {
    match count {
        1 => "the plans have an error".to_owned(),
        _ => format!("the plans have {count} errors"),
    }
}

fn campaigns(plans: &[(String, CampaignPlan)]) -> String {
    match plans.len() {
        1 => "a campaign".to_owned(),
        count => format!("{count} campaigns"),
    }
}
