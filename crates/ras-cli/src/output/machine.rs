//! What programs read: JSON, lines of JSON, CSV.

use std::io::{self, Write};

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

use super::Cell;

type Columns = [(String, bool)];

/// A row as an object with its members in their order.
struct Object<'a>(&'a Columns, &'a [Cell]);

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for ((name, _), cell) in self.0.iter().zip(self.1) {
            map.serialize_entry(name, cell)?;
        }
        map.end()
    }
}

pub(super) fn line(out: &mut impl Write, columns: &Columns, cells: &[Cell]) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &Object(columns, cells))?;
    out.write_all(b"\n")
}

pub(super) fn pretty(out: &mut impl Write, columns: &Columns, cells: &[Cell]) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &Object(columns, cells))?;
    out.write_all(b"\n")
}

/// One element of an array that is written piece by piece, a line each.
pub(super) fn element(
    out: &mut impl Write,
    first: bool,
    columns: &Columns,
    cells: &[Cell],
) -> io::Result<()> {
    out.write_all(if first { b"[\n  " } else { b",\n  " })?;
    Ok(serde_json::to_writer(&mut *out, &Object(columns, cells))?)
}

pub(super) fn close(out: &mut impl Write, empty: bool) -> io::Result<()> {
    out.write_all(if empty { b"[]\n" } else { b"\n]\n" })
}

pub(super) fn csv(
    out: &mut impl Write,
    header: bool,
    columns: &Columns,
    cells: Option<&[Cell]>,
) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new()
        .buffer_capacity(256)
        .from_writer(out);
    if header {
        writer.write_record(columns.iter().map(|(name, _)| name))?;
    }
    if let Some(cells) = cells {
        writer.write_record(cells.iter().map(Cell::plain))?;
    }
    writer.flush()
}
