//! The schema that the README promises is the one that is written.

use ras_highlevel::{AdGroup, Campaign, ProductAd, Retailer, ReviewedProfile, Target};

use super::{
    ColumnRecord, CreationRecord, ExportRecord, ExportedPlanRecord, FindingRecord, HealthRecord,
    ImportRecord, LaunchRecord, PlanRecord, PreviewRecord, ProductRecord, ReportRecord,
    ResultRecord, RunRecord, SandboxRecord, SettingRecord,
};
use crate::output::Record;

const README: &str = include_str!("../../README.md");

/// A line of the README's table.
fn line<R: Record>() -> String {
    let names = R::COLUMNS.iter().map(|column| format!("`{}`", column.name));
    format!("| {} | {} |", R::NOUN, names.collect::<Vec<_>>().join(", "))
}

#[test]
fn the_readme_has_every_record_with_its_members_in_their_order() {
    let lines = [
        line::<Campaign>(),
        line::<AdGroup>(),
        line::<ProductAd>(),
        line::<Target>(),
        line::<ResultRecord>(),
        line::<CreationRecord>(),
        line::<ReviewedProfile>(),
        line::<Retailer>(),
        line::<ProductRecord>(),
        line::<HealthRecord>(),
        line::<PlanRecord>(),
        line::<FindingRecord>(),
        line::<ExportedPlanRecord>(),
        line::<PreviewRecord>(),
        line::<LaunchRecord>(),
        line::<RunRecord>(),
        line::<ReportRecord>(),
        line::<ColumnRecord>(),
        line::<ImportRecord>(),
        line::<ExportRecord>(),
        line::<SettingRecord>(),
        line::<SandboxRecord>(),
    ];
    let missing: Vec<&String> = lines
        .iter()
        .filter(|line| !README.contains(*line))
        .collect();
    assert!(
        missing.is_empty(),
        "write into README.md:\n{}",
        lines.join("\n")
    );
}
