//! Rows whose outcome is unknown: looked for before anything is sent again.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::time::Duration;

use anyhow::Result;
use ras_highlevel::{Ras, State, Target, TargetFilter};

use super::results::Known;
use super::rows::Rows;
use crate::commands::entities::Noun as _;
use crate::context::Context;

/// Where a target is and what it is: no two live ones are the same.
type Key = (String, Option<String>, String);

/// After so long nothing of an earlier command can come to effect any more, and everything
/// is listed: the assumption of a launch.
const SETTLE: Duration = Duration::from_secs(90);

/// Waits until what was sent last can be seen.
pub(super) async fn settle(context: &Context, results: &Path, known: &Known) -> Result<()> {
    if known.unknown().is_empty() || context.config.is_sandbox() {
        return Ok(());
    }
    let written = std::fs::metadata(results)?.modified()?;
    let age = written.elapsed().unwrap_or_default();
    let progress = context.progress(None, "waiting until what was sent last can be seen");
    tokio::time::sleep(SETTLE.saturating_sub(age)).await;
    drop(progress);
    Ok(())
}

/// Finds out which rows of unknown outcome are there: what is listed is done, and what is
/// not may be sent again.
pub(super) async fn resolve(ras: &Ras, from: &Path, mut known: Known) -> Result<Known> {
    let unknown = known.unknown();
    if unknown.is_empty() {
        return Ok(known);
    }
    let mut doubtful: HashMap<Key, usize> = HashMap::new();
    let mut rows = Rows::open(from)?;
    while let Some(row) = rows.next()? {
        if unknown.contains(&row.number) {
            doubtful.insert((row.campaign, row.ad_group, row.label), row.number);
        }
    }
    let campaigns: BTreeSet<&str> = doubtful
        .keys()
        .map(|(campaign, ..)| campaign.as_str())
        .collect();
    let filter = TargetFilter::new()
        .campaigns(campaigns)
        .states([State::Enabled, State::Paused]);
    for target in ras.targets().list(filter).all().await? {
        let Some(row) = doubtful.get(&key(&target)) else {
            continue;
        };
        if let Some(line) = known.0.get_mut(row) {
            line.found(target.id.as_str());
        }
    }
    Ok(known)
}

fn key(target: &Target) -> Key {
    let label = target.label();
    let label = if target.negative {
        format!("not {label}")
    } else {
        label
    };
    (
        target.campaign.to_string(),
        target.ad_group.as_ref().map(ToString::to_string),
        label,
    )
}
