//! An ad group.

use ras_highlevel::AdGroup;

use crate::output::{Cell, Column, Record, detail, shown};

impl Record for AdGroup {
    const NOUN: &'static str = "ad group";
    const COLUMNS: &'static [Column<Self>] = &[
        shown("id", |it| Cell::id(&it.id)),
        shown("campaign", |it| Cell::id(&it.campaign)),
        shown("name", |it| Cell::text(&it.name)),
        shown("state", |it| Cell::state(&it.state)),
        shown("retailer", |it| Cell::id(&it.retailer)),
        shown("default_bid", |it| Cell::Money(it.default_bid)),
        shown("serving_status", |it| {
            Cell::maybe_text(it.serving_status.as_ref())
        }),
        detail("serving_details", |it| Cell::json(&it.serving_details)),
        detail("created", |it| Cell::time(it.created)),
        detail("updated", |it| Cell::time(it.updated)),
    ];
}
