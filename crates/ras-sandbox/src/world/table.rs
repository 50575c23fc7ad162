//! Entities of one kind, with the indexes that the rules need.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;

use super::entity::Entity;

/// The distance between neighbouring ids; not one, so that nobody counts ids up.
const STEP: u64 = 37;

/// An entity and its times.
#[derive(Clone, Debug)]
pub(crate) struct Row<T> {
    pub(crate) entity: T,
    pub(crate) created: Timestamp,
    pub(crate) updated: Timestamp,
}

/// Entities of one kind, oldest first.
#[derive(Debug)]
pub(crate) struct Table<T> {
    last_id: u64,
    // All ids have 15 digits, so that the order of text is the order of creation.
    rows: BTreeMap<String, Row<T>>,
    live_keys: HashMap<String, String>,
    children: HashMap<String, Vec<String>>,
}

impl<T: Entity> Table<T> {
    /// An empty table whose ids start with `digit`.
    pub(crate) fn new(digit: u64) -> Self {
        Self {
            last_id: digit * 100_000_000_000_000 + 20_260_000_000,
            rows: BTreeMap::new(),
            live_keys: HashMap::new(),
            children: HashMap::new(),
        }
    }

    /// An id that no entity has.
    pub(crate) fn next_id(&mut self) -> String {
        self.last_id += STEP;
        self.last_id.to_string()
    }

    /// Adds a new entity or replaces the one with its id.
    pub(crate) fn put(&mut self, entity: T, now: Timestamp) {
        let id = entity.id().to_owned();
        let created = match self.rows.remove(&id) {
            Some(old) => {
                self.live_keys.remove(&old.entity.natural_key());
                old.created
            }
            None => {
                if let Some(parent) = entity.parent() {
                    let siblings = self.children.entry(parent.to_owned()).or_default();
                    siblings.push(id.clone());
                }
                now
            }
        };
        if !entity.is_archived() {
            self.live_keys.insert(entity.natural_key(), id.clone());
        }
        let row = Row {
            entity,
            created,
            updated: now,
        };
        self.rows.insert(id, row);
    }

    pub(crate) fn row(&self, id: &str) -> Option<&Row<T>> {
        self.rows.get(id)
    }

    pub(crate) fn get(&self, id: &str) -> Option<&T> {
        self.row(id).map(|row| &row.entity)
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = &Row<T>> {
        self.rows.values()
    }

    /// Whether a living entity other than `id` has this natural key.
    pub(crate) fn is_taken(&self, key: &str, id: Option<&str>) -> bool {
        self.live_keys
            .get(key)
            .is_some_and(|owner| Some(owner.as_str()) != id)
    }

    /// The living entities directly below `parent`.
    pub(crate) fn living_below(&self, parent: &str) -> impl Iterator<Item = &T> {
        self.children
            .get(parent)
            .into_iter()
            .flatten()
            .filter_map(|id| self.get(id))
            .filter(|entity| !entity.is_archived())
    }
}
