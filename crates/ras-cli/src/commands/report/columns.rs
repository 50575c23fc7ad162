//! `ras report columns`.

use anyhow::Result;
use ras_highlevel::reports::{ReportColumn as _, ReportType, Unit};

use crate::context::Context;
use crate::output::{Cell, Column, Record, detail, shown};

/// A column of a report type.
#[derive(Debug)]
struct ColumnRecord {
    name: &'static str,
    unit: Unit,
    attribution_days: Option<u8>,
    essential: bool,
    meaning: &'static str,
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

pub(super) fn show<R: ReportType>(context: &Context) -> Result<()> {
    let columns = R::Column::ALL.iter().map(|column| {
        let info = column.info();
        ColumnRecord {
            name: info.name(),
            unit: info.unit(),
            attribution_days: info.attribution_days(),
            essential: R::ESSENTIALS.contains(column),
            meaning: info.doc(),
        }
    });
    context.output.list(&columns.collect::<Vec<_>>())
}
