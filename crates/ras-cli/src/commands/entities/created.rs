//! New entities: shown, asked about, sent, and told one by one.

use anyhow::Result;
use ras_highlevel::Ras;

use super::{Noun, Tally};
use crate::args::Writing;
use crate::context::Context;
use crate::records::{Outcome, ResultRecord};

/// Creates entities, each with what people call it.
///
/// A create whose outcome is unknown is not sent again: the output says which ones to look for.
pub(crate) async fn create<N: Noun>(
    context: &Context,
    ras: &Ras,
    writing: Writing,
    new: Vec<(String, N::New)>,
) -> Result<()> {
    let what = format!("creating {} {}(s)", new.len(), N::NOUN);
    let record = |position: usize, name: &str, id: Option<String>, outcome| ResultRecord {
        position,
        noun: N::NOUN,
        id,
        name: name.to_owned(),
        members: Vec::new(),
        outcome,
    };
    let (names, new): (Vec<String>, Vec<N::New>) = new.into_iter().unzip();
    let names = names.iter().enumerate();
    if writing.dry_run {
        let planned = names.map(|(at, name)| record(at, name, None, Outcome::Planned));
        return Tally::end(context, &what, planned.collect());
    }
    context.confirm(writing, &what, new.len())?;
    let progress = context.progress(None, &what);
    let batch = N::create(ras, new).await?;
    drop(progress);
    let ids = batch.ok().map(|(at, id)| (at, id.as_ref().to_owned()));
    let ids: std::collections::HashMap<usize, String> = ids.collect();
    let results = names
        .zip(Outcome::all(&batch))
        .map(|((at, name), outcome)| record(at, name, ids.get(&at).cloned(), outcome));
    Tally::end(context, &what, results.collect())
}
