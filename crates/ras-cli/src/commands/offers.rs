//! What the service says about the offers of a plan before anything is launched.

use ras_highlevel::Preview;

use super::findings;
use crate::context::Context;
use crate::failure::{Class, Failure};
use crate::records::PlannedOfferRecord;

/// So many offers are named in an error; a dry run shows all of them.
const NAMED: usize = 10;

/// Shows people the offers with which something is the matter.
pub(super) fn tell(context: &Context, preview: &Preview) {
    findings::tell(context, PlannedOfferRecord::all(preview));
    if !preview.offers.is_empty() {
        context.output.note("");
    }
}

/// Fails when an ad would be refused: the launch would archive its campaign again.
pub(super) fn accepted(preview: &Preview) -> Result<(), Failure> {
    let refused: Vec<&str> = preview
        .refused_offers()
        .map(|offer| offer.check.offer.as_str())
        .collect();
    let (named, more) = refused.split_at(refused.len().min(NAMED));
    let more = match more.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    match named {
        [] => Ok(()),
        named => Err(Failure::new(
            Class::Refused,
            format!(
                "the service would refuse ads for {}{more}",
                named.join(", ")
            ),
        )
        .hint("replace these offers or take them out of the plan; nothing was created")),
    }
}
