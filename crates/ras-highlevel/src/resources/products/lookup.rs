//! Offers by their ids, in as many requests as that takes.

use std::collections::{HashMap, HashSet};

use futures_util::{StreamExt as _, TryStreamExt as _, stream};

use super::filter::{LARGEST_PAGE, request};
use super::place::Place;
use super::{Product, ask};
use crate::{Error, Ras, RetailerId};

/// Requests that are under way at once.
const AT_ONCE: usize = 4;

/// The product of each offer, by the position of the offer.
pub(super) async fn lookup(
    ras: &Ras,
    retailer: RetailerId,
    offers: &[String],
) -> Result<Vec<Option<Product>>, Error> {
    let mut seen = HashSet::new();
    let distinct: Vec<String> = offers
        .iter()
        .filter(|offer| seen.insert(offer.as_str()))
        .cloned()
        .collect();
    let parts: Vec<Vec<String>> = distinct
        .chunks(usize::from(LARGEST_PAGE))
        .map(<[String]>::to_vec)
        .collect();
    let parts = parts.into_iter().map(|part| some(ras, &retailer, part));
    let found: Vec<Vec<Product>> = stream::iter(parts).buffered(AT_ONCE).try_collect().await?;
    let found: HashMap<String, Product> = found
        .into_iter()
        .flatten()
        .filter_map(|product| Some((product.offer.clone()?, product)))
        .collect();
    Ok(offers
        .iter()
        .map(|offer| found.get(offer).cloned())
        .collect())
}

/// The products of as many offers as one page can hold.
async fn some(
    ras: &Ras,
    retailer: &RetailerId,
    offers: Vec<String>,
) -> Result<Vec<Product>, Error> {
    let offers = offers.into_iter().map(Into::into).collect();
    let request = request(retailer.clone(), LARGEST_PAGE).with_retailer_offer_ids(offers);
    let (mut found, mut place) = (Vec::new(), Place::default());
    loop {
        let answer = ask(ras, &place.put_into(request.clone())).await?;
        found.extend(answer.products);
        // One page holds them all, unless the service cuts it by a cursor.
        let cursor = answer.cursor.as_deref();
        match place.after(0, request.page_size, cursor)? {
            Some(next) => place = next,
            None => return Ok(found),
        }
    }
}
