//! The offers of a retailer.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use ras_core::products::types::{
    BasisPrice, PriceToPay, ProductMetadataModel, ProductMetadataRequest,
    ProductMetadataRequestAdType as AdType, ProductMetadataRequestSortBy as SortBy,
    ProductMetadataRequestSortOrder as SortOrder, ProductMetadataResponse,
    RetailerInfoRetailerType,
};

use crate::access::Caller;
use crate::app::App;
use crate::input::Input;
use crate::reply::{Refusal, typed_response};
use crate::seed::Offer;

const MEDIA_TYPE: &str = "application/vnd.productmetadataresponse.v1+json";
const PATH: &str = "/product/metadata";
const LARGEST_PAGE: i32 = 300;
const MOST_IDS: usize = 300;
const LONGEST_TEXT: usize = 200;
const LAST_PRODUCT: i64 = 10_000;

/// Finds offers by id, by a text of the title, or all of a retailer.
pub(super) async fn search(
    State(app): State<Arc<App>>,
    _: Caller,
    Input(body): Input<ProductMetadataRequest>,
) -> Result<Response, Refusal> {
    let by_cursor = app.behavior().product_cursors;
    let window = window(&body, by_cursor).map_err(|refusal| refusal.for_path(PATH))?;
    let offers = match &body.retailer_info {
        // Without a retailer the search is for Amazon's own catalogue, which is not here.
        None => &[],
        Some(info) => app
            .seed
            .shop(&info.retailer_id)
            .ok_or_else(|| Refusal::not_found("Retailer not found").for_path(PATH))?
            .offers
            .as_slice(),
    };
    let mut wanted = offers.iter().filter(|offer| is_wanted(offer, &body));
    let page = wanted.by_ref().skip(window.start).take(window.length);
    let products = page.map(|offer| describe(offer, &body)).collect();
    let mut answer = ProductMetadataResponse::new().with_product_metadata_list(products);
    if by_cursor {
        let more = wanted
            .next()
            .map(|_| (window.start + window.length).to_string());
        answer.cursor_token = Some(more.unwrap_or_default());
    }
    answer.retailer_info = body.retailer_info;
    Ok(typed_response(StatusCode::OK, MEDIA_TYPE, &answer))
}

/// Which of the wanted offers are on a page.
struct Window {
    start: usize,
    length: usize,
}

/// Checks the page and says where it is: by its number, or by the cursor of the one before.
fn window(body: &ProductMetadataRequest, by_cursor: bool) -> Result<Window, Refusal> {
    if body.page_index < 0 {
        let constraint = "Member must be greater than or equal to 0";
        return Err(Refusal::violation("pageIndex", constraint));
    }
    if !(1..=LARGEST_PAGE).contains(&body.page_size) {
        let constraint = format!("Member must be between 1 and {LARGEST_PAGE}");
        return Err(Refusal::violation("pageSize", constraint));
    }
    if (i64::from(body.page_index) + 1) * i64::from(body.page_size) > LAST_PRODUCT {
        let constraint = format!("(pageIndex + 1) * pageSize must not exceed {LAST_PRODUCT}");
        return Err(Refusal::violation("pageIndex", constraint));
    }
    check_selection(body)?;
    if body.check_eligibility == Some(true) && body.ad_type.is_none() {
        let constraint = "Member must not be null when checkEligibility is true";
        return Err(Refusal::violation("adType", constraint));
    }
    let index = usize::try_from(body.page_index).unwrap_or_default();
    let length = usize::try_from(body.page_size).unwrap_or_default();
    let cursor = body.cursor_token.as_deref();
    let start = match cursor.filter(|cursor| by_cursor && !cursor.is_empty()) {
        Some(cursor) => {
            let position = cursor.parse();
            position.map_err(|_| Refusal::violation("cursorToken", "Cursor is unknown"))?
        }
        None if by_cursor => 0,
        None => index * length,
    };
    Ok(Window { start, length })
}

/// Checks what is searched for.
fn check_selection(body: &ProductMetadataRequest) -> Result<(), Refusal> {
    for (member, ids) in [("asins", &body.asins), ("skus", &body.skus)] {
        if ids.len() > MOST_IDS {
            return Err(Refusal::too_many(member, MOST_IDS));
        }
    }
    if body.asins.iter().any(|asin| asin.chars().count() != 10) {
        let constraint = "Member must have length equal to 10";
        return Err(Refusal::violation("asins", constraint));
    }
    let text = body.search_str.as_deref().unwrap_or_default();
    if text.chars().count() > LONGEST_TEXT {
        return Err(Refusal::too_many("searchStr", LONGEST_TEXT));
    }
    let kind = body.retailer_info.as_ref().map(|info| &info.retailer_type);
    check_word(
        "retailerInfo.retailerType",
        kind,
        RetailerInfoRetailerType::KNOWN,
    )?;
    check_word("adType", body.ad_type.as_ref(), AdType::KNOWN)?;
    check_word("sortBy", body.sort_by.as_ref(), SortBy::KNOWN)?;
    check_word("sortOrder", body.sort_order.as_ref(), SortOrder::KNOWN)?;
    let exclusive = [
        !body.asins.is_empty(),
        !body.skus.is_empty(),
        !text.is_empty(),
    ];
    if exclusive.into_iter().filter(|given| *given).count() > 1 {
        let constraint = "Only one of asins, skus and searchStr can be given";
        return Err(Refusal::violation("searchStr", constraint));
    }
    Ok(())
}

/// Refuses a word that the contract does not know.
fn check_word<T: AsRef<str>>(
    member: &str,
    word: Option<&T>,
    known: &[&str],
) -> Result<(), Refusal> {
    let word = word.map(AsRef::as_ref);
    match word.filter(|word| !known.contains(word)) {
        Some(word) => Err(Refusal::unknown_value(member, &[word], known)),
        None => Ok(()),
    }
}

fn is_wanted(offer: &Offer, body: &ProductMetadataRequest) -> bool {
    let ids = &body.retailer_offer_ids;
    let text = body
        .search_str
        .as_deref()
        .unwrap_or_default()
        .to_lowercase();
    // The offers of retailers have neither ASIN nor SKU.
    body.asins.is_empty()
        && body.skus.is_empty()
        && (ids.is_empty() || ids.contains(&offer.id))
        && offer.title.to_lowercase().contains(&text)
}

fn describe(offer: &Offer, body: &ProductMetadataRequest) -> ProductMetadataModel {
    let mut product = ProductMetadataModel::new().with_retailer_offer_id(offer.id.as_str());
    if body.check_eligibility == Some(true) {
        if offer.eligible {
            product = product.with_eligibility_status("ELIGIBLE");
        } else {
            product = product
                .with_eligibility_status("INELIGIBLE")
                .with_ineligibility_codes(vec!["INELIGIBLE_CONDITION".to_owned()])
                .with_ineligibility_reasons(vec!["The offer cannot be advertised".to_owned()]);
        }
    }
    if body.check_item_details == Some(true) {
        let stock = if offer.in_stock {
            "IN_STOCK"
        } else {
            "OUT_OF_STOCK"
        };
        product = product
            .with_title(offer.title.as_str())
            .with_brand(offer.brand)
            .with_category(offer.category)
            .with_image_url(format!("https://images.example/{}.jpg", offer.id))
            .with_availability(stock)
            .with_created_date("Jul 1, 2021")
            .with_price_to_pay(
                PriceToPay::new()
                    .with_amount(offer.price.into())
                    .with_currency("USD"),
            )
            .with_basis_price(
                BasisPrice::new()
                    .with_amount(offer.price.into())
                    .with_currency("USD"),
            );
    }
    product
}
