//! A launch that this machine knows.

use anyhow::{Context as _, Result};
use ras_highlevel::{Run, RunStatus};

use crate::output::{Cell, Column, Record, detail, shown};

/// A run and where it stands.
#[derive(Debug)]
pub(crate) struct RunRecord {
    pub(crate) run: Run,
    pub(crate) status: RunStatus,
}

impl RunRecord {
    /// Reads the journal of a run.
    pub(crate) fn of(run: &Run) -> Result<Self> {
        let status = run
            .status()
            .with_context(|| format!("the journal of run {}", run.id()))?;
        Ok(Self {
            run: run.clone(),
            status,
        })
    }
}

impl Record for RunRecord {
    const NOUN: &'static str = "run";
    const COLUMNS: &'static [Column<Self>] = &[
        shown("run", |it| Cell::id(it.run.id().as_str())),
        shown("name", |it| Cell::text(&it.run.plan().name)),
        shown("phase", phase),
        shown("open", |it| Cell::Flag(it.status.is_open())),
        shown("campaign", |it| {
            Cell::maybe_id(it.status.created.campaign.as_ref())
        }),
        shown("created", created),
        shown("planned", |it| Cell::count(it.status.planned)),
        detail("in_doubt", |it| Cell::count(it.status.created.in_doubt)),
        detail("refused", |it| Cell::json(&it.status.refused)),
        detail("profile", |it| Cell::id(it.run.profile())),
        detail("key", |it| Cell::maybe_text(it.run.key())),
        shown("launched", |it| Cell::time(Some(it.run.launched()))),
        detail("audit_due", |it| Cell::time(it.status.audit_due)),
        detail("audited", |it| Cell::time(it.status.audited)),
        detail("winner", |it| Cell::maybe_id(it.status.winner.as_ref())),
    ];
}

/// How far it is, in the words of the journal.
fn phase(record: &RunRecord) -> Cell {
    match serde_json::to_value(record.status.phase) {
        Ok(serde_json::Value::String(phase)) => Cell::State(phase),
        _ => Cell::None,
    }
}

fn created(record: &RunRecord) -> Cell {
    let created = &record.status.created;
    let campaign = usize::from(created.campaign.is_some());
    Cell::count(
        campaign + created.ad_groups.len() + created.product_ads.len() + created.targets.len(),
    )
}
