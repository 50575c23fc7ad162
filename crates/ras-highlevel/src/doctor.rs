//! Finds out which layer of a set-up does not work: from the credentials to a list of campaigns.

mod credentials;
mod diagnosis;
mod probe;
mod profile;
mod remedy;
mod service;
mod supply;

pub use diagnosis::{Diagnosis, Layer, Outcome, Step};
pub use probe::{Measured, Probe, Probed};

use crate::{RasBuilder, RetailerId};
use diagnosis::Chart;

/// Examines a set-up layer by layer and says which does not work, why, and what helps.
///
/// It only reads: nothing is created or changed. [`Ras::probe`](crate::Ras::probe) is the
/// one that creates something.
///
/// # Example
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use ras_highlevel::{Layer, Ras};
///
/// # let sandbox = ras_sandbox::Sandbox::start().await?;
/// # let fake = sandbox.credentials();
/// let builder = Ras::builder()
///     .client_id(&fake.client_id)
///     .client_secret("mistyped")
///     .refresh_token(fake.refresh_token)
///     .profile(&fake.profile_id)
///     .loopback(sandbox.addr()); // without this line: Amazon, North America
///
/// let diagnosis = builder.doctor().examine().await;
/// println!("{diagnosis}");
/// assert!(!diagnosis.is_healthy());
/// assert_eq!(diagnosis.failing().map(|step| step.layer), Some(Layer::Token));
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
#[must_use = "nothing is examined until `examine`"]
pub struct Doctor {
    builder: RasBuilder,
    retailer: Option<RetailerId>,
}

impl RasBuilder {
    /// A doctor for what was set so far, right or wrong.
    pub fn doctor(self) -> Doctor {
        Doctor {
            builder: self,
            retailer: None,
        }
    }
}

impl Doctor {
    /// Examines this retailer and its products instead of the first that has some.
    pub fn retailer(mut self, retailer: impl Into<RetailerId>) -> Self {
        self.retailer = Some(retailer.into());
        self
    }

    /// Examines every layer that the ones before it leave a meaning.
    ///
    /// A login is tried anew, whatever tokens are kept. That takes about ten requests, all
    /// of them reads, each of which gives up after a minute or two.
    ///
    /// # Retries
    ///
    /// Two attempts for each request; a 429 is waited for up to a minute.
    ///
    /// # Source
    ///
    /// `POST /auth/o2/token`, `GET /v2/profiles`, `POST /ras/v1/retailers/list`,
    /// `POST /product/metadata` and `POST /ras/v1/campaigns/list`.
    pub async fn examine(self) -> Diagnosis {
        let mut chart = Chart::default();
        // Ends early where what follows means nothing; the chart notes what was left out.
        let _ = walk(self, &mut chart).await;
        chart.finish()
    }
}

/// The layers in their order; `None` at the first without which the next ones mean nothing.
async fn walk(doctor: Doctor, chart: &mut Chart) -> Option<()> {
    let wanted = doctor.builder.profile.clone();
    let account = chart.note(Layer::Credentials, credentials::examine(doctor.builder))?;
    let token = chart.note(Layer::Token, service::token(&account).await);
    // Where the calls go is worth knowing without a token too.
    chart.note(Layer::Region, service::region(&account.inner().region))?;
    token?;
    let seen = chart.note(Layer::Api, service::api(&account).await)?;
    chart.note(Layer::Clock, service::clock(&seen));
    let profile = profile::examine(&account, seen.profiles, wanted);
    let profile = chart.note(Layer::Profile, profile.await)?;
    chart.note(Layer::Marketplace, profile::marketplace(&profile))?;
    let ras = account.ras(profile.id);
    let retailers = supply::retailers(&ras, doctor.retailer).await;
    if let Some(retailers) = chart.note(Layer::Retailers, retailers) {
        chart.note(Layer::Product, supply::product(&ras, retailers).await);
    }
    chart.note(Layer::Campaigns, supply::campaigns(&ras).await);
    Some(())
}
