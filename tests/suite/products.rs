//! Products: pages, the cap on them, lookups in any number, verdicts and what survives.

use std::sync::{Arc, Mutex};

use futures_util::TryStreamExt;
use ras_highlevel::{
    Availability, Error, ErrorKind, Observer, OfferVerdict, PageToken, Product, ProductFilter, Ras,
    Reach,
};
use rust_decimal::Decimal;

use crate::contract::watched::Sandbox;
use crate::fault_table::Tokens;
use crate::launch::client;

use crate::stub::Stub;

const RETAILER: &str = "24483676143932";

async fn with_offers(count: u32) -> (Sandbox, Ras) {
    let sandbox = ras_sandbox::Sandbox::builder().retailers(1).offers(count);
    let sandbox = Sandbox::watching(sandbox.start().await.unwrap());
    let ras = client(&sandbox);
    (sandbox, ras)
}

/// The searches that reached the sandbox: page number, page size and how many ids.
fn asked(sandbox: &Sandbox) -> Vec<(u64, u64, usize)> {
    let requests = sandbox.requests();
    let searches = requests.iter().filter(|it| it.path == "/product/metadata");
    let read = |it: &ras_sandbox::RecordedRequest| -> (u64, u64, usize) {
        let body: serde_json::Value = serde_json::from_slice(&it.body).unwrap();
        let ids = body["retailerOfferIds"].as_array().map_or(0, Vec::len);
        let number = |member: &str| body[member].as_u64().unwrap();
        (number("pageIndex"), number("pageSize"), ids)
    };
    searches.map(read).collect()
}

fn offers(products: &[Product]) -> Vec<&str> {
    let offers = products.iter().map(|product| product.offer.as_deref());
    offers.map(Option::unwrap).collect()
}

fn numbered(numbers: impl IntoIterator<Item = u32>) -> Vec<String> {
    let numbers = numbers.into_iter();
    numbers.map(|it| format!("OFFER-01-{it:04}")).collect()
}

/// A client of one canned answer.
async fn answered(body: &str) -> (Stub, Ras, Arc<News>) {
    let stub = Stub::json(body).await;
    let news = Arc::new(News::default());
    let ras = Ras::builder()
        .client_id("c")
        .token_provider(Arc::new(Tokens::default()))
        .profile("1")
        .loopback(stub.address)
        .observer(Arc::<News>::clone(&news))
        .build()
        .unwrap();
    (stub, ras, news)
}

#[derive(Debug, Default)]
struct News(Mutex<Vec<String>>);

impl Observer for News {
    fn unknown_value(&self, operation: &str, member: &str, value: &str) {
        let line = format!("{operation} {member} {value}");
        self.0.lock().unwrap().push(line);
    }
}

#[tokio::test]
async fn products_are_read_page_by_page_until_one_is_empty() {
    let (sandbox, ras) = with_offers(520).await;
    let filter = ProductFilter::new(RETAILER);
    let all = ras.products().list(filter).all().await.unwrap();
    assert_eq!(offers(&all), numbered(1..=520));
    let pages: Vec<u64> = asked(&sandbox).iter().map(|page| page.0).collect();
    assert_eq!(pages, [0, 1, 2, 3]);

    let coffee = ProductFilter::new(RETAILER).text("COFFEE").page_size(300);
    let coffee = ras.products().list(coffee).all().await.unwrap();
    assert!(!coffee.is_empty() && coffee.len() < 100);
    let has_coffee = |product: &Product| product.title.as_ref().unwrap().contains("Coffee");
    assert!(coffee.iter().all(has_coffee));
    let blank = ProductFilter::new(RETAILER).text("coffee").text(" ");
    assert_eq!(ras.products().list(blank).all().await.unwrap().len(), 520);
}

#[tokio::test]
async fn a_cursor_is_followed_and_a_list_goes_on_from_its_token() {
    let (sandbox, ras) = with_offers(70).await;
    for by_cursor in [false, true] {
        sandbox.change_behavior(|b| b.product_cursors = by_cursor);
        let filter = ProductFilter::new(RETAILER).page_size(30);
        let all = ras.products().list(filter.clone()).all().await.unwrap();
        assert_eq!(offers(&all), numbered(1..=70), "by cursor: {by_cursor}");

        let mut list = ras.products().list(filter.clone());
        for _ in 0..30 {
            list.try_next().await.unwrap().unwrap();
        }
        let saved = list.token().unwrap().to_string();
        drop(list);
        let saved: PageToken = saved.parse().unwrap();
        let rest = ras.products().list(filter).resume(&saved);
        let rest = rest.all().await.unwrap();
        assert_eq!(offers(&rest), numbered(31..=70), "by cursor: {by_cursor}");
    }
    // Four by number, as the last one is empty; the cursor says itself that it is the last.
    let first = asked(&sandbox).len();
    assert_eq!(first, 4 + 1 + 3 + 3 + 1 + 2);
}

