//! The rules: one item in, the id of an entity or the item's errors out.

use std::time::Duration;

use ras_core::ras::types::{
    AdGroupOutput, CampaignOutput, EntityState, EntityStateErrorReason, EntityType, ErrorCause,
    ErrorDetail, ValueLimitErrorReason,
};
use ras_core::{Id, Money};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::behavior::Lag;
use crate::item_error::{self, At, Limits};
use crate::world::{Entity, Scene, Shown, Table, World};
use crate::written_time::is_over;

mod ad_groups;
mod campaigns;
mod keywords;
mod names;
mod product_ads;
mod targets;

pub(crate) use ad_groups::AdGroups;
pub(crate) use campaigns::Campaigns;
pub(crate) use product_ads::ProductAds;
pub(crate) use targets::Targets;

/// What became of an item: the id of its entity, or everything that is wrong with it.
pub(crate) type Verdict = Result<Id, Vec<ErrorDetail>>;

/// One of the four kinds of entity and the rules for writing it.
pub(crate) trait Kind: 'static {
    /// The member that holds a batch, `campaigns`.
    const PLURAL: &'static str;
    /// The member that holds one entity, `campaign`.
    const SINGULAR: &'static str;
    /// The member that holds an id, `campaignId`.
    const ID: &'static str;
    /// The member that holds the ids of a delete, `campaignIdFilter`.
    const ID_FILTER: &'static str;

    type Create;
    type CreateBody: DeserializeOwned + Send;
    type Update;
    type UpdateBody: DeserializeOwned + Send;
    type DeleteBody: DeserializeOwned + Send;
    type ListBody: DeserializeOwned + Send;
    type Entity: Entity + Shown + Serialize;

    fn created_items(body: Self::CreateBody) -> Vec<Self::Create>;
    fn updated_items(body: Self::UpdateBody) -> Vec<Self::Update>;
    fn deleted_ids(body: Self::DeleteBody) -> Vec<String>;

    /// The update that archives.
    fn archiving(id: String) -> Self::Update;

    fn table(world: &World) -> &Table<Self::Entity>;

    /// How long a new entity is missing from lists.
    fn lag(lag: &Lag) -> Duration;

    /// Applies one item of a create.
    fn create(world: &mut World, scene: &Scene<'_>, at: &At, item: Self::Create) -> Verdict;

    /// Applies one item of an update.
    fn update(world: &mut World, scene: &Scene<'_>, at: &At, item: Self::Update) -> Verdict;
}

/// Checks the state of a new entity, which cannot start archived.
fn check_first_state(state: &EntityState, at: &At, errors: &mut Vec<ErrorDetail>) {
    if !matches!(state, EntityState::Enabled | EntityState::Paused) {
        errors.push(wrong_enum(
            at,
            "state",
            state.as_str(),
            &["ENABLED", "PAUSED"],
        ));
    }
}

/// Checks a new state of an entity.
fn check_state(state: Option<&EntityState>, at: &At, errors: &mut Vec<ErrorDetail>) {
    if let Some(EntityState::Unknown(unknown)) = state {
        errors.push(wrong_enum(
            at,
            "state",
            unknown.as_str(),
            EntityState::KNOWN,
        ));
    }
}

fn wrong_enum(at: &At, member: &str, value: &str, allowed: &[&str]) -> ErrorDetail {
    item_error::not_allowed(
        ValueLimitErrorReason::InvalidEnumValue,
        &format!("{member} must be one of {}", allowed.join(", ")),
        at.cause(member, value),
        allowed,
    )
}

/// Finds the entity that an update names, unless it is archived.
fn editable<'a, T: Entity>(
    table: &'a Table<T>,
    scene: &Scene<'_>,
    id: &str,
    cause: ErrorCause,
    (entity_type, noun): (EntityType, &str),
) -> Result<&'a T, Vec<ErrorDetail>> {
    let row = table.row(id).filter(|row| row.has_appeared(scene.now));
    match row.map(|row| &row.entity) {
        None => Err(vec![item_error::not_found(entity_type, noun, id, cause)]),
        Some(entity) if entity.is_archived() => Err(vec![item_error::state(
            EntityStateErrorReason::ArchivedEntityCannotBeModified,
            "Archived entity cannot be modified",
            cause,
        )]),
        Some(entity) => Ok(entity),
    }
}

