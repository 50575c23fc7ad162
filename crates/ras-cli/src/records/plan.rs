//! A plan, and what a launch of it would do.

use ras_highlevel::{CampaignId, CampaignPlan, Findings, LeftOut, Preview};

use super::PlannedOfferRecord;
use crate::output::{Cell, Column, Record, detail, shown};

/// A plan with what is found about it, and what a launch would do if somebody has looked.
#[derive(Debug)]
pub(crate) struct PlanRecord {
    pub(crate) file: String,
    pub(crate) plan: CampaignPlan,
    pub(crate) findings: Findings,
    pub(crate) preview: Option<Preview>,
}

impl PlanRecord {
    fn looked(&self, cell: fn(&Preview) -> Cell) -> Cell {
        self.preview.as_ref().map_or(Cell::None, cell)
    }
}

impl Record for PlanRecord {
    const NOUN: &'static str = "plan";
    const COLUMNS: &'static [Column<Self>] = &[
        shown("file", |it| Cell::text(&it.file)),
        shown("name", |it| Cell::text(&it.plan.name)),
        shown("targeting", |it| Cell::text(it.plan.targeting.as_str())),
        shown("max_daily_spend", |it| Cell::Money(it.plan.daily_budget)),
        shown("first_day", |it| Cell::date(it.plan.start_date)),
        shown("last_day", |it| Cell::date(it.plan.end_date)),
        shown("plan", |it| Cell::json(&it.plan)),
        shown("findings", |it| Cell::json(&it.findings)),
        shown("run", |it| it.looked(|seen| Cell::id(seen.run.as_str()))),
        shown("campaign", |it| {
            it.looked(|seen| Cell::maybe_id(seen.campaign.as_ref()))
        }),
        shown("enabled", |it| it.looked(|seen| Cell::Flag(seen.enabled))),
        shown("exists", |it| it.looked(|seen| Cell::json(seen.exists))),
        shown("creates", |it| it.looked(|seen| Cell::json(seen.creates))),
        shown("requests", |it| it.looked(|seen| Cell::count(seen.calls))),
        shown("obstacle", |it| {
            it.looked(|seen| Cell::maybe_text(seen.obstacle.as_ref()))
        }),
        shown("offers", |it| {
            it.looked(|seen| Cell::json(PlannedOfferRecord::all(seen)))
        }),
    ];
}

/// A plan that was made of a campaign.
#[derive(Debug)]
pub(crate) struct ExportedPlanRecord {
    pub(crate) campaign: CampaignId,
    pub(crate) file: Option<String>,
    pub(crate) plan: CampaignPlan,
    pub(crate) left_out: Vec<LeftOut>,
    pub(crate) findings: Findings,
}

impl Record for ExportedPlanRecord {
    const NOUN: &'static str = "exported plan";
    const COLUMNS: &'static [Column<Self>] = &[
        shown("campaign", |it| Cell::id(&it.campaign)),
        shown("file", |it| Cell::maybe_text(it.file.as_ref())),
        detail("plan", |it| Cell::json(&it.plan)),
        shown("left_out", |it| Cell::json(&it.left_out)),
        shown("findings", |it| Cell::json(&it.findings)),
    ];
}
