//! Amazon's bulksheet of the Retail Ad Service, as plans and back.

mod cell;
mod columns;
mod csv;
mod export;
mod fields;
mod finding;
mod import;
mod sheet;
mod xlsx;

#[cfg(test)]
mod tests;

pub(crate) use export::export;
pub(crate) use finding::Finding;
pub(crate) use import::{Import, Options, import};
pub(crate) use sheet::Sheet;

use std::path::Path;

use anyhow::{Context, Result, bail};

use export::OutRow;

/// How a sheet is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Csv,
    Xlsx,
}

impl Format {
    /// The format of a file by the end of its name.
    pub(crate) fn of(path: &Path) -> Result<Self> {
        let end = path.extension().and_then(|end| end.to_str());
        match end.map(str::to_lowercase).as_deref() {
            Some("csv" | "txt" | "tsv") => Ok(Self::Csv),
            Some("xlsx" | "xlsm") => Ok(Self::Xlsx),
            Some("xls" | "xlsb" | "ods" | "numbers") => bail!(
                "{} is of a format that bulksheets do not have: save it as .xlsx or .csv",
                path.display()
            ),
            _ => bail!(
                "the name of {} does not say its format: end it in .xlsx or .csv",
                path.display()
            ),
        }
    }
}

/// Reads the sheet of a file.
///
/// `tab` names the sheet of a workbook; without it the one for RAS is taken.
pub(crate) fn read(path: &Path, tab: Option<&str>) -> Result<Sheet> {
    let format = Format::of(path)?;
    let bytes =
        std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let name = path.file_name().unwrap_or(path.as_os_str());
    match format {
        Format::Csv => csv::read(&name.to_string_lossy(), &bytes),
        Format::Xlsx => xlsx::read(bytes, tab),
    }
    .with_context(|| format!("{} is no bulksheet", path.display()))
}

/// A sheet as the bytes of a file.
pub(crate) fn written(rows: &[OutRow], format: Format) -> Result<Vec<u8>> {
    match format {
        Format::Csv => csv::write(rows),
        Format::Xlsx => xlsx::write(rows),
    }
}
