//! Retailers and offers, as the account has them.

use anyhow::{Context as _, Result};
use futures_util::TryStreamExt as _;
use ras_highlevel::{Product, ProductFilter, Ras, Retailer, RetailerFilter, RetailerStatus};

/// Hits of a search that are shown.
pub(super) const HITS: u16 = 20;

/// The catalogue; empty handed without an account.
#[derive(Debug)]
pub(super) struct Catalogue {
    ras: Option<Ras>,
}

impl Catalogue {
    pub(super) fn new(ras: Option<Ras>) -> Self {
        Self { ras }
    }

    pub(super) fn is_there(&self) -> bool {
        self.ras.is_some()
    }

    /// The retailers that can be advertised on.
    pub(super) async fn retailers(&self) -> Result<Vec<Retailer>> {
        let Some(ras) = &self.ras else {
            return Ok(Vec::new());
        };
        let mut all = ras
            .retailers()
            .list(RetailerFilter::new())
            .all()
            .await
            .context("listing the retailers")?;
        all.retain(|retailer| {
            let open = retailer.status.as_ref();
            retailer.id.is_some() && open.is_none_or(|status| *status == RetailerStatus::Active)
        });
        Ok(all)
    }

    /// The first offers whose title has these words.
    pub(super) async fn search(&self, retailer: &str, text: &str) -> Result<Vec<Product>> {
        let Some(ras) = &self.ras else {
            return Ok(Vec::new());
        };
        let filter = ProductFilter::new(retailer).text(text).page_size(HITS);
        let mut pages = ras.products().list(filter);
        let mut found = Vec::new();
        while found.len() < usize::from(HITS) {
            let next = pages.try_next().await;
            match next.with_context(|| format!("searching for `{text}`"))? {
                Some(product) if product.offer.is_some() => found.push(product),
                Some(_) => {}
                None => break,
            }
        }
        Ok(found)
    }

    /// Why no ad can be made for an offer, or what is doubtful about it: `Err` for the
    /// former, `Ok` with a text for the latter.
    pub(super) async fn check(
        &self,
        retailer: &str,
        offer: &str,
    ) -> Result<Result<Option<String>, String>> {
        let Some(ras) = &self.ras else {
            return Ok(Ok(None));
        };
        let checks = ras.products().check_offers(retailer, [offer]).await;
        let checks = checks.with_context(|| format!("looking at offer {offer}"))?;
        let Some(check) = checks.into_iter().next() else {
            return Ok(Ok(None));
        };
        let verdict = &check.verdict;
        let told = format!("{offer} {verdict}: {}", verdict.hint());
        Ok(match verdict {
            ras_highlevel::OfferVerdict::Ok => Ok(None),
            verdict if verdict.blocks() => Err(told),
            _ => Ok(Some(told)),
        })
    }
}
