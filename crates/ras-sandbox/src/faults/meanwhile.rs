//! Other hands at work on the same campaigns, between two requests of a caller.

use std::collections::BTreeSet;

use bytes::Bytes;
use http::{HeaderMap, Method};
use ras_core::Id;
use ras_core::ras::types::{EntityState, UpdateCampaignInput};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::access::scope;
use crate::app::App;
use crate::item_error::At;
use crate::rules::{Campaigns, Kind};
use crate::world::World;

/// What somebody else does just before a request is applied.
///
/// A test can do all of it with a second client as well, but not between two requests of
/// the first one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Meanwhile {
    /// Creates what the request creates, campaigns without their tags: a foreign twin.
    Twin,
    /// Pauses every campaign that the request is about.
    Pause,
    /// Archives every campaign that the request is about.
    Archive,
    /// Renames every campaign that the request is about.
    Rename,
}

/// The body of the create that somebody else sends first; none for other requests.
pub(crate) fn twin(method: &Method, body: &[u8]) -> Option<Bytes> {
    let mut body: Value = serde_json::from_slice(body).ok()?;
    let items = body.as_object_mut()?.values_mut().next()?.as_array_mut()?;
    for item in items {
        item.as_object_mut()?.remove("tags");
    }
    (method == Method::POST).then(|| Bytes::from(body.to_string()))
}

/// Lets somebody else change the campaigns that a request is about.
pub(crate) fn act(app: &App, what: Meanwhile, headers: &HeaderMap, body: &[u8]) {
    let account = app.account(scope(headers).unwrap_or_default());
    let body = serde_json::from_slice(body).unwrap_or_default();
    let Some(account) = account else { return };
    let scene = app.scene(&account.profile);
    let mut world = account.world();
    let mut campaigns = BTreeSet::new();
    collect(&world, "", &body, &mut campaigns);
    for id in campaigns {
        let update = UpdateCampaignInput::new(id.as_str());
        let update = match what {
            Meanwhile::Twin => return,
            Meanwhile::Pause => update.with_state(EntityState::Paused),
            Meanwhile::Archive => update.with_state(EntityState::Archived),
            Meanwhile::Rename => update.with_name(format!("Renamed {id}")),
        };
        // What the rules forbid somebody else cannot do either.
        let _ = Campaigns::update(&mut world, &scene, &At::item("campaigns", 0), update);
    }
}

/// Finds the campaigns of all ids in a body; `member` is where the value stands.
fn collect(world: &World, member: &str, value: &Value, found: &mut BTreeSet<Id>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                // The ids of a filter stand one level below its name.
                let name = if name == "include" { member } else { name };
                collect(world, name, value, found);
            }
        }
        Value::Array(items) => items
            .iter()
            .for_each(|item| collect(world, member, item, found)),
        Value::String(id) => found.extend(campaign_of(world, member, id)),
        _ => {}
    }
}

fn campaign_of(world: &World, member: &str, id: &str) -> Option<Id> {
    Some(match member.trim_end_matches("Filter") {
        "campaignId" => world.campaigns.get(id)?.campaign_id.clone(),
        "adGroupId" => world.ad_groups.get(id)?.campaign_id.clone(),
        "productAdId" => world.product_ads.get(id)?.campaign_id.clone(),
        "targetId" => world.targets.get(id)?.campaign_id.clone(),
        _ => return None,
    })
}
