//! What is wrong with a sheet or a plan, with its place.

use std::fmt;

use ras_highlevel::Severity;
use serde::Serialize;

use super::columns::Column;

/// One thing that is wrong, or that the other side cannot say.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Finding {
    pub(crate) severity: Severity,
    #[serde(flatten)]
    pub(crate) place: Place,
    pub(crate) problem: String,
    pub(crate) fix: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub(crate) enum Place {
    /// In a sheet; rows count from 1, with the header.
    Cell {
        sheet: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        row: Option<usize>,
        #[serde(skip_serializing_if = "Option::is_none")]
        column: Option<String>,
    },
    /// In a plan.
    Member { plan: String, path: String },
}

impl Place {
    pub(crate) fn row(sheet: &str, row: usize) -> Self {
        Self::Cell {
            sheet: sheet.to_owned(),
            row: Some(row),
            column: None,
        }
    }

    pub(crate) fn cell(sheet: &str, row: usize, column: Column) -> Self {
        Self::Cell {
            sheet: sheet.to_owned(),
            row: Some(row),
            column: Some(column.header().to_owned()),
        }
    }

    /// A whole column, by its header.
    pub(crate) fn column(sheet: &str, header: &str) -> Self {
        Self::Cell {
            sheet: sheet.to_owned(),
            row: None,
            column: Some(header.to_owned()),
        }
    }
}

impl Finding {
    pub(crate) fn error(place: Place, problem: impl Into<String>, fix: impl Into<String>) -> Self {
        Self::new(Severity::Error, place, problem, fix)
    }

    pub(crate) fn warning(
        place: Place,
        problem: impl Into<String>,
        fix: impl Into<String>,
    ) -> Self {
        Self::new(Severity::Warning, place, problem, fix)
    }

    pub(crate) fn new(
        severity: Severity,
        place: Place,
        problem: impl Into<String>,
        fix: impl Into<String>,
    ) -> Self {
        Self {
            severity,
            place,
            problem: problem.into(),
            fix: fix.into(),
        }
    }

    pub(crate) fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// The row, for putting findings in order.
    pub(crate) fn row(&self) -> usize {
        match self.place {
            Place::Cell { row, .. } => row.unwrap_or_default(),
            Place::Member { .. } => 0,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cell { sheet, row, column } => {
                f.write_str(sheet)?;
                if let Some(row) = row {
                    write!(f, ", row {row}")?;
                }
                if let Some(column) = column {
                    write!(f, ", {column}")?;
                }
                Ok(())
            }
            Self::Member { plan, path } => write!(f, "{plan}, {path}"),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}: {}: {}", self.severity, self.place, self.problem)?;
        write!(f, "  fix: {}", self.fix)
    }
}
