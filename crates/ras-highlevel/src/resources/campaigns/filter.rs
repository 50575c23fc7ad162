//! Which campaigns to list.

use ras_core::ras::types::{
    EntityIdFilter, ListCampaignsRequest, NameFilter, QueryTermMatchType, ReducedEntityIdFilter,
    StateFilter,
};

use crate::resources::filter::{id_filter, state_filter, text_filter};
use crate::{CampaignId, PortfolioId, State};

/// Which campaigns to list; all of them unless narrowed.
///
/// What is said by several methods must hold together.
///
/// # Example
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use ras_highlevel::{CampaignFilter, NewCampaign, Ras, State, Targeting, Usd};
///
/// # let sandbox = ras_sandbox::Sandbox::start().await?;
/// # let fake = sandbox.credentials();
/// # let ras = Ras::builder().client_id(&fake.client_id).client_secret(fake.client_secret)
/// #     .refresh_token(fake.refresh_token).profile(&fake.profile_id)
/// #     .loopback(sandbox.addr()).build()?;
/// let new = ["Spring shoes", "Spring shirts", "Autumn shoes"]
///     .map(|name| NewCampaign::new(name, Targeting::Manual, Usd::dollars(25)));
/// ras.campaigns().create(new).await?.all()?;
///
/// let spring = CampaignFilter::new().names_containing(["Spring"]).states([State::Enabled]);
/// assert_eq!(ras.campaigns().list(spring).all().await?.len(), 2);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CampaignFilter(pub(crate) ListCampaignsRequest);

impl CampaignFilter {
    /// All campaigns.
    pub fn new() -> Self {
        Self::default()
    }

    id_filter! {
        /// Only these campaigns.
        ///
        /// More than 1000 are asked for in several queries.
        ids(CampaignId) = campaign_id_filter: EntityIdFilter
    }

    id_filter! {
        /// Only campaigns of these portfolios.
        ///
        /// More than 100 are asked for in several queries.
        portfolios(PortfolioId) = portfolio_id_filter: ReducedEntityIdFilter
    }

    text_filter! {
        /// Only campaigns with exactly one of these names.
        ///
        /// More than 100 are asked for in several queries.
        names,
        /// Only campaigns whose name contains one of these texts, in place of
        /// [`names`](Self::names).
        ///
        /// More than 100 are asked for in several queries.
        names_containing = name_filter: NameFilter
    }

    state_filter! {
        /// Only campaigns in one of these states.
        states
    }
}
