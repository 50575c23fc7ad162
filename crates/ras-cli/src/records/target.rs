//! A target.

use ras_highlevel::{Target, TargetKind};

use crate::output::{Cell, Column, Record, detail, shown};

impl Record for Target {
    const NOUN: &'static str = "target";
    const COLUMNS: &'static [Column<Self>] = &[
        shown("id", |it| Cell::id(&it.id)),
        shown("campaign", |it| Cell::id(&it.campaign)),
        shown("ad_group", |it| Cell::maybe_id(it.ad_group.as_ref())),
        shown("type", |it| Cell::text(kind(it))),
        shown("negative", |it| Cell::Flag(it.negative)),
        shown("match", |it| Cell::maybe_text(matching(it))),
        shown("expression", |it| Cell::maybe_text(expression(it))),
        shown("bid", |it| Cell::maybe_money(it.bid)),
        shown("state", |it| Cell::state(&it.state)),
        detail("serving_status", |it| {
            Cell::maybe_text(it.serving_status.as_ref())
        }),
        detail("serving_details", |it| Cell::json(&it.serving_details)),
        detail("created", |it| Cell::time(it.created)),
        detail("updated", |it| Cell::time(it.updated)),
    ];
}

fn kind(target: &Target) -> &str {
    match &target.kind {
        TargetKind::Keyword { .. } => "KEYWORD",
        TargetKind::Auto(_) => "AUTO",
        TargetKind::Product { .. } => "PRODUCT",
        TargetKind::Other(name) => name,
        _ => "OTHER",
    }
}

fn matching(target: &Target) -> Option<&str> {
    match &target.kind {
        TargetKind::Keyword { matching, .. } => Some(matching.as_str()),
        TargetKind::Auto(matching) => Some(matching.as_str()),
        _ => None,
    }
}

/// The keyword or the offer.
fn expression(target: &Target) -> Option<&str> {
    match &target.kind {
        TargetKind::Keyword { keyword, .. } => Some(keyword),
        TargetKind::Product { offer, .. } => Some(offer),
        _ => None,
    }
}
