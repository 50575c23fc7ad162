//! Lists: from a filter to a stream of entities.

use std::sync::Arc;

use ras_core::ras::types::ApiError;
use ras_core::{HttpClient, Request};

use super::rows::Rows;
use super::wire::Wire;
use crate::pages::{Page, Pages};
use crate::transport::Transport;
use crate::{Error, extra};

/// Everything that the filter matches, page by page and query by query.
pub(crate) fn list<E: Wire>(
    transport: &Arc<Transport>,
    http: &HttpClient,
    filter: E::Filter,
) -> Pages<E> {
    let (transport, http) = (Arc::clone(transport), http.clone());
    let queries: Arc<[E::Query]> = E::queries(filter).into();
    Pages::new(
        queries.len(),
        |entity: &E| entity.id().to_owned(),
        move |part, token| {
            let (transport, http) = (Arc::clone(&transport), http.clone());
            let queries = Arc::clone(&queries);
            async move {
                let Some(query) = queries.get(part) else {
                    return Ok(Page::default());
                };
                page::<E>(&transport, &http, query, token).await
            }
        },
    )
}

/// One page of one query.
pub(crate) async fn page<E: Wire>(
    transport: &Transport,
    http: &HttpClient,
    query: &E::Query,
    token: Option<String>,
) -> Result<Page<E>, Error> {
    let operation = E::OPERATIONS.list;
    let query = E::page(query, token);
    let send = |call| {
        let request = Request::new(operation).body(&query);
        async move { http.send::<Rows<E>, ApiError>(&call, request).await }
    };
    let answer = transport.call(operation, send).await?;
    let extras = extra::of_rows::<E::Row>(&answer, E::ROWS);
    let mut page = answer.into_inner();
    for (entity, extra) in page.entities.iter_mut().zip(extras) {
        entity.extra().extend(extra);
    }
    for (member, value) in page.unknown {
        let observer = &transport.observer;
        observer.unknown_value(operation.id, member, &value);
    }
    Ok(Page {
        items: page.entities,
        next: page.next,
    })
}
