//! A profile, and what stands in its way.

use ras_highlevel::ReviewedProfile;

use crate::output::{Cell, Column, Record, detail, shown};

impl Record for ReviewedProfile {
    const NOUN: &'static str = "profile";
    const COLUMNS: &'static [Column<Self>] = &[
        shown("id", |it| Cell::id(&it.profile.id)),
        shown("name", |it| Cell::maybe_text(it.profile.name.as_ref())),
        shown("type", |it| Cell::maybe_text(it.profile.kind.as_ref())),
        shown("country", |it| {
            Cell::maybe_text(it.profile.country.as_ref())
        }),
        detail("currency", |it| {
            Cell::maybe_text(it.profile.currency.as_ref())
        }),
        detail("time_zone", |it| {
            Cell::maybe_text(it.profile.time_zone.as_ref())
        }),
        detail("can_pay", |it| {
            it.profile.can_pay.map_or(Cell::None, Cell::Flag)
        }),
        shown("usable", |it| Cell::Flag(it.obstacle.is_none())),
        shown("obstacle", |it| Cell::maybe_text(it.obstacle)),
        detail("hint", |it| {
            Cell::maybe_text(it.obstacle.map(|obstacle| obstacle.hint()))
        }),
    ];
}
