//! `ras report`: figures of the past days.

mod asked;
mod columns;
mod deliver;
mod kind;
mod page;
mod store;

use anyhow::Result;
use clap::Subcommand;
use ras_highlevel::reports::ReportType;

use crate::context::Context;
use crate::records::ReportRecord;

use asked::Asked;
use deliver::{Delivery, deliver};
use kind::{Kind, with_type};
use store::Store;

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Ask for a report, wait until Amazon has made it, and print or save it.
    ///
    /// That can take up to three hours. Ctrl-C loses nothing: `ras report resume` goes on.
    Run(Run),
    /// Wait for a report that was asked for before
    Resume(Later),
    /// Fetch a report that is made by now, without waiting
    Get(Later),
    /// List the reports that this machine has asked for
    List,
    /// Show the columns of a type
    Columns {
        /// The type
        kind: Kind,
    },
}

#[derive(Debug, clap::Args)]
pub(crate) struct Run {
    /// What the report is about
    kind: Kind,
    #[command(flatten)]
    asked: Asked,
    #[command(flatten)]
    delivery: Delivery,
    /// Only ask for it, and do not wait
    #[arg(long)]
    no_wait: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Later {
    /// The name of the report, as `ras report list` shows it
    name: String,
    #[command(flatten)]
    delivery: Delivery,
}

pub(crate) async fn run(command: Command, context: &Context) -> Result<()> {
    let store = Store::new(context);
    match command {
        Command::Run(run) => with_type!(run.kind, R => ask::<R>(&run, &store, context).await),
        Command::Resume(later) => {
            with_type!(store.kind(&later.name)?, R => go_on::<R>(&later, true, &store, context).await)
        }
        Command::Get(later) => {
            with_type!(store.kind(&later.name)?, R => go_on::<R>(&later, false, &store, context).await)
        }
        Command::List => context.output.list(&store.list()?),
        Command::Columns { kind } => with_type!(kind, R => columns::show::<R>(context)),
    }
}

async fn ask<R: ReportType>(run: &Run, store: &Store, context: &Context) -> Result<()> {
    let request = run.asked.request::<R>()?;
    run.delivery.check()?;
    let reports = context.ras().await?.reports();
    let mut handle = reports.plan(&request)?;
    // Kept before anything is asked for: whatever happens, the name is good.
    let name = store.begin(run.kind, &handle)?;
    let progress = context.progress(None, &format!("asking for {name}"));
    let resume = context.again(&format!("report resume {name}"));
    context.interrupt.hint(format!(
        "the report goes on being made; go on with: {resume}"
    ));
    let started = reports.start(&mut handle).await;
    store.keep(&name, &handle)?;
    drop(progress);
    started?;
    if run.no_wait {
        return context
            .output
            .one(&ReportRecord::of(&name, run.kind.name(), &handle));
    }
    deliver(context, &reports, store, &name, &mut handle, &run.delivery).await
}

async fn go_on<R: ReportType>(
    later: &Later,
    wait: bool,
    store: &Store,
    context: &Context,
) -> Result<()> {
    later.delivery.check()?;
    let mut handle = store.read::<R>(&later.name)?;
    let reports = context.ras().await?.reports();
    let resume = context.again(&format!("report resume {}", later.name));
    context.interrupt.hint(format!(
        "the report goes on being made; go on with: {resume}"
    ));
    if wait {
        let started = reports.start(&mut handle).await;
        store.keep(&later.name, &handle)?;
        started?;
    } else {
        reports.poll(&mut handle).await?;
        store.keep(&later.name, &handle)?;
        if !handle.is_complete() {
            return Err(deliver::not_made(&later.name, &resume).into());
        }
    }
    deliver(
        context,
        &reports,
        store,
        &later.name,
        &mut handle,
        &later.delivery,
    )
    .await
}
