//! Sheets as workbooks.

use std::io::Cursor;

use anyhow::{Context, Result, bail};
use calamine::{Data, DataRef, Reader as _, Xlsx};
use jiff::civil::Date;
use rust_xlsxwriter::{Format, IgnoreError, Workbook};

use super::cell::Cell;
use super::columns::Column;
use super::export::OutRow;
use super::sheet::Sheet;

/// The sheet of a workbook that Amazon has for RAS.
const TAB: &str = "RAS Campaigns";

/// Reads the sheet with this name; without one that of RAS, or the only bulksheet.
pub(super) fn read(bytes: Vec<u8>, tab: Option<&str>) -> Result<Sheet> {
    let mut book: Xlsx<Cursor<Vec<u8>>> =
        Xlsx::new(Cursor::new(bytes)).context("it cannot be read as a workbook (.xlsx)")?;
    let names = book.sheet_names();
    let name = match tab {
        Some(tab) => find(&names, tab)
            .with_context(|| format!("it has no sheet `{tab}`; there are: {}", names.join(", ")))?,
        None => match find(&names, TAB) {
            Some(name) => name,
            None => only_bulksheet(&mut book, &names)?,
        },
    };
    let rows = rows(&mut book, &name)?;
    Sheet::new(&name, rows)
}

fn find(names: &[String], name: &str) -> Option<String> {
    let same = |other: &&String| other.trim().eq_ignore_ascii_case(name.trim());
    names.iter().find(same).cloned()
}

fn only_bulksheet(book: &mut Xlsx<Cursor<Vec<u8>>>, names: &[String]) -> Result<String> {
    let mut found = Vec::new();
    for name in names {
        let mut rows = rows(book, name)?.into_iter();
        let header = rows.find(|(_, cells)| cells.iter().any(Option::is_some));
        if header.is_some_and(|(_, cells)| Sheet::is_header(&cells)) {
            found.push(name.clone());
        }
    }
    match &found[..] {
        [only] => Ok(only.clone()),
        [] => bail!(
            "none of its sheets is called `{TAB}` or has the header of one; there are: {}",
            names.join(", ")
        ),
        several => bail!(
            "none of its sheets is called `{TAB}`, and several could be meant: name one with --tab ({})",
            several.join(", ")
        ),
    }
}

/// The rows of a sheet, numbered as people see them.
fn rows(book: &mut Xlsx<Cursor<Vec<u8>>>, name: &str) -> Result<Vec<(usize, Vec<Option<Cell>>)>> {
    let mut reader = book
        .worksheet_cells_reader(name)
        .with_context(|| format!("its sheet `{name}` cannot be read"))?;
    let mut rows: Vec<(usize, Vec<Option<Cell>>)> = Vec::new();
    while let Some(cell) = reader
        .next_cell()
        .with_context(|| format!("its sheet `{name}` cannot be read"))?
    {
        let (row, column) = cell.get_position();
        let Some(value) = value(cell.get_value()) else {
            continue;
        };
        let (number, column) = (row as usize + 1, column as usize);
        if rows.last().is_none_or(|(last, _)| *last != number) {
            rows.push((number, Vec::new()));
        }
        if let Some((_, cells)) = rows.last_mut() {
            if cells.len() <= column {
                cells.resize(column + 1, None);
            }
            cells[column] = Some(value);
        }
    }
    Ok(rows)
}

fn value(data: &DataRef<'_>) -> Option<Cell> {
    Some(match Data::from(data.clone()) {
        Data::Empty => return None,
        Data::String(text) => return Cell::text(text),
        Data::Int(number) => Cell::Number(number as f64),
        Data::Float(number) => Cell::Number(number),
        Data::Bool(flag) => Cell::Flag(flag),
        Data::DateTime(time) => match time.is_datetime() {
            true => {
                let (year, month, day, ..) = time.to_ymd_hms_milli();
                day_of(year, month, day)?
            }
            false => Cell::Number(time.as_f64()),
        },
        Data::DateTimeIso(text) | Data::DurationIso(text) => Cell::Text(text),
        Data::Error(error) => Cell::Broken(error.to_string()),
    })
}

fn day_of(year: u16, month: u8, day: u8) -> Option<Cell> {
    let year = i16::try_from(year).ok()?;
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    Date::new(year, month, day).ok().map(Cell::Day)
}

/// Columns in which a number would lose digits.
const TEXTS: [Column; 5] = [
    Column::CampaignId,
    Column::AdGroupId,
    Column::PortfolioId,
    Column::RetailerId,
    Column::RetailerOfferId,
];

pub(super) fn write(rows: &[OutRow]) -> Result<Vec<u8>> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(TAB)?;
    let bold = Format::new().set_bold();
    for (index, column) in (0..).zip(Column::written()) {
        sheet.write_with_format(0, index, column.header(), &bold)?;
        sheet.set_column_width(index, column.header().len().max(10) as f64 + 2.0)?;
        if TEXTS.contains(&column) {
            // Otherwise each of them is marked as a number that is kept as text.
            let last = u32::try_from(rows.len())?;
            sheet.ignore_error_range(
                1,
                index,
                last.max(1),
                index,
                IgnoreError::NumberStoredAsText,
            )?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    for (number, row) in (1..).zip(rows) {
        for (index, column) in (0..).zip(Column::written()) {
            match row.get(&column) {
                None => continue,
                Some(Cell::Number(value)) => sheet.write(number, index, *value)?,
                Some(Cell::Flag(value)) => sheet.write(number, index, *value)?,
                // As people type it, and as the guide has it.
                Some(Cell::Day(day)) => {
                    let digits = day.strftime("%Y%m%d").to_string();
                    sheet.write(number, index, digits.parse::<f64>()?)?
                }
                Some(cell) => sheet.write_string(number, index, cell.shown())?,
            };
        }
    }
    Ok(book.save_to_buffer()?)
}
