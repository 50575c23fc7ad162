//! A sandbox with two campaigns, whose reports are there at once.

use std::time::Duration;

use jiff::civil::{Date, date};
use ras_highlevel::reports::{ReportRequest, ReportType, Reports};
use ras_highlevel::{CampaignPlan, Ras};
use ras_sandbox::Clock;

use crate::contract::watched::Sandbox;
use crate::launch::client;

/// The day of the sandbox.
pub(super) const TODAY: Date = date(2030, 6, 1);

/// Starts a sandbox whose clock stands still, with an automatic and a manual campaign.
pub(super) async fn advertised() -> (Sandbox, Ras) {
    let clock = Clock::at("2030-06-01T19:00:00Z".parse().unwrap());
    let sandbox = ras_sandbox::Sandbox::builder().clock(clock);
    let sandbox = Sandbox::watching(sandbox.start().await.unwrap());
    sandbox.change_behavior(|behavior| {
        behavior.reports.pending = Duration::ZERO;
        behavior.reports.processing = Duration::ZERO;
    });
    let ras = client(&sandbox);
    let plan = |text: &str, name: &str| {
        let mut plan = CampaignPlan::from_toml(text).unwrap();
        plan.name = name.to_owned();
        plan
    };
    let auto = include_str!("../../../crates/ras-cli/plans/auto.toml");
    let auto = plan(auto, "Automatic");
    let manual = include_str!("../../../crates/ras-cli/plans/manual.toml");
    let manual = plan(manual, "Manual");
    ras.create_auto_campaign(&auto, |_| ()).await.unwrap();
    ras.create_manual_campaign(&manual, |_| ()).await.unwrap();
    (sandbox, ras)
}

/// The client's reports on the day of the sandbox.
pub(super) fn reports(ras: &Ras) -> Reports {
    ras.reports().today(TODAY)
}

/// All rows of a report.
pub(super) async fn rows<R: ReportType>(ras: &Ras, request: ReportRequest<R>) -> Vec<R::Row> {
    let report = reports(ras).fetch(&request).await.unwrap();
    report.all().await.unwrap()
}

/// Chance with a fixed seed.
pub(super) fn chance(state: &mut u64) -> u32 {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    (*state >> 33) as u32
}
