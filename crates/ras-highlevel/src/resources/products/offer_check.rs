//! Whether an ad can be made for an offer.

use std::fmt;

use serde::Serialize;

use super::Product;
use crate::{Availability, Eligibility};

/// An offer, and whether an ad can be made for it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct OfferCheck {
    /// The offer, as it was asked for.
    pub offer: String,
    /// Whether an ad can be made for it.
    #[serde(flatten)]
    pub verdict: OfferVerdict,
    /// What the service says about it; none when the retailer does not have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<Product>,
}

/// Whether an ad can be made for an offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
#[non_exhaustive]
pub enum OfferVerdict {
    /// It can be advertised, and bought.
    Ok,
    /// An ad can be made, but does not serve until the offer is in stock again.
    OutOfStock,
    /// An ad would be refused.
    Ineligible {
        /// Codes of the reasons, for instance `MISSING_TITLE`; the service need not give any.
        codes: Vec<String>,
        /// The reasons in the service's words, not always one for each code.
        reasons: Vec<String>,
    },
    /// The retailer has no such offer: an ad would be refused.
    Missing,
    /// The service did not say enough, or in a word that this version does not know.
    Unclear {
        /// What is not known.
        why: String,
    },
}

impl OfferCheck {
    pub(super) fn new(offer: String, product: Option<Product>) -> Self {
        let verdict = product.as_ref().map(Product::verdict);
        let verdict = verdict.unwrap_or(OfferVerdict::Missing);
        Self {
            offer,
            verdict,
            product,
        }
    }
}

impl Product {
    /// Whether an ad can be made for it, as far as it says so itself.
    ///
    /// What keeps an ad from being made comes before what keeps it from serving.
    pub fn verdict(&self) -> OfferVerdict {
        match &self.eligibility {
            Some(Eligibility::Eligible) => {}
            Some(Eligibility::Ineligible) => {
                return OfferVerdict::Ineligible {
                    codes: self.ineligibility_codes.clone(),
                    reasons: self.ineligibility_reasons.clone(),
                };
            }
            Some(Eligibility::Unknown(_)) | None => {
                let word = self.eligibility.as_ref().map(Eligibility::as_str);
                return unclear("eligibility", word);
            }
        }
        match &self.availability {
            Some(Availability::OutOfStock) => OfferVerdict::OutOfStock,
            Some(Availability::Unknown(_)) | None => {
                let word = self.availability.as_ref().map(Availability::as_str);
                unclear("availability", word)
            }
            // What can be ordered for later can be bought.
            Some(_) => OfferVerdict::Ok,
        }
    }
}

fn unclear(what: &str, word: Option<&str>) -> OfferVerdict {
    let why = match word {
        Some(word) => format!("its {what} is {word}, which this version of the SDK does not know"),
        None => format!("the service did not say its {what}"),
    };
    OfferVerdict::Unclear { why }
}

impl OfferVerdict {
    /// Whether an ad for the offer would be refused.
    pub fn blocks(&self) -> bool {
        matches!(self, Self::Ineligible { .. } | Self::Missing)
    }

    /// What usually helps.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Ok => "nothing to do",
            Self::OutOfStock => "wait until the retailer has it again, or choose another offer",
            Self::Ineligible { .. } => {
                "choose another offer, or have the retailer correct what the reasons name"
            }
            Self::Missing => "check the offer's id, and that it is one of this retailer",
            Self::Unclear { .. } => {
                "an ad may be refused or may not serve: look at the product, or choose another"
            }
        }
    }
}

impl fmt::Display for OfferVerdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ok => f.write_str("can be advertised"),
            Self::OutOfStock => f.write_str("is out of stock: its ad would not serve"),
            Self::Ineligible { codes, reasons } => {
                let given = if reasons.is_empty() { codes } else { reasons };
                match given.is_empty() {
                    true => f.write_str("cannot be advertised; the service gives no reason"),
                    false => write!(f, "cannot be advertised: {}", given.join("; ")),
                }
            }
            Self::Missing => f.write_str("is not sold by this retailer"),
            Self::Unclear { why } => write!(f, "is in doubt: {why}"),
        }
    }
}

impl fmt::Display for OfferCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.offer, self.verdict)
    }
}
