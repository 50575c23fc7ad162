//! One record type for each noun: the schema of the output.

use super::Cell;

/// Something that is printed: a row of a table, an object of JSON, a line of CSV.
///
/// The names of its columns are the schema that programs rely on: they are documented in
/// the README, and only ever added to.
pub(crate) trait Record: Sized + 'static {
    /// What one is called, in the singular.
    const NOUN: &'static str;
    /// Its members, in their order.
    const COLUMNS: &'static [Column<Self>];
}

/// One member of a record.
pub(crate) struct Column<R> {
    pub(crate) name: &'static str,
    /// Whether it is in the table; programs get all.
    pub(crate) shown: bool,
    /// Whether people see it when they look at one record alone.
    pub(crate) alone: bool,
    pub(crate) cell: fn(&R) -> Cell,
}

/// A member that tables have as well.
pub(crate) const fn shown<R>(name: &'static str, cell: fn(&R) -> Cell) -> Column<R> {
    Column {
        name,
        shown: true,
        alone: true,
        cell,
    }
}

/// A member for programs, and for whoever looks at one record alone.
pub(crate) const fn detail<R>(name: &'static str, cell: fn(&R) -> Cell) -> Column<R> {
    Column {
        name,
        shown: false,
        alone: true,
        cell,
    }
}

/// A member for programs alone: people are told of it in other words.
pub(crate) const fn for_programs<R>(name: &'static str, cell: fn(&R) -> Cell) -> Column<R> {
    Column {
        alone: false,
        ..detail(name, cell)
    }
}

/// The cells of a record.
pub(super) fn cells<R: Record>(record: &R) -> Vec<Cell> {
    R::COLUMNS
        .iter()
        .map(|column| (column.cell)(record))
        .collect()
}

/// The names of a record's columns, and whether its table has them.
pub(super) fn columns<R: Record>() -> Vec<(String, bool)> {
    let columns = R::COLUMNS.iter();
    columns
        .map(|column| (column.name.to_owned(), column.shown))
        .collect()
}

/// A name as people read it: of ours, or of Amazon's.
pub(super) fn heading(name: &str) -> String {
    let mut heading = String::new();
    for sign in name.chars() {
        match sign {
            '_' => heading.push(' '),
            sign if sign.is_uppercase() => {
                heading.push(' ');
                heading.extend(sign.to_lowercase());
            }
            sign => heading.push(sign),
        }
    }
    heading
}
