//! Which rows a list shows, and which part of them.

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::Timestamp;
use ras_core::ras::types::EntityState;

use super::Listable;
use crate::filters::Filter;
use crate::paging::{Page, PageSize, Window, checksum};
use crate::reply::Refusal;
use crate::world::{Entity, Row, Scene, Shown, World};
use crate::written_time::is_over;

const PAGE_SIZE: PageSize = PageSize {
    default: 1000,
    max: 1000,
};

/// One page of the rows that a filter wants, as callers see them.
pub(super) fn page_of<K: Listable>(
    world: &World,
    scene: &Scene<'_>,
    filter: &K::ListBody,
    shift: i32,
) -> Result<Page<K::Entity>, Refusal> {
    let table = K::table(world);
    let (max_results, next_token) = filter.page();
    let window = Window {
        size: PAGE_SIZE,
        max_results,
        next_token,
        // A token of one list is no token of another.
        list: checksum(&format!("{} {}", K::PLURAL, filter.fingerprint())),
        lifetime: scene.behavior.page_token_lifetime,
        now: scene.now,
        shift,
    };
    let lags = Lags::of::<K>(world, scene);
    let hides_archived = !scene.behavior.archived_by_default && !filter.asks_for_states();
    let rows: Vec<&Row<K::Entity>> = match filter.ids() {
        // Sorted and without repetition, as a scan of the table would be.
        Some(ids) => {
            let ids: BTreeSet<&String> = ids.iter().collect();
            ids.into_iter().filter_map(|id| table.row(id)).collect()
        }
        None => match filter.parent() {
            Some(parent) => table.rows_below(parent).collect(),
            // Nothing to filter: the page is cut from the table, however long that is.
            None if filter.wants_all() && lags.are_none() && !hides_archived => {
                return window.cut(table.rows().len(), |range| {
                    let rows = table.rows().get(range).unwrap_or_default();
                    rows.iter()
                        .map(|row| K::Entity::shown(row, world, scene))
                        .collect()
                });
            }
            None => table.rows().iter().collect(),
        },
    };
    let seen: Vec<(&Row<K::Entity>, Option<EntityState>)> = rows
        .into_iter()
        .filter(|row| lags.shows(row))
        .map(|row| (row, lags.old_state(row)))
        .filter(|(row, old)| match old {
            None => filter.accepts(&row.entity) && !(hides_archived && row.entity.is_archived()),
            Some(state) => filter.accepts(&row.entity.clone().in_state(state.clone())),
        })
        .collect();
    window.cut(seen.len(), |range| {
        let rows = seen.get(range).unwrap_or_default();
        rows.iter()
            .map(|(row, old)| match old {
                None => K::Entity::shown(row, world, scene),
                Some(state) => {
                    let mut row = Row::clone(row);
                    row.entity = row.entity.in_state(state.clone());
                    K::Entity::shown(&row, world, scene)
                }
            })
            .collect()
    })
}

/// How far lists are behind at present.
struct Lags {
    creation: Duration,
    archiving: Duration,
    any_late: bool,
    now: Timestamp,
}

impl Lags {
    fn of<K: Listable>(world: &World, scene: &Scene<'_>) -> Self {
        let lag = &scene.behavior.list_lag;
        Self {
            creation: K::lag(lag),
            archiving: scene.behavior.archiving_lag,
            any_late: !K::table(world).have_all_appeared(scene.now),
            now: scene.now,
        }
    }

    fn are_none(&self) -> bool {
        self.creation.is_zero() && self.archiving.is_zero() && !self.any_late
    }

    fn shows<T: Entity>(&self, row: &Row<T>) -> bool {
        let since = row
            .appears
            .map_or(row.created, |time| time.max(row.created));
        row.has_appeared(self.now) && is_over(since, self.creation, self.now)
    }

    /// The state that a list still shows of a row that was archived just now.
    fn old_state<T: Entity>(&self, row: &Row<T>) -> Option<EntityState> {
        let fresh = row.entity.is_archived() && !is_over(row.updated, self.archiving, self.now);
        row.archived_from.clone().filter(|_| fresh)
    }
}
