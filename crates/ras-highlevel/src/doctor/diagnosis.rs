//! What a doctor has found, for people and for programs.

use std::fmt;

use serde::ser::SerializeStruct as _;
use serde::{Serialize, Serializer};

/// What became of every layer, in their order.
///
/// `Display` is a table for people; serde writes `healthy`, `failing` and the steps.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "it says what is wrong"]
pub struct Diagnosis(Vec<Step>);

/// What became of one layer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Step {
    /// The layer.
    pub layer: Layer,
    /// What became of it.
    #[serde(flatten)]
    pub outcome: Outcome,
}

/// What became of a layer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "result", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Outcome {
    /// It works.
    Passed {
        /// What was found.
        finding: String,
    },
    /// It works, but something about it is wrong or unknown.
    Warned {
        /// What that is.
        cause: String,
        /// What usually helps.
        fix: String,
    },
    /// It does not work.
    Failed {
        /// Why not, in the service's words where it gave any.
        cause: String,
        /// What usually helps.
        fix: String,
    },
    /// It was not examined: without an earlier layer it means nothing.
    Skipped {
        /// The earlier layer.
        because: Layer,
    },
}

/// A layer of a set-up. Each one needs those before it, but for some: see [`Outcome::Skipped`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Layer {
    /// What the client is set up with: application, secret, refresh token, address.
    Credentials,
    /// Login with Amazon gives an access token for them.
    Token,
    /// The client talks to the region that RAS is served from.
    Region,
    /// The API answers, and takes the token.
    Api,
    /// The clock of this machine goes right.
    Clock,
    /// The profile is one that the login may edit campaigns of.
    Profile,
    /// The profile is of the marketplace that RAS serves.
    Marketplace,
    /// There is a retailer to advertise on.
    Retailers,
    /// A retailer sells a product that can be advertised.
    Product,
    /// Campaigns can be listed.
    Campaigns,
}

impl Layer {
    /// All layers in their order.
    pub const ALL: [Self; 10] = [
        Self::Credentials,
        Self::Token,
        Self::Region,
        Self::Api,
        Self::Clock,
        Self::Profile,
        Self::Marketplace,
        Self::Retailers,
        Self::Product,
        Self::Campaigns,
    ];

    /// The name, for instance `credentials`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Credentials => "credentials",
            Self::Token => "token",
            Self::Region => "region",
            Self::Api => "api",
            Self::Clock => "clock",
            Self::Profile => "profile",
            Self::Marketplace => "marketplace",
            Self::Retailers => "retailers",
            Self::Product => "product",
            Self::Campaigns => "campaigns",
        }
    }
}

impl Diagnosis {
    /// What became of every layer.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// Whether no layer has failed; warnings are no failures.
    pub fn is_healthy(&self) -> bool {
        self.failing().is_none()
    }

    /// The first layer that has failed: begin with that one.
    pub fn failing(&self) -> Option<&Step> {
        let failed = |step: &&Step| matches!(step.outcome, Outcome::Failed { .. });
        self.0.iter().find(failed)
    }
}

/// What one examination came to, with what the next ones need.
pub(super) enum Examined<T> {
    Passed(T, String),
    Warned(T, Ailment),
    Failed(Ailment),
}

/// What is wrong, and what helps.
#[derive(Debug)]
pub(super) struct Ailment {
    pub(super) cause: String,
    pub(super) fix: String,
}

impl Ailment {
    pub(super) fn new(cause: impl Into<String>, fix: impl Into<String>) -> Self {
        Self {
            cause: cause.into(),
            fix: fix.into(),
        }
    }
}

/// A diagnosis under way.
#[derive(Debug, Default)]
pub(super) struct Chart(Vec<Step>);

impl Chart {
    /// Notes what became of a layer; `None` when it failed.
    pub(super) fn note<T>(&mut self, layer: Layer, examined: Examined<T>) -> Option<T> {
        let (left, outcome) = match examined {
            Examined::Passed(left, finding) => (Some(left), Outcome::Passed { finding }),
            Examined::Warned(left, Ailment { cause, fix }) => {
                (Some(left), Outcome::Warned { cause, fix })
            }
            Examined::Failed(Ailment { cause, fix }) => (None, Outcome::Failed { cause, fix }),
        };
        self.0.push(Step { layer, outcome });
        left
    }

    /// What was left out was so because of the nearest failure before it.
    pub(super) fn finish(self) -> Diagnosis {
        let mut noted = self.0;
        let mut because = Layer::Credentials;
        let steps = Layer::ALL.into_iter().map(|layer| {
            let place = noted.iter().position(|step| step.layer == layer);
            let outcome = match place.map(|place| noted.swap_remove(place)) {
                Some(step) => step.outcome,
                None => Outcome::Skipped { because },
            };
            if matches!(outcome, Outcome::Failed { .. }) {
                because = layer;
            }
            Step { layer, outcome }
        });
        Diagnosis(steps.collect())
    }
}

impl fmt::Display for Layer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let layer = self.layer;
        match &self.outcome {
            Outcome::Passed { finding } => write!(f, "ok       {layer:<12} {finding}"),
            Outcome::Warned { cause, fix } => {
                write!(
                    f,
                    "warning  {layer:<12} {cause}\n{:<9}{:<12} {fix}",
                    "", "what helps:"
                )
            }
            Outcome::Failed { cause, fix } => {
                write!(
                    f,
                    "FAILED   {layer:<12} {cause}\n{:<9}{:<12} {fix}",
                    "", "what helps:"
                )
            }
            Outcome::Skipped { because } => {
                write!(f, "skipped  {layer:<12} it means nothing without {because}")
            }
        }
    }
}

impl fmt::Display for Diagnosis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, step) in self.0.iter().enumerate() {
            let end = if place == 0 { "" } else { "\n" };
            write!(f, "{end}{step}")?;
        }
        Ok(())
    }
}

impl Serialize for Diagnosis {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut diagnosis = serializer.serialize_struct("Diagnosis", 3)?;
        diagnosis.serialize_field("healthy", &self.is_healthy())?;
        diagnosis.serialize_field("failing", &self.failing().map(|step| step.layer))?;
        diagnosis.serialize_field("steps", &self.0)?;
        diagnosis.end()
    }
}
