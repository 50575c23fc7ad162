//! `ras report columns`.

use anyhow::Result;
use ras_highlevel::reports::{ReportColumn as _, ReportType};

use crate::context::Context;
use crate::records::ColumnRecord;

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
