//! Retailers that can be advertised on.

use std::sync::Arc;

use ras_core::retailers::operations::LIST_RETAILERS;
use ras_core::retailers::types::{
    ListRetailersRequest, Retailer as CoreRetailer, RetailerIdFilter,
};
use serde::Serialize;

use super::split::{MAX_PARENTS, split};
use crate::extra::{self, Extra};
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
    /// Lists retailers.
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
