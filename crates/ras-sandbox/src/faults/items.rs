//! Trouble with single items of a write.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use http::request::Parts;
use ras_core::ras::types::ErrorDetail;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::Fault;
use crate::app::App;
use crate::item_error::{self, At};

/// Trouble with the item at a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ItemFault {
    /// Position in the request.
    pub index: usize,
    /// What goes wrong.
    pub trouble: Trouble,
}

/// What goes wrong with one item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Trouble {
    /// `throttledError`; not applied.
    Throttled,
    /// `internalServerError`; not applied.
    Internal,
    /// `internalServerError`, although it was applied.
    InternalApplied,
    /// An error of a kind that the contract does not know; not applied.
    UnknownError,
    /// Applied, but the answer has no id.
    MissingId,
    /// Applied, but the answer does not mention it.
    Unmentioned,
    /// Applied, and the answer mentions it twice.
    Doubled,
    /// Applied, but the answer gives it an index beyond the request.
    OutOfRange,
    /// Applied, and the entity in the answer, if it is asked for, has a state of the future.
    UnknownState,
}

/// What a fault wants from the route that answers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scripted {
    troubles: Arc<BTreeMap<usize, Trouble>>,
    /// Rows by which a list page is shifted.
    pub(crate) shift_page: i32,
}

impl Scripted {
    pub(crate) fn new(fault: &Fault) -> Self {
        let troubles = fault.items.iter().map(|item| (item.index, item.trouble));
        Self {
            troubles: Arc::new(troubles.collect()),
            shift_page: fault.shift_page,
        }
    }

    /// The error that keeps an item from being applied.
    pub(crate) fn before(&self, index: usize, at: &At) -> Option<Vec<ErrorDetail>> {
        match self.troubles.get(&index)? {
            Trouble::Throttled => Some(vec![item_error::throttled(at)]),
            Trouble::Internal => Some(vec![item_error::internal(at)]),
            Trouble::UnknownError => Some(vec![item_error::unknown()]),
            _ => None,
        }
    }

    /// The error that hides that an item was applied.
    pub(crate) fn after(&self, index: usize, at: &At) -> Option<Vec<ErrorDetail>> {
        let hidden = self.troubles.get(&index) == Some(&Trouble::InternalApplied);
        hidden.then(|| vec![item_error::internal(at)])
    }

    /// Spoils the outcomes of a write, each of which says its index.
    pub(crate) fn spoil(&self, outcomes: &mut Vec<Value>, id: &str) {
        if self.troubles.is_empty() {
            return;
        }
        let mut spoilt = Vec::with_capacity(outcomes.len());
        for mut outcome in outcomes.drain(..) {
            let index = outcome["index"]
                .as_u64()
                .and_then(|i| usize::try_from(i).ok());
            let trouble = index.and_then(|index| self.troubles.get(&index));
            match trouble {
                Some(Trouble::Unmentioned) => continue,
                Some(Trouble::Doubled) => spoilt.push(outcome.clone()),
                Some(Trouble::OutOfRange) => outcome["index"] = json!(1_000_000),
                Some(Trouble::UnknownState) => spoil_state(&mut outcome),
                Some(Trouble::MissingId) => {
                    if let Some(members) = outcome.as_object_mut() {
                        members.remove(id);
                    }
                }
                _ => {}
            }
            spoilt.push(outcome);
        }
        *outcomes = spoilt;
    }
}

fn spoil_state(outcome: &mut Value) {
    let members = outcome.as_object_mut().into_iter().flatten();
    for (_, entity) in members.filter(|(_, member)| member.is_object()) {
        entity["state"] = "FROZEN".into();
    }
}

impl FromRequestParts<Arc<App>> for Scripted {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_default())
    }
}
