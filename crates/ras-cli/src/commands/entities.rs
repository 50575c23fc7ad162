//! What campaigns, ad groups, ads and targets have in common.

mod change;
mod created;
mod listing;
mod noun;
mod states;
mod tally;
mod update;
mod verbs;

pub(super) use change::{Change, apply};
pub(super) use created::create;
pub(super) use listing::{Listed, StateChoice, fetch, list, show};
pub(super) use noun::Noun;
pub(super) use states::{Ids, archive, set_state};
pub(crate) use tally::Tally;
pub(super) use update::{Changes, Update};
pub(crate) use verbs::verbs;
