//! One thing that is wrong with a plan.

use std::fmt;

use ras_highlevel::{Finding, Severity};

use crate::output::{Cell, Column, Record, detail, shown};

/// One thing that is wrong with a plan file, or may be.
#[derive(Debug)]
pub(crate) struct FindingRecord {
    pub(crate) file: String,
    pub(crate) severity: Severity,
    pub(crate) code: &'static str,
    pub(crate) path: String,
    /// Where the text is no plan.
    pub(crate) line: Option<usize>,
    pub(crate) problem: String,
    pub(crate) limit: String,
    pub(crate) source: &'static str,
    pub(crate) fix: String,
}

impl FindingRecord {
    pub(crate) fn of(file: &str, finding: Finding) -> Self {
        Self {
            file: file.to_owned(),
            severity: finding.severity,
            code: finding.code,
            path: finding.path,
            line: None,
            problem: finding.problem,
            limit: finding.limit,
            source: finding.source,
            fix: finding.fix,
        }
    }

    pub(crate) fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl Record for FindingRecord {
    const NOUN: &'static str = "finding";
    const COLUMNS: &'static [Column<Self>] = &[
        shown("file", |it| Cell::text(&it.file)),
        shown("severity", |it| Cell::State(it.severity.to_string())),
        shown("code", |it| Cell::text(it.code)),
        shown("path", |it| Cell::text(&it.path)),
        detail("line", |it| it.line.map_or(Cell::None, Cell::count)),
        shown("problem", |it| Cell::text(&it.problem)),
        detail("limit", |it| Cell::text(&it.limit)),
        detail("source", |it| Cell::text(it.source)),
        detail("fix", |it| Cell::text(&it.fix)),
    ];
}

impl fmt::Display for FindingRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.code == "unreadable" {
            return write!(f, "{}: {}: {}", self.severity, self.file, self.problem);
        }
        writeln!(
            f,
            "{}: {}: {}: {}",
            self.severity, self.file, self.path, self.problem
        )?;
        writeln!(f, "  limit: {} ({})", self.limit, self.source)?;
        write!(f, "  fix: {}", self.fix)
    }
}
