//! Changes to many entities: shown, asked about, sent, and told one by one.

use anyhow::Result;
use ras_highlevel::Ras;

use super::{Noun, Tally};
use crate::args::Writing;
use crate::context::Context;
use crate::records::{Member, Outcome, ResultRecord};

/// Entities in one request (contract).
const PER_CALL: usize = 1000;

/// A change to one entity.
pub(crate) struct Change<N: Noun> {
    pub(crate) entity: N,
    /// What changes, as people read it; empty when everything is so already.
    pub(crate) members: Vec<Member>,
    /// None archives it.
    pub(crate) patch: Option<N::Patch>,
}

impl<N: Noun> Change<N> {
    fn record(&self, position: usize, outcome: Outcome) -> ResultRecord {
        ResultRecord {
            position,
            noun: N::NOUN,
            id: Some(self.entity.id().as_ref().to_owned()),
            name: self.entity.label(),
            members: self.members.clone(),
            outcome,
        }
    }
}

/// Makes the changes, after a question when they are many, and tells what became of each.
///
/// What is so already is not sent.
pub(crate) async fn apply<N: Noun>(
    context: &Context,
    ras: &Ras,
    writing: Writing,
    verb: &str,
    changes: Vec<Change<N>>,
) -> Result<()> {
    let (todo, same): (Vec<_>, Vec<_>) = changes
        .into_iter()
        .enumerate()
        .partition(|(_, change)| !change.members.is_empty());
    let mut results: Vec<ResultRecord> = same
        .iter()
        .map(|(position, change)| change.record(*position, Outcome::Unchanged))
        .collect();
    let what = format!("{verb} {} {}(s)", todo.len(), N::NOUN);
    let archives = todo.iter().any(|(_, change)| change.patch.is_none());
    if writing.dry_run {
        results.extend(
            todo.iter()
                .map(|(at, change)| change.record(*at, Outcome::Planned)),
        );
        return Tally::end(context, &what, results);
    }
    match archives {
        true => context.confirm_final(writing, &format!("{what}, for good"))?,
        false => context.confirm(writing, &what, todo.len())?,
    }
    let progress = context.progress(Some(todo.len()), &what);
    context
        .interrupt
        .stops_gracefully("the output says what was done; repeat the command for the rest");
    let mut done = 0;
    for call in todo.chunks(PER_CALL) {
        if context.interrupt.is_asked() {
            results.extend(
                call.iter()
                    .map(|(at, change)| change.record(*at, Outcome::NotSent)),
            );
            continue;
        }
        let sent = match archives {
            true => {
                let ids = call.iter().map(|(_, it)| it.entity.id().clone());
                N::delete(ras, ids.collect()).await
            }
            false => {
                let patches = call.iter().filter_map(|(_, it)| it.patch.clone());
                N::update(ras, patches.collect()).await
            }
        };
        let outcomes = match sent {
            Ok(batch) => Outcome::all(&batch),
            Err(error) if done == 0 => return Err(error.into()),
            // What was done before is told all the same.
            Err(error) => vec![Outcome::of_error(&error); call.len()],
        };
        for ((position, change), outcome) in call.iter().zip(outcomes) {
            results.push(change.record(*position, outcome));
        }
        done += call.len();
        progress.set(done);
    }
    drop(progress);
    Tally::end(context, &what, results)
}
