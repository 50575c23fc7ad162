//! A column of a report type.

use ras_highlevel::reports::Unit;

use crate::output::{Cell, Column, Record, detail, shown};

/// A column of a report type.
#[derive(Debug)]
pub(crate) struct ColumnRecord {
    pub(crate) name: &'static str,
    pub(crate) unit: Unit,
    pub(crate) attribution_days: Option<u8>,
    pub(crate) essential: bool,
    pub(crate) meaning: &'static str,
}

impl Record for ColumnRecord {
    const NOUN: &'static str = "column";
    const COLUMNS: &'static [Column<Self>] = &[
        shown("name", |it| Cell::id(it.name)),
        shown("unit", |it| Cell::text(unit(it.unit))),
        detail("attribution_days", |it| {
            it.attribution_days
                .map_or(Cell::None, |days| Cell::count(usize::from(days)))
        }),
        shown("essential", |it| Cell::Flag(it.essential)),
        shown("meaning", |it| Cell::text(it.meaning)),
    ];
}

fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Count => "count",
        Unit::UsDollars => "USD",
        Unit::Ratio => "ratio",
        Unit::Id => "id",
        Unit::Day => "day",
        _ => "text",
    }
}
