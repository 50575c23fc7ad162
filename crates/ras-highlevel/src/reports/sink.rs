//! Forms of a file that rows are written in.

mod csv;
mod nd_json;
#[cfg(feature = "parquet")]
mod parquet;

use std::path::Path;

use super::ReportType;

/// The form of a file that a report is saved in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// A line of Amazon's column names, then a line for each row. What is empty is
    /// nothing between two commas.
    Csv,
    /// A JSON object in each line, with every column that was asked for, `null` where it
    /// is empty, and with columns that this version of the SDK does not know.
    NdJson,
    /// Apache Parquet, packed with Snappy. Ids and counts are 64-bit integers, amounts and
    /// ratios decimals with 18 places, days dates.
    #[cfg(feature = "parquet")]
    Parquet,
}

impl Format {
    /// The form that the name of a file stands for: `.csv`, `.ndjson` and `.jsonl`,
    /// `.parquet`.
    pub fn of_path(path: impl AsRef<Path>) -> Option<Self> {
        let extension = path.as_ref().extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "csv" => Some(Self::Csv),
            "ndjson" | "jsonl" => Some(Self::NdJson),
            #[cfg(feature = "parquet")]
            "parquet" => Some(Self::Parquet),
            _ => None,
        }
    }

    pub(super) fn sink<R: ReportType>(
        self,
        columns: &[R::Column],
    ) -> Result<Box<dyn Sink<R>>, WriteError> {
        let columns = columns.to_vec();
        Ok(match self {
            Self::Csv => Box::new(csv::Csv::new(columns)?),
            Self::NdJson => Box::new(nd_json::NdJson::new(columns)),
            #[cfg(feature = "parquet")]
            Self::Parquet => Box::new(parquet::Parquet::new(columns)?),
        })
    }
}

/// Turns rows into bytes of a file.
pub(super) trait Sink<R: ReportType>: Send {
    /// Adds rows.
    fn add(&mut self, rows: &[R::Row]) -> Result<(), WriteError>;

    /// Takes the bytes that are done, which may be few or none.
    fn take(&mut self) -> Result<Vec<u8>, WriteError>;

    /// Ends the file and takes the rest.
    fn finish(self: Box<Self>) -> Result<Vec<u8>, WriteError>;
}

/// Why rows cannot be written in a form.
#[derive(Debug)]
pub(super) struct WriteError(pub(super) String);

impl WriteError {
    fn new(error: impl std::fmt::Display) -> Self {
        Self(error.to_string())
    }
}
