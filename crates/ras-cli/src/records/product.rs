//! A product of a retailer.

use ras_highlevel::{Product, RetailerId};

use crate::output::{Cell, Column, Record, detail, shown};

/// A product, and the retailer that was asked for it.
#[derive(Debug)]
pub(crate) struct ProductRecord {
    pub(crate) retailer: RetailerId,
    pub(crate) product: Product,
}

impl Record for ProductRecord {
    const NOUN: &'static str = "product";
    const COLUMNS: &'static [Column<Self>] = &[
        detail("retailer", |it| Cell::id(&it.retailer)),
        shown("offer", |it| Cell::maybe_id(it.product.offer.as_ref())),
        shown("title", |it| Cell::maybe_text(it.product.title.as_ref())),
        shown("brand", |it| Cell::maybe_text(it.product.brand.as_ref())),
        detail("category", |it| {
            Cell::maybe_text(it.product.category.as_ref())
        }),
        shown("price", |it| {
            it.product
                .price
                .as_ref()
                .map_or(Cell::None, |price| Cell::Number(price.amount))
        }),
        detail("currency", |it| {
            Cell::maybe_text(
                it.product
                    .price
                    .as_ref()
                    .and_then(|price| price.currency.as_ref()),
            )
        }),
        shown("availability", |it| {
            Cell::maybe_text(
                it.product
                    .availability
                    .as_ref()
                    .map(|it| it.as_str().to_owned()),
            )
        }),
        shown("eligibility", |it| {
            Cell::maybe_text(
                it.product
                    .eligibility
                    .as_ref()
                    .map(|it| it.as_str().to_owned()),
            )
        }),
        detail("ineligibility_codes", |it| {
            Cell::json(&it.product.ineligibility_codes)
        }),
        detail("ineligibility_reasons", |it| {
            Cell::json(&it.product.ineligibility_reasons)
        }),
        detail("image_url", |it| {
            Cell::maybe_text(it.product.image_url.as_ref())
        }),
        detail("created", |it| {
            Cell::maybe_text(it.product.created.as_ref())
        }),
    ];
}
