//! Products: what a retailer sells, and which of it can be advertised.

mod filter;
mod lookup;
mod offer_check;
mod place;
mod product;

use ras_core::products::Client;
use ras_core::products::operations::PRODUCT_METADATA;
use ras_core::products::types::{ApiError, ProductMetadataModel, ProductMetadataRequest};

pub use filter::ProductFilter;
pub use offer_check::{OfferCheck, OfferVerdict};
pub use product::{Price, Product};

use crate::extra::{self, Extra};
use crate::pages::Page;
use crate::transport::ErrorBody;
use crate::{Error, Pages, Ras, RetailerId};
use place::Place;

/// What the retailers of a profile sell; see [`Ras::products`].
#[derive(Clone, Debug)]
pub struct Products(pub(crate) Ras);

/// A page of products, before it is known what follows.
#[derive(Debug)]
struct Answer {
    products: Vec<Product>,
    cursor: Option<String>,
}

impl Products {
    /// Lists the products of one retailer, narrowed by a text of their titles.
    ///
    /// No answer says how many there are: pages are read until one is empty, which costs
    /// a request more than there are pages. Where the service gives a cursor it is
    /// followed instead.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Rejected`](crate::ErrorKind::Rejected) with
    /// [`Reach::NotSent`](crate::Reach::NotSent) when the filter breaks a limit of the
    /// service, and when there may be more products than the 10,000 that it lists: those
    /// come first, then the error, so that nobody takes a part for the whole.
    /// An unknown retailer is refused by the service.
    ///
    /// # Retries
    ///
    /// Each page is asked for again when it failed on the way.
    ///
    /// # Source
    ///
    /// `POST /product/metadata` with `retailerInfo`, section 3 of the guide.
    ///
    /// # Example
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use futures_util::TryStreamExt;
    /// use ras_highlevel::{ProductFilter, Ras};
    ///
    /// # let sandbox = ras_sandbox::Sandbox::start().await?;
    /// # let fake = sandbox.credentials();
    /// # let ras = Ras::builder().client_id(&fake.client_id).client_secret(fake.client_secret)
    /// #     .refresh_token(fake.refresh_token).profile(&fake.profile_id)
    /// #     .loopback(sandbox.addr()).build()?;
    /// let filter = ProductFilter::new("24483676143932").text("coffee");
    /// let mut products = ras.products().list(filter);
    /// while let Some(product) = products.try_next().await? {
    ///     println!("{}", product.title.unwrap_or_default());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn list(&self, filter: ProductFilter) -> Pages<Product> {
        let ras = self.0.clone();
        Pages::new(1, Product::key, move |_, token| {
            let (ras, filter) = (ras.clone(), filter.clone());
            async move {
                filter.check()?;
                let place = Place::read(token.as_deref())?;
                let size = filter.size();
                place.check(size)?;
                let answer = ask(&ras, &place.put_into(filter.request())).await?;
                let (count, cursor) = (answer.products.len(), answer.cursor.as_deref());
                let next = place.after(count, size, cursor)?;
                Ok(Page {
                    next: next.map(|place| place.to_string()),
                    items: answer.products,
                })
            }
        })
    }

    /// Looks offers up by their ids, and returns them in the order of the ids.
    ///
    /// What the retailer does not have is `None`. An id that stands twice is asked for
    /// once and answered twice. More than 300 are asked for in several requests, up to
    /// four at a time.
    ///
    /// # Errors
    ///
    /// The first request that failed; the answers of the others are dropped. An unknown
    /// retailer is refused by the service.
    ///
    /// # Retries
    ///
    /// As every read.
    ///
    /// # Source
    ///
    /// `POST /product/metadata` with `retailerOfferIds`, section 3 of the guide. It gives
    /// no limit for them; 300 is that of a page, and of ids of other kinds.
    ///
    /// # Example
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use ras_highlevel::Ras;
    /// # let sandbox = ras_sandbox::Sandbox::start().await?;
    /// # let fake = sandbox.credentials();
    /// # let ras = Ras::builder().client_id(&fake.client_id).client_secret(fake.client_secret)
    /// #     .refresh_token(fake.refresh_token).profile(&fake.profile_id)
    /// #     .loopback(sandbox.addr()).build()?;
    /// let offers = ["OFFER-01-0001", "OFFER-01-9999"];
    /// let found = ras.products().lookup("24483676143932", offers).await?;
    /// assert_eq!(found[0].as_ref().and_then(|it| it.offer.as_deref()), Some(offers[0]));
    /// assert!(found[1].is_none());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn lookup<O: Into<String>>(
        &self,
        retailer: impl Into<RetailerId>,
        offers: impl IntoIterator<Item = O>,
    ) -> Result<Vec<Option<Product>>, Error> {
        let offers: Vec<String> = offers.into_iter().map(Into::into).collect();
        lookup::lookup(&self.0, retailer.into(), &offers).await
    }

    /// Says of each offer whether an ad can be made for it, in the order of the offers.
    ///
    /// # Errors
    ///
    /// As [`lookup`](Self::lookup): an offer that cannot be advertised is no error, but
    /// a verdict.
    ///
    /// # Retries
    ///
    /// As every read.
    ///
    /// # Source
    ///
    /// `POST /product/metadata` with `checkEligibility` for Sponsored Products. Amazon
    /// does not say how soon eligibility and stock in it follow those of the retailer.
    ///
    /// # Example
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # use ras_highlevel::Ras;
    /// use ras_highlevel::OfferVerdict;
    ///
    /// # let sandbox = ras_sandbox::Sandbox::start().await?;
    /// # let fake = sandbox.credentials();
    /// # let ras = Ras::builder().client_id(&fake.client_id).client_secret(fake.client_secret)
    /// #     .refresh_token(fake.refresh_token).profile(&fake.profile_id)
    /// #     .loopback(sandbox.addr()).build()?;
    /// let offers = ["OFFER-01-0001", "OFFER-01-0009", "OFFER-01-0012", "OFFER-01-9999"];
    /// let checks = ras.products().check_offers("24483676143932", offers).await?;
    /// assert_eq!(checks[0].verdict, OfferVerdict::Ok);
    /// for check in checks.iter().filter(|check| check.verdict.blocks()) {
    ///     println!("{check}; {}", check.verdict.hint());
    /// }
    /// # assert_eq!(checks.iter().filter(|check| check.verdict.blocks()).count(), 2);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn check_offers<O: Into<String>>(
        &self,
        retailer: impl Into<RetailerId>,
        offers: impl IntoIterator<Item = O>,
    ) -> Result<Vec<OfferCheck>, Error> {
        let offers: Vec<String> = offers.into_iter().map(Into::into).collect();
        let found = lookup::lookup(&self.0, retailer.into(), &offers).await?;
        let pairs = offers.into_iter().zip(found);
        Ok(pairs
            .map(|(offer, product)| OfferCheck::new(offer, product))
            .collect())
    }
}

