//! A campaign.

use ras_highlevel::Campaign;

use crate::output::{Cell, Column, Record, detail, shown};

impl Record for Campaign {
    const NOUN: &'static str = "campaign";
    const COLUMNS: &'static [Column<Self>] = &[
        shown("id", |it| Cell::id(&it.id)),
        shown("name", |it| Cell::text(&it.name)),
        shown("state", |it| Cell::state(&it.state)),
        shown("targeting", |it| Cell::text(it.targeting.as_str())),
        shown("daily_budget", |it| Cell::Money(it.daily_budget)),
        detail("effective_budget", |it| {
            Cell::maybe_money(it.effective_budget)
        }),
        detail("bidding", |it| Cell::text(it.bidding.as_str())),
        detail("placements", |it| Cell::json(&it.placements)),
        shown("start_date", |it| Cell::date(Some(it.start_date))),
        shown("end_date", |it| Cell::date(it.end_date)),
        detail("portfolio", |it| Cell::maybe_id(it.portfolio.as_ref())),
        detail("tags", |it| Cell::json(&it.tags)),
        shown("serving_status", |it| {
            Cell::maybe_text(it.serving_status.as_ref())
        }),
        detail("serving_details", |it| Cell::json(&it.serving_details)),
        detail("created", |it| Cell::time(it.created)),
        detail("updated", |it| Cell::time(it.updated)),
    ];
}
