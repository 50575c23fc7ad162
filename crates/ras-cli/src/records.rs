//! The records of the output: one for each noun.

mod ad_group;
mod bulksheet;
mod campaign;
mod launch;
mod product_ad;
mod profile;
mod run;
mod setting;
mod target;

pub(crate) use bulksheet::{ExportRecord, ImportRecord, PlanFile};
pub(crate) use launch::{LaunchRecord, PreviewRecord};
pub(crate) use run::RunRecord;
pub(crate) use setting::SettingRecord;
