//! What became of one item that was created or changed.

use ras_highlevel::{Batch, Error, ErrorKind, Failed, Reach};
use serde::Serialize;

use crate::output::{Cell, Column, Record, detail, shown};

/// One item of a write.
#[derive(Clone, Debug)]
pub(crate) struct ResultRecord {
    /// Its place among the inputs, from 0.
    pub(crate) position: usize,
    pub(crate) noun: &'static str,
    pub(crate) id: Option<String>,
    pub(crate) name: String,
    pub(crate) members: Vec<Member>,
    pub(crate) outcome: Outcome,
}

/// A member that changes.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Member {
    pub(crate) member: &'static str,
    pub(crate) from: Option<String>,
    pub(crate) to: Option<String>,
}

impl Member {
    /// A change, when it is one.
    pub(crate) fn changed(
        member: &'static str,
        from: impl ToString,
        to: impl ToString,
    ) -> Option<Self> {
        Self::between(member, Some(from.to_string()), Some(to.to_string()))
    }

    /// A change of a member that may have no value, when it is one.
    pub(crate) fn between(
        member: &'static str,
        from: Option<String>,
        to: Option<String>,
    ) -> Option<Self> {
        (from != to).then_some(Self { member, from, to })
    }
}

/// What became of an item.
#[derive(Clone, Debug)]
pub(crate) enum Outcome {
    /// It would be done.
    Planned,
    /// It is so already.
    Unchanged,
    Done,
    Failed {
        why: String,
        hint: String,
        /// Whether it may have been done all the same.
        reach_unknown: bool,
        /// Whether the same item may succeed later.
        later: bool,
    },
    /// Something before it stopped the command.
    NotSent,
}

impl Outcome {
    /// What a batch says of each of its items.
    pub(crate) fn all<T>(batch: &Batch<T>) -> Vec<Self> {
        let mut outcomes = vec![Self::Done; batch.len()];
        for (at, failed) in batch.failed() {
            if let Some(outcome) = outcomes.get_mut(at) {
                *outcome = Self::failed(failed);
            }
        }
        outcomes
    }

    /// Why an item failed.
    fn failed(failed: Failed<'_>) -> Self {
        match failed {
            Failed::NotSent => Self::NotSent,
            Failed::CallFailed(error) => Self::of_error(error),
            other => Self::Failed {
                why: other.to_string(),
                hint: other.hint().to_owned(),
                reach_unknown: other.reach() == Reach::Unknown,
                later: false,
            },
        }
    }

    /// What the error of a whole call means for each of its items.
    pub(crate) fn of_error(error: &Error) -> Self {
        Self::Failed {
            why: error.to_string(),
            hint: error.hint().to_owned(),
            reach_unknown: error.reach() == Reach::Unknown,
            later: matches!(
                error.kind(),
                ErrorKind::Throttled
                    | ErrorKind::Unavailable
                    | ErrorKind::Timeout
                    | ErrorKind::Connect
            ),
        }
    }

    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Unchanged => "unchanged",
            Self::Done => "done",
            Self::Failed {
                reach_unknown: true,
                ..
            } => "unknown",
            Self::Failed { .. } => "failed",
            Self::NotSent => "not_sent",
        }
    }

    pub(crate) fn why(&self) -> Option<&str> {
        match self {
            Self::Failed { why, .. } => Some(why),
            _ => None,
        }
    }

    pub(crate) fn hint(&self) -> Option<&str> {
        match self {
            Self::Failed { hint, .. } => Some(hint),
            _ => None,
        }
    }
}

impl Record for ResultRecord {
    const NOUN: &'static str = "result";
    const COLUMNS: &'static [Column<Self>] = &[
        detail("position", |it| Cell::count(it.position)),
        detail("noun", |it| Cell::text(it.noun)),
        shown("id", |it| Cell::maybe_id(it.id.as_ref())),
        shown("name", |it| Cell::text(&it.name)),
        shown("change", change),
        detail("members", |it| Cell::json(&it.members)),
        shown("outcome", |it| Cell::State(it.outcome.name().to_owned())),
        detail("why", |it| Cell::maybe_text(it.outcome.why())),
        detail("hint", |it| Cell::maybe_text(it.outcome.hint())),
    ];
}

/// All members that change, for people.
fn change(result: &ResultRecord) -> Cell {
    let none = || "–".to_owned();
    let members = result.members.iter().map(|it| {
        let (from, to) = (
            it.from.clone().unwrap_or_else(none),
            it.to.clone().unwrap_or_else(none),
        );
        format!("{} {from} → {to}", it.member)
    });
    let members: Vec<String> = members.collect();
    match members.is_empty() {
        true => Cell::None,
        false => Cell::Text(members.join("; ")),
    }
}
