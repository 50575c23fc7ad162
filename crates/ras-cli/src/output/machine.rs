//! What programs read: JSON, lines of JSON, CSV.

use std::io::{self, Write};

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

use super::{Cell, Record};

/// A record as an object with its members in their order.
struct Object<'a, R>(&'a R);

impl<R: Record> Serialize for Object<'_, R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(R::COLUMNS.len()))?;
        for column in R::COLUMNS {
            map.serialize_entry(column.name, &(column.cell)(self.0))?;
        }
        map.end()
    }
}

pub(super) fn line<R: Record>(out: &mut impl Write, record: &R) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &Object(record))?;
    out.write_all(b"\n")
}

pub(super) fn pretty<R: Record>(out: &mut impl Write, record: &R) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &Object(record))?;
    out.write_all(b"\n")
}

/// One element of an array that is written piece by piece, a line each.
pub(super) fn element<R: Record>(out: &mut impl Write, first: bool, record: &R) -> io::Result<()> {
    out.write_all(if first { b"[\n  " } else { b",\n  " })?;
    Ok(serde_json::to_writer(&mut *out, &Object(record))?)
}

pub(super) fn close(out: &mut impl Write, empty: bool) -> io::Result<()> {
    out.write_all(if empty { b"[]\n" } else { b"\n]\n" })
}

pub(super) fn csv<R: Record>(out: &mut impl Write, header: bool, records: &[R]) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().from_writer(out);
    if header {
        writer.write_record(R::COLUMNS.iter().map(|column| column.name))?;
    }
    for record in records {
        let cells = R::COLUMNS.iter().map(|column| (column.cell)(record));
        writer.write_record(cells.map(|cell: Cell| cell.plain()))?;
    }
    writer.flush()
}
