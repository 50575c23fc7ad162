//! `ras bulksheet import`: plans from a sheet.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use ras_highlevel::CampaignPlan;

use crate::bulksheet::{self, Import, Options};
use crate::commands::{files, findings};
use crate::context::Context;
use crate::records::{ImportRecord, PlanFile};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The sheet: a workbook (.xlsx) or CSV
    file: PathBuf,
    /// Write the plans into this folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    out: PathBuf,
    /// Read this tab of the workbook
    #[arg(long, value_name = "NAME")]
    tab: Option<String>,
    /// Take rows without an Operation too: those of a download, for what exists already
    #[arg(long)]
    all_rows: bool,
    /// Overwrite plan files that exist
    #[arg(long)]
    overwrite: bool,
    /// Show what would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<()> {
    let sheet = bulksheet::read(&args.file, args.tab.as_deref())
        .map_err(|error| error.context(findings::wrong("no plan was written")))?;
    let options = Options {
        all_rows: args.all_rows,
        today: today(),
    };
    let import = bulksheet::import(&sheet, options);
    let plans = planned(&import, &args.out)?;
    let errors = import.findings.iter().filter(|it| it.is_error()).count();
    if errors == 0 && !args.dry_run {
        write(&plans, args)?;
    }
    show(args, context, &import, &plans)?;
    match errors {
        0 => Ok(()),
        1 => Err(findings::wrong("the sheet has an error; no plan was written").into()),
        _ => {
            let message = format!("the sheet has {errors} errors; no plan was written");
            Err(findings::wrong(message).into())
        }
    }
}

/// Today in Los Angeles, whose time governs the profiles of the United States.
pub(super) fn today() -> jiff::civil::Date {
    CampaignPlan::auto("", ras_highlevel::Usd::default()).first_day()
}

/// The plans with a file for each.
fn planned(import: &Import, folder: &Path) -> Result<Vec<(PlanFile, String)>> {
    let mut taken = BTreeSet::new();
    let mut plans = Vec::new();
    for imported in &import.plans {
        let plan = &imported.plan;
        let stem = files::stem(&plan.name);
        let (mut name, mut count) = (stem.clone(), 1);
        while !taken.insert(name.clone()) {
            count += 1;
            name = format!("{stem}-{count}");
        }
        let text = plan
            .to_toml()
            .with_context(|| format!("the plan of `{}`", plan.name))?;
        let file = PlanFile {
            file: folder.join(name).with_extension("toml"),
            name: plan.name.clone(),
            findings: imported.objections.clone(),
        };
        plans.push((file, text));
    }
    Ok(plans)
}

fn write(plans: &[(PlanFile, String)], args: &Args) -> Result<()> {
    let paths: Vec<PathBuf> = plans.iter().map(|(plan, _)| plan.file.clone()).collect();
    files::refuse_existing(&paths, args.overwrite)?;
    std::fs::create_dir_all(&args.out)
        .with_context(|| format!("the folder {} cannot be made", args.out.display()))?;
    for (plan, text) in plans {
        files::write(&plan.file, text.as_bytes(), args.overwrite)?;
    }
    Ok(())
}

fn show(
    args: &Args,
    context: &Context,
    import: &Import,
    plans: &[(PlanFile, String)],
) -> Result<()> {
    let record = ImportRecord {
        sheet: args.file.clone(),
        plans: plans.iter().map(|(plan, _)| plan.clone()).collect(),
        findings: import.findings.clone(),
        ignored: import.ignored,
    };
    if !context.output.is_for_people() {
        return context.output.one(&record);
    }
    findings::tell(context, &record.findings);
    if record.ignored > 0 {
        let all = match args.all_rows {
            true => "",
            false => ": --all-rows takes them too",
        };
        let count = record.ignored;
        context.output.note(format!(
            "{count} rows without an Operation were ignored{all}"
        ));
    }
    for plan in &record.plans {
        let (verb, file) = (verb(args), plan.file.display());
        context.output.note(format!("{verb} {file}"));
        if !plan.findings.is_empty() {
            let found = findings::counted(plan.findings.iter().map(|it| it.severity));
            context
                .output
                .note(format!("before it is launched, look at {found}:"));
            findings::tell(context, &plan.findings);
        }
    }
    if record.plans.is_empty() && !record.findings.iter().any(bulksheet::Finding::is_error) {
        context.output.note("the sheet creates no campaign");
    }
    Ok(())
}

fn verb(args: &Args) -> &'static str {
    match (args.dry_run, args.overwrite) {
        (true, _) => "would write",
        (false, true) => "written, over what was there before:",
        (false, false) => "written:",
    }
}