/// Finds the campaign that a new entity names, unless it is archived.
fn open_campaign<'a>(
    world: &'a World,
    scene: &Scene<'_>,
    id: &str,
    at: &At,
) -> Result<&'a CampaignOutput, Vec<ErrorDetail>> {
    let campaign = known_parent(&world.campaigns, scene, id);
    open_parent(campaign, at.cause("campaignId", id))
}

/// Finds the ad group that a new entity names, unless it is archived or another campaign's.
fn open_ad_group<'a>(
    world: &'a World,
    scene: &Scene<'_>,
    id: &str,
    campaign_id: &str,
    at: &At,
) -> Result<&'a AdGroupOutput, Vec<ErrorDetail>> {
    let group = known_parent(&world.ad_groups, scene, id);
    open_parent(
        group.filter(|group| group.campaign_id == campaign_id),
        at.cause("adGroupId", id),
    )
}

/// Finds a parent, unless it is so new that creates below it do not know it yet.
fn known_parent<'a, T: Entity>(table: &'a Table<T>, scene: &Scene<'_>, id: &str) -> Option<&'a T> {
    let lag = scene.behavior.parent_lag;
    let row = table.row(id)?;
    is_over(row.created, lag, scene.now).then_some(&row.entity)
}

fn open_parent<T: Entity>(parent: Option<&T>, cause: ErrorCause) -> Result<&T, Vec<ErrorDetail>> {
    match parent {
        None => Err(vec![item_error::no_parent(cause)]),
        Some(parent) if parent.is_archived() => Err(vec![item_error::state(
            EntityStateErrorReason::ParentEntityForbidsCreation,
            "Parent entity is archived",
            cause,
        )]),
        Some(parent) => Ok(parent),
    }
}

/// Checks that nothing above an entity that is to change is archived.
fn check_parents(
    world: &World,
    campaign_id: &str,
    ad_group_id: Option<&str>,
    cause: ErrorCause,
) -> Result<(), Vec<ErrorDetail>> {
    let group = ad_group_id.and_then(|id| world.ad_groups.get(id));
    let campaign = world.campaigns.get(campaign_id);
    if group.is_some_and(Entity::is_archived) || campaign.is_some_and(Entity::is_archived) {
        return Err(vec![item_error::state(
            EntityStateErrorReason::ParentArchivedForbidsUpdates,
            "Parent entity is archived",
            cause,
        )]);
    }
    Ok(())
}

/// Checks that there is room for one more beside `siblings`.
///
/// Amazon has such limits and RAS no kind of error for them.
fn check_room<'a, T: 'a>(
    scene: &Scene<'_>,
    siblings: impl Iterator<Item = &'a T>,
    at: &At,
    errors: &mut Vec<ErrorDetail>,
) {
    if let Some(quota) = scene.behavior.entity_quota
        && siblings.take(quota).count() >= quota
    {
        let message = format!("There are {quota} of these already, which is the limit");
        errors.push(item_error::other(&message, at.whole()));
    }
}

/// Checks a text that must not be empty.
fn check_present(text: &str, member: &str, at: &At, errors: &mut Vec<ErrorDetail>) {
    if text.is_empty() {
        let message = format!("{member} must not be empty");
        errors.push(item_error::missing(&message, at.place(member)));
    }
}

/// Ends the checks of an item.
fn all_good(errors: Vec<ErrorDetail>) -> Result<(), Vec<ErrorDetail>> {
    if errors.is_empty() {
        Ok(())
    } else {
        Err(errors)
    }
}

/// Limits as errors name them, as text.
fn limits(lower: Money, upper: Money) -> Limits {
    (lower.to_string(), upper.to_string())
}
