//! The launch engine: a whole campaign, exactly once in effect, through any crash.
//!
//! It knows neither HTTP nor files nor a runtime: [`Service`], [`Journal`] and [`Clock`]
//! are given to it, so that the same code runs against the service, under a durable
//! runtime, and under a simulator.
//!
//! # What is promised
//!
//! With a create that is not idempotent no client can be exactly-once unconditionally.
//! A launch creates every entity exactly once if **either** the service enforces natural
//! keys (documented, not proven for RAS), **or** no request is applied later than 60
//! seconds after it was given up and every entity is listed 30 seconds after it was
//! created: then absence in a list that began [`Settings::settle`] after the deadline
//! proves that nothing was created. If neither holds, the audit makes it exactly one
//! live copy, eventually. In every case the campaign is PAUSED until everything below
//! it is there: what is incomplete or double cannot spend.
//!
//! # How
//!
//! Every create is preceded by a durable intent. What has no known outcome is looked
//! for, never sent again before its absence is proven. Whether a campaign is ours is
//! said by its tags; what lies below it is found by its natural key.

mod admit;
mod adopt;
mod bids;
mod calls;
mod clock;
mod ensure;
mod identity;
mod items;
mod journal;
mod look;
mod mutant;
mod preflight;
mod reconcile;
mod rollback;
mod run;
mod service;
mod settings;
mod standing;
mod state;
mod stop;
mod survey;
mod sweep;

#[cfg(feature = "simulation")]
pub use super::file_journal::{MemoryFile, MemoryHold};
pub use clock::{Clock, Moment};
pub use identity::{INST_TAG, Identity, PLAN_TAG, RUN_TAG};
pub use items::{AutoBid, Draft, Item, Kind};
pub(crate) use items::{auto_bids, auto_key, items, keyword_key, offer_key, product_key};
pub use journal::{Journal, JournalError, MemoryJournal, Record, Settled};
#[cfg(feature = "simulation")]
pub use mutant::Mutant;
pub use run::{Engine, Launched};
pub use service::{
    CallFailed, Change, Create, Doubt, Entity, EntityState, Mark, NewItem, NotApplied, Outcome,
    Page, Query, Refusal, Remedy, Service,
};
pub use settings::Settings;
pub use standing::{RunPhase, Standing};
pub use stop::Stop;
pub use survey::Survey;
