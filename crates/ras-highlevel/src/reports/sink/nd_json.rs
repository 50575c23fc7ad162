//! Rows as lines of JSON. Numbers are written as the decimals that they are.

use std::io::Write;

use super::{Sink, WriteError};
use crate::reports::{Cell, ReportColumn, ReportRow, ReportType};

pub(super) struct NdJson<C> {
    columns: Vec<C>,
    lines: Vec<u8>,
}

impl<C: ReportColumn> NdJson<C> {
    pub(super) fn new(columns: Vec<C>) -> Self {
        Self {
            columns,
            lines: Vec::new(),
        }
    }

    fn write(&mut self, row: &impl ReportRow<Column = C>) -> Result<(), WriteError> {
        let lines = &mut self.lines;
        let mut separator = b'{';
        for column in &self.columns {
            lines.push(separator);
            separator = b',';
            // Amazon's names have nothing to escape, and a decimal's text is JSON.
            let written = match row.get(*column) {
                Cell::Empty => write!(lines, "\"{column}\":null"),
                Cell::Day(day) => write!(lines, "\"{column}\":\"{day}\""),
                Cell::Text(text) => {
                    let name = write!(lines, "\"{column}\":");
                    name.and_then(|()| Ok(serde_json::to_writer(&mut *lines, text)?))
                }
                number => write!(lines, "\"{column}\":{number}"),
            };
            written.map_err(WriteError::new)?;
        }
        for (name, value) in row.extra() {
            lines.push(separator);
            separator = b',';
            serde_json::to_writer(&mut *lines, name).map_err(WriteError::new)?;
            lines.push(b':');
            serde_json::to_writer(&mut *lines, value).map_err(WriteError::new)?;
        }
        lines.extend_from_slice(b"}\n");
        Ok(())
    }
}

impl<R: ReportType> Sink<R> for NdJson<R::Column> {
    fn add(&mut self, rows: &[R::Row]) -> Result<(), WriteError> {
        rows.iter().try_for_each(|row| self.write(row))
    }

    fn take(&mut self) -> Result<Vec<u8>, WriteError> {
        Ok(std::mem::take(&mut self.lines))
    }

    fn finish(self: Box<Self>) -> Result<Vec<u8>, WriteError> {
        Ok(self.lines)
    }
}
