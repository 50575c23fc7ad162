//! `ras launch`: a complete campaign from a plan file.

mod follow;
mod outcome;

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result};
use ras_highlevel::engine::{RunPhase, Settings};
use ras_highlevel::{CampaignPlan, Launch};

use super::offers;
use crate::args::Writing;
use crate::confirm;
use crate::context::Context;
use crate::records::{PreviewRecord, RunRecord};

pub(super) use follow::{follow, stopped_at};
pub(super) use outcome::show;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The plan: a TOML, YAML or JSON file
    plan: PathBuf,
    /// Name the launch: the same plan can be launched once under each name
    #[arg(long, value_name = "TEXT")]
    key: Option<String>,
    #[command(flatten)]
    writing: Writing,
    #[command(flatten)]
    times: Times,
}

/// What is assumed about the service.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct Times {
    /// Assume a service that is never late, for tests: only a sandbox is such a one
    #[arg(long, hide = true, requires = "sandbox")]
    hasty: bool,
}

impl Times {
    pub(super) fn apply(self, launch: Launch) -> Launch {
        match self.hasty {
            true => launch.settings(hasty()),
            false => launch,
        }
    }
}

pub(crate) async fn run(args: Args, context: &Context) -> Result<()> {
    let file = args.plan.display();
    let plan = read(&args.plan)?;
    let spend = plan.daily_budget;
    if spend > context.config.confirm_spend_above.value {
        let what = format!("launching {file} may spend {spend} a day");
        confirm::ask(args.writing, &what)?;
    }
    let ras = context.ras().await?;
    let mut launch = args.times.apply(ras.launch(&plan));
    if let Some(key) = &args.key {
        launch = launch.key(key);
    }
    if let Some(runs) = context.runs() {
        launch = launch.runs(&runs);
    }
    if args.writing.dry_run {
        let preview = launch
            .preview()
            .await
            .with_context(|| format!("looking at {file}"))?;
        offers::tell(context, &preview);
        let accepted = offers::accepted(&preview);
        context.output.one(&PreviewRecord {
            name: plan.name,
            preview,
        })?;
        return Ok(accepted?);
    }
    let run = launch.run_id();
    let known = context.runs().and_then(|runs| runs.get(&run).ok());
    if known.is_none() {
        beforehand(context, &launch).await?;
    }
    let before = known.as_ref().map(RunRecord::of).transpose()?;
    let again = before.filter(|before| before.status.phase == RunPhase::Done);
    if let Some(again) = &again {
        context.output.note(format_args!(
            "{}",
            outcome::launched_already(context, again)
        ));
    }
    let failed = || format!("launching {file}");
    let tree = follow(context, launch, again.is_some())
        .await
        .with_context(failed)?;
    show(context, &run, &tree, again.is_some())
}

/// Looks at the offers while there is no campaign yet that would have to be archived.
async fn beforehand(context: &Context, launch: &Launch) -> Result<()> {
    // Whatever keeps the look from being taken, the launch meets and tells.
    let Ok(preview) = launch.preview().await else {
        return Ok(());
    };
    offers::tell(context, &preview);
    Ok(offers::accepted(&preview)?)
}

/// Reads a plan file.
pub(super) fn read(file: &Path) -> Result<CampaignPlan> {
    CampaignPlan::read(file).with_context(|| format!("{} is no plan", file.display()))
}

/// For a sandbox, which applies nothing late and lists at once.
fn hasty() -> Settings {
    let mut settings = Settings::default();
    settings.settle = Duration::from_millis(1500);
    settings.visible_within = Duration::from_millis(700);
    settings.attempt = Duration::from_secs(4);
    settings
}
