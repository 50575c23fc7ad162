//! Where the rules look, and what they have found so far.

use std::fmt;

use super::change::{Change, Reach, Use, Wire};
use crate::codegen::api::Level;
use crate::document::Pointer;

/// Where changes are looked for, and what bounds their verdicts.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) at: Pointer,
    pub(super) reach: Reach,
    /// The worst that user code can notice here, whatever the rule says.
    pub(super) cap: Level,
    /// Whether limits and defaults are written into the documentation here.
    pub(super) documented: bool,
    /// Whether it is part of what an update sends.
    pub(super) update: bool,
    /// False for a schema that no operation leads to.
    pub(super) reachable: bool,
}

impl Place {
    /// A place of the document itself, which every operation shares.
    pub(super) fn document(at: Pointer) -> Self {
        Self {
            at,
            reach: Reach::new(),
            cap: Level::Major,
            documented: false,
            update: false,
            reachable: true,
        }
    }

    pub(super) fn child(&self, key: impl fmt::Display) -> Self {
        Self {
            at: self.at.child(key),
            ..self.clone()
        }
    }

    /// All directions in which the place is used.
    pub(super) fn used(&self) -> Use {
        self.reach
            .values()
            .fold(Use::default(), |all, one| all.or(*one))
    }
}

/// The verdicts of a rule and the reason.
pub(super) type Verdict = (Wire, Level, &'static str);

/// The changes found so far.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) changes: Vec<Change>,
}

impl Found {
    pub(super) fn add(
        &mut self,
        place: &Place,
        rule: &'static str,
        (before, after): (Option<String>, Option<String>),
        (wire, rust, why): Verdict,
    ) {
        let used = place.used();
        // An error that does not decode keeps its status and body; callers still see a failure.
        let only_error = used.error && !used.request && !used.response;
        let wire = match (place.reachable, only_error) {
            (false, _) => Wire::Safe,
            (true, true) => wire.min(Wire::Risk),
            (true, false) => wire,
        };
        self.changes.push(Change {
            rule,
            at: place.at.to_string(),
            also_at: Vec::new(),
            before,
            after,
            reached_from: place.reach.clone(),
            wire,
            rust: rust.min(place.cap),
            why,
        });
    }

    /// The changes, each once.
    pub(super) fn finish(self) -> Vec<Change> {
        let mut merged: Vec<Change> = Vec::new();
        for change in self.changes {
            match merged.iter_mut().find(|other| same(other, &change)) {
                Some(other) => {
                    other.reached_from.extend(change.reached_from);
                    other.also_at.push(change.at);
                }
                None => merged.push(change),
            }
        }
        merged
    }
}

/// The changes with the worst first.
pub(super) fn sorted(mut changes: Vec<Change>) -> Vec<Change> {
    changes.sort_by(|a, b| {
        let key = |change: &Change| (change.wire, change.rust);
        let worst_first = key(b).cmp(&key(a));
        worst_first.then_with(|| (a.rule, &a.at).cmp(&(b.rule, &b.at)))
    });
    changes
}

/// Whether two changes are one that every operation repeats.
fn same(a: &Change, b: &Change) -> bool {
    let (Some(in_a), Some(in_b)) = (in_operation(&a.at), in_operation(&b.at)) else {
        return false;
    };
    let verdict = |change: &Change| (change.rule, change.wire, change.rust, change.why);
    in_a == in_b
        && !in_a.is_empty()
        && verdict(a) == verdict(b)
        && (&a.before, &a.after) == (&b.before, &b.after)
}

/// The part of a pointer below an operation.
fn in_operation(at: &str) -> Option<&str> {
    let rest = at.strip_prefix("#/paths/")?;
    rest.splitn(3, '/').nth(2)
}
