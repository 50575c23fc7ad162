//! `ras bids`: the bids of many targets at once.

mod scale;

use anyhow::Result;
use clap::Subcommand;
use ras_highlevel::{AutoMatch, Ras, State, Target, TargetKind, TargetPatch, Usd};

use super::entities::{Change, apply, fetch};
use super::targets::Selection;
use crate::args::Writing;
use crate::context::Context;
use crate::failure::{Class, Failure};
use crate::records::Member;

use scale::{Scale, Scaled};

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Give targets this bid
    Set {
        /// The bid in dollars a click
        #[arg(value_name = "USD")]
        bid: Usd,
        #[command(flatten)]
        which: Which,
    },
    /// Raise or lower the bids of targets by a share of themselves
    Scale {
        /// By how much: +10%, -15%, or a factor such as 1.1
        #[arg(value_name = "SHARE", allow_hyphen_values = true)]
        by: Scale,
        /// No bid becomes lower than this
        #[arg(long, value_name = "USD", default_value = "0.02")]
        min: Usd,
        /// No bid becomes higher than this
        #[arg(long, value_name = "USD", default_value = "1000")]
        max: Usd,
        #[command(flatten)]
        which: Which,
    },
}

/// Which targets; those that are archived or negative have no bids to change.
#[derive(Debug, clap::Args)]
pub(crate) struct Which {
    /// Targets by their ids
    #[arg(long, value_name = "ID")]
    id: Vec<String>,
    #[command(flatten)]
    selection: Selection,
    /// Only automatic targets of this kind
    #[arg(long, value_enum, value_name = "KIND")]
    auto: Vec<AutoChoice>,
    /// All targets of the profile that the other options leave
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    writing: Writing,
}

/// One of the four automatic targets, as it can be typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum AutoChoice {
    CloseMatch,
    LooseMatch,
    Substitutes,
    Complements,
}

impl AutoChoice {
    fn is(self, matching: &AutoMatch) -> bool {
        match self {
            Self::CloseMatch => *matching == AutoMatch::CloseMatch,
            Self::LooseMatch => *matching == AutoMatch::LooseMatch,
            Self::Substitutes => *matching == AutoMatch::Substitutes,
            Self::Complements => *matching == AutoMatch::Complements,
        }
    }
}

pub(crate) async fn run(command: Command, context: &Context) -> Result<()> {
    let ras = context.ras().await?;
    match command {
        Command::Set { bid, which } => {
            let targets = which.targets(context, &ras).await?;
            let changes = targets.into_iter().map(|target| changed(target, bid));
            apply(
                context,
                &ras,
                which.writing,
                "setting the bids of",
                changes.collect(),
            )
            .await
        }
        Command::Scale {
            by,
            min,
            max,
            which,
        } => {
            let targets = which.targets(context, &ras).await?;
            let changes = targets.into_iter().filter_map(|target| {
                // Where the ad group's default bid counts there is nothing to scale.
                let Scaled { bid } = by.apply(target.bid?, min, max);
                Some(changed(target, bid))
            });
            apply(
                context,
                &ras,
                which.writing,
                "scaling the bids of",
                changes.collect(),
            )
            .await
        }
    }
}

fn changed(target: Target, bid: Usd) -> Change<Target> {
    let from = target.bid.map(|bid| bid.to_string());
    Change {
        members: Member::between("bid", from, Some(bid.to_string()))
            .into_iter()
            .collect(),
        patch: Some(TargetPatch::new(&target.id).bid(bid)),
        entity: target,
    }
}

impl Which {
    async fn targets(&self, context: &Context, ras: &Ras) -> Result<Vec<Target>> {
        if !self.id.is_empty() {
            return fetch::<Target>(ras, &self.id).await;
        }
        if self.selection.is_everything() && !self.all {
            return Err(Failure::new(
                Class::Usage,
                "this would change the bids of the whole profile",
            )
            .hint("narrow it by --campaign, --ad-group or --id, or say --all")
            .into());
        }
        let progress = context.progress(None, "reading targets");
        let filter = self
            .selection
            .filter()
            .negative(false)
            .states([State::Enabled, State::Paused]);
        let mut targets = ras.targets().list(filter).all().await?;
        drop(progress);
        targets.retain(|target| self.wants(target));
        if targets.is_empty() {
            return Err(Failure::new(Class::Refused, "there is no such target").into());
        }
        Ok(targets)
    }

    fn wants(&self, target: &Target) -> bool {
        match &target.kind {
            _ if self.auto.is_empty() => true,
            TargetKind::Auto(matching) => self.auto.iter().any(|choice| choice.is(matching)),
            _ => false,
        }
    }
}
