//! Entities of one kind, with the indexes that the rules need.

use std::collections::HashMap;

use jiff::Timestamp;
use ras_core::Id;
use ras_core::ras::types::EntityState;
use serde::{Deserialize, Serialize};

use super::entity::Entity;

/// The distance between neighbouring ids; not one, so that nobody counts ids up.
const STEP: u64 = 37;

/// An entity and its history.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Row<T> {
    pub(crate) entity: T,
    pub(crate) created: Timestamp,
    pub(crate) updated: Timestamp,
    /// When it is there for callers, where that is later than its creation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) appears: Option<Timestamp>,
    /// The state that it was archived from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) archived_from: Option<EntityState>,
    /// Whether it was ever ENABLED, so that it can have had traffic.
    pub(crate) was_enabled: bool,
}

impl<T> Row<T> {
    /// Whether it is there for callers.
    pub(crate) fn has_appeared(&self, now: Timestamp) -> bool {
        self.appears.is_none_or(|appears| appears <= now)
    }
}

/// Entities of one kind, oldest first.
#[derive(Debug)]
pub(crate) struct Table<T> {
    last_id: u64,
    // In the order of creation, which is that of the ids: all have 15 digits.
    rows: Vec<Row<T>>,
    live_keys: HashMap<String, Vec<usize>>,
    children: HashMap<String, Vec<usize>>,
    last_appearance: Option<Timestamp>,
    /// Places of rows that have changed, while somebody wants to know.
    changed: Option<Vec<usize>>,
}

impl<T: Entity> Table<T> {
    /// An empty table whose ids follow `base`.
    pub(crate) fn new(base: u64) -> Self {
        Self {
            last_id: base,
            rows: Vec::new(),
            live_keys: HashMap::new(),
            children: HashMap::new(),
            last_appearance: None,
            changed: None,
        }
    }

    /// A table with these rows, which are in the order of their ids.
    pub(crate) fn restored(base: u64, rows: impl IntoIterator<Item = Row<T>>) -> Self {
        let mut table = Self::new(base);
        for row in rows {
            let id = row.entity.id().parse().unwrap_or(table.last_id);
            table.last_id = table.last_id.max(id);
            table.add_row(row);
        }
        table
    }

    /// Notes from now on which rows change.
    pub(crate) fn note_changes(&mut self) {
        self.changed = Some(Vec::new());
    }

    /// The rows that have changed since this was last called, oldest first.
    pub(crate) fn take_changed(&mut self) -> impl Iterator<Item = &Row<T>> {
        let mut places = self
            .changed
            .as_mut()
            .map(std::mem::take)
            .unwrap_or_default();
        places.sort_unstable();
        places.dedup();
        places.into_iter().filter_map(|place| self.rows.get(place))
    }

    /// An id that no entity has.
    pub(crate) fn next_id(&mut self) -> Id {
        self.last_id += STEP;
        self.last_id.to_string().into()
    }

    /// Adds a new entity or replaces the one with its id.
    pub(crate) fn put(&mut self, entity: T, now: Timestamp) {
        let Some(place) = self.place(entity.id()) else {
            self.add(entity, now, None);
            return;
        };
        let Some(row) = self.rows.get_mut(place) else {
            return;
        };
        let old_key = (!row.entity.is_archived()).then(|| row.entity.natural_key());
        let new_key = (!entity.is_archived()).then(|| entity.natural_key());
        if entity.is_archived() {
            row.archived_from = Some(row.entity.state().clone());
        }
        row.was_enabled |= *entity.state() == EntityState::Enabled;
        row.entity = entity;
        row.updated = now;
        self.note(place);
        if old_key != new_key {
            if let Some(key) = old_key {
                self.release(&key, place);
            }
            if let Some(key) = new_key {
                self.live_keys.entry(key).or_default().push(place);
            }
        }
    }

    /// Adds a new entity that callers see from `appears` on.
    pub(crate) fn add(&mut self, entity: T, now: Timestamp, appears: Option<Timestamp>) {
        let was_enabled = *entity.state() == EntityState::Enabled;
        self.add_row(Row {
            entity,
            created: now,
            updated: now,
            appears,
            archived_from: None,
            was_enabled,
        });
    }

    fn add_row(&mut self, row: Row<T>) {
        let place = self.rows.len();
        if let Some(parent) = row.entity.parent() {
            let siblings = self.children.entry(parent.to_owned()).or_default();
            siblings.push(place);
        }
        if !row.entity.is_archived() {
            let key = row.entity.natural_key();
            self.live_keys.entry(key).or_default().push(place);
        }
        self.last_appearance = self.last_appearance.max(row.appears);
        self.rows.push(row);
        self.note(place);
    }

    /// Notes that a row has changed.
    fn note(&mut self, place: usize) {
        if let Some(changed) = &mut self.changed {
            changed.push(place);
        }
    }

    fn release(&mut self, key: &str, place: usize) {
        if let Some(owners) = self.live_keys.get_mut(key) {
            owners.retain(|owner| *owner != place);
            if owners.is_empty() {
                self.live_keys.remove(key);
            }
        }
    }

    /// Whether no row waits for its time.
    pub(crate) fn have_all_appeared(&self, now: Timestamp) -> bool {
        self.last_appearance.is_none_or(|last| last <= now)
    }

    fn place(&self, id: &str) -> Option<usize> {
        let found = self.rows.binary_search_by(|row| row.entity.id().cmp(id));
        found.ok()
    }

    pub(crate) fn row(&self, id: &str) -> Option<&Row<T>> {
        self.rows.get(self.place(id)?)
    }

    pub(crate) fn get(&self, id: &str) -> Option<&T> {
        self.row(id).map(|row| &row.entity)
    }

    /// Every row, oldest first.
    pub(crate) fn rows(&self) -> &[Row<T>] {
        &self.rows
    }

    /// Whether a living entity other than `id` has this natural key.
    pub(crate) fn is_taken(&self, key: &str, id: Option<&str>) -> bool {
        let owners = self.live_keys.get(key).into_iter().flatten();
        owners
            .filter_map(|place| self.rows.get(*place))
            .any(|row| Some(row.entity.id()) != id)
    }

    /// The living entities directly below `parent`.
    pub(crate) fn living_below(&self, parent: &str) -> impl Iterator<Item = &T> {
        self.rows_below(parent)
            .map(|row| &row.entity)
            .filter(|entity| !entity.is_archived())
    }

    /// The rows directly below `parent`.
    pub(crate) fn rows_below(&self, parent: &str) -> impl Iterator<Item = &Row<T>> {
        let places = self.children.get(parent).into_iter().flatten();
        places.filter_map(|place| self.rows.get(*place))
    }
}
