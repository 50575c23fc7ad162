//! What people and programs see on stdout: tables, JSON, lines of JSON, CSV.

mod cell;
mod errors;
mod machine;
mod plan_tree;
mod record;
mod table;
mod tree;

use std::io::{self, Write};

use anyhow::Result;
use serde::Deserialize;

pub(crate) use cell::Cell;
pub(crate) use errors::report;
pub(crate) use plan_tree::plan_tree;
pub(crate) use record::{Column, Record, detail, shown};
pub(crate) use tree::tree;

/// What stdout carries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Format {
    /// Tables for people
    #[default]
    Table,
    /// One JSON document
    Json,
    /// One JSON object a line
    Ndjson,
    /// Comma-separated values with a header
    Csv,
}

impl std::fmt::Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Table => "table",
            Self::Json => "json",
            Self::Ndjson => "ndjson",
            Self::Csv => "csv",
        })
    }
}

impl std::str::FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        clap::ValueEnum::from_str(text, true)
            .map_err(|_| format!("`{text}` is none of table, json, ndjson, csv"))
    }
}

/// Where results go.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Output {
    pub(crate) format: Format,
}

impl Output {
    /// Whether people read it.
    pub(crate) fn is_for_people(self) -> bool {
        self.format == Format::Table
    }

    /// Writes a line for people; programs do not see it.
    pub(crate) fn note(self, text: impl std::fmt::Display) {
        if self.is_for_people() {
            // A reader that has gone away is no reason to fail.
            let _ = writeln!(anstream::stdout().lock(), "{text}");
        }
    }

    /// Writes one record: for people as a list of its members.
    pub(crate) fn one<R: Record>(self, record: &R) -> Result<()> {
        let mut out = io::BufWriter::new(anstream::stdout().lock());
        let written = match self.format {
            Format::Table => table::members(&mut out, record),
            Format::Json => machine::pretty(&mut out, record),
            Format::Ndjson => machine::line(&mut out, record),
            Format::Csv => machine::csv(&mut out, true, std::slice::from_ref(record)),
        };
        ended(written.and_then(|()| out.flush()))
    }

    /// Writes many records.
    pub(crate) fn list<R: Record>(self, records: &[R]) -> Result<()> {
        let mut list = self.begin();
        for record in records {
            list.push(record)?;
        }
        list.end()
    }

    /// Begins to write records that are still to come.
    pub(crate) fn begin<R: Record>(self) -> List<R> {
        List {
            format: self.format,
            rows: Vec::new(),
            count: 0,
            record: std::marker::PhantomData,
        }
    }
}

/// Records on their way to stdout. Programs get each at once; a table waits for all of them,
/// since the widest cell decides how wide its column is.
#[derive(Debug)]
#[must_use = "the list is not complete until `end`"]
pub(crate) struct List<R> {
    format: Format,
    rows: Vec<Vec<Cell>>,
    count: usize,
    record: std::marker::PhantomData<fn() -> R>,
}

impl<R: Record> List<R> {
    pub(crate) fn push(&mut self, record: &R) -> Result<()> {
        let first = self.count == 0;
        self.count += 1;
        let mut out = anstream::stdout().lock();
        ended(match self.format {
            Format::Table => {
                self.rows.push(record::row(record));
                Ok(())
            }
            Format::Json => machine::element(&mut out, first, record),
            Format::Ndjson => machine::line(&mut out, record),
            Format::Csv => machine::csv(&mut out, first, std::slice::from_ref(record)),
        })
    }

    pub(crate) fn end(self) -> Result<()> {
        let mut out = io::BufWriter::new(anstream::stdout().lock());
        let written = match self.format {
            Format::Table => table::rows::<R>(&mut out, &self.rows),
            Format::Json => machine::close(&mut out, self.count == 0),
            Format::Csv if self.count == 0 => machine::csv::<R>(&mut out, true, &[]),
            Format::Ndjson | Format::Csv => Ok(()),
        };
        ended(written.and_then(|()| out.flush()))
    }
}

/// A reader that has seen enough, such as `head`, ends the command in silence.
fn ended(written: io::Result<()>) -> Result<()> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Err(Closed.into()),
        other => Ok(other?),
    }
}

/// Nobody reads stdout any more.
#[derive(Debug, thiserror::Error)]
#[error("nobody reads the output any more")]
pub(crate) struct Closed;
