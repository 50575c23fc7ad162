//! Retailers that can be advertised on.

use ras_core::retailers::operations;
use ras_core::retailers::types::{
    ListRetailersRequest, Retailer as CoreRetailer, RetailerIdFilter,
};
use serde::Serialize;

use crate::pages::Page;
use crate::{Pages, Ras, RetailerId, RetailerStatus};

/// The service's default page holds 10 retailers; this is its maximum (contract).
const PAGE: i32 = 200;

/// The retailers open to a profile; see [`Ras::retailers`].
#[derive(Clone, Debug)]
pub struct Retailers(pub(crate) Ras);

/// A retailer. The contract promises none of its members.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Retailer {
    /// Identifies the retailer.
    pub id: Option<RetailerId>,
    /// The name.
    pub name: Option<String>,
    /// The web site.
    pub domain: Option<String>,
    /// Whether it can be advertised on.
    pub status: Option<RetailerStatus>,
}

/// Which retailers to list; all active ones unless narrowed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RetailerFilter(ListRetailersRequest);

impl RetailerFilter {
    /// All active retailers.
    pub fn new() -> Self {
        Self::default()
    }

    /// Only these retailers, up to 100.
    #[must_use]
    pub fn ids<I: Into<RetailerId>>(mut self, ids: impl IntoIterator<Item = I>) -> Self {
        let ids = ids.into_iter().map(|id| id.into().into()).collect();
        self.0.retailer_id_filter = Some(RetailerIdFilter::new(ids));
        self
    }
}

impl Retailers {
    /// Lists retailers.
    ///
    /// # Source
    ///
    /// `POST /ras/v1/retailers/list`, 200 in one page.
    pub fn list(&self, filter: RetailerFilter) -> Pages<Retailer> {
        let ras = self.0.clone();
        Pages::new(move |token| {
            let ras = ras.clone();
            let mut request = filter.0.clone();
            request.next_token = token;
            request.max_results = Some(PAGE);
            async move {
                let (client, request) = (&ras.inner().retailers, &request);
                let send = |call| async move { client.list_retailers(&call, request).await };
                let transport = &ras.inner().transport;
                let answer = transport
                    .call(&operations::LIST_RETAILERS, send)
                    .await?
                    .into_inner();
                Ok(Page {
                    items: answer.retailers.into_iter().map(Retailer::from).collect(),
                    next: answer.next_token,
                })
            }
        })
    }
}

impl From<CoreRetailer> for Retailer {
    fn from(core: CoreRetailer) -> Self {
        Self {
            id: core.retailer_id.map(RetailerId::from),
            name: core.name,
            domain: core.domain,
            status: core.status.map(RetailerStatus::from),
        }
    }
}