#[tokio::test]
async fn a_list_that_the_service_cuts_ends_with_an_error_that_says_so() {
    let mut said = Vec::new();
    for (offers, size, wanted) in [
        (10_001, 250, 10_000),
        (10_001, 300, 9_900),
        (10_000, 250, 10_000),
    ] {
        let (sandbox, ras) = with_offers(offers).await;
        let filter = ProductFilter::new(RETAILER).page_size(size);
        let mut list = ras.products().list(filter);
        let mut read = 0;
        let error = loop {
            match list.try_next().await {
                Ok(Some(_)) => {
                    read += 1;
                    assert!(read <= wanted, "it goes on and on");
                }
                Ok(None) => panic!("{offers} offers ended without an error"),
                Err(error) => break error,
            }
        };
        assert_eq!(read, wanted);
        let kind = (error.kind(), error.reach());
        assert_eq!(kind, (ErrorKind::Rejected, Reach::NotSent));
        assert_eq!(asked(&sandbox).len(), wanted / usize::from(size));
        said.push(error.to_string());
    }
    insta::assert_snapshot!(said[0], @"ProductMetadata: the first 10000 products were listed and there may be more: the service lists 10000 at most, so narrow the list by a text or look offers up by their ids");
    assert!(said[1].contains("the first 9900 products"), "{}", said[1]);

    // A last page that is not full leaves no doubt.
    let (_sandbox, ras) = with_offers(9_999).await;
    let all = ras.products().list(ProductFilter::new(RETAILER)).all();
    assert_eq!(all.await.unwrap().len(), 9_999);
}

