//! The outcome of many items sent together: a value, not a failure.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::error::Inner;
use crate::{Error, ErrorKind, ItemError, Reach};

/// The outcome of every item of a batch, by the position of its input.
///
/// A batch may be sent in several calls. What one call has done is never lost because
/// a later one failed.
#[derive(Clone, Debug)]
#[must_use = "a batch may hold refused items"]
pub struct Batch<T> {
    operation: &'static str,
    items: Vec<Outcome<T>>,
}

#[derive(Clone, Debug)]
enum Outcome<T> {
    Done(T),
    Refused(Vec<ItemError>),
    Unknown(&'static str),
    CallFailed(Arc<Error>),
    NotSent,
}

/// Why one item did not succeed.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Failed<'a> {
    /// The service refused it: it had no effect.
    Refused(&'a [ItemError]),
    /// The answer does not say what became of it: it may have had its effect.
    Unknown(&'static str),
    /// The call that carried it failed; its [`Error::reach`] says whether the item may
    /// have had its effect.
    CallFailed(&'a Error),
    /// An earlier call failed, so this item was not sent.
    NotSent,
}

impl<T> Batch<T> {
    /// The successful items with the positions of their inputs.
    pub fn ok(&self) -> impl Iterator<Item = (usize, &T)> {
        self.items
            .iter()
            .enumerate()
            .filter_map(|(index, outcome)| match outcome {
                Outcome::Done(value) => Some((index, value)),
                _ => None,
            })
    }

    /// The items that did not succeed, with the positions of their inputs.
    pub fn failed(&self) -> impl Iterator<Item = (usize, Failed<'_>)> {
        self.items
            .iter()
            .enumerate()
            .filter_map(|(index, outcome)| {
                let failed = match outcome {
                    Outcome::Done(_) => return None,
                    Outcome::Refused(errors) => Failed::Refused(errors),
                    Outcome::Unknown(why) => Failed::Unknown(why),
                    Outcome::CallFailed(error) => Failed::CallFailed(error),
                    Outcome::NotSent => Failed::NotSent,
                };
                Some((index, failed))
            })
    }

    /// How many items were sent.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether no item was sent.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// All results in the order of the inputs.
    ///
    /// # Errors
    ///
    /// When any item failed, with the first failure in the message. What succeeded has
    /// succeeded all the same: look at [`ok`](Self::ok) first when that matters.
    pub fn all(self) -> Result<Vec<T>, Error> {
        if let Some((index, first)) = self.failed().next() {
            return Err(self.failure(index, first));
        }
        let values = self.items.into_iter().filter_map(|outcome| match outcome {
            Outcome::Done(value) => Some(value),
            _ => None,
        });
        Ok(values.collect())
    }

    fn failure(&self, index: usize, first: Failed<'_>) -> Error {
        let why = match first {
            Failed::Refused(errors) => errors
                .first()
                .map_or_else(|| "refused".to_owned(), ToString::to_string),
            Failed::Unknown(why) => format!("outcome unknown: {why}"),
            Failed::CallFailed(error) => error.to_string(),
            Failed::NotSent => "not sent".to_owned(),
        };
        let reach = self.failed().map(|(_, failed)| failed.reach());
        let reach = reach.max_by_key(|reach| *reach == Reach::Unknown);
        let kind = match first {
            Failed::Refused(_) | Failed::NotSent => ErrorKind::Rejected,
            Failed::Unknown(_) => ErrorKind::Decode,
            Failed::CallFailed(error) => error.kind(),
        };
        let items = self.failed().flat_map(|(_, failed)| match failed {
            Failed::Refused(errors) => errors.to_vec(),
            _ => Vec::new(),
        });
        Error::new(Inner {
            kind,
            reach: reach.unwrap_or(Reach::Answered),
            operation: self.operation,
            message: format!(
                "{} of {} items failed; item {index}: {why}",
                self.failed().count(),
                self.items.len()
            ),
            status: None,
            request_id: None,
            retry_after: None,
            items: items.collect(),
            source: None,
        })
    }

    pub(crate) fn empty(operation: &'static str) -> Self {
        Self {
            operation,
            items: Vec::new(),
        }
    }

    /// Adds the outcome of the next call.
    pub(crate) fn append(&mut self, call: Self) {
        self.items.extend(call.items);
    }

    /// Notes that the call with the next `sent` items failed and that `rest` more stay here.
    pub(crate) fn fail(&mut self, error: Error, sent: usize, rest: usize) {
        let error = Arc::new(error);
        let failed = std::iter::repeat_with(|| Outcome::CallFailed(Arc::clone(&error)));
        self.items.extend(failed.take(sent));
        self.items
            .extend(std::iter::repeat_with(|| Outcome::NotSent).take(rest));
    }

    /// Brings the two lists of a 207 back into the order of the inputs.
    ///
    /// An index that is missing, stands twice or lies outside, and a success without its
    /// value, leave the outcome unknown: the item may exist.
    pub(crate) fn from_answer(
        operation: &'static str,
        sent: usize,
        success: impl IntoIterator<Item = (i32, Option<T>)>,
        error: impl IntoIterator<Item = (i32, Vec<ItemError>)>,
    ) -> Self {
        let mut found: BTreeMap<usize, Outcome<T>> = BTreeMap::new();
        let mut note = |index: i32, outcome| {
            let Ok(index) = usize::try_from(index) else {
                return;
            };
            if found.insert(index, outcome).is_some() {
                found.insert(
                    index,
                    Outcome::Unknown("the answer mentions the item twice"),
                );
            }
        };
        for (index, value) in success {
            note(
                index,
                match value {
                    Some(value) => Outcome::Done(value),
                    None => Outcome::Unknown("the answer has no id for the item"),
                },
            );
        }
        for (index, errors) in error {
            let errors = match errors.is_empty() {
                true => vec![ItemError::unexplained()],
                false => errors,
            };
            note(index, Outcome::Refused(errors));
        }
        let missing = || Outcome::Unknown("the answer does not mention the item");
        Self {
            operation,
            items: (0..sent)
                .map(|index| found.remove(&index).unwrap_or_else(missing))
                .collect(),
        }
    }
}

impl Failed<'_> {
    /// Whether the item may have had its effect.
    pub fn reach(&self) -> Reach {
        match self {
            Self::Refused(_) => Reach::Answered,
            Self::Unknown(_) => Reach::Unknown,
            Self::CallFailed(error) => error.reach(),
            Self::NotSent => Reach::NotSent,
        }
    }
}
