//! What campaigns, ad groups, ads and targets have in common.

mod listing;
mod noun;

pub(super) use listing::{Listed, list, show};
pub(super) use noun::Noun;
