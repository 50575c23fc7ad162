//! How long the service takes to list what was created: the promise depends on it.

use std::collections::HashMap;
use std::time::Duration;

use tokio::time::Instant;

use crate::Observer;
use crate::launch::engine::Kind;
use crate::observer::millis;

/// What was created in this process and was not listed yet.
#[derive(Debug)]
pub(super) struct Visibility {
    unseen: HashMap<String, Created>,
    /// A longer delay comes too close to what the launch assumes.
    worrying: Duration,
}

#[derive(Debug)]
struct Created {
    kind: Kind,
    at: Instant,
    /// Whether a list that began later was without it.
    missed: bool,
}

impl Visibility {
    pub(super) fn new(assumed: Duration) -> Self {
        Self {
            unseen: HashMap::new(),
            worrying: assumed / 3,
        }
    }

    pub(super) fn created(&mut self, kind: Kind, id: &str) {
        let created = Created {
            kind,
            at: Instant::now(),
            missed: false,
        };
        self.unseen.insert(id.to_owned(), created);
    }

    /// An entity is in a list.
    pub(super) fn listed(&mut self, operation: &'static str, id: &str, observer: &dyn Observer) {
        let Some(created) = self.unseen.remove(id) else {
            return;
        };
        let delay = created.at.elapsed();
        observer.listed(operation, delay);
        // What the first look has found says nothing about the service.
        if created.missed && delay > self.worrying {
            tracing::warn!(
                operation,
                delay_ms = millis(delay),
                "the service lists late: launches need longer settings, or risk doubles"
            );
        }
    }

    /// A list of a kind has come to its end.
    pub(super) fn ended(&mut self, kind: Kind) {
        let unseen = self.unseen.values_mut();
        for created in unseen.filter(|created| created.kind == kind) {
            created.missed = true;
        }
    }
}
