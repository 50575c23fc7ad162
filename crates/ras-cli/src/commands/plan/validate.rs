//! `ras plan validate`: everything that is wrong with plan files, at once.

use std::path::{Path, PathBuf};

use anyhow::Result;
use ras_highlevel::{CampaignPlan, Severity};

use crate::commands::findings;
use crate::context::Context;
use crate::records::FindingRecord;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The plans: TOML, YAML or JSON files
    #[arg(required = true, value_name = "PLAN")]
    plans: Vec<PathBuf>,
}

pub(super) fn run(args: &Args, context: &Context) -> Result<()> {
    let mut records = Vec::new();
    let mut wrong = 0;
    for path in &args.plans {
        let found = found(path);
        wrong += usize::from(found.iter().any(FindingRecord::is_error));
        let count = findings::counted(found.iter().map(|record| record.severity));
        findings::tell(context, &found);
        context
            .output
            .note(findings::printable(&format!("{}: {count}", path.display())));
        records.extend(found);
    }
    if !context.output.is_for_people() {
        context.output.list(&records)?;
    }
    match (wrong, args.plans.len()) {
        (0, _) => Ok(()),
        (_, 1) => Err(findings::wrong("the plan has errors; a launch would refuse it").into()),
        (_, all) => {
            let message = format!("{wrong} of {all} plans have errors; a launch would refuse them");
            Err(findings::wrong(message).into())
        }
    }
}

/// What is wrong with one file; that it cannot be read is one finding.
fn found(path: &Path) -> Vec<FindingRecord> {
    let file = path.display().to_string();
    let plan = match CampaignPlan::read(path) {
        Ok(plan) => plan,
        Err(error) => {
            return vec![FindingRecord {
                file,
                severity: Severity::Error,
                code: "unreadable",
                path: error.path().unwrap_or_default().to_owned(),
                line: error.line(),
                problem: error.to_string(),
                limit: "a text of a plan".to_owned(),
                source: "the format of the file",
                fix: "correct the file at this place".to_owned(),
            }];
        }
    };
    let findings = plan.validate().into_iter();
    findings
        .map(|finding| FindingRecord::of(&file, finding))
        .collect()
}
