//! What many items have come to: shown, and turned into the end of the command.

use anyhow::Result;

use crate::context::Context;
use crate::failure::{Class, Failure};
use crate::records::{Outcome, ResultRecord};

/// How many items came to what.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) done: usize,
    pub(crate) failed: usize,
    pub(crate) unknown: usize,
    pub(crate) later: usize,
    pub(crate) not_sent: usize,
}

impl Tally {
    pub(crate) fn add(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome::Planned | Outcome::Unchanged | Outcome::Done => self.done += 1,
            Outcome::Failed {
                reach_unknown: true,
                ..
            } => self.unknown += 1,
            Outcome::Failed { later: true, .. } => self.later += 1,
            Outcome::Failed { .. } => self.failed += 1,
            Outcome::NotSent => self.not_sent += 1,
        }
    }

    /// Shows the results in the order of the inputs, and fails when some of them failed.
    pub(crate) fn end(context: &Context, what: &str, mut results: Vec<ResultRecord>) -> Result<()> {
        results.sort_by_key(|result| result.position);
        let mut tally = Self::default();
        results.iter().for_each(|result| tally.add(&result.outcome));
        context.output.list(&results)?;
        reasons(context, &results);
        tally.judge(context, what)
    }

    /// The end of a command with such a tally.
    pub(crate) fn judge(&self, context: &Context, what: &str) -> Result<()> {
        if context.interrupt.is_asked() && self.not_sent > 0 {
            return Err(context.interrupt.failure().into());
        }
        let Self {
            done,
            failed,
            unknown,
            later,
            not_sent,
        } = *self;
        let bad = failed + unknown + later + not_sent;
        if bad == 0 {
            return Ok(());
        }
        let class = match () {
            () if unknown > 0 => Class::Unknown,
            () if done > 0 => Class::Partial,
            () if later > 0 => Class::Later,
            () => Class::Refused,
        };
        let mut parts = vec![format!("{done} done")];
        let counts = [
            (failed, "refused"),
            (unknown, "unknown"),
            (later, "to be tried later"),
            (not_sent, "not sent"),
        ];
        let counts = counts.into_iter().filter(|(count, _)| *count > 0);
        parts.extend(counts.map(|(count, word)| format!("{count} {word}")));
        let hint = match class {
            Class::Unknown => "list what is there before anything is sent again",
            _ => "the output says why, item by item",
        };
        Err(Failure::new(class, format!("{what}: {}", parts.join(", ")))
            .hint(hint)
            .into())
    }
}

/// So many reasons are read; the rest is for programs.
const READ: usize = 20;

/// Says why items failed, below their table: in whole sentences, which no column holds.
fn reasons(context: &Context, results: &[ResultRecord]) {
    let failed = || {
        results
            .iter()
            .filter(|result| result.outcome.why().is_some())
    };
    for result in failed().take(READ) {
        let why = result.outcome.why().unwrap_or_default();
        context
            .output
            .note(format_args!("✗ {}: {why}", result.name.trim()));
        if let Some(hint) = result.outcome.hint() {
            context.output.note(format_args!("  hint: {hint}"));
        }
    }
    let more = failed().count().saturating_sub(READ);
    if more > 0 {
        context.output.note(format_args!(
            "and {more} more: --output json has all of them"
        ));
    }
}
