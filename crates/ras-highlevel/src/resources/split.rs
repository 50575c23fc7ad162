//! Filters over their limit become several queries; an entity that matches several of them is
//! listed once.

use std::collections::HashSet;
use std::hash::Hash;

use ras_core::Id;
use ras_core::ras::types::EntityProductId;

/// Ids in a filter on the listed entity itself (contract).
pub(crate) const MAX_IDS: usize = 1000;
/// Ids in a filter on a parent, and texts in a filter on names or keywords (contract).
pub(crate) const MAX_PARENTS: usize = 100;

/// What a filter has many of.
pub(crate) trait Value: Clone {
    /// Tells one from another.
    type Key: Hash + Eq;

    fn key(&self) -> Self::Key;
}

impl Value for String {
    type Key = Self;

    fn key(&self) -> Self {
        self.clone()
    }
}

impl Value for EntityProductId {
    type Key = (Id, Id);

    fn key(&self) -> Self::Key {
        (self.retailer_id.clone(), self.retailer_offer_id.clone())
    }
}

/// Replaces every query by as many as one of its filters needs; `values` finds the filter.
///
/// A filter without values matches nothing, so that no query is left. A value that
/// stands twice is asked for once.
pub(crate) fn split<Q: Clone, V: Value>(
    queries: Vec<Q>,
    limit: usize,
    values: impl Fn(&mut Q) -> Option<&mut Vec<V>>,
) -> Vec<Q> {
    let mut parts = Vec::new();
    for mut query in queries {
        let Some(all) = values(&mut query).map(std::mem::take) else {
            parts.push(query);
            continue;
        };
        let mut seen = HashSet::new();
        let all: Vec<V> = all
            .into_iter()
            .filter(|value| seen.insert(value.key()))
            .collect();
        for some in all.chunks(limit) {
            let mut part = query.clone();
            if let Some(place) = values(&mut part) {
                *place = some.to_vec();
            }
            parts.push(part);
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    type Query = (Option<Vec<String>>, Option<Vec<String>>);

    fn numbers(count: usize) -> Option<Vec<String>> {
        Some((0..count).map(|number| number.to_string()).collect())
    }

    fn check(query: Query, wanted: usize) {
        let parts = split(vec![query.clone()], 10, |query| query.0.as_mut());
        let parts = split(parts, 3, |query| query.1.as_mut());
        assert_eq!(parts.len(), wanted);
        let mut pairs = HashSet::new();
        for (first, second) in &parts {
            for a in first.iter().flatten() {
                for b in second.iter().flatten() {
                    assert!(pairs.insert((a.clone(), b.clone())), "{a} {b} twice");
                }
            }
        }
        if let (Some(first), Some(second)) = query {
            let distinct = |values: Vec<String>| values.into_iter().collect::<HashSet<_>>().len();
            assert_eq!(pairs.len(), distinct(first) * distinct(second));
        }
    }

    #[test]
    fn every_combination_is_asked_for_exactly_once() {
        check((None, None), 1);
        check((numbers(10), None), 1);
        check((numbers(11), None), 2);
        check((numbers(25), numbers(7)), 9);
    }

    #[test]
    fn a_value_that_stands_twice_is_asked_for_once() {
        let twice = [numbers(8), numbers(8)].into_iter().flatten().flatten();
        check((Some(twice.collect()), numbers(3)), 1);
    }

    #[test]
    fn a_filter_without_values_leaves_nothing_to_ask() {
        check((Some(Vec::new()), numbers(2)), 0);
    }
}
