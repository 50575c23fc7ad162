//! The state of a sandbox as a file.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use ras_core::ras::types::{AdGroupOutput, CampaignOutput, ProductAdOutput, TargetOutput};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::reports::Report;
use crate::world::{Row, Table, World, first_id};

/// Goes up when older files can no longer be read.
const VERSION: u32 = 1;

/// Everything that was created, by profile.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Snapshot {
    version: u32,
    seed: u64,
    profiles: BTreeMap<String, Saved>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Saved {
    campaigns: Vec<Row<CampaignOutput>>,
    ad_groups: Vec<Row<AdGroupOutput>>,
    product_ads: Vec<Row<ProductAdOutput>>,
    targets: Vec<Row<TargetOutput>>,
    reports: Vec<Report>,
    asked_reports: u64,
}

/// Writes the state to a file, whole or not at all.
pub(crate) fn save(app: &App, path: &Path) -> io::Result<()> {
    let profiles = app.accounts().map(|account| {
        let world = account.world();
        let saved = Saved {
            campaigns: world.campaigns.rows().to_vec(),
            ad_groups: world.ad_groups.rows().to_vec(),
            product_ads: world.product_ads.rows().to_vec(),
            targets: world.targets.rows().to_vec(),
            reports: world.reports.clone(),
            asked_reports: world.asked_reports,
        };
        (account.profile.id.clone(), saved)
    });
    let snapshot = Snapshot {
        version: VERSION,
        seed: app.seed.number,
        profiles: profiles.collect(),
    };
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let new = path.with_file_name(name);
    std::fs::write(&new, serde_json::to_vec(&snapshot)?)?;
    std::fs::rename(new, path)
}

/// Fills a sandbox from a file; without the file it stays empty.
pub(crate) fn load(app: &App, path: &Path) -> io::Result<()> {
    let bytes = match std::fs::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        read => read?,
    };
    let snapshot: Snapshot = serde_json::from_slice(&bytes)?;
    let wrong = |text: String| io::Error::new(io::ErrorKind::InvalidData, text);
    if snapshot.version != VERSION {
        let text = format!("version {} instead of {VERSION}", snapshot.version);
        return Err(wrong(text));
    }
    if snapshot.seed != app.seed.number {
        let (saved, wanted) = (snapshot.seed, app.seed.number);
        return Err(wrong(format!(
            "saved with seed {saved}, started with {wanted}"
        )));
    }
    for (account, number) in app.accounts().zip(0..) {
        let Some(saved) = snapshot.profiles.get(&account.profile.id) else {
            continue;
        };
        let base = |kind| first_id(kind, app.seed.number, number);
        *account.world() = World {
            campaigns: Table::restored(base(1), saved.campaigns.clone()),
            ad_groups: Table::restored(base(2), saved.ad_groups.clone()),
            product_ads: Table::restored(base(3), saved.product_ads.clone()),
            targets: Table::restored(base(4), saved.targets.clone()),
            reports: saved.reports.clone(),
            asked_reports: saved.asked_reports,
        };
    }
    Ok(())
}
