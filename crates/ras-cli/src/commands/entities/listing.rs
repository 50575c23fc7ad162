//! Lists, and single entities.

use std::collections::HashMap;

use anyhow::Result;
use futures_util::TryStreamExt as _;
use ras_highlevel::{Ras, State};

use super::Noun;
use crate::context::Context;
use crate::failure::{Class, Failure};

/// The options of every list.
#[derive(Debug, clap::Args)]
pub(crate) struct Listed {
    /// Only those in this state; give it several times for several. ENABLED and PAUSED
    /// unless said otherwise
    #[arg(long, value_enum, value_name = "STATE")]
    state: Vec<StateChoice>,
    /// Archived ones too
    #[arg(long, conflicts_with = "state")]
    all: bool,
    /// No more than so many
    #[arg(long, value_name = "COUNT")]
    limit: Option<usize>,
}

/// A state that can be typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum StateChoice {
    Enabled,
    Paused,
    Archived,
}

impl From<StateChoice> for State {
    fn from(state: StateChoice) -> Self {
        match state {
            StateChoice::Enabled => Self::Enabled,
            StateChoice::Paused => Self::Paused,
            StateChoice::Archived => Self::Archived,
        }
    }
}

impl Listed {
    /// The states to ask for, always named: Amazon does not say what a list without them has.
    pub(crate) fn states(&self) -> Vec<State> {
        match (&self.state[..], self.all) {
            (_, true) => vec![State::Enabled, State::Paused, State::Archived],
            ([], false) => vec![State::Enabled, State::Paused],
            (states, false) => states.iter().copied().map(State::from).collect(),
        }
    }
}

/// Lists what a filter matches.
pub(crate) async fn list<N: Noun>(
    context: &Context,
    filter: N::Filter,
    listed: &Listed,
) -> Result<()> {
    let ras = context.ras().await?;
    let progress = context.progress(None, "reading");
    let mut pages = N::list(&ras, filter);
    let mut out = context.output.begin::<N>();
    let mut count = 0;
    while listed.limit.is_none_or(|limit| count < limit) {
        let Some(entity) = pages.try_next().await? else {
            break;
        };
        count += 1;
        if count % 1000 == 0 {
            progress.say(format!("{count} {}s", N::NOUN));
        }
        out.push(&entity)?;
    }
    drop(progress);
    out.end()
}

/// Shows single entities, in the order they were asked for.
pub(crate) async fn show<N: Noun>(context: &Context, ids: &[String]) -> Result<()> {
    let ras = context.ras().await?;
    let found = fetch::<N>(&ras, ids).await?;
    match &found[..] {
        [one] => context.output.one(one),
        several => context.output.list(several),
    }
}

/// The entities with these ids, in their order.
///
/// # Errors
///
/// When one of them does not exist: nobody should change the rest of a list with a slip in it.
pub(crate) async fn fetch<N: Noun>(ras: &Ras, ids: &[String]) -> Result<Vec<N>> {
    let listed = N::list(ras, N::by_ids(ids)).all().await?;
    let mut found: HashMap<String, N> = listed
        .into_iter()
        .map(|entity| (entity.id().as_ref().to_owned(), entity))
        .collect();
    let missing: Vec<&str> = ids
        .iter()
        .map(String::as_str)
        .filter(|id| !found.contains_key(*id))
        .collect();
    if let [first, rest @ ..] = &missing[..] {
        let more = match rest.len() {
            0 => String::new(),
            more => format!(", and {more} more"),
        };
        let message = format!("there is no {} {first}{more}", N::NOUN);
        return Err(Failure::new(Class::Refused, message)
            .hint("list what is there, archived ones included: `list --all`")
            .into());
    }
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}