#[tokio::test]
async fn a_filter_that_the_service_would_refuse_is_refused_before_it_is_sent() {
    let (sandbox, ras) = with_offers(1).await;
    let filter = || ProductFilter::new(RETAILER);
    let mut said = Vec::new();
    for filter in [
        filter().page_size(0),
        filter().page_size(301),
        filter().text("é".repeat(201)),
    ] {
        let error = ras.products().list(filter).all().await.unwrap_err();
        assert_eq!(error.reach(), Reach::NotSent);
        said.push(error.to_string());
    }
    let foreign: PageToken = "0:abc".parse().unwrap();
    let list = ras.products().list(filter()).resume(&foreign);
    said.push(list.all().await.unwrap_err().to_string());
    assert!(sandbox.requests().is_empty());
    insta::assert_snapshot!(said.join("\n"), @"
    ProductMetadata: page_size 0 is not within 1 to 300
    ProductMetadata: page_size 301 is not within 1 to 300
    ProductMetadata: the text has 201 characters; titles are searched for 200 at most
    ProductMetadata: the page token is none of a list of products
    ");
    let longest = filter().text("é".repeat(200));
    assert!(ras.products().list(longest).all().await.unwrap().is_empty());
}

#[tokio::test]
async fn seven_hundred_offers_are_looked_up_in_three_requests_and_keep_their_order() {
    let (sandbox, ras) = with_offers(700).await;
    // Back to front, one unknown in the middle, one twice.
    let mut wanted = numbered((1..=700).rev());
    wanted.insert(350, "OFFER-01-9999".to_owned());
    wanted.push(wanted[0].clone());
    let found = ras.products().lookup(RETAILER, &wanted).await.unwrap();
    assert_eq!(found.len(), 702);
    for (wanted, found) in wanted.iter().zip(&found) {
        let found = found.as_ref().and_then(|product| product.offer.as_ref());
        let there = (wanted != "OFFER-01-9999").then_some(wanted);
        assert_eq!(found, there);
    }
    let mut sizes: Vec<usize> = asked(&sandbox).iter().map(|page| page.2).collect();
    sizes.sort_unstable();
    assert_eq!(sizes, [101, 300, 300]);

    // A service that cuts such a page by a cursor loses nothing either.
    sandbox.change_behavior(|b| b.product_cursors = true);
    let again = ras.products().lookup(RETAILER, &wanted).await.unwrap();
    assert_eq!(again, found);
    let none = ras.products().lookup(RETAILER, Vec::<String>::new()).await;
    assert!(none.unwrap().is_empty());
    assert_eq!(asked(&sandbox).len(), 6, "nothing is asked for no offers");
}

#[tokio::test]
async fn every_offer_gets_a_verdict() {
    let sandbox = Sandbox::start().await.unwrap();
    let ras = client(&sandbox);
    let offers = [
        "OFFER-01-0001",
        "OFFER-01-0009",
        "OFFER-01-0012",
        "OFFER-02-0001",
    ];
    let checks = ras.products().check_offers(RETAILER, offers).await.unwrap();
    let blocks: Vec<bool> = checks.iter().map(|it| it.verdict.blocks()).collect();
    assert_eq!(blocks, [false, true, false, true]);
    let lines = checks
        .iter()
        .map(|it| format!("{it}; {}", it.verdict.hint()));
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"), @"
    OFFER-01-0001 can be advertised; nothing to do
    OFFER-01-0009 cannot be advertised: The offer cannot be advertised; choose another offer, or have the retailer correct what the reasons name
    OFFER-01-0012 is out of stock: its ad would not serve; wait until the retailer has it again, or choose another offer
    OFFER-02-0001 is not sold by this retailer; check the offer's id, and that it is one of this retailer
    ");
    let written = serde_json::to_value(&checks[1]).unwrap();
    assert_eq!(written["verdict"], "ineligible");
    assert_eq!(written["codes"][0], "INELIGIBLE_CONDITION");
    let price = &written["product"]["price"];
    assert!(price["amount"].is_number(), "{price}");

    // What the verdict says is what the service does.
    let ad = |offer: &str| {
        let plan = include_str!("../../crates/ras-cli/plans/auto.toml");
        let mut plan = ras_highlevel::CampaignPlan::from_toml(plan).unwrap();
        plan.name = format!("With {offer}");
        plan.ad_groups[0].offers = vec![offer.to_owned()];
        plan
    };
    for check in checks {
        let launched = ras.create_auto_campaign(&ad(&check.offer), |_| ()).await;
        assert_eq!(launched.is_err(), check.verdict.blocks(), "{check}");
    }
}

#[tokio::test]
async fn an_unknown_retailer_is_an_error_in_the_words_of_the_service() {
    let sandbox = Sandbox::start().await.unwrap();
    let ras = client(&sandbox);
    let error = ras.products().check_offers("7", ["A"]).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.status()),
        (ErrorKind::Rejected, Some(404))
    );
    assert!(error.to_string().contains("Retailer not found"), "{error}");
}

#[tokio::test]
async fn prices_are_exact_and_keep_their_currency() {
    let (_stub, ras, _) = answered(
        r#"{"ProductMetadataList":[
        {"retailerOfferId":"a","priceToPay":{"amount":19.99,"currency":"USD"},
         "basisPrice":{"amount":0.1,"currency":"USD"}},
        {"retailerOfferId":"b","priceToPay":{"amount":"4194471.73","currency":"CAD"},
         "basisPrice":{"amount":78560221284155.6}},
        {"retailerOfferId":"c","priceToPay":{"amount":null,"currency":"USD"},
         "basisPrice":null},
        {"retailerOfferId":"d","priceToPay":{"amount":7,"currency":"USD"}}]}"#,
    )
    .await;
    let offers = ["a", "b", "c", "d"];
    let found = ras.products().lookup(RETAILER, offers).await.unwrap();
    let [a, b, c, d] = <[Option<Product>; 4]>::try_from(found)
        .unwrap()
        .map(Option::unwrap);
    let amount = |price: Option<ras_highlevel::Price>| price.unwrap().amount;
    let exact = |text: &str| text.parse::<Decimal>().unwrap();
    assert_eq!(a.price.as_ref().unwrap().to_string(), "$19.99");
    assert_eq!(b.price.as_ref().unwrap().to_string(), "4194471.73 CAD");
    assert_eq!(d.price.unwrap().to_string(), "$7.00");
    assert_eq!(amount(a.price), exact("19.99"));
    assert_eq!(amount(a.basis_price), exact("0.1"));
    assert_eq!(amount(b.price), exact("4194471.73"));
    let basis = b.basis_price.unwrap();
    assert_eq!(
        (basis.amount, basis.currency),
        (exact("78560221284155.6"), None)
    );
    assert_eq!((c.price, c.basis_price), (None, None));
}

