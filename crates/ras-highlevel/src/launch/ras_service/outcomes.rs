//! What an answer says about each item: confirmed, refused, not applied, or in doubt.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::launch::engine::{Doubt, Kind, NotApplied, Outcome, Refusal};
use crate::resources::outcomes::{Outcomes, Told};
use crate::{Error, ErrorKind, ItemError, ItemErrorKind, Reach};

/// A 207, with the items back in the order of the request.
pub(super) fn of_answer(kind: Kind, sent: usize, answer: Outcomes) -> Vec<Outcome> {
    let outcome = |told| match told {
        Told::Done(id) => Outcome::Confirmed(id.into()),
        Told::Refused(errors) => of_item(kind, &errors),
        Told::WithoutId => Outcome::Ambiguous(Doubt::MissingId),
        Told::Twice | Told::Nothing => Outcome::Ambiguous(Doubt::MissingIndex),
    };
    answer.in_order(sent).into_iter().map(outcome).collect()
}

/// One refused item. Of several errors the one counts that says least.
fn of_item(kind: Kind, errors: &[ItemError]) -> Outcome {
    let all = |kind| errors.iter().all(|error| *error.kind() == kind);
    if errors.iter().any(ItemError::is_internal) {
        return Outcome::Ambiguous(Doubt::InternalError);
    }
    if all(ItemErrorKind::Throttled) {
        return Outcome::NotApplied(NotApplied::TryAgain(None));
    }
    if all(ItemErrorKind::DuplicateValue) && !about_tags(kind, errors) {
        return Outcome::Exists;
    }
    if all(ItemErrorKind::ParentEntity) || all(ItemErrorKind::EntityNotFound) {
        return Outcome::NotApplied(NotApplied::ParentMissing(told(errors)));
    }
    Outcome::Rejected(Refusal {
        why: told(errors),
        tags: about_tags(kind, errors),
        source: None,
    })
}

/// Whether all that is wrong with a campaign are its tags.
fn about_tags(kind: Kind, errors: &[ItemError]) -> bool {
    let tags = |error: &ItemError| error.location().is_some_and(|at| at.contains(".tags"));
    kind == Kind::Campaign && !errors.is_empty() && errors.iter().all(tags)
}

fn told(errors: &[ItemError]) -> String {
    let told: Vec<String> = errors.iter().map(ToString::to_string).collect();
    told.join("; ")
}

/// What a whole request that failed says about its items.
#[derive(Clone, Debug)]
pub(super) enum Failure {
    /// Nothing of it was applied, and it may be sent again.
    NotApplied,
    /// Nothing of it was applied, and its token was refused.
    NoAccess,
    /// Nothing of it was applied, since it, or an item of it, is wrong.
    Refused,
    /// It may have been applied.
    Doubt(Doubt),
}

pub(super) fn of_failure(error: &Error) -> Failure {
    match (error.status(), error.reach()) {
        (Some(401), _) => Failure::NoAccess,
        (Some(429), _) => Failure::NotApplied,
        // The server has given up waiting for the request: how much of it came is open.
        (Some(408 | 499), _) => Failure::Doubt(Doubt::NoAnswer),
        (Some(400..=499), _) => Failure::Refused,
        (Some(500..), _) => Failure::Doubt(Doubt::ServerError),
        (None, Reach::NotSent) if error.kind() == ErrorKind::Config && !untrusted(error) => {
            Failure::Refused
        }
        (None, Reach::NotSent) => Failure::NotApplied,
        _ => Failure::Doubt(Doubt::NoAnswer),
    }
}

/// A certificate that is not trusted may only be a captive portal on the way.
fn untrusted(error: &Error) -> bool {
    std::error::Error::source(error).is_some_and(crate::transport::is_certificate)
}

/// The outcomes of a refused request: of the items that it names, else of all.
pub(super) fn of_refusal(kind: Kind, sent: usize, error: &Arc<Error>) -> Vec<Outcome> {
    let rejected = |why: String, errors: &[ItemError]| {
        Outcome::Rejected(Refusal {
            why,
            tags: about_tags(kind, errors),
            source: Some(Arc::clone(error)),
        })
    };
    let named = named(sent, error);
    if named.is_empty() {
        return vec![rejected(error.to_string(), error.items()); sent];
    }
    let outcome = |index| match named.get(&index) {
        Some(item) => rejected(item.to_string(), std::slice::from_ref(item)),
        None => Outcome::NotApplied(NotApplied::TryAgain(None)),
    };
    (0..sent).map(outcome).collect()
}

/// Whether a refused request says which of its items are wrong.
pub(super) fn names_items(sent: usize, error: &Error) -> bool {
    !named(sent, error).is_empty()
}

fn named(sent: usize, error: &Error) -> BTreeMap<usize, &ItemError> {
    let items = error.items().iter();
    let index = |item: &ItemError| index_of(item.location()?).filter(|index| *index < sent);
    items
        .filter_map(|item| Some((index(item)?, item)))
        .collect()
}

/// `3` of `$.targets[3].bid`.
fn index_of(location: &str) -> Option<usize> {
    let (_, after) = location.split_once('[')?;
    let (index, _) = after.split_once(']')?;
    index.parse().ok()
}
