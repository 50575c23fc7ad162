//! The records of the output: one for each noun.

mod ad_group;
mod bulksheet;
mod campaign;
mod column;
mod creation;
#[cfg(test)]
mod documented;
mod finding;
mod health;
mod launch;
mod offer;
mod plan;
mod product;
mod product_ad;
mod profile;
mod report;
mod result;
mod retailer;
mod run;
mod sandbox;
mod setting;
mod target;

pub(crate) use bulksheet::{ExportRecord, ImportRecord, PlanFile};
pub(crate) use column::ColumnRecord;
pub(crate) use creation::CreationRecord;
pub(crate) use finding::FindingRecord;
pub(crate) use health::HealthRecord;
pub(crate) use launch::{LaunchRecord, PreviewRecord};
pub(crate) use offer::PlannedOfferRecord;
pub(crate) use plan::{ExportedPlanRecord, PlanRecord};
pub(crate) use product::ProductRecord;
pub(crate) use report::ReportRecord;
pub(crate) use result::{Member, Outcome, ResultRecord};
pub(crate) use run::RunRecord;
pub(crate) use sandbox::SandboxRecord;
pub(crate) use setting::SettingRecord;
