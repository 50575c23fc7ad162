//! Schemas that have another name and the same structure.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use similar::TextDiff;

use crate::document::{rewrite_refs, schema_ref, schemas, schemas_mut};

/// Old name → new name.
pub(super) type Renames = BTreeMap<String, String>;

/// Finds the schemas that went under one name and came back under another.
///
/// Structures are equal when they are equal after the renames themselves, so that
/// a renamed item inside a renamed list is two renames and no change.
pub(super) fn renames(old: &Value, new: &Value) -> Renames {
    let (before, after) = (schemas(old), schemas(new));
    let matcher = Matcher {
        before: &before,
        after: &after,
    };
    let mut candidates = Vec::new();
    for gone in before.keys().filter(|name| !after.contains_key(*name)) {
        for came in after.keys().filter(|name| !before.contains_key(*name)) {
            let mut pairs = Renames::new();
            if matcher.same_schema(gone, came, &mut pairs) {
                candidates.push((likeness(gone, came), pairs));
            }
        }
    }
    // The likeliest names first; what contradicts an earlier decision is left out.
    candidates.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let mut decided = Renames::new();
    for (_, pairs) in candidates {
        let fits = pairs.iter().all(|(from, to)| match decided.get(from) {
            Some(other) => other == to,
            None => !decided.values().any(|other| other == to),
        });
        if fits {
            decided.extend(pairs);
        }
    }
    decided
}

/// How much two names have in common, from 0 to 1000.
fn likeness(a: &str, b: &str) -> u32 {
    let ratio = TextDiff::from_chars(a, b).ratio() * 1000.0;
    ratio as u32
}

struct Matcher<'a> {
    before: &'a Map<String, Value>,
    after: &'a Map<String, Value>,
}

impl Matcher<'_> {
    fn same_schema(&self, from: &str, to: &str, pairs: &mut Renames) -> bool {
        if let Some(known) = pairs.get(from) {
            return known == to;
        }
        let (Some(old), Some(new)) = (self.before.get(from), self.after.get(to)) else {
            return false;
        };
        pairs.insert(from.to_owned(), to.to_owned());
        self.same(old, new, pairs)
    }

    fn same(&self, old: &Value, new: &Value, pairs: &mut Renames) -> bool {
        if let (Some(from), Some(to)) = (schema_ref(old), schema_ref(new)) {
            let gone = !self.after.contains_key(from);
            let came = !self.before.contains_key(to);
            return match gone && came {
                true => self.same_schema(from, to, pairs),
                false => from == to,
            };
        }
        match (old, new) {
            (Value::Object(old), Value::Object(new)) => {
                old.len() == new.len()
                    && old.iter().all(|(key, member)| {
                        new.get(key)
                            .is_some_and(|other| self.same(member, other, pairs))
                    })
            }
            (Value::Array(old), Value::Array(new)) => {
                old.len() == new.len() && old.iter().zip(new).all(|(a, b)| self.same(a, b, pairs))
            }
            (old, new) => old == new,
        }
    }
}

/// Gives the schemas of the old document their new names.
pub(super) fn apply(renames: &Renames, document: &mut Value) {
    rewrite_refs(document, &|name| renames.get(name).cloned());
    let schemas = schemas_mut(document);
    let old = std::mem::take(schemas);
    for (name, schema) in old {
        let name = renames.get(&name).cloned().unwrap_or(name);
        schemas.insert(name, schema);
    }
}
