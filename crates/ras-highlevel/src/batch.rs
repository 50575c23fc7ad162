//! The outcome of many items sent together: a value, not a failure.

use std::fmt;

use ras_core::Id;

use crate::error::Inner;
use crate::resources::outcomes::Told;
use crate::{Error, ErrorKind, ItemError, Reach};

/// The outcome of every item of a batch, by the position of its input.
///
/// A batch may be sent in several calls. What one call has done is never lost because
/// a later one failed.
///
/// # Example
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use ras_highlevel::{NewCampaign, Ras, Reach, Targeting, Usd};
///
/// # let sandbox = ras_sandbox::Sandbox::start().await?;
/// # let fake = sandbox.credentials();
/// # let ras = Ras::builder().client_id(&fake.client_id).client_secret(fake.client_secret)
/// #     .refresh_token(fake.refresh_token).profile(&fake.profile_id)
/// #     .loopback(sandbox.addr()).build()?;
/// let names = ["Shoes", "Shirts", "Shoes"];
/// let new = names.map(|name| NewCampaign::new(name, Targeting::Auto, Usd::dollars(25)));
/// let batch = ras.campaigns().create(new).await?;
/// for (position, id) in batch.ok() {
///     println!("{} is campaign {id}", names[position]);
/// }
/// for (position, failed) in batch.failed() {
///     println!("{}: {failed}; {}", names[position], failed.hint());
///     assert_eq!((position, failed.reach()), (2, Reach::Answered)); // it does not exist
/// }
/// assert_eq!(batch.ok().count(), 2);
/// # Ok(())
/// # }
/// ```
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
    CallFailed(Error),
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
        let message = format!(
            "{} of {} items failed; item {index}: {first}",
            self.failed().count(),
            self.items.len()
        );
        let reach = reach.unwrap_or(Reach::Answered);
        let mut inner = Inner::new(kind, reach, self.operation, message);
        inner.items = items.collect();
        if let Failed::CallFailed(error) = first {
            inner = inner.because_of(error.clone());
        }
        Error::new(inner)
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
        let failed = std::iter::repeat_with(|| Outcome::CallFailed(error.clone()));
        self.items.extend(failed.take(sent));
        self.items
            .extend(std::iter::repeat_with(|| Outcome::NotSent).take(rest));
    }

    /// The positions of the items that were refused only because of too many requests.
    pub(crate) fn throttled(&self) -> Vec<usize> {
        let throttled = |outcome: &Outcome<T>| match outcome {
            Outcome::Refused(errors) => errors.iter().all(ItemError::is_throttled),
            _ => false,
        };
        let items = self.items.iter().enumerate();
        let items = items.filter(|(_, outcome)| throttled(outcome));
        items.map(|(index, _)| index).collect()
    }

    /// Puts the outcomes of a call for some of the items in their places.
    pub(crate) fn replace(&mut self, positions: &[usize], call: Self) {
        for (position, outcome) in positions.iter().zip(call.items) {
            if let Some(place) = self.items.get_mut(*position) {
                *place = outcome;
            }
        }
    }

    /// Notes that a call for some of the items failed.
    pub(crate) fn fail_at(&mut self, positions: &[usize], error: &Error) {
        for position in positions {
            if let Some(place) = self.items.get_mut(*position) {
                *place = Outcome::CallFailed(error.clone());
            }
        }
    }

    /// The outcome of one call.
    pub(crate) fn of_call(operation: &'static str, items: Vec<Told>) -> Self
    where
        T: From<Id>,
    {
        let outcome = |told| match told {
            Told::Done(id) => Outcome::Done(T::from(id)),
            Told::Refused(errors) => Outcome::Refused(errors),
            // The item may exist.
            Told::WithoutId => Outcome::Unknown("the answer has no id for the item"),
            Told::Twice => Outcome::Unknown("the answer mentions the item twice"),
            Told::Nothing => Outcome::Unknown("the answer does not mention the item"),
        };
        Self {
            operation,
            items: items.into_iter().map(outcome).collect(),
        }
    }
}

impl Failed<'_> {
    /// Whether the item may have had its effect.
    pub fn reach(&self) -> Reach {
        match self {
            // Amazon does not say that an item which broke the service had no effect.
            Self::Refused(errors) if errors.iter().any(ItemError::is_internal) => Reach::Unknown,
            Self::Refused(_) => Reach::Answered,
            Self::Unknown(_) => Reach::Unknown,
            Self::CallFailed(error) => error.reach(),
            Self::NotSent => Reach::NotSent,
        }
    }

    /// What usually helps.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Refused(errors) => errors.first().map_or("read the message", ItemError::hint),
            Self::Unknown(_) => "list before sending the item again: it may exist",
            Self::CallFailed(error) => error.hint(),
            Self::NotSent => "see to the earlier failure, then send the item",
        }
    }
}

impl fmt::Display for Failed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(errors) => match errors.first() {
                Some(error) => write!(f, "{error}"),
                None => f.write_str("refused"),
            },
            Self::Unknown(why) => write!(f, "outcome unknown: {why}"),
            Self::CallFailed(error) => write!(f, "{error}"),
            Self::NotSent => f.write_str("not sent"),
        }
    }
}
