//! Sheets as CSV.

use anyhow::{Context, Result, bail};

use super::cell::Cell;
use super::columns::Column;
use super::export::OutRow;
use super::sheet::Sheet;

/// What spreadsheets of different countries write between cells.
const DELIMITERS: [u8; 3] = *b",;\t";

/// Reads a sheet whose name is that of its file.
pub(super) fn read(name: &str, bytes: &[u8]) -> Result<Sheet> {
    if bytes.starts_with(b"PK") {
        bail!("it is a workbook: end its name in .xlsx");
    }
    let text = std::str::from_utf8(bytes).ok().with_context(
        || "its text is not UTF-8: save it as \"CSV UTF-8\", or as a workbook (.xlsx)",
    )?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(text))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let (mut number, mut record) = (0, csv::StringRecord::new());
    loop {
        let start = usize::try_from(reader.position().byte())?;
        if !reader.read_record(&mut record)? {
            break;
        }
        number += 1 + blank_lines(text, start);
        rows.push((number, record.iter().map(Cell::text).collect()));
    }
    Sheet::new(name, rows)
}

/// How many blank lines begin here: the reader passes over them, and a spreadsheet counts
/// them as rows. Lines themselves cannot be counted, since a cell may have several.
fn blank_lines(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let is_inside_a_line_end = text
        .get(..start)
        .is_some_and(|before| before.ends_with('\r'));
    let rest = match is_inside_a_line_end {
        true => rest.strip_prefix('\n').unwrap_or(rest),
        false => rest,
    };
    let lines = rest.split('\n').map(|line| line.trim_end_matches('\r'));
    lines.take_while(|line| line.is_empty()).count()
}

/// The delimiter that the header has most of.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.trim().is_empty());
    let header = header.unwrap_or_default().as_bytes();
    let count = |delimiter: &u8| header.iter().filter(|byte| *byte == delimiter).count();
    // The first of those that are equal.
    let mut best = DELIMITERS[0];
    for delimiter in DELIMITERS {
        if count(&delimiter) > count(&best) {
            best = delimiter;
        }
    }
    best
}

pub(super) fn write(rows: &[OutRow]) -> Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(Column::written().map(Column::header))?;
    for row in rows {
        writer.write_record(Column::written().map(|column| {
            let cell = row.get(&column);
            cell.map(Cell::shown).unwrap_or_default()
        }))?;
    }
    Ok(writer.into_inner()?)
}
