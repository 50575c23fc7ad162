//! `update`: what the options say, for every entity alike.

use anyhow::Result;

use super::{Change, Ids, Noun, apply, fetch};
use crate::args::Writing;
use crate::context::Context;
use crate::failure::{Class, Failure};
use crate::output::Record as _;

/// What the options of an `update` change; by default nothing.
pub(crate) trait Changes: clap::Args + PartialEq + Default {
    type Of: Noun;

    /// Another name, which only one of them can have.
    fn name(&self) -> Option<&str> {
        None
    }

    /// Asks about what may cost much.
    fn confirm(&self, _writing: Writing, _context: &Context) -> Result<(), Failure> {
        Ok(())
    }

    fn to(&self, entity: Self::Of) -> Change<Self::Of>;
}

#[derive(Debug, clap::Args)]
pub(crate) struct Update<C: Changes> {
    #[command(flatten)]
    ids: Ids,
    #[command(flatten)]
    changes: C,
}

impl<C: Changes> Update<C> {
    pub(crate) async fn run(self, context: &Context) -> Result<()> {
        let (changes, writing) = (self.changes, self.ids.writing);
        let usage = |message: String| Failure::new(Class::Usage, message);
        if changes == C::default() {
            let failure = usage("nothing is said that shall change".to_owned());
            return Err(failure.hint("`--help` lists what can").into());
        }
        let ids = self.ids.read()?;
        if changes.name().is_some() && ids.len() > 1 {
            let message = format!("several {}s cannot have one name", C::Of::NOUN);
            return Err(usage(message).into());
        }
        changes.confirm(writing, context)?;
        let ras = context.ras().await?;
        let entities = fetch::<C::Of>(&ras, &ids).await?;
        let changes = entities.into_iter().map(|entity| changes.to(entity));
        apply(context, &ras, writing, "changing", changes.collect()).await
    }
}