/// Asks for one page.
async fn ask(ras: &Ras, request: &ProductMetadataRequest) -> Result<Answer, Error> {
    let client = Client::new(ras.account().inner().http.clone());
    let transport = &ras.inner().transport;
    let client = &client;
    let send = |call| async move { client.product_metadata(&call, request).await };
    let answer = transport.call(&PRODUCT_METADATA, send).await?;
    let extras = extra::of_rows::<ProductMetadataModel>(&answer, "ProductMetadataList");
    let extras = extras.into_iter().chain(std::iter::repeat(Extra::new()));
    let page = answer.into_inner();
    let rows = page.product_metadata_list.into_iter().zip(extras);
    let products: Vec<Product> = rows
        .map(|(row, extra)| Product::from_row(row, extra))
        .collect();
    for (member, value) in products.iter().flat_map(Product::unknown_values) {
        transport
            .observer
            .unknown_value(PRODUCT_METADATA.id, member, value);
    }
    Ok(Answer {
        products,
        cursor: page.cursor_token,
    })
}

impl ErrorBody for ApiError {
    fn text(&self) -> Option<&str> {
        let other = |name| self.extra.get(name)?.as_str();
        let details = self.details.as_deref();
        details
            .or_else(|| other("message"))
            .or_else(|| other("detail"))
    }
}
