//! `ras doctor`: which layer of a set-up does not work.

use anyhow::Result;
use ras_highlevel::{Layer, Outcome};

use crate::client;
use crate::context::Context;
use crate::failure::{Class, Failure};
use crate::records::HealthRecord;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Examine this retailer and its products instead of the first that has some
    #[arg(long, value_name = "ID")]
    retailer: Option<String>,
}

pub(crate) async fn run(args: Args, context: &Context) -> Result<()> {
    let progress = context.progress(None, "examining every layer");
    let mut doctor = client::builder(context).await?.doctor();
    if let Some(retailer) = &args.retailer {
        doctor = doctor.retailer(retailer.as_str());
    }
    let diagnosis = doctor.examine().await;
    drop(progress);
    match context.output.is_for_people() {
        true => context.output.note(&diagnosis),
        false => {
            let steps = diagnosis.steps().iter().cloned().map(HealthRecord);
            context.output.list(&steps.collect::<Vec<_>>())?;
        }
    }
    let Some(failing) = diagnosis.failing() else {
        return Ok(());
    };
    let failure = Failure::new(
        class(failing.layer),
        format!("the first layer that does not work: {}", failing.layer),
    );
    match &failing.outcome {
        // People have just read it.
        Outcome::Failed { fix, .. } if !context.output.is_for_people() => {
            Err(failure.hint(fix).into())
        }
        _ => Err(failure.into()),
    }
}

fn class(layer: Layer) -> Class {
    match layer {
        Layer::Credentials | Layer::Region | Layer::Clock => Class::Config,
        Layer::Token | Layer::Api | Layer::Profile | Layer::Marketplace => Class::Login,
        _ => Class::Refused,
    }
}
