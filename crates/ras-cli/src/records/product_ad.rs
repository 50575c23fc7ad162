//! A product ad.

use ras_highlevel::ProductAd;

use crate::output::{Cell, Column, Record, detail, shown};

impl Record for ProductAd {
    const NOUN: &'static str = "ad";
    const COLUMNS: &'static [Column<Self>] = &[
        shown("id", |it| Cell::id(&it.id)),
        shown("campaign", |it| Cell::id(&it.campaign)),
        shown("ad_group", |it| Cell::id(&it.ad_group)),
        shown("retailer", |it| Cell::id(&it.retailer)),
        shown("offer", |it| Cell::id(&it.offer)),
        shown("state", |it| Cell::state(&it.state)),
        shown("serving_status", |it| {
            Cell::maybe_text(it.serving_status.as_ref())
        }),
        detail("serving_details", |it| Cell::json(&it.serving_details)),
        detail("created", |it| Cell::time(it.created)),
        detail("updated", |it| Cell::time(it.updated)),
    ];
}
