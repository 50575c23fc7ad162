//! Rows on their way to stdout, in any format.

use std::fmt;
use std::io::Write as _;

use anyhow::Result;

use super::{Cell, Format, Stdout, ended, machine, stdout, table};

/// Rows on their way to stdout. Programs get each at once; a table waits for all of them,
/// since the widest cell decides how wide its column is.
#[must_use = "the rows are not complete until `end`"]
pub(crate) struct Rows {
    format: Format,
    /// The name of each column, and whether tables have it.
    columns: Vec<(String, bool)>,
    waiting: Vec<Vec<Cell>>,
    count: usize,
    out: Stdout,
}

impl Rows {
    pub(super) fn new(format: Format, columns: Vec<(String, bool)>) -> Self {
        Self {
            format,
            columns,
            waiting: Vec::new(),
            count: 0,
            out: stdout(),
        }
    }

    /// Writes a row with a cell for each column.
    pub(crate) fn push(&mut self, cells: Vec<Cell>) -> Result<()> {
        let first = self.count == 0;
        self.count += 1;
        ended(match self.format {
            Format::Table => {
                self.waiting.push(self.shown(cells));
                Ok(())
            }
            Format::Json => machine::element(&mut self.out, first, &self.columns, &cells),
            Format::Ndjson => machine::line(&mut self.out, &self.columns, &cells),
            Format::Csv => machine::csv(&mut self.out, first, &self.columns, Some(&cells)),
        })
    }

    pub(crate) fn end(mut self) -> Result<()> {
        let written = match self.format {
            Format::Table => {
                let shown = self.columns.iter().filter(|(_, shown)| *shown);
                let names: Vec<&str> = shown.map(|(name, _)| name.as_str()).collect();
                table::rows(&mut self.out, &names, &self.waiting)
            }
            Format::Json => machine::close(&mut self.out, self.count == 0),
            Format::Csv if self.count == 0 => {
                machine::csv(&mut self.out, true, &self.columns, None)
            }
            Format::Ndjson | Format::Csv => Ok(()),
        };
        ended(written.and_then(|()| self.out.flush()))
    }

    /// Writes the only row as a JSON document of its own.
    pub(super) fn alone(&mut self, cells: &[Cell]) -> Result<()> {
        let written = machine::pretty(&mut self.out, &self.columns, cells);
        ended(written.and_then(|()| self.out.flush()))
    }

    fn shown(&self, cells: Vec<Cell>) -> Vec<Cell> {
        let cells = cells.into_iter().zip(&self.columns);
        cells
            .filter(|(_, (_, shown))| *shown)
            .map(|(cell, _)| cell)
            .collect()
    }
}

impl fmt::Debug for Rows {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rows")
            .field("count", &self.count)
            .finish_non_exhaustive()
    }
}
