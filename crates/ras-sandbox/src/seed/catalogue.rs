//! The offers of the seeded retailers.

use ras_core::{Id, Money};
use rust_decimal::Decimal;

const ADJECTIVES: [&str; 6] = [
    "Classic", "Compact", "Deluxe", "Everyday", "Family", "Organic",
];
const BRANDS: [&str; 5] = [
    "Brightfield",
    "Northwind",
    "Oakline",
    "Sunmill",
    "Tidewater",
];
const THINGS: [(&str, &str); 6] = [
    ("Coffee Beans", "Grocery"),
    ("Water Bottle", "Kitchen"),
    ("Desk Lamp", "Home"),
    ("Running Socks", "Apparel"),
    ("Dog Treats", "Pets"),
    ("Hand Soap", "Beauty"),
];

/// Something that a retailer sells.
#[derive(Debug)]
pub(crate) struct Offer {
    pub(crate) id: Id,
    pub(crate) title: String,
    pub(crate) brand: &'static str,
    pub(crate) category: &'static str,
    pub(crate) price: Money,
    pub(crate) eligible: bool,
    pub(crate) in_stock: bool,
}

/// As many offers of the retailer with this number, always the same for one seed.
pub(crate) fn offers(retailer: u32, count: u32, seed: u64) -> Vec<Offer> {
    (1..=count)
        .map(|number| offer(retailer, number, seed))
        .collect()
}

/// Every tenth offer, from the ninth on, is ineligible and every twelfth out of stock,
/// so that a test can name one of each without looking.
fn offer(retailer: u32, number: u32, seed: u64) -> Offer {
    let adjective = pick(&ADJECTIVES, number / 6 + retailer);
    let brand = *pick(&BRANDS, number + retailer);
    let (thing, category) = *pick(&THINGS, number);
    let cents = 499 + (u64::from(number) * 7 + u64::from(retailer) * 13 + seed % 60) % 60 * 100;
    let price = Decimal::new(i64::try_from(cents).unwrap_or_default(), 2);
    Offer {
        id: format!("OFFER-{retailer:02}-{number:04}").into(),
        title: format!("{brand} {adjective} {thing}"),
        brand,
        category,
        price: Money::new(price),
        eligible: number % 10 != 9,
        in_stock: !number.is_multiple_of(12),
    }
}

fn pick<T, const N: usize>(choices: &[T; N], number: u32) -> &T {
    &choices[number as usize % N]
}
