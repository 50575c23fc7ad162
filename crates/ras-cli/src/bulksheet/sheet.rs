//! A sheet with named columns.

use std::collections::BTreeMap;

use anyhow::{Result, bail};

use super::cell::Cell;
use super::columns::{Column, is_figure};
use super::finding::{Finding, Place};

/// A sheet as it was read.
#[derive(Clone, Debug)]
pub(crate) struct Sheet {
    /// Of the tab, or of the file when it has no tabs.
    pub(crate) name: String,
    pub(crate) rows: Vec<Row>,
    /// What can be said of it as a whole.
    pub(crate) findings: Vec<Finding>,
}

/// A row that is not blank.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    /// As spreadsheets count: from 1, with the header.
    pub(crate) number: usize,
    pub(crate) cells: BTreeMap<Column, Cell>,
}

/// The columns without which nobody can tell what a row is.
const NEEDED: [Column; 4] = [
    Column::Product,
    Column::Entity,
    Column::Operation,
    Column::CampaignId,
];

impl Sheet {
    /// Names the columns of numbered rows by their header, which is the first of them.
    pub(crate) fn new(
        name: &str,
        rows: impl IntoIterator<Item = (usize, Vec<Option<Cell>>)>,
    ) -> Result<Self> {
        let mut rows = rows
            .into_iter()
            .filter(|(_, cells)| cells.iter().flatten().any(|cell| !cell.is_blank()));
        let Some((_, header)) = rows.next() else {
            bail!("{name} is empty: its first row must name the columns");
        };
        let mut columns = Columns::new(name, &header)?;
        let rows = rows
            .map(|(number, cells)| Row {
                number,
                cells: columns.name(number, cells),
            })
            .collect();
        Ok(Self {
            name: name.to_owned(),
            rows,
            findings: columns.findings(name),
        })
    }

    /// Whether these cells are the header of a bulksheet.
    pub(crate) fn is_header(cells: &[Option<Cell>]) -> bool {
        let mut needed = NEEDED.iter();
        needed.all(|column| cells.iter().flatten().any(|cell| is(cell, *column)))
    }
}

fn is(cell: &Cell, column: Column) -> bool {
    Column::of(&cell.shown()) == Some(column)
}

/// The columns of a sheet by their position.
struct Columns {
    known: Vec<Option<Column>>,
    headers: Vec<String>,
    /// Cells of columns without a name that is known: how many, and the first of them.
    strays: BTreeMap<usize, (usize, usize)>,
}

impl Columns {
    fn new(sheet: &str, header: &[Option<Cell>]) -> Result<Self> {
        let headers: Vec<String> = header
            .iter()
            .map(|cell| cell.as_ref().map(Cell::shown).unwrap_or_default())
            .collect();
        let known: Vec<Option<Column>> = headers.iter().map(|text| Column::of(text)).collect();
        let missing: Vec<&str> = NEEDED
            .iter()
            .filter(|column| !known.contains(&Some(**column)))
            .map(|column| column.header())
            .collect();
        if !missing.is_empty() {
            bail!(
                "the first row of {sheet} does not name the column{} {}: the header of a bulksheet begins with Product, Entity, Operation, Campaign ID",
                if missing.len() > 1 { "s" } else { "" },
                missing.join(", ")
            );
        }
        for (index, column) in known.iter().enumerate() {
            if let Some(column) = column.filter(|column| known[..index].contains(&Some(*column))) {
                bail!(
                    "{sheet} has two columns {}: remove one of them",
                    column.header()
                );
            }
        }
        Ok(Self {
            known,
            headers,
            strays: BTreeMap::new(),
        })
    }

    fn name(&mut self, row: usize, cells: Vec<Option<Cell>>) -> BTreeMap<Column, Cell> {
        let mut named = BTreeMap::new();
        for (index, cell) in cells.into_iter().enumerate() {
            let Some(cell) = cell.filter(|cell| !cell.is_blank()) else {
                continue;
            };
            match self.known.get(index).copied().flatten() {
                Some(column) => {
                    named.insert(column, cell);
                }
                None => self.strays.entry(index).or_insert((0, row)).0 += 1,
            }
        }
        named
    }

    /// Tells of columns that are not read.
    fn findings(&self, sheet: &str) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut figures = Vec::new();
        for (index, (count, first)) in &self.strays {
            let header = self.headers.get(*index).map_or("", String::as_str).trim();
            if is_figure(header) {
                figures.push(header);
                continue;
            }
            let header = match header {
                "" => format!("column {} without a name", index + 1),
                name => name.to_owned(),
            };
            findings.push(Finding::warning(
                Place::column(sheet, &header),
                format!("no bulksheet of RAS has this column: cells left out: {count}, the first in row {first}"),
                "remove the column, or correct its name",
            ));
        }
        if !figures.is_empty() {
            findings.push(Finding::warning(
                Place::column(sheet, &figures.join(", ")),
                "figures of the past are left out",
                "nothing: a plan has none",
            ));
        }
        findings
    }
}
