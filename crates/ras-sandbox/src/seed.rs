//! What exists before the first request: credentials, the profile, retailers and offers.

use ras_core::Id;
use ras_core::retailers::types::{Retailer, RetailerStatus};

use crate::profile::{Profile, profiles};

mod catalogue;

pub(crate) use catalogue::Offer;

/// What a client needs to log in to a sandbox.
///
/// Nothing here is secret: the values are made up and work nowhere else.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Credentials {
    /// Id of the application.
    pub client_id: String,
    /// Secret of the application.
    pub client_secret: String,
    /// Token that access tokens are fetched with.
    pub refresh_token: String,
    /// The advertiser's profile, for the scope header.
    pub profile_id: String,
}

/// The fixed part of a sandbox.
#[derive(Debug)]
pub(crate) struct Seed {
    /// What ids, prices and traffic are made from.
    pub(crate) number: u64,
    pub(crate) credentials: Credentials,
    pub(crate) first: Profile,
    pub(crate) others: Vec<Profile>,
    shops: Vec<Shop>,
}

/// A retailer and what it sells.
#[derive(Debug)]
pub(crate) struct Shop {
    pub(crate) id: Id,
    pub(crate) retailer: Retailer,
    pub(crate) offers: Vec<Offer>,
}

/// Id, name, domain and status; the first three ids stand in Amazon's documentation.
const RETAILERS: [(&str, &str, &str, RetailerStatus); 14] = [
    (
        "24483676143932",
        "Acorn Grocers",
        "acorn.example",
        RetailerStatus::Active,
    ),
    (
        "224958227503444",
        "Bluebird Home",
        "bluebird.example",
        RetailerStatus::Active,
    ),
    (
        "86254810291451",
        "Cedar Outfitters",
        "cedar.example",
        RetailerStatus::Active,
    ),
    (
        "30100000000004",
        "Dune Electronics",
        "dune.example",
        RetailerStatus::Active,
    ),
    (
        "30100000000005",
        "Elm Street Books",
        "elmstreet.example",
        RetailerStatus::Active,
    ),
    (
        "30100000000006",
        "Fern & Fig",
        "fernfig.example",
        RetailerStatus::Active,
    ),
    (
        "30100000000007",
        "Granite Tools",
        "granite.example",
        RetailerStatus::Active,
    ),
    (
        "30100000000008",
        "Harbor Pets",
        "harborpets.example",
        RetailerStatus::Active,
    ),
    (
        "30100000000009",
        "Iris Beauty",
        "irisbeauty.example",
        RetailerStatus::Active,
    ),
    (
        "30100000000010",
        "Juniper Toys",
        "junipertoys.example",
        RetailerStatus::Active,
    ),
    (
        "30100000000011",
        "Kestrel Sports",
        "kestrel.example",
        RetailerStatus::Active,
    ),
    (
        "30100000000012",
        "Lark Pharmacy",
        "larkpharmacy.example",
        RetailerStatus::Active,
    ),
    (
        "30100000000013",
        "Maple Outlet",
        "mapleoutlet.example",
        RetailerStatus::Inactive,
    ),
    (
        "30100000000014",
        "Nettle Market",
        "nettlemarket.example",
        RetailerStatus::Retired,
    ),
];

impl Seed {
    /// Finds a retailer.
    pub(crate) fn shop(&self, retailer_id: &str) -> Option<&Shop> {
        self.shops.iter().find(|shop| shop.id == retailer_id)
    }

    /// Every retailer, in a fixed order.
    pub(crate) fn shops(&self) -> &[Shop] {
        &self.shops
    }
}

impl Shop {
    /// Whether the retailer takes part at present.
    pub(crate) fn is_active(&self) -> bool {
        self.retailer.status == Some(RetailerStatus::Active)
    }

    /// Finds an offer.
    pub(crate) fn offer(&self, offer_id: &str) -> Option<&Offer> {
        self.offers.iter().find(|offer| offer.id == offer_id)
    }
}

impl Default for Credentials {
    /// What every sandbox with the default seed accepts, also one in another process.
    fn default() -> Self {
        Self {
            client_id: "amzn1.application-oa2-client.sandbox".to_owned(),
            client_secret: "amzn1.oa2-cs.v1.sandbox".to_owned(),
            refresh_token: "Atzr|sandbox-refresh".to_owned(),
            profile_id: "1234567890123456".to_owned(),
        }
    }
}

/// How much there is from the start.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Supply {
    pub(crate) retailers: u32,
    pub(crate) offers: u32,
}

impl Default for Supply {
    fn default() -> Self {
        Self {
            retailers: 14,
            offers: 36,
        }
    }
}

impl Seed {
    /// What exists before the first request, always the same for one number.
    pub(crate) fn new(number: u64, supply: Supply) -> Self {
        let shops = (1..=supply.retailers).map(|shop| {
            let retailer = retailer(shop);
            Shop {
                id: retailer.retailer_id.clone().unwrap_or_default(),
                retailer,
                offers: catalogue::offers(shop, supply.offers, number),
            }
        });
        let credentials = Credentials::default();
        let (first, others) = profiles(&credentials);
        Self {
            number,
            credentials,
            first,
            others,
            shops: shops.collect(),
        }
    }
}

/// The retailer with this number, from 1; those beyond the table are active and much alike.
fn retailer(number: u32) -> Retailer {
    let retailer = |id: &str, name: &str, domain: &str, status: &RetailerStatus| {
        Retailer::new()
            .with_retailer_id(id)
            .with_name(name)
            .with_domain(domain)
            .with_status(status.clone())
    };
    match RETAILERS.get(number as usize - 1) {
        Some((id, name, domain, status)) => retailer(id, name, domain, status),
        None => {
            let id = 30_100_000_000_000_u64 + u64::from(number);
            let name = format!("Outlet {number}");
            let domain = format!("outlet{number}.example");
            retailer(&id.to_string(), &name, &domain, &RetailerStatus::Active)
        }
    }
}
