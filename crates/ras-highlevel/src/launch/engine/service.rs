//! The few calls that the engine needs, with outcomes sorted by what is known.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use super::{Item, Kind};
use crate::{Error, Tag, Usd};

/// The service as the engine sees it.
///
/// An implementation makes one attempt for each call and repeats nothing that may have
/// had an effect. A create must have ended [`Settings::attempt`](super::Settings) after
/// its intent, less the eighth that the engine itself may need.
pub trait Service: Send {
    /// Waits until a create may go out at once.
    ///
    /// Queues and logins belong here, before the intent: after it the time of the
    /// attempt is running.
    fn admit(&mut self, kind: Kind) -> impl Future<Output = Result<(), CallFailed>> + Send {
        let _ = kind;
        std::future::ready(Ok(()))
    }

    /// Creates entities in one request and says what became of each, in their order.
    fn create(&mut self, request: Create<'_>) -> impl Future<Output = Vec<Outcome>> + Send;

    /// Whether the service has kept the tags of the campaigns that were created.
    fn keeps_tags(&self) -> bool {
        true
    }

    /// Reads one page of entities in every state, archived ones included.
    fn list(
        &mut self,
        query: &Query,
        page: Option<String>,
    ) -> impl Future<Output = Result<Page, CallFailed>> + Send;

    /// Sets values; doing it twice is the same as once.
    fn set(&mut self, change: &Change) -> impl Future<Output = Result<(), CallFailed>> + Send;

    /// Archives entities with everything below; those that are archived stay so.
    fn archive(
        &mut self,
        kind: Kind,
        ids: &[String],
    ) -> impl Future<Output = Result<(), CallFailed>> + Send;
}

/// One request that creates entities of one kind.
#[derive(Clone, Debug)]
pub struct Create<'a> {
    /// What they are.
    pub kind: Kind,
    /// The campaign they belong to; empty for a campaign.
    pub campaign: &'a str,
    /// The name and tags of a campaign; nothing else has any.
    pub mark: &'a Mark,
    /// The entities.
    pub items: Vec<NewItem<'a>>,
}

/// One entity of a request.
#[derive(Clone, Copy, Debug)]
pub struct NewItem<'a> {
    /// Its position in the plan's list of items.
    pub index: usize,
    /// What it is to be.
    pub item: &'a Item,
    /// The ad group it belongs to, when it has one.
    pub ad_group: Option<&'a str>,
}

/// By what a campaign is known as ours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mark {
    /// The name it gets.
    pub name: String,
    /// The tags it gets besides the plan's.
    pub tags: Vec<Tag>,
}

/// What became of one item. There is no sixth answer.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It exists under this id.
    Confirmed(String),
    /// The service refused it for good: it does not exist.
    Rejected(Refusal),
    /// It does not exist and may be sent again.
    NotApplied(NotApplied),
    /// It may exist now or later: only looking tells.
    Ambiguous(Doubt),
    /// The service says that such an entity is there already.
    Exists,
}

/// Why an item is not there, although nothing is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotApplied {
    /// The request did not arrive, or came too often; with the wait that was asked for.
    TryAgain(Option<Duration>),
    /// Its parent is not yet known where it arrived.
    ParentMissing(String),
}

/// Why it is unknown whether an item exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// No answer that could be read.
    NoAnswer,
    /// The service, or a gateway before it, failed.
    ServerError,
    /// The answer calls it a success and gives no id.
    MissingId,
    /// The answer does not mention it, or mentions it twice.
    MissingIndex,
    /// The service failed at this item.
    InternalError,
}

/// Why the service refused an item.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// In the service's words.
    pub why: String,
    /// Whether it is the tags that are not wanted.
    pub tags: bool,
    /// The error it comes from.
    pub source: Option<Arc<Error>>,
}

/// What to list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Query {
    /// Campaigns with exactly one of these names.
    Campaigns(Vec<String>),
    /// Everything of one kind below a campaign.
    Below(Kind, String),
}

/// One page of a list.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// What it holds.
    pub entities: Vec<Entity>,
    /// Where the next one begins.
    pub next: Option<String>,
}

/// An entity as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Its id.
    pub id: String,
    /// The ad group it belongs to, when it has one.
    pub ad_group: Option<String>,
    /// Its natural key within its parent; see [`Item::key`].
    pub key: String,
    /// Its state.
    pub state: EntityState,
    /// A campaign's tags.
    pub tags: Vec<Tag>,
}

/// The states that the protocol tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntityState {
    /// May spend.
    Enabled,
    /// Cannot spend.
    Paused,
    /// Gone for good.
    Archived,
}

/// A change that may be repeated.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Enables a campaign.
    Enable(String),
    /// Sets the bids of targets, by their ids.
    Bids(Vec<(String, Usd)>),
    /// Sets the tags of a campaign besides the plan's.
    Tags(String, Vec<Tag>),
    /// Gives a campaign another name.
    Rename(String, String),
}

/// A call that did not do what it should.
#[derive(Clone, Debug)]
pub struct CallFailed {
    /// What may help.
    pub remedy: Remedy,
    /// One line about it.
    pub why: String,
    /// The error it comes from.
    pub source: Option<Arc<Error>>,
}

/// What may help against a failed call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// The same call again, after the wait that was asked for.
    TryAgain(Option<Duration>),
    /// The same call again, if the entity was created a moment ago.
    NotFound,
    /// Nothing that a program can do.
    GiveUp,
}
