//! A launch under way: its steps as they happen, and a good place to stop at.

use anyhow::Result;
use futures_util::StreamExt as _;
use ras_highlevel::{CampaignTree, Launch, LaunchEvent, RunId, Running};

use crate::context::Context;
use crate::progress::Progress;

/// Launches, and shows every step; the steps of one that is finished already are no news.
pub(crate) async fn follow(context: &Context, launch: Launch, quiet: bool) -> Result<CampaignTree> {
    let (run, planned) = (launch.run_id(), launch.status()?.planned);
    let progress = context.progress(Some(planned), &format!("run {run}"));
    stops(context, &run);
    steps(context, &progress, launch.start(), quiet).await
}

/// Says that this run stops between two steps, and how to go on with it.
fn stops(context: &Context, run: &RunId) {
    let hint = match context.runs() {
        Some(_) => format!(
            "nothing is lost; go on with: {}",
            context.again(&format!("resume {run}"))
        ),
        None => {
            "nothing is lost: launch the same plan again, and it is found and continued".to_owned()
        }
    };
    context.interrupt.stops_gracefully(hint);
}

/// Undoes, and shows every step.
pub(crate) async fn stopped_at(context: &Context, run: &RunId, running: Running<()>) -> Result<()> {
    let progress = context.progress(None, &format!("run {run}"));
    let hint = format!("go on with: {}", context.again(&format!("undo {run}")));
    context.interrupt.stops_gracefully(hint);
    steps(context, &progress, running, false).await
}

async fn steps<T: Send + 'static>(
    context: &Context,
    progress: &Progress,
    mut running: Running<T>,
    quiet: bool,
) -> Result<T> {
    let (mut stopping, mut waiting, mut done) = (false, false, 0);
    loop {
        let event = tokio::select! {
            biased;
            event = running.next() => event,
            () = context.interrupt.asked(), if !stopping => {
                stopping = true;
                if waiting {
                    return Err(context.interrupt.failure().into());
                }
                progress.say("stopping after this step");
                continue;
            }
        };
        let Some(event) = event else {
            return Ok(running.await?);
        };
        waiting = matches!(event, LaunchEvent::Waiting { .. });
        done += count(&event);
        progress.set(done);
        if !quiet {
            progress.aside(|| context.output.note(format_args!("✓ {event}")));
        }
        // An event stands between two steps, where nothing is on its way to the service.
        if stopping {
            return Err(context.interrupt.failure().into());
        }
    }
}

/// How many entities of the plan are there now that were not before.
fn count(event: &LaunchEvent) -> usize {
    match event {
        LaunchEvent::CampaignAdopted { .. }
        | LaunchEvent::CampaignCreated { .. }
        | LaunchEvent::AdGroupCreated { .. } => 1,
        LaunchEvent::ProductAdsCreated { count } => *count,
        LaunchEvent::TargetsCreated {
            positive,
            negative,
            campaign_negative,
        } => positive + negative + campaign_negative,
        _ => 0,
    }
}