#[tokio::test]
async fn unknown_words_dates_and_members_survive_and_are_told() {
    let (_stub, ras, news) = answered(
        r#"{"ProductMetadataList":[
        {"retailerOfferId":"a","availability":"BACKORDER","eligibilityStatus":"ELIGIBLE",
         "createdDate":"Jul 1, 2021","rating":{"stars":4.5}},
        {"retailerOfferId":"b","availability":"IN_STOCK","eligibilityStatus":"PENDING_REVIEW",
         "createdDate":"2021-12-31"},
        {"retailerOfferId":"c","createdDate":"last summer","ineligibilityCodes":null},
        {"retailerOfferId":"d","eligibilityStatus":"INELIGIBLE","createdDate":"December 9, 2021"},
        {"title":"without an id"}],"retailerInfo":{"retailerType":"NEW","retailerId":"1"}}"#,
    )
    .await;
    let products = ras.products();
    let checks = products.check_offers(RETAILER, ["a", "b", "c", "d"]);
    let checks = checks.await.unwrap();
    let product = |place: usize| checks[place].product.as_ref().unwrap();
    assert_eq!(
        product(0).availability.as_ref().unwrap().as_str(),
        "BACKORDER"
    );
    assert_ne!(product(0).availability, Some(Availability::InStock));
    assert_eq!(product(0).extra["rating"]["stars"], 4.5);
    let written = serde_json::to_value(product(0)).unwrap();
    assert_eq!(written["availability"], "BACKORDER");

    let days = [0, 1, 2, 3].map(|place| product(place).created_on());
    let day = |year, month, day| Some(jiff::civil::date(year, month, day));
    assert_eq!(
        days,
        [day(2021, 7, 1), day(2021, 12, 31), None, day(2021, 12, 9)]
    );
    assert_eq!(product(2).created.as_deref(), Some("last summer"));

    let lines: Vec<String> = checks.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(lines.join("\n"), @"
    a is in doubt: its availability is BACKORDER, which this version of the SDK does not know
    b is in doubt: its eligibility is PENDING_REVIEW, which this version of the SDK does not know
    c is in doubt: the service did not say its eligibility
    d cannot be advertised; the service gives no reason
    ");
    assert!(matches!(checks[2].verdict, OfferVerdict::Unclear { .. }));
    let told = news.0.lock().unwrap().join("\n");
    let wanted = "ProductMetadata availability BACKORDER\n\
                  ProductMetadata eligibilityStatus PENDING_REVIEW";
    assert_eq!(told, wanted);
}

#[tokio::test]
async fn a_cursor_that_stands_still_is_an_error_and_no_endless_list() {
    let body = r#"{"ProductMetadataList":[{"retailerOfferId":"a"}],"cursorToken":"x"}"#;
    let (stub, ras, _) = answered(body).await;
    let products = ras.products();
    let list = products.list(ProductFilter::new(RETAILER)).all();
    let looked_up = products.lookup(RETAILER, ["a"]);
    let errors: [Error; 2] = [list.await.unwrap_err(), looked_up.await.unwrap_err()];
    assert!(errors.iter().all(|error| error.kind() == ErrorKind::Decode));
    assert_eq!(stub.received().len(), 4);
}

#[tokio::test]
async fn a_price_that_is_no_amount_loses_neither_the_page_nor_itself() {
    let written = [
        r#""N/A""#,
        r#""1,299.00""#,
        r#""""#,
        "true",
        r#"{"value":5}"#,
        "1e300",
    ];
    let rows: Vec<String> = written
        .iter()
        .map(|amount| {
            format!(
                r#"{{"retailerOfferId":"a","priceToPay":{{"amount":{amount},"currency":"USD"}},
                "basisPrice":{{"amount":"5.10"}}}}"#
            )
        })
        .collect();
    let body = format!(r#"{{"ProductMetadataList":[{}]}}"#, rows.join(","));
    let (_stub, ras, _) = answered(&body).await;
    let mut products = ras.products().list(ProductFilter::new(RETAILER));
    for written in written {
        let product = products.try_next().await.unwrap().unwrap();
        assert_eq!(product.price, None, "{written}");
        let wanted: serde_json::Value = serde_json::from_str(written).unwrap();
        assert_eq!(product.extra["priceToPay.amount"], wanted);
        assert_eq!(product.basis_price.unwrap().to_string(), "5.10");
        assert_eq!(product.extra.len(), 1);
    }
}
