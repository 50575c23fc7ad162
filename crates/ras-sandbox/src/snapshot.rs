//! What a sandbox has, or what has changed of it, as JSON.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;

use ras_core::ras::types::{AdGroupOutput, CampaignOutput, ProductAdOutput, TargetOutput};
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::reports::Report;
use crate::world::{Entity, Row, Table, first_id};

/// Goes up when older files can no longer be read.
const VERSION: u32 = 1;

/// Everything that was created, by profile; or what of it has changed.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Snapshot<'a> {
    version: u32,
    seed: u64,
    profiles: BTreeMap<String, Saved<'a>>,
}

type Rows<'a, T> = Vec<Cow<'a, Row<T>>>;

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Saved<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    campaigns: Rows<'a, CampaignOutput>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    ad_groups: Rows<'a, AdGroupOutput>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    product_ads: Rows<'a, ProductAdOutput>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    targets: Rows<'a, TargetOutput>,
    /// All of them when one has changed, since they are few and can go away.
    #[serde(skip_serializing_if = "Option::is_none")]
    reports: Option<Cow<'a, [Report]>>,
    asked_reports: u64,
}

impl Saved<'_> {
    fn is_empty(&self) -> bool {
        let rows = self.campaigns.len() + self.ad_groups.len();
        rows + self.product_ads.len() + self.targets.len() == 0 && self.reports.is_none()
    }
}

/// Writes everything.
pub(crate) fn write(app: &App, out: impl io::Write) -> io::Result<()> {
    let worlds: Vec<_> = app.accounts().map(|account| account.world()).collect();
    let saved = worlds.iter().map(|world| Saved {
        campaigns: all(&world.campaigns),
        ad_groups: all(&world.ad_groups),
        product_ads: all(&world.product_ads),
        targets: all(&world.targets),
        reports: Some(Cow::Borrowed(&world.reports)),
        asked_reports: world.asked_reports,
    });
    let ids = app.accounts().map(|account| account.profile.id.clone());
    let profiles = ids.zip(saved).collect();
    Ok(serde_json::to_writer(out, &of_seed(app, profiles))?)
}

/// What has changed since this was last asked, a line for each profile.
pub(crate) fn changes(app: &App) -> io::Result<Vec<u8>> {
    let mut lines = Vec::new();
    for account in app.accounts() {
        let world = &mut *account.world();
        let reports = world.have_reports_changed();
        let saved = Saved {
            campaigns: changed(&mut world.campaigns),
            ad_groups: changed(&mut world.ad_groups),
            product_ads: changed(&mut world.product_ads),
            targets: changed(&mut world.targets),
            reports: reports.then_some(Cow::Borrowed(&world.reports)),
            asked_reports: world.asked_reports,
        };
        if !saved.is_empty() {
            let profile = (account.profile.id.clone(), saved);
            serde_json::to_writer(&mut lines, &of_seed(app, BTreeMap::from([profile])))?;
            lines.push(b'\n');
        }
    }
    Ok(lines)
}

fn of_seed<'a>(app: &App, profiles: BTreeMap<String, Saved<'a>>) -> Snapshot<'a> {
    Snapshot {
        version: VERSION,
        seed: app.seed.number,
        profiles,
    }
}

fn all<T: Entity>(table: &Table<T>) -> Rows<'_, T> {
    table.rows().iter().map(Cow::Borrowed).collect()
}

fn changed<T: Entity>(table: &mut Table<T>) -> Rows<'_, T> {
    table.take_changed().map(Cow::Borrowed).collect()
}

impl Snapshot<'static> {
    /// Reads what was written for a sandbox with this seed.
    pub(crate) fn read(bytes: &[u8], seed: u64) -> io::Result<Self> {
        let snapshot: Self = serde_json::from_slice(bytes)?;
        let wrong = |text: String| Err(io::Error::new(io::ErrorKind::InvalidData, text));
        if snapshot.version != VERSION {
            return wrong(format!("version {} instead of {VERSION}", snapshot.version));
        }
        if snapshot.seed != seed {
            let saved = snapshot.seed;
            return wrong(format!("saved with seed {saved}, started with {seed}"));
        }
        Ok(snapshot)
    }

    /// Takes changes over. What it has already stays as it is, so that changes which are
    /// older than the whole may be read again.
    pub(crate) fn change(&mut self, changes: Self) {
        for (profile, new) in changes.profiles {
            let saved = self.profiles.entry(profile).or_default();
            merge(&mut saved.campaigns, new.campaigns);
            merge(&mut saved.ad_groups, new.ad_groups);
            merge(&mut saved.product_ads, new.product_ads);
            merge(&mut saved.targets, new.targets);
            saved.reports = new.reports.or(saved.reports.take());
            saved.asked_reports = new.asked_reports;
        }
    }

    /// Fills a sandbox that has nothing yet.
    pub(crate) fn fill(mut self, app: &App) {
        for (account, number) in app.accounts().zip(0..) {
            let Some(saved) = self.profiles.remove(&account.profile.id) else {
                continue;
            };
            let base = |kind| first_id(kind, app.seed.number, number);
            let world = &mut *account.world();
            world.campaigns = restored(base(1), saved.campaigns);
            world.ad_groups = restored(base(2), saved.ad_groups);
            world.product_ads = restored(base(3), saved.product_ads);
            world.targets = restored(base(4), saved.targets);
            world.reports = saved.reports.unwrap_or_default().into_owned();
            world.asked_reports = saved.asked_reports;
        }
    }
}

/// Rows stay in the order of their ids.
fn merge<T: Entity>(rows: &mut Rows<'static, T>, changed: Rows<'static, T>) {
    for row in changed {
        let id = row.entity.id();
        let place = rows.partition_point(|old| old.entity.id() < id);
        match rows.get_mut(place) {
            Some(old) if old.entity.id() == id => *old = row,
            _ => rows.insert(place, row),
        }
    }
}

fn restored<T: Entity>(base: u64, rows: Rows<'static, T>) -> Table<T> {
    Table::restored(base, rows.into_iter().map(Cow::into_owned))
}
