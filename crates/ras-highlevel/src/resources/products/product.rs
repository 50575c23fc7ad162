//! A product as the service describes it.

use std::fmt;

use jiff::civil::Date;
use ras_core::products::types::ProductMetadataModel;
use ras_core::{LenientMoney, Money};
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

use crate::extra::Extra;
use crate::{Availability, Eligibility};

/// Forms in which a day was seen or is documented: `Jul 1, 2021`, `July 1, 2021`, ISO.
const DAY_FORMS: [&str; 3] = ["%b %d, %Y", "%B %d, %Y", "%Y-%m-%d"];

/// A product of a retailer. The contract promises none of its members.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Product {
    /// The offer, by the retailer's identifier: what a product ad takes.
    pub offer: Option<String>,
    /// The title, which a text is searched in.
    pub title: Option<String>,
    /// The brand.
    pub brand: Option<String>,
    /// The category that holds it.
    pub category: Option<String>,
    /// Address of a picture.
    pub image_url: Option<String>,
    /// What a shopper pays, savings included.
    ///
    /// An amount that is none, such as `"N/A"`, stands in [`extra`](Self::extra) under
    /// `priceToPay.amount`, as the service wrote it.
    pub price: Option<Price>,
    /// What it costs without savings; else in `extra` under `basisPrice.amount`.
    pub basis_price: Option<Price>,
    /// Whether it can be bought.
    pub availability: Option<Availability>,
    /// Whether it may be advertised with Sponsored Products.
    pub eligibility: Option<Eligibility>,
    /// Codes of what makes it ineligible, for instance `MISSING_TITLE`; up to 12.
    pub ineligibility_codes: Vec<String>,
    /// What makes it ineligible in the service's words; not always one for each code.
    pub ineligibility_reasons: Vec<String>,
    /// When it was first on sale, as the service writes it, for instance `Jul 1, 2021`.
    ///
    /// [`created_on`](Self::created_on) reads it.
    pub created: Option<String>,
    /// Amazon's number, 10 characters; offers of other retailers have none.
    pub asin: Option<String>,
    /// The seller's own number; offers of other retailers have none.
    pub sku: Option<String>,
    /// Rank among the best sellers of the category.
    pub best_seller_rank: Option<String>,
    /// Variations, up to 1500.
    pub variations: Vec<String>,
    /// The country that a Global Store listing comes from, for instance `DE`.
    pub source_country: Option<String>,
    /// Members that this version of the SDK does not know, and amounts that are none.
    #[serde(skip_serializing_if = "Extra::is_empty")]
    pub extra: Extra,
}

/// An amount in a currency, exact.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Price {
    /// The amount, in units of the currency.
    #[serde(serialize_with = "number")]
    pub amount: Decimal,
    /// The currency, for instance `USD`; the contract does not promise it.
    pub currency: Option<String>,
}

impl Product {
    pub(super) fn from_row(core: ProductMetadataModel, mut extra: Extra) -> Self {
        let mut price = |member: &str, amount: Option<LenientMoney>, currency| {
            let amount = amount?;
            if let Some(other) = amount.other() {
                extra.insert(format!("{member}.amount"), other.clone());
            }
            let amount = amount.amount()?.amount();
            Some(Price { amount, currency })
        };
        let pay = core.price_to_pay;
        let pay = pay.and_then(|it| price("priceToPay", it.amount, it.currency));
        let basis = core.basis_price;
        let basis = basis.and_then(|it| price("basisPrice", it.amount, it.currency));
        let store = core.global_store_setting;
        Self {
            offer: core.retailer_offer_id.map(String::from),
            title: core.title,
            brand: core.brand,
            category: core.category,
            image_url: core.image_url,
            price: pay,
            basis_price: basis,
            availability: core.availability.as_ref().map(Availability::of),
            eligibility: core.eligibility_status.as_ref().map(Eligibility::of),
            ineligibility_codes: core.ineligibility_codes,
            ineligibility_reasons: core.ineligibility_reasons,
            created: core.created_date,
            asin: core.asin,
            sku: core.sku,
            best_seller_rank: core.best_seller_rank,
            variations: core.variation_list,
            source_country: store.and_then(|store| store.catalog_source_country_code),
            extra,
        }
    }

    /// The day when it was first on sale; none when there is none, or none that can be read.
    pub fn created_on(&self) -> Option<Date> {
        let text = self.created.as_deref()?.trim();
        DAY_FORMS
            .iter()
            .find_map(|form| Date::strptime(form, text).ok())
    }

    /// What a list tells products apart by.
    pub(super) fn key(&self) -> String {
        let ids = [&self.offer, &self.asin, &self.sku, &self.title];
        ids.into_iter()
            .flatten()
            .next()
            .cloned()
            .unwrap_or_default()
    }

    /// The values of open enums that this version does not know, by member.
    pub(super) fn unknown_values(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let availability = self.availability.as_ref().and_then(Availability::unknown);
        let eligibility = self.eligibility.as_ref().and_then(Eligibility::unknown);
        let values = [
            ("availability", availability),
            ("eligibilityStatus", eligibility),
        ];
        values
            .into_iter()
            .filter_map(|(member, value)| Some((member, value?)))
    }
}

impl fmt::Display for Price {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut amount = self.amount;
        // Cents always, smaller fractions when there are any.
        if amount.scale() < 2 {
            amount.rescale(2);
        }
        match self.currency.as_deref() {
            Some("USD") => write!(f, "${amount}"),
            Some(currency) => write!(f, "{amount} {currency}"),
            None => write!(f, "{amount}"),
        }
    }
}

/// A JSON number, as amounts are everywhere.
fn number<S: Serializer>(amount: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    Money::new(*amount).serialize(serializer)
}
