//! Runs Amazon Retail Ad Service (RAS) campaigns from Rust, safely with money.
//!
//! [`Ras`] is the client: cheap to clone, one for each profile. Its resources are
//! plural nouns, and each has four words: what is read ([`Campaign`]), what is created
//! ([`NewCampaign`]), what is changed ([`CampaignPatch`]) and what is asked for
//! ([`CampaignFilter`]). [`Ras::launch`] builds a whole campaign from a
//! [`CampaignPlan`], exactly once in effect and through any crash; [`Bulk`] builds many.
//! Before there is a profile, [`Login`] fetches a refresh token in the browser, and an
//! [`Account`] lists the profiles that it is good for. [`RasBuilder::doctor`] says which
//! layer of a set-up does not work, and what helps.
//!
//! * Creates are never sent again after an unknown outcome: [`Error::reach`] says so.
//! * All calls of a profile keep one pace, which follows what the service bears.
//! * A 207 is a value: [`Batch`] keeps the position of every input.
//! * [`Guardrails`] of your own are checked below every write.
//! * A campaign is created PAUSED and enabled last, so that a half-built one cannot spend.
//!
//! # Example
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use ras_highlevel::{NewCampaign, Ras, State, Targeting, Usd};
//!
//! # let sandbox = ras_sandbox::Sandbox::start().await?;
//! # let fake = sandbox.credentials();
//! let ras = Ras::builder()
//!     .client_id(&fake.client_id)
//!     .client_secret(fake.client_secret)
//!     .refresh_token(fake.refresh_token)
//!     .profile(&fake.profile_id)
//!     .loopback(sandbox.addr()) // without this line: Amazon, North America
//!     .build()?;
//!
//! let campaign = NewCampaign::new("Spring shoes", Targeting::Auto, Usd::dollars(25))
//!     .state(State::Paused);
//! let ids = ras.campaigns().create([campaign]).await?.all()?;
//! println!("campaign {}", ids[0]);
//! # Ok(())
//! # }
//! ```

#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::result_large_err,
        reason = "a test may panic, and need not be quick"
    )
)]

mod account;
mod auth;
mod batch;
mod client;
mod config;
mod doctor;
mod error;
mod extra;
mod guardrails;
mod hosts;
mod ids;
mod item_error;
mod launch;
mod limiter;
mod limits;
mod money;
mod observer;
mod open_enums;
mod pacific;
mod pages;
mod private_files;
mod raw;
pub mod reports;
mod resources;
mod transport;

pub use account::Account;
pub use auth::{
    AccessToken, Consent, FileTokenStore, Login, RefreshToken, Shared, StoredToken, TokenKey,
    TokenProvider, TokenStore,
};
pub use batch::{Batch, Failed};
pub use client::Ras;
pub use config::RasBuilder;
pub use doctor::{Diagnosis, Doctor, Layer, Measured, Outcome, Probe, Probed, Step};
pub use error::{Error, ErrorKind, Reach};
pub use extra::Extra;
pub use guardrails::Guardrails;
pub use ids::{AdGroupId, CampaignId, PortfolioId, ProductAdId, ProfileId, RetailerId, TargetId};
pub use item_error::{ItemError, ItemErrorKind};
pub use launch::engine;
pub use launch::{
    AdGroupPlan, AdGroupTree, AutoBids, Bulk, BulkEnd, BulkFailure, BulkReport, BulkRun,
    CampaignPlan, CampaignTree, Created, EntityCounts, ExistingPlan, FileJournal, Finding,
    Findings, KeywordPlan, Launch, LaunchError, LaunchEvent, LeftOut, NegativeKeywordPlan,
    NegativeProductPlan, ParseRunIdError, PlanError, PlanFormat, PlannedOffer, Preview,
    ProductPlan, Run, RunId, RunStatus, Running, Runs, RunsError, Severity, Stopped,
};
pub use limits::Limits;
pub use money::{ParseUsdError, Usd};
pub use observer::{Attempt, Observer};
pub use open_enums::{
    AutoMatch, Availability, BiddingStrategy, BudgetType, Eligibility, KeywordMatch, Placement,
    RetailerStatus, State, TargetType, Targeting, Unknown,
};
pub use pages::{PageToken, Pages, ParsePageTokenError};
pub use raw::Raw;
pub use resources::ad_groups::{AdGroup, AdGroupFilter, AdGroupPatch, AdGroups, NewAdGroup};
pub use resources::campaigns::{
    Campaign, CampaignFilter, CampaignPatch, Campaigns, NewCampaign, PlacementBid, Tag,
};
pub use resources::product_ads::{
    NewProductAd, ProductAd, ProductAdFilter, ProductAdPatch, ProductAds,
};
pub use resources::products::{OfferCheck, OfferVerdict, Price, Product, ProductFilter, Products};
pub use resources::profiles::{Obstacle, Profile, Profiles, ReviewedProfile};
pub use resources::retailers::{
    Retailer, RetailerCheck, RetailerFilter, RetailerVerdict, Retailers,
};
pub use resources::targets::{NewTarget, Target, TargetFilter, TargetKind, TargetPatch, Targets};
pub use resources::{Entity, Resource, ServingDetail};

/// The generated client underneath, for what this crate does not cover.
///
/// Calls made through it bypass everything this crate guards; [`Ras::core`] has its
/// clients, logged in.
pub use ras_core as core;
