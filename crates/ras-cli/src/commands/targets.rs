//! `ras targets`.

use ras_highlevel::{KeywordMatch, Target, TargetFilter};

use super::entities::{self, Listed, verbs};

mod create;
mod from_file;
mod selection;
mod update;

use create::Create;
pub(crate) use selection::Selection;
use update::Changed;

type Update = entities::Update<Changed>;

verbs!(Target, "targets");

#[derive(Debug, clap::Args)]
pub(crate) struct List {
    #[command(flatten)]
    selection: Selection,
    /// Only those that keep ads away
    #[arg(long, conflicts_with = "positive")]
    negative: bool,
    /// Only those that are bid on
    #[arg(long)]
    positive: bool,
    #[command(flatten)]
    listed: Listed,
}

impl List {
    fn filter(&self) -> TargetFilter {
        let mut filter = self.selection.filter().states(self.listed.states());
        if self.negative || self.positive {
            filter = filter.negative(self.negative);
        }
        filter
    }
}

/// A way to match that can be typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum MatchChoice {
    Broad,
    Phrase,
    Exact,
}

impl From<MatchChoice> for KeywordMatch {
    fn from(matching: MatchChoice) -> Self {
        match matching {
            MatchChoice::Broad => Self::Broad,
            MatchChoice::Phrase => Self::Phrase,
            MatchChoice::Exact => Self::Exact,
        }
    }
}
