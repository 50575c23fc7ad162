//! Create, update, delete and list, the same for all four kinds of entity.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use http::{HeaderMap, StatusCode};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::access::Caller;
use crate::app::{Account, App};
use crate::faults::Scripted;
use crate::filters::Filter;
use crate::input::Input;
use crate::item_error::At;
use crate::reply::{Outcomes, Refusal, json_response, prefers_representation};
use crate::rules::{Kind, Verdict};
use crate::world::{Row, Scene, Shown, World};

mod listing;

/// Most items of one write.
const MOST_ITEMS: usize = 1000;

/// A kind of entity whose list body is a filter for it.
pub(super) trait Listable: Kind<ListBody: Filter<Entity = <Self as Kind>::Entity>> {}

impl<K: Kind<ListBody: Filter<Entity = <K as Kind>::Entity>>> Listable for K {}

pub(super) async fn create<K: Kind>(
    State(app): State<Arc<App>>,
    Caller(account): Caller,
    scripted: Scripted,
    headers: HeaderMap,
    Input(body): Input<K::CreateBody>,
) -> Result<Response, Refusal> {
    let items = K::created_items(body);
    let at = |index| At::item(K::PLURAL, index);
    apply::<K, _>(
        &Write {
            app: &app,
            account: &account,
            headers: &headers,
            scripted: &scripted,
        },
        K::PLURAL,
        items,
        at,
        K::create,
        |row, _, _| to_json(&row.entity),
    )
}

pub(super) async fn update<K: Kind>(
    State(app): State<Arc<App>>,
    Caller(account): Caller,
    scripted: Scripted,
    headers: HeaderMap,
    Input(body): Input<K::UpdateBody>,
) -> Result<Response, Refusal> {
    let items = K::updated_items(body);
    let at = |index| At::item(K::PLURAL, index);
    apply::<K, _>(
        &Write {
            app: &app,
            account: &account,
            headers: &headers,
            scripted: &scripted,
        },
        K::PLURAL,
        items,
        at,
        K::update,
        with_extended_data::<K>,
    )
}

/// Archives; the contract has no word for it, but nothing else is ever removed.
pub(super) async fn delete<K: Kind>(
    State(app): State<Arc<App>>,
    Caller(account): Caller,
    scripted: Scripted,
    headers: HeaderMap,
    Input(body): Input<K::DeleteBody>,
) -> Result<Response, Refusal> {
    let ids = K::deleted_ids(body);
    let at = |index| At::listed(K::ID_FILTER, index);
    let archive = |world: &mut World, scene: &Scene<'_>, at: &At, id| {
        K::update(world, scene, at, K::archiving(id))
    };
    let member = format!("{}.include", K::ID_FILTER);
    apply::<K, _>(
        &Write {
            app: &app,
            account: &account,
            headers: &headers,
            scripted: &scripted,
        },
        &member,
        ids,
        at,
        archive,
        with_extended_data::<K>,
    )
}

pub(super) async fn list<K: Listable>(
    State(app): State<Arc<App>>,
    Caller(account): Caller,
    scripted: Scripted,
    Input(filter): Input<K::ListBody>,
) -> Result<Response, Refusal> {
    filter.check()?;
    let world = account.world();
    let scene = app.scene(&account.profile);
    let page = listing::page_of::<K>(&world, &scene, &filter, scripted.shift_page)?;
    let mut body = json!({K::PLURAL: page.rows, "totalResults": page.total});
    if let Some(token) = page.next_token {
        body["nextToken"] = token.into();
    }
    Ok(json_response(StatusCode::OK, &body))
}

/// A write and who asked for it.
struct Write<'a> {
    app: &'a App,
    account: &'a Account,
    headers: &'a HeaderMap,
    scripted: &'a Scripted,
}

/// Applies the items of a write one after the other, each on its own.
fn apply<K: Kind, I>(
    write: &Write<'_>,
    member: &str,
    items: Vec<I>,
    at: impl Fn(usize) -> At,
    rule: impl Fn(&mut World, &Scene<'_>, &At, I) -> Verdict,
    represent: impl Fn(&Row<K::Entity>, &World, &Scene<'_>) -> Value,
) -> Result<Response, Refusal> {
    if items.len() > MOST_ITEMS {
        return Err(Refusal::too_many(member, MOST_ITEMS));
    }
    let representation = prefers_representation(write.headers);
    let scene = write.app.scene(&write.account.profile);
    let mut world = write.account.world();
    let verdicts: Vec<Verdict> = items
        .into_iter()
        .enumerate()
        .map(|(index, item)| {
            let at = at(index);
            if let Some(errors) = write.scripted.before(index, &at) {
                return Err(errors);
            }
            let verdict = rule(&mut world, &scene, &at, item);
            write.scripted.after(index, &at).map_or(verdict, Err)
        })
        .collect();
    let mut outcomes = Outcomes::default();
    for (index, verdict) in verdicts.into_iter().enumerate() {
        match verdict {
            Ok(id) => {
                let mut members = Map::new();
                if representation && let Some(row) = K::table(&world).row(&id) {
                    let entity = represent(row, &world, &scene);
                    members.insert(K::SINGULAR.to_owned(), entity);
                }
                members.insert(K::ID.to_owned(), String::from(id).into());
                outcomes.applied(index, members);
            }
            Err(errors) => outcomes.refused(index, &errors),
        }
    }
    outcomes.spoil(write.scripted, K::ID);
    Ok(outcomes.into_response(K::PLURAL, representation))
}

fn with_extended_data<K: Kind>(row: &Row<K::Entity>, world: &World, scene: &Scene<'_>) -> Value {
    to_json(&K::Entity::shown(row, world, scene))
}

fn to_json(entity: &impl Serialize) -> Value {
    // Amounts were numbers when they came in, so that they can be written.
    serde_json::to_value(entity).unwrap_or_default()
}
