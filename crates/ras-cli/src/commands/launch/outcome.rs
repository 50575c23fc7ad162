//! What a launch has come to.

use anyhow::Result;
use ras_highlevel::{CampaignTree, RunId};

use crate::context::Context;
use crate::output;
use crate::records::{LaunchRecord, RunRecord};

/// Shows the campaign: a tree for people, one record for programs.
pub(crate) fn show(
    context: &Context,
    run: &RunId,
    tree: &CampaignTree,
    already: bool,
) -> Result<()> {
    if context.output.is_for_people() {
        context
            .output
            .note(format_args!("\n{}", output::tree(tree)));
        return Ok(());
    }
    context.output.one(&LaunchRecord::of(run, tree, already))
}

/// What is said of a plan that was launched before.
pub(super) fn launched_already(context: &Context, run: &RunRecord) -> String {
    let id = run.run.id();
    format!(
        "launched already: this plan is run {id} of {}, and the same plan is the same run.\n\
         For another campaign like it change the plan's name; or end this one with `{}`, \
         and launch it with --key.",
        run.run.launched().strftime("%Y-%m-%d %H:%M UTC"),
        context.again(&format!("undo {id}")),
    )
}
