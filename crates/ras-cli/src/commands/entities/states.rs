//! Pausing, enabling and archiving.

use std::io::{self, BufRead as _};

use anyhow::Result;
use ras_highlevel::State;

use super::{Change, Noun, apply, fetch};
use crate::args::Writing;
use crate::context::Context;
use crate::failure::{Class, Failure};
use crate::records::Member;

/// Which entities.
#[derive(Debug, clap::Args)]
pub(crate) struct Ids {
    /// Their ids; `-` reads them from stdin, one a line
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

impl Ids {
    /// The ids, each once.
    pub(crate) fn read(&self) -> Result<Vec<String>> {
        read(&self.ids)
    }
}

/// The ids of arguments, or of stdin; each once.
pub(crate) fn read(ids: &[String]) -> Result<Vec<String>> {
    let mut all: Vec<String> = Vec::new();
    for id in ids {
        match id.as_str() {
            "-" => {
                for line in io::stdin().lock().lines() {
                    let line = line?;
                    all.extend(Some(line.trim().to_owned()).filter(|line| !line.is_empty()));
                }
            }
            id => all.push(id.to_owned()),
        }
    }
    let mut seen = std::collections::HashSet::new();
    all.retain(|id| seen.insert(id.clone()));
    if all.is_empty() {
        return Err(Failure::new(Class::Usage, "there is no id on stdin").into());
    }
    Ok(all)
}

/// Pauses or enables entities.
pub(crate) async fn set_state<N: Noun>(context: &Context, ids: &Ids, state: State) -> Result<()> {
    let ras = context.ras().await?;
    let entities = fetch::<N>(&ras, &ids.read()?).await?;
    let changes = entities.into_iter().map(|entity| Change {
        members: moved(&entity, &state),
        patch: Some(entity.in_state(state.clone())),
        entity,
    });
    let verb = if state == State::Paused {
        "pausing"
    } else {
        "enabling"
    };
    apply(context, &ras, ids.writing, verb, changes.collect()).await
}

/// Archives entities with everything below them.
pub(crate) async fn archive<N: Noun>(context: &Context, ids: &Ids) -> Result<()> {
    let ras = context.ras().await?;
    let entities = fetch::<N>(&ras, &ids.read()?).await?;
    let changes = entities.into_iter().map(|entity| Change {
        members: moved(&entity, &State::Archived),
        patch: None,
        entity,
    });
    apply(context, &ras, ids.writing, "archiving", changes.collect()).await
}

fn moved<N: Noun>(entity: &N, state: &State) -> Vec<Member> {
    Member::changed("state", entity.state().as_str(), state.as_str())
        .into_iter()
        .collect()
}
