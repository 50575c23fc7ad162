//! What became of each row, on disk before anything depends on it.

use std::collections::{BTreeSet, HashMap};
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use super::rows::{Row, Rows};
use super::unusable;
use crate::commands::entities::Tally;
use crate::failure::{Class, Failure};
use crate::records::Outcome;

const HEADER: [&str; 6] = ["row", "target", "outcome", "id", "why", "hint"];

/// What an earlier command has found out, by row.
#[derive(Debug, Default)]
pub(super) struct Known(pub(super) HashMap<usize, Line>);

/// The last that is known of a row.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub(super) target: String,
    pub(super) outcome: String,
    pub(super) id: String,
    why: String,
    hint: String,
}

impl Line {
    /// Notes that the row is there after all, whatever was thought of it before.
    pub(super) fn found(&mut self, id: &str) {
        *self = Self {
            target: std::mem::take(&mut self.target),
            outcome: "done".to_owned(),
            id: id.to_owned(),
            ..Self::default()
        };
    }
}

impl Known {
    pub(super) fn is_done(&self, row: usize) -> bool {
        self.0.get(&row).is_some_and(|line| line.outcome == "done")
    }

    pub(super) fn done(&self) -> usize {
        self.0
            .values()
            .filter(|line| line.outcome == "done")
            .count()
    }

    /// The rows that may be there or not.
    pub(super) fn unknown(&self) -> BTreeSet<usize> {
        let unknown = self.0.iter().filter(|(_, line)| line.outcome == "unknown");
        unknown.map(|(row, _)| *row).collect()
    }

    /// Refuses a file whose rows were others when the results were written.
    pub(super) fn check_all(&self, from: &Path) -> Result<()> {
        if self.0.is_empty() {
            return Ok(());
        }
        let mut rows = Rows::open(from)?;
        while let Some(row) = rows.next()? {
            self.check(&row)?;
        }
        Ok(())
    }

    fn check(&self, row: &Row) -> Result<(), Failure> {
        match self.0.get(&row.number) {
            Some(line) if line.target != row.label => {
                let (number, was, is) = (row.number, &line.target, &row.label);
                let message = format!(
                    "row {number} was {was} when the results were written, and is {is} now"
                );
                Err(Failure::new(Class::Config, message).hint(
                    "--retry needs the same file; other rows belong into a file of their own",
                ))
            }
            _ => Ok(()),
        }
    }
}

/// Reads a result file; the last line of a row counts.
pub(super) fn read(path: &Path) -> Result<Known> {
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_path(path)
        .map_err(|error| {
            unusable(path, error).hint("--retry goes on with the results of an earlier command")
        })?;
    let mut known = Known::default();
    for record in reader.records() {
        let record = record.map_err(|error| unusable(path, error))?;
        // A line that was cut short when the machine went down was not relied on.
        let (Some(Ok(row)), Some(outcome), true) = (
            record.get(0).map(str::parse),
            record.get(2),
            record.len() == HEADER.len(),
        ) else {
            continue;
        };
        let text = |place: usize| record.get(place).unwrap_or_default().to_owned();
        let line = Line {
            target: text(1),
            outcome: outcome.to_owned(),
            id: text(3),
            why: text(4),
            hint: text(5),
        };
        known.0.insert(row, line);
    }
    Ok(known)
}

/// The result file while rows are sent: lines are added, and the last one of a row counts.
pub(super) struct Results {
    path: PathBuf,
    writer: csv::Writer<File>,
    new: HashMap<usize, Line>,
}

impl Results {
    pub(super) fn open(path: &Path, retry: bool) -> Result<Self> {
        let file = match retry {
            true => OpenOptions::new().append(true).open(path),
            false => OpenOptions::new().write(true).create_new(true).open(path),
        };
        let file = file.map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => {
                unusable(path, "results of an earlier command are there")
                    .hint("go on with that one by --retry, or name another file with --results")
            }
            _ => unusable(path, error),
        })?;
        let mut results = Self {
            path: path.to_owned(),
            writer: csv::WriterBuilder::new()
                .has_headers(false)
                .from_writer(file),
            new: HashMap::new(),
        };
        if !retry {
            results.writer.write_record(HEADER)?;
        }
        Ok(results)
    }

    /// Notes that rows are about to be sent.
    pub(super) fn note_sent(&mut self, rows: &[Row]) -> Result<()> {
        for row in rows {
            let why = "it was sent, and no answer was seen";
            self.add(
                row,
                Line {
                    outcome: "unknown".to_owned(),
                    why: why.to_owned(),
                    ..Line::default()
                },
            )?;
        }
        self.sync()
    }

    /// Notes what became of them.
    pub(super) fn note(
        &mut self,
        rows: &[Row],
        ids: &[Option<String>],
        outcomes: &[Outcome],
    ) -> Result<()> {
        for ((row, id), outcome) in rows.iter().zip(ids).zip(outcomes) {
            let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
            let line = Line {
                target: String::new(),
                outcome: outcome.name().to_owned(),
                id: text(id.as_deref()),
                why: text(outcome.why()),
                hint: text(outcome.hint()),
            };
            self.add(row, line)?;
        }
        self.sync()
    }

    fn add(&mut self, row: &Row, line: Line) -> Result<()> {
        let line = Line {
            target: row.label.clone(),
            ..line
        };
        write(&mut self.writer, row.number, &line)
            .with_context(|| unusable(&self.path, "cannot be written"))?;
        self.new.insert(row.number, line);
        Ok(())
    }

    fn sync(&mut self) -> Result<()> {
        let synced = self
            .writer
            .flush()
            .and_then(|()| self.writer.get_ref().sync_data());
        synced.with_context(|| unusable(&self.path, "cannot be written"))
    }

    /// Puts one line for each row into the file, in their order, and counts them.
    pub(super) fn finish(self, from: &Path, known: &Known) -> Result<Tally> {
        let folder = self
            .path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let failed = || unusable(&self.path, "cannot be written");
        let new = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))
            .with_context(failed)?;
        let mut writer = csv::WriterBuilder::new()
            .has_headers(false)
            .from_writer(io::BufWriter::new(new));
        writer.write_record(HEADER).with_context(failed)?;
        let (mut rows, mut tally) = (Rows::open(from)?, Tally::default());
        while let Some(row) = rows.next()? {
            let unsent = Line {
                target: row.label.clone(),
                outcome: "not_sent".to_owned(),
                ..Line::default()
            };
            let line = self
                .new
                .get(&row.number)
                .or_else(|| known.0.get(&row.number))
                .unwrap_or(&unsent);
            match line.outcome.as_str() {
                "done" => tally.done += 1,
                "unknown" => tally.unknown += 1,
                "not_sent" => tally.not_sent += 1,
                _ => tally.failed += 1,
            }
            write(&mut writer, row.number, line).with_context(failed)?;
        }
        let mut new = writer
            .into_inner()
            .map_err(|error| unusable(&self.path, error))?;
        new.flush().with_context(failed)?;
        let new = new
            .into_inner()
            .map_err(|error| unusable(&self.path, error))?;
        new.as_file().sync_all().with_context(failed)?;
        new.persist(&self.path).with_context(failed)?;
        Ok(tally)
    }
}

fn write<W: io::Write>(writer: &mut csv::Writer<W>, row: usize, line: &Line) -> csv::Result<()> {
    writer.write_record([
        &row.to_string(),
        &line.target,
        &line.outcome,
        &line.id,
        &line.why,
        &line.hint,
    ])
}
