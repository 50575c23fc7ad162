//! The times the protocol depends on.

use std::time::Duration;

/// What the engine assumes about the service, and how long it tries.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Settings {
    /// How long after a request was given up the absence of its effect proves that it
    /// had none: 90 seconds.
    ///
    /// The sum of how late the service may still apply a request (60 s) and how late a
    /// list may show the effect (30 s). A shorter time saves waiting after an unknown
    /// outcome and risks duplicates, which the audit then archives.
    pub settle: Duration,
    /// How long after its creation an entity may be missing from lists: 30 seconds.
    pub visible_within: Duration,
    /// How long one create may take from the intent to its end: 40 seconds. The service
    /// of the engine must give up before.
    pub attempt: Duration,
    /// How long the automatic targets of an ad group may take: 120 seconds.
    pub auto_targets_within: Duration,
    /// How long one run tries what keeps failing before it parks: 10 minutes.
    pub patience: Duration,
    /// Whether something on the way may deliver a request twice. A rollback then waits
    /// for every request to settle; otherwise for those of unknown outcome only.
    pub network_may_duplicate: bool,
    /// Whether another machine may launch the same plan within the same minute. A launch
    /// then enables its campaign no sooner than the other's campaign must be listed;
    /// otherwise both may be enabled for some minutes, until the audit archives one.
    pub rivals_possible: bool,
    /// Whether to take over a campaign of this run from a lost journal without first
    /// waiting for that runner to end, and for its last requests to settle. Needed where
    /// the service does not keep tags, since nothing else tells that runner to stop.
    pub adopt_at_once: bool,
    /// The mistake to make.
    #[cfg(feature = "simulation")]
    pub mutant: Option<super::Mutant>,
}

impl Settings {
    /// How much of an attempt may pass between the intent and the request: an eighth, at
    /// most 5 seconds.
    pub(crate) fn longest_nap(&self) -> Duration {
        (self.attempt / 8).min(Duration::from_secs(5))
    }

    /// How long it may be since a campaign was seen to be ours when something is sent
    /// that depends on it: three attempts, 2 minutes.
    pub(super) fn look_again(&self) -> Duration {
        self.attempt * 3
    }

    /// How long after a change nothing is under way any more, nor hidden, that another
    /// runner began before it saw the change.
    ///
    /// It is listed, seen at the next look, and what was sent last settles.
    pub(super) fn quiet(&self) -> Duration {
        self.visible_within + self.look_again() + self.attempt + self.settle
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            settle: Duration::from_secs(90),
            visible_within: Duration::from_secs(30),
            attempt: Duration::from_secs(40),
            auto_targets_within: Duration::from_secs(120),
            patience: Duration::from_secs(600),
            network_may_duplicate: false,
            rivals_possible: false,
            adopt_at_once: false,
            #[cfg(feature = "simulation")]
            mutant: None,
        }
    }
}
