//! Which products to list.

use ras_core::products::operations::PRODUCT_METADATA;
use ras_core::products::types::{
    ProductMetadataRequest, ProductMetadataRequestAdType, RetailerInfo, RetailerInfoRetailerType,
};

use crate::error::Inner;
use crate::{Error, ErrorKind, Reach, RetailerId};

/// The largest page (contract).
pub(super) const LARGEST_PAGE: u16 = 300;

/// Divides the 10,000 products that can be listed, which the largest page does not: its
/// last page would end at 9,900.
const PAGE: u16 = 250;

/// The longest text to search for, in characters (contract).
const LONGEST_TEXT: usize = 200;

/// Which products of a retailer to list; all of them unless narrowed.
///
/// The answer always has details and eligibility: without them a product cannot be told
/// from another, and a price or a stock that was not asked for looks like one that is
/// missing.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "list it with `ras.products().list(…)`"]
pub struct ProductFilter(ProductMetadataRequest);

impl ProductFilter {
    /// All products of a retailer.
    pub fn new(retailer: impl Into<RetailerId>) -> Self {
        Self(request(retailer.into(), PAGE))
    }

    /// Only products whose title has this text, in any case; up to 200 characters.
    ///
    /// A blank text narrows nothing.
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.0.search_str = Some(text.into()).filter(|text| !text.trim().is_empty());
        self
    }

    /// Texts in this language, for instance `en_US`; that of the marketplace unless set.
    pub fn locale(mut self, locale: impl Into<String>) -> Self {
        self.0.locale = Some(locale.into());
        self
    }

    /// Products in one page, 1 to 300; 250 unless set.
    ///
    /// Of the 10,000 products that can be listed, a size that does not divide them
    /// leaves some out of reach: 300 ends at 9,900.
    pub fn page_size(mut self, products: u16) -> Self {
        self.0.page_size = i32::from(products);
        self
    }

    pub(super) fn size(&self) -> i32 {
        self.0.page_size
    }

    pub(super) fn request(&self) -> ProductMetadataRequest {
        self.0.clone()
    }

    /// Finds what the service would refuse.
    pub(super) fn check(&self) -> Result<(), Error> {
        let size = self.size();
        if !(1..=i32::from(LARGEST_PAGE)).contains(&size) {
            return Err(refused(format!(
                "page_size {size} is not within 1 to {LARGEST_PAGE}"
            )));
        }
        let length = |text: &String| text.chars().count();
        let length = self.0.search_str.as_ref().map_or(0, length);
        if length > LONGEST_TEXT {
            return Err(refused(format!(
                "the text has {length} characters; titles are searched for {LONGEST_TEXT} at most"
            )));
        }
        Ok(())
    }
}

/// A first page of a retailer's products with all that is known of them.
pub(super) fn request(retailer: RetailerId, size: u16) -> ProductMetadataRequest {
    ProductMetadataRequest::new(0, i32::from(size))
        .with_retailer_info(RetailerInfo::new(retailer, RetailerInfoRetailerType::Rms))
        .with_ad_type(ProductMetadataRequestAdType::Sp)
        .with_check_eligibility(true)
        .with_check_item_details(true)
}

/// What was wrong before anything was sent.
pub(super) fn refused(message: impl Into<String>) -> Error {
    let (kind, reach) = (ErrorKind::Rejected, Reach::NotSent);
    Error::new(Inner::new(kind, reach, PRODUCT_METADATA.id, message))
}
