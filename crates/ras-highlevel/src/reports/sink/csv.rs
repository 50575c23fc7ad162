//! Rows as lines of comma-separated values.

use std::io::Write;

use super::{Sink, WriteError};
use crate::reports::{Cell, ReportColumn, ReportRow, ReportType};

pub(super) struct Csv<C> {
    columns: Vec<C>,
    lines: csv::Writer<Vec<u8>>,
    /// A number on its way to its field.
    cell: Vec<u8>,
}

impl<C: ReportColumn> Csv<C> {
    pub(super) fn new(columns: Vec<C>) -> Result<Self, WriteError> {
        let mut lines = csv::Writer::from_writer(Vec::new());
        let names = columns.iter().map(|column| column.name());
        lines.write_record(names).map_err(WriteError::new)?;
        Ok(Self {
            columns,
            lines,
            cell: Vec::new(),
        })
    }
}

impl<R: ReportType> Sink<R> for Csv<R::Column> {
    fn add(&mut self, rows: &[R::Row]) -> Result<(), WriteError> {
        for row in rows {
            for column in &self.columns {
                let cell = row.get(*column);
                if let Cell::Text(text) = cell {
                    self.lines.write_field(text).map_err(WriteError::new)?;
                    continue;
                }
                self.cell.clear();
                write!(self.cell, "{cell}").map_err(WriteError::new)?;
                self.lines
                    .write_field(&self.cell)
                    .map_err(WriteError::new)?;
            }
            self.lines
                .write_record(None::<&[u8]>)
                .map_err(WriteError::new)?;
        }
        Ok(())
    }

    fn take(&mut self) -> Result<Vec<u8>, WriteError> {
        let lines = csv::Writer::from_writer(Vec::new());
        let done = std::mem::replace(&mut self.lines, lines);
        done.into_inner().map_err(WriteError::new)
    }

    fn finish(mut self: Box<Self>) -> Result<Vec<u8>, WriteError> {
        <Self as Sink<R>>::take(&mut self)
    }
}
