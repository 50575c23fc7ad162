//! Whether there is something to advertise: retailers, a product, and a list of campaigns.

use futures_util::TryStreamExt as _;

use super::diagnosis::{Ailment, Examined, Layer};
use super::remedy::ailment;
use super::service::host;
use crate::{
    Campaign, CampaignFilter, Error, OfferVerdict, Product, ProductFilter, Ras, Retailer,
    RetailerCheck, RetailerFilter, RetailerId, RetailerStatus, RetailerVerdict,
};

/// So many retailers are asked for a product before it is said that there is none.
const MOST_RETAILERS: usize = 5;

/// So many products of each are looked at.
const MOST_PRODUCTS: u16 = 100;

/// Finds retailers that can be advertised on: the one asked for, or all.
pub(super) async fn retailers(ras: &Ras, wanted: Option<RetailerId>) -> Examined<Vec<Retailer>> {
    match wanted {
        Some(wanted) => one_retailer(ras, wanted).await,
        None => all_retailers(ras).await,
    }
}

async fn one_retailer(ras: &Ras, wanted: RetailerId) -> Examined<Vec<Retailer>> {
    let filter = RetailerFilter::new().ids([&wanted]);
    let found = match ras.retailers().list(filter).try_next().await {
        Ok(found) => found,
        Err(error) => return Examined::Failed(of_error(Layer::Retailers, ras, &error)),
    };
    let check = RetailerCheck::new(wanted, found);
    let said = check.to_string();
    let hint = check.verdict.hint();
    match (check.retailer, check.verdict) {
        (Some(retailer), RetailerVerdict::Ok) => Examined::Passed(vec![retailer], said),
        (Some(retailer), verdict) if !verdict.blocks() => {
            Examined::Warned(vec![retailer], Ailment::new(said, hint))
        }
        _ => Examined::Failed(Ailment::new(said, hint)),
    }
}

async fn all_retailers(ras: &Ras) -> Examined<Vec<Retailer>> {
    let found = match ras.retailers().list(RetailerFilter::new()).all().await {
        Ok(found) => found,
        Err(error) => return Examined::Failed(of_error(Layer::Retailers, ras, &error)),
    };
    let active = |it: &Retailer| it.id.is_some() && it.status == Some(RetailerStatus::Active);
    let active: Vec<Retailer> = found.into_iter().filter(active).collect();
    let Some(first) = active.first() else {
        let cause = "no retailer is open to this profile";
        let fix = "ask the retailer, or the advertiser's contact at Amazon Ads, to link the \
                   account: an ad group needs a retailer";
        return Examined::Failed(Ailment::new(cause, fix));
    };
    let finding = format!(
        "{} can be advertised on, first of them {}",
        active.len(),
        name(first)
    );
    Examined::Passed(active, finding)
}

/// Finds a product that can be advertised.
pub(super) async fn product(ras: &Ras, retailers: Vec<Retailer>) -> Examined<()> {
    let mut looked_at: Vec<Product> = Vec::new();
    let asked = retailers.iter().take(MOST_RETAILERS);
    for retailer in asked.clone() {
        let Some(id) = &retailer.id else { continue };
        match good_product(ras, id, &mut looked_at).await {
            Ok(None) => {}
            Ok(Some(good)) => {
                let finding = format!("{} sells {}", name(retailer), offer(&good));
                return Examined::Passed((), finding);
            }
            Err(error) => return Examined::Failed(of_error(Layer::Product, ras, &error)),
        }
    }
    let names = asked.map(name).collect::<Vec<_>>().join(", ");
    let Some(first) = looked_at.first() else {
        let cause = format!("no product is listed for {names}");
        let fix = "ask the retailer whether its catalogue is open to this advertiser, or examine \
                   another retailer";
        return Examined::Failed(Ailment::new(cause, fix));
    };
    let cause = format!(
        "of {} products of {names} none can be advertised and bought now; the first one, {}, {}",
        looked_at.len(),
        offer(first),
        first.verdict()
    );
    Examined::Warned(
        (),
        Ailment::new(
            cause,
            "look for another product, or examine another retailer",
        ),
    )
}

/// The first product of a retailer that can be advertised; the others go to `looked_at`.
async fn good_product(
    ras: &Ras,
    retailer: &RetailerId,
    looked_at: &mut Vec<Product>,
) -> Result<Option<Product>, Error> {
    let filter = ProductFilter::new(retailer).page_size(MOST_PRODUCTS);
    let mut list = ras.products().list(filter);
    for _ in 0..MOST_PRODUCTS {
        match list.try_next().await? {
            Some(product) if product.verdict() == OfferVerdict::Ok => return Ok(Some(product)),
            Some(product) => looked_at.push(product),
            None => break,
        }
    }
    Ok(None)
}

/// Whether campaigns can be listed.
pub(super) async fn campaigns(ras: &Ras) -> Examined<()> {
    match first_campaign(ras).await {
        Ok(Some(first)) => Examined::Passed(
            (),
            format!("they can be listed; the first is `{}`", first.name),
        ),
        Ok(None) => Examined::Passed((), "they can be listed; there is none yet".to_owned()),
        Err(error) => Examined::Failed(of_error(Layer::Campaigns, ras, &error)),
    }
}

/// One request, whatever it finds.
pub(super) async fn first_campaign(ras: &Ras) -> Result<Option<Campaign>, Error> {
    ras.campaigns().list(CampaignFilter::new()).try_next().await
}

fn of_error(layer: Layer, ras: &Ras, error: &Error) -> Ailment {
    ailment(layer, &host(&ras.account().inner().region), error)
}

fn name(retailer: &Retailer) -> String {
    let id = retailer.id.as_ref().map_or("?", RetailerId::as_str);
    match &retailer.name {
        Some(name) => format!("{name} ({id})"),
        None => id.to_owned(),
    }
}

fn offer(product: &Product) -> String {
    let offer = product.offer.as_deref().unwrap_or("?");
    let title = product.title.as_deref().unwrap_or("without a title");
    match &product.price {
        Some(price) => format!("{offer} ({title}, {price})"),
        None => format!("{offer} ({title})"),
    }
}
