//! What people and programs see on stdout: tables, JSON, lines of JSON, CSV.

mod cell;
mod errors;
mod machine;
mod plan_tree;
mod record;
mod rows;
mod table;
mod tree;

use std::io::{self, Write};

use anyhow::Result;
use serde::Deserialize;

pub(crate) use cell::Cell;
pub(crate) use errors::report;
pub(crate) use plan_tree::plan_tree;
pub(crate) use record::{Column, Record, detail, for_programs, shown};
pub(crate) use rows::Rows;
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
        if self.is_for_people() {
            let mut out = stdout();
            let written = table::members(&mut out, record);
            return ended(written.and_then(|()| out.flush()));
        }
        let mut rows = Rows::new(self.format, record::columns::<R>());
        match self.format {
            Format::Json => rows.alone(&record::cells(record)),
            _ => rows.push(record::cells(record)).and_then(|()| rows.end()),
        }
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
            rows: Rows::new(self.format, record::columns::<R>()),
            record: std::marker::PhantomData,
        }
    }

    /// Begins to write rows whose columns are only known now.
    pub(crate) fn rows(self, names: impl IntoIterator<Item = String>) -> Rows {
        let columns = names.into_iter().map(|name| (name, true));
        Rows::new(self.format, columns.collect())
    }
}

/// Records of one noun on their way to stdout.
#[derive(Debug)]
#[must_use = "the list is not complete until `end`"]
pub(crate) struct List<R> {
    rows: Rows,
    record: std::marker::PhantomData<fn() -> R>,
}

impl<R: Record> List<R> {
    pub(crate) fn push(&mut self, record: &R) -> Result<()> {
        self.rows.push(record::cells(record))
    }

    pub(crate) fn end(self) -> Result<()> {
        self.rows.end()
    }
}

/// Stdout, without colours where nobody sees them.
type Stdout = io::BufWriter<anstream::AutoStream<io::Stdout>>;

fn stdout() -> Stdout {
    io::BufWriter::new(anstream::stdout())
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
