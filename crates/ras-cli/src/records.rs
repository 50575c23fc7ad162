//! The records of the output: one for each noun.

mod ad_group;
mod bulksheet;
mod campaign;
<<<<<<< HEAD
mod health;
mod launch;
mod product;
=======
mod finding;
mod launch;
mod plan;
>>>>>>> main
mod product_ad;
mod profile;
mod result;
mod retailer;
mod run;
mod setting;
mod target;

pub(crate) use bulksheet::{ExportRecord, ImportRecord, PlanFile};
<<<<<<< HEAD
pub(crate) use health::HealthRecord;
pub(crate) use launch::{LaunchRecord, PreviewRecord};
pub(crate) use product::ProductRecord;
pub(crate) use result::{Member, Outcome, ResultRecord};
=======
pub(crate) use finding::FindingRecord;
pub(crate) use launch::{LaunchRecord, PreviewRecord};
pub(crate) use plan::{ExportedPlanRecord, PlanRecord};
>>>>>>> main
pub(crate) use run::RunRecord;
pub(crate) use setting::SettingRecord;
