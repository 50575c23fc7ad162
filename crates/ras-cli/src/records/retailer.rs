//! A retailer.

use ras_highlevel::Retailer;

use crate::output::{Cell, Column, Record, shown};

impl Record for Retailer {
    const NOUN: &'static str = "retailer";
    const COLUMNS: &'static [Column<Self>] = &[
        shown("id", |it| Cell::maybe_id(it.id.as_ref())),
        shown("name", |it| Cell::maybe_text(it.name.as_ref())),
        shown("domain", |it| Cell::maybe_text(it.domain.as_ref())),
        shown("status", |it| match &it.status {
            Some(status) => Cell::State(status.as_str().to_owned()),
            None => Cell::None,
        }),
    ];
}
