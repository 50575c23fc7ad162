//! Takes what a row says cell by cell, so that what nobody takes can be told.

use std::collections::BTreeMap;

use jiff::civil::Date;
use ras_highlevel::Usd;

use super::cell::Cell;
use super::columns::Column;
use super::finding::{Finding, Place};
use super::sheet::Row;

/// The cells of a row that nobody has taken yet.
pub(crate) struct Fields<'a> {
    sheet: &'a str,
    row: usize,
    left: BTreeMap<Column, &'a Cell>,
    findings: &'a mut Vec<Finding>,
}

impl<'a> Fields<'a> {
    pub(crate) fn new(sheet: &'a str, row: &'a Row, findings: &'a mut Vec<Finding>) -> Self {
        Self {
            sheet,
            row: row.number,
            left: row
                .cells
                .iter()
                .map(|(column, cell)| (*column, cell))
                .collect(),
            findings,
        }
    }

    pub(crate) fn error(
        &mut self,
        column: Column,
        problem: impl Into<String>,
        fix: impl Into<String>,
    ) {
        let place = Place::cell(self.sheet, self.row, column);
        self.findings.push(Finding::error(place, problem, fix));
    }

    pub(crate) fn warning(
        &mut self,
        column: Column,
        problem: impl Into<String>,
        fix: impl Into<String>,
    ) {
        let place = Place::cell(self.sheet, self.row, column);
        self.findings.push(Finding::warning(place, problem, fix));
    }

    /// Whether a cell has something in it that nobody has taken.
    pub(crate) fn has(&self, column: Column) -> bool {
        self.left.contains_key(&column)
    }

    fn take(&mut self, column: Column) -> Option<&'a Cell> {
        let cell = self.left.remove(&column)?;
        if let Cell::Broken(error) = cell {
            self.error(
                column,
                format!("the spreadsheet has an error here: {error}"),
                "correct the formula, or write the value",
            );
            return None;
        }
        Some(cell)
    }

    /// A text as it stands there.
    pub(crate) fn text(&mut self, column: Column) -> Option<String> {
        let cell = self.take(column)?;
        match cell {
            Cell::Day(day) => {
                self.error(
                    column,
                    format!("the spreadsheet has turned this text into the day {day}"),
                    "format the column as text, and write it again",
                );
                None
            }
            cell => Some(cell.shown()),
        }
    }

    /// An identifier, of which no digit may be lost.
    pub(crate) fn id(&mut self, column: Column) -> Option<String> {
        if let Some(cell) = self.left.get(&column).filter(|cell| cell.is_rounded()) {
            let shown = cell.shown();
            self.left.remove(&column);
            self.error(
                column,
                format!("the spreadsheet has rounded this identifier to {shown}"),
                "format the column as text, and write the whole identifier",
            );
            return None;
        }
        let text = self.text(column)?;
        Some(text.trim().to_owned())
    }

    /// One of some words, in small or capital letters.
    pub(crate) fn word<T: Clone>(&mut self, column: Column, words: &[(&str, T)]) -> Option<T> {
        let text = self.text(column)?;
        let found = words.iter().find(|(word, _)| same(word, &text));
        if found.is_none() {
            let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            self.error(
                column,
                format!("`{text}` is not known here"),
                format!("write {}", either(&words)),
            );
        }
        found.map(|(_, meaning)| meaning.clone())
    }

    /// TRUE or FALSE.
    pub(crate) fn flag(&mut self, column: Column) -> Option<bool> {
        self.word(column, &[("TRUE", true), ("FALSE", false)])
    }

    /// An amount in dollars.
    pub(crate) fn money(&mut self, column: Column) -> Option<Usd> {
        let text = self.number(column)?;
        let amount = text.parse().ok();
        if amount.is_none() {
            self.error(
                column,
                format!("`{text}` is no amount"),
                "write a number such as 12.50",
            );
        }
        amount
    }

    /// A whole number.
    pub(crate) fn whole(&mut self, column: Column) -> Option<i32> {
        let text = self.number(column)?;
        let number = text.parse().ok();
        if number.is_none() {
            self.error(
                column,
                format!("`{text}` is no whole number"),
                "write a percentage as a whole number, such as 50 for 50 %",
            );
        }
        number
    }

    /// A number with digits and a point, and nothing else.
    fn number(&mut self, column: Column) -> Option<String> {
        let cell = self.take(column)?;
        let text = cell.shown().trim().to_owned();
        let is_number = match cell {
            Cell::Text(_) => {
                let digits = text.strip_prefix('-').unwrap_or(&text);
                let is_digit = |c: char| c.is_ascii_digit();
                digits.starts_with(is_digit)
                    && digits.ends_with(is_digit)
                    && digits.chars().all(|c| is_digit(c) || c == '.')
                    && digits.matches('.').count() <= 1
            }
            Cell::Number(_) => !text.contains(['e', 'E', 'N', 'i']),
            _ => false,
        };
        if is_number {
            return Some(text);
        }
        let fix = match () {
            () if text.contains(',') => "write it with a point and without commas, such as 1250.75",
            () if text.contains(['$', '%']) => "write the number without its sign",
            () => "write a number such as 12.50",
        };
        self.error(column, format!("`{text}` is no number"), fix);
        None
    }

    /// A day, as `YYYYMMDD`.
    pub(crate) fn day(&mut self, column: Column) -> Option<Date> {
        let cell = self.take(column)?;
        if let Cell::Day(day) = cell {
            return Some(*day);
        }
        let text = cell.shown().trim().to_owned();
        let digits = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
        let day = digits
            .then(|| Date::strptime("%Y%m%d", &text).ok())
            .flatten();
        if day.is_none() {
            self.error(
                column,
                format!("`{text}` is no day"),
                "write it as YYYYMMDD, such as 20261231",
            );
        }
        day
    }

    /// Something that must be there.
    pub(crate) fn need<T>(&mut self, column: Column, value: Option<T>, fix: &str) -> Option<T> {
        // A value that is there and wrong has been told already.
        let place = Place::cell(self.sheet, self.row, column);
        let all = self.findings.iter().rev();
        let mut own = all.take_while(|finding| finding.row() == self.row);
        if value.is_none() && !own.any(|finding| finding.is_error() && finding.place == place) {
            self.error(column, "it is missing", fix);
        }
        value
    }

    /// Drops a cell that says nothing a plan needs.
    pub(crate) fn drop(&mut self, column: Column) {
        self.left.remove(&column);
    }

    /// Drops all that is left, in a row of which nothing is taken.
    pub(crate) fn drop_all(&mut self) {
        self.left.clear();
    }

    /// Tells of all that nobody has taken.
    pub(crate) fn finish(mut self, entity: &str) {
        for (column, cell) in std::mem::take(&mut self.left) {
            let shown = cell.shown();
            self.warning(
                column,
                format!("a row of a {entity} has no such cell: `{shown}` is left out"),
                "clear the cell, or move it to the row that it belongs to",
            );
        }
    }
}

/// Whether two words are the same but for case, and for what stands between their parts.
pub(crate) fn same(word: &str, text: &str) -> bool {
    let plain = |text: &str| -> String {
        let parts = text.split(|c: char| c.is_whitespace() || c == '_' || c == '-');
        parts.map(str::to_uppercase).collect()
    };
    plain(word) == plain(text)
}

fn either(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}
