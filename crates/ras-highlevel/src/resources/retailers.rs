//! Retailers that can be advertised on.

mod retailer_check;

use std::collections::HashMap;
use std::sync::Arc;

use ras_core::retailers::operations::LIST_RETAILERS;
use ras_core::retailers::types::{
    ListRetailersRequest, Retailer as CoreRetailer, RetailerIdFilter,
};
use serde::Serialize;

use super::split::{MAX_PARENTS, split};
use crate::extra::{self, Extra};
use crate::pages::Page;
use crate::{Error, Pages, Ras, RetailerId, RetailerStatus};

pub use retailer_check::{RetailerCheck, RetailerVerdict};

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
    /// Members that this version of the SDK does not know.
    #[serde(skip_serializing_if = "Extra::is_empty")]
    pub extra: Extra,
}

/// Which retailers to list; all active ones unless narrowed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RetailerFilter(ListRetailersRequest);

impl RetailerFilter {
    /// All active retailers.
    pub fn new() -> Self {
        Self::default()
    }

    /// Only these retailers.
    ///
    /// More than 100 are asked for in several queries.
    #[must_use]
    pub fn ids<I: Into<RetailerId>>(mut self, ids: impl IntoIterator<Item = I>) -> Self {
        let ids = ids.into_iter().map(|id| id.into().into()).collect();
        self.0.retailer_id_filter = Some(RetailerIdFilter::new(ids));
        self
    }
}

impl Retailers {
    /// Lists retailers: the active ones, or those asked for by id whatever their status.
    ///
    /// # Retries
    ///
    /// Each page is asked for again when it failed on the way.
    ///
    /// # Source
    ///
    /// `POST /ras/v1/retailers/list`, 200 in one page.
    pub fn list(&self, filter: RetailerFilter) -> Pages<Retailer> {
        let ras = self.0.clone();
        let queries = split(vec![filter.0], MAX_PARENTS, |query| {
            let filter = query.retailer_id_filter.as_mut();
            filter.map(|filter| &mut filter.include)
        });
        let queries: Arc<[ListRetailersRequest]> = queries.into();
        Pages::new(queries.len(), Retailer::key, move |part, token| {
            let (ras, queries) = (ras.clone(), Arc::clone(&queries));
            async move {
                let Some(mut query) = queries.get(part).cloned() else {
                    return Ok(Page::default());
                };
                query.next_token = token;
                query.max_results = Some(PAGE);
                let (inner, query) = (ras.inner(), &query);
                let send = |call| async move { inner.retailers.list_retailers(&call, query).await };
                let answer = inner.transport.call(&LIST_RETAILERS, send).await?;
                let extras = extra::of_rows::<CoreRetailer>(&answer, "retailers");
                let page = answer.into_inner();
                let extras = extras.into_iter().chain(std::iter::repeat(Extra::new()));
                let rows = page.retailers.into_iter().zip(extras);
                let items = rows.map(|(row, extra)| Retailer::from_row(row, extra));
                let items: Vec<Retailer> = items.collect();
                for status in items
                    .iter()
                    .filter_map(|item| item.status.as_ref()?.unknown())
                {
                    let observer = &inner.transport.observer;
                    observer.unknown_value(LIST_RETAILERS.id, "status", status);
                }
                Ok(Page {
                    items,
                    next: page.next_token,
                })
            }
        })
    }
}

impl Retailers {
    /// Says of each retailer whether it can be advertised on, in the order of the ids.
    ///
    /// # Errors
    ///
    /// As [`list`](Self::list): a retailer that cannot be advertised on is no error, but
    /// a verdict.
    ///
    /// # Retries
    ///
    /// As every read.
    ///
    /// # Source
    ///
    /// `POST /ras/v1/retailers/list`, 100 ids in one request. Amazon does not say how
    /// soon a status follows what becomes of the retailer.
    ///
    /// # Example
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use ras_highlevel::Ras;
    /// use ras_highlevel::RetailerVerdict;
    ///
    /// # let sandbox = ras_sandbox::Sandbox::start().await?;
    /// # let fake = sandbox.credentials();
    /// # let ras = Ras::builder().client_id(&fake.client_id).client_secret(fake.client_secret)
    /// #     .refresh_token(fake.refresh_token).profile(&fake.profile_id)
    /// #     .loopback(sandbox.addr()).build()?;
    /// let checks = ras.retailers().check(["24483676143932", "30100000000014"]).await?;
    /// assert_eq!(checks[0].verdict, RetailerVerdict::Ok);
    /// assert_eq!(checks[1].verdict, RetailerVerdict::Retired);
    /// println!("{}; {}", checks[1], checks[1].verdict.hint());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn check<I: Into<RetailerId>>(
        &self,
        ids: impl IntoIterator<Item = I>,
    ) -> Result<Vec<RetailerCheck>, Error> {
        let ids: Vec<RetailerId> = ids.into_iter().map(Into::into).collect();
        let found = self.list(RetailerFilter::new().ids(&ids)).all().await?;
        let found = found
            .into_iter()
            .filter_map(|it| Some((it.id.clone()?, it)));
        let found: HashMap<RetailerId, Retailer> = found.collect();
        let check = |id: RetailerId| {
            let retailer = found.get(&id).cloned();
            RetailerCheck::new(id, retailer)
        };
        Ok(ids.into_iter().map(check).collect())
    }
}

impl Retailer {
    fn key(&self) -> String {
        let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
        // A retailer without id must not be taken for another one.
        match &self.id {
            Some(id) => id.as_str().to_owned(),
            None => text(self.name.as_deref()) + "\n" + &text(self.domain.as_deref()),
        }
    }

    fn from_row(core: CoreRetailer, extra: Extra) -> Self {
        Self {
            id: core.retailer_id.map(RetailerId::from),
            name: core.name,
            domain: core.domain,
            status: core.status.as_ref().map(RetailerStatus::of),
            extra,
        }
    }
}
