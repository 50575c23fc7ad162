//! Measures what no document says about the service, with campaigns that cannot spend.

mod bench;
mod probed;

use std::time::Duration;

pub use probed::{Measured, Probed};

use crate::{Error, Ras, Reach};
use bench::Bench;

/// How long a measurement may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Measures how the service treats names, tags and lists; see [`Ras::probe`].
#[derive(Clone, Debug)]
#[must_use = "nothing is measured until `run`"]
pub struct Probe {
    ras: Ras,
    patience: Duration,
}

impl Ras {
    /// A probe, which **creates campaigns** in this profile to find out what Amazon does
    /// not document.
    pub fn probe(&self) -> Probe {
        Probe {
            ras: self.clone(),
            patience: PATIENCE,
        }
    }
}

impl Probe {
    /// How long each measurement may take; 60 seconds unless set.
    pub fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Creates a campaign, measures with it, and archives it.
    ///
    /// Up to three campaigns are created: one, a second of the same name, and a third
    /// after the first was archived. They are PAUSED, have a budget of $1 a day and
    /// nothing below them, so that none can ever spend. All are archived at the end,
    /// also those whose outcome was unknown at first; [`Probed::left`] and
    /// [`Probed::in_doubt`] say what was not. Their common name begins with `ras probe`
    /// and is in [`Probed::name`].
    ///
    /// Dropping the future while it runs leaves what it has created so far.
    ///
    /// # Errors
    ///
    /// When the first campaign is refused: then there is none. What fails later is a
    /// [`Measured::Unknown`].
    ///
    /// # Retries
    ///
    /// As every create, list and delete.
    ///
    /// # Source
    ///
    /// The questions are those that only an account can answer: the contract names the
    /// errors, but not when they come.
    ///
    /// # Example
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use ras_highlevel::Ras;
    /// use ras_highlevel::Measured;
    ///
    /// # let sandbox = ras_sandbox::Sandbox::start().await?;
    /// # let fake = sandbox.credentials();
    /// # let ras = Ras::builder().client_id(&fake.client_id).client_secret(fake.client_secret)
    /// #     .refresh_token(fake.refresh_token).profile(&fake.profile_id)
    /// #     .loopback(sandbox.addr()).build()?;
    /// let probed = ras.probe().run().await?;
    /// println!("{probed}");
    /// assert_eq!(probed.tags_kept, Measured::Known(true));
    /// assert!(probed.left.is_empty() && !probed.in_doubt);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn run(self) -> Result<Probed, Error> {
        let mut bench = Bench::new(self.ras, self.patience)?;
        let mut probed = Probed::nothing(bench.name());
        match bench.first().await {
            Ok(begun) => bench.measure(begun, &mut probed).await,
            Err(error) if error.reach() == Reach::Unknown => {
                probed.visible_after_ms = Measured::Unknown(error.to_string());
            }
            // Nothing exists, and nothing can come to be.
            Err(error) => return Err(error),
        }
        bench.clean_up(&mut probed).await;
        Ok(probed)
    }
}
