//! What has become of a sheet, and of plans.

use std::path::PathBuf;

use serde::Serialize;

use crate::bulksheet::Finding;
use crate::output::{Cell, Column, Record, shown};

/// A sheet that was imported.
#[derive(Debug)]
pub(crate) struct ImportRecord {
    pub(crate) sheet: PathBuf,
    pub(crate) plans: Vec<PlanFile>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) ignored: usize,
}

/// A plan that an import writes.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PlanFile {
    pub(crate) file: PathBuf,
    pub(crate) name: String,
    /// Why it cannot be launched as it is, and what is doubtful.
    pub(crate) findings: Vec<Finding>,
}

impl Record for ImportRecord {
    const NOUN: &'static str = "import";
    const COLUMNS: &'static [Column<Self>] = &[
        shown("sheet", |it| Cell::text(it.sheet.to_string_lossy())),
        shown("plans", |it| Cell::json(&it.plans)),
        shown("findings", |it| Cell::json(&it.findings)),
        shown("ignored_rows", |it| Cell::count(it.ignored)),
    ];
}

/// A sheet that was exported.
#[derive(Debug)]
pub(crate) struct ExportRecord {
    pub(crate) sheet: PathBuf,
    pub(crate) campaigns: usize,
    pub(crate) rows: usize,
    pub(crate) findings: Vec<Finding>,
}

impl Record for ExportRecord {
    const NOUN: &'static str = "export";
    const COLUMNS: &'static [Column<Self>] = &[
        shown("sheet", |it| Cell::text(it.sheet.to_string_lossy())),
        shown("campaigns", |it| Cell::count(it.campaigns)),
        shown("rows", |it| Cell::count(it.rows)),
        shown("findings", |it| Cell::json(&it.findings)),
    ];
}
