//! Lists: from a filter to a stream of entities.

use std::sync::Arc;

use super::wire::Wire;
use crate::pages::{Page, Pages};
use crate::transport::Transport;
use crate::{Error, extra};

/// Everything that the filter matches, page by page and query by query.
pub(crate) fn list<E: Wire>(
    transport: &Arc<Transport>,
    client: &ras_core::ras::Client,
    filter: E::Filter,
) -> Pages<E> {
    let transport = Arc::clone(transport);
    let client = client.clone();
    let queries: Arc<[E::Query]> = E::queries(filter).into();
    Pages::new(
        queries.len(),
        |entity: &E| entity.id().to_owned(),
        move |part, token| {
            let (transport, client) = (Arc::clone(&transport), client.clone());
            let queries = Arc::clone(&queries);
            async move {
                let Some(query) = queries.get(part) else {
                    return Ok(Page::default());
                };
                page::<E>(&transport, &client, query, token).await
            }
        },
    )
}

/// One page of one query.
pub(crate) async fn page<E: Wire>(
    transport: &Transport,
    client: &ras_core::ras::Client,
    query: &E::Query,
    token: Option<String>,
) -> Result<Page<E>, Error> {
    let operation = E::OPERATIONS.list;
    let token = &token;
    let send = |call| async move { E::list(client, &call, query, token.clone()).await };
    let answer = transport.call(operation, send).await?;
    let mut extras = extra::of_rows::<E::Row>(answer.body(), E::ROWS).into_iter();
    let page = answer.into_inner();
    let items = page.rows.into_iter().map(|row| {
        for (member, value) in E::unknown_values(&row) {
            transport
                .observer
                .unknown_value(operation.id, member, value);
        }
        E::read(row, extras.next().unwrap_or_default())
    });
    Ok(Page {
        items: items.collect(),
        next: page.next,
    })
}
