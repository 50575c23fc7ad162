//! What the rows of each entity say.

use jiff::civil::Date;
use ras_highlevel::{AutoMatch, KeywordMatch, Targeting, Usd};

use super::super::columns::Column;
use super::super::fields::Fields;

/// The state of a row. One that is PAUSED has no effect, and a launch enables everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Enabled,
    Paused,
    Archived,
}

pub(super) struct CampaignRow {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) state: State,
    pub(super) targeting: Targeting,
    pub(super) daily_budget: Usd,
    pub(super) start_date: Option<Date>,
    pub(super) end_date: Option<Date>,
    pub(super) portfolio: Option<String>,
    pub(super) top_of_search: Option<i32>,
    pub(super) retailer: Option<String>,
}

pub(super) struct AdGroupRow {
    pub(super) campaign: String,
    pub(super) id: String,
    pub(super) name: String,
    pub(super) state: State,
    pub(super) retailer: String,
    /// The guide's second example has it in the row of the product ad.
    pub(super) default_bid: Option<Usd>,
}

pub(super) struct ProductAdRow {
    pub(super) campaign: String,
    pub(super) ad_group: String,
    pub(super) state: State,
    pub(super) retailer: Option<String>,
    pub(super) offer: String,
    pub(super) default_bid: Option<Usd>,
}

pub(super) struct TargetRow {
    pub(super) campaign: String,
    /// None for one of the whole campaign.
    pub(super) ad_group: Option<String>,
    pub(super) state: State,
    pub(super) kind: Kind,
}

pub(super) enum Kind {
    Keyword {
        keyword: String,
        matching: KeywordMatch,
        bid: Option<Usd>,
    },
    Negative {
        keyword: String,
        matching: KeywordMatch,
    },
    Auto {
        matching: AutoMatch,
        bid: Option<Usd>,
    },
}

pub(super) fn campaign(mut fields: Fields<'_>) -> Option<CampaignRow> {
    let id = campaign_id(&mut fields);
    let name = fields.text(Column::Name);
    let name = fields.need(Column::Name, name, "write a unique name");
    let state = state(&mut fields);
    let words = [("AUTO", Targeting::Auto), ("MANUAL", Targeting::Manual)];
    let targeting = fields.word(Column::TargetingType, &words);
    let targeting = fields.need(Column::TargetingType, targeting, "write AUTO or MANUAL");
    let daily_budget = fields.money(Column::Budget);
    let fix = "write the dollars a day, such as 25";
    let daily_budget = fields.need(Column::Budget, daily_budget, fix);
    fields.word(Column::BudgetType, &[("DAILY", ())]);
    fields.word(Column::BiddingStrategy, &[("MANUAL", ())]);
    let start_date = fields.day(Column::StartDate);
    let end_date = fields.day(Column::EndDate);
    let portfolio = fields.id(Column::PortfolioId);
    let retailer = fields.id(Column::RetailerId);
    let top_of_search = top_of_search(&mut fields);
    if fields.has(Column::AdGroupId) {
        // All examples of manual campaigns in the guide have it.
        let problem = "a campaign is in no ad group: the cell is left out";
        fields.warning(Column::AdGroupId, problem, "clear the cell");
        fields.drop(Column::AdGroupId);
    }
    common(&mut fields);
    fields.finish("campaign");
    Some(CampaignRow {
        id: id?,
        name: name?,
        state,
        targeting: targeting?,
        daily_budget: daily_budget?,
        start_date,
        end_date,
        portfolio,
        top_of_search,
        retailer,
    })
}

/// Both cells belong together: a place without a percentage changes nothing.
fn top_of_search(fields: &mut Fields<'_>) -> Option<i32> {
    let has_place = fields.has(Column::BiddingAdjustmentPlacement);
    let has_percent = fields.has(Column::BiddingAdjustmentPercentage);
    let place = fields.word(Column::BiddingAdjustmentPlacement, &[("PLACEMENT TOP", ())]);
    let percent = fields.whole(Column::BiddingAdjustmentPercentage);
    if has_place && !has_percent {
        let fix = "write a percentage of 0 to 900, or clear the placement";
        fields.error(Column::BiddingAdjustmentPercentage, "it is missing", fix);
    }
    if has_percent && !has_place {
        let fix = "write PLACEMENT TOP, or clear the percentage";
        fields.error(Column::BiddingAdjustmentPlacement, "it is missing", fix);
    }
    place.and(percent)
}

pub(super) fn ad_group(mut fields: Fields<'_>) -> Option<AdGroupRow> {
    let campaign = campaign_id(&mut fields);
    let id = ad_group_id(&mut fields);
    let name = fields.text(Column::Name);
    let name = fields.need(
        Column::Name,
        name,
        "write a name that is unique in the campaign",
    );
    let state = state(&mut fields);
    let retailer = fields.id(Column::RetailerId);
    let fix = "write the retailer's identifier, as ras retailers lists it";
    let retailer = fields.need(Column::RetailerId, retailer, fix);
    let default_bid = fields.money(Column::AdGroupDefaultBid);
    common(&mut fields);
    fields.finish("ad group");
    Some(AdGroupRow {
        campaign: campaign?,
        id: id?,
        name: name?,
        state,
        retailer: retailer?,
        default_bid,
    })
}

pub(super) fn product_ad(mut fields: Fields<'_>) -> Option<ProductAdRow> {
    let campaign = campaign_id(&mut fields);
    let ad_group = ad_group_id(&mut fields);
    let state = state(&mut fields);
    let retailer = fields.id(Column::RetailerId);
    let offer = fields.id(Column::RetailerOfferId);
    let fix = match fields.has(Column::Sku) && offer.is_none() {
        true => "move the SKU here, which RAS calls the Retailer Offer ID",
        false => "write the retailer's identifier of the offer",
    };
    let offer = fields.need(Column::RetailerOfferId, offer, fix);
    if offer.is_none() {
        fields.drop(Column::Sku);
    }
    let default_bid = fields.money(Column::AdGroupDefaultBid);
    common(&mut fields);
    fields.finish("product ad");
    Some(ProductAdRow {
        campaign: campaign?,
        ad_group: ad_group?,
        state,
        retailer,
        offer: offer?,
        default_bid,
    })
}

pub(super) fn target(mut fields: Fields<'_>) -> Option<TargetRow> {
    let campaign = campaign_id(&mut fields);
    let levels = [("AD GROUP", false), ("CAMPAIGN", true)];
    let of_campaign = fields.word(Column::TargetLevel, &levels) == Some(true);
    let ad_group = match of_campaign {
        true => None,
        false => Some(ad_group_id(&mut fields)),
    };
    let state = state(&mut fields);
    let kind = kind(&mut fields, of_campaign);
    fields.drop(Column::RetailerId);
    common(&mut fields);
    fields.finish("target");
    Some(TargetRow {
        campaign: campaign?,
        ad_group: match ad_group {
            Some(id) => Some(id?),
            None => None,
        },
        state,
        kind: kind?,
    })
}

fn kind(fields: &mut Fields<'_>, of_campaign: bool) -> Option<Kind> {
    const PRODUCTS: &str = "plan product targets by hand, in products and negative_products";
    let types = [
        ("AUTO", "auto"),
        ("KEYWORD", "keyword"),
        ("PRODUCT", "product"),
    ];
    let said = fields.word(Column::TargetType, &types);
    if fields.has(Column::ProductTargetingExpression) || said == Some("product") {
        let column = match fields.has(Column::ProductTargetingExpression) {
            true => Column::ProductTargetingExpression,
            false => Column::TargetType,
        };
        let problem = "no document says how RAS writes product targets in a sheet";
        fields.error(column, problem, PRODUCTS);
        fields.drop_all();
        return None;
    }
    let is_auto = said == Some("auto")
        || said.is_none() && fields.has(Column::AutoMatchType) && !fields.has(Column::KeywordText);
    match is_auto {
        true => auto(fields, of_campaign),
        false => keyword(fields, of_campaign),
    }
}

fn auto(fields: &mut Fields<'_>, of_campaign: bool) -> Option<Kind> {
    if fields.flag(Column::Negative) == Some(true) {
        let problem = "an automatic target cannot be negative";
        fields.error(Column::Negative, problem, "write FALSE");
    }
    if of_campaign {
        let problem = "an automatic target belongs to an ad group";
        fields.error(Column::TargetLevel, problem, "write AD GROUP");
    }
    let words = [
        ("Keywords Close Match", AutoMatch::CloseMatch),
        ("Keywords Loose Match", AutoMatch::LooseMatch),
        ("Product Substitutes", AutoMatch::Substitutes),
        ("Product Complements", AutoMatch::Complements),
        ("Search Close Match", AutoMatch::CloseMatch),
        ("Search Loose Match", AutoMatch::LooseMatch),
    ];
    let matching = fields.word(Column::AutoMatchType, &words);
    let fix = "write Keywords Close Match, Keywords Loose Match or Product Substitutes";
    let matching = fields.need(Column::AutoMatchType, matching, fix);
    let bid = fields.money(Column::Bid);
    Some(Kind::Auto {
        matching: matching?,
        bid,
    })
}

fn keyword(fields: &mut Fields<'_>, of_campaign: bool) -> Option<Kind> {
    let keyword = fields.text(Column::KeywordText);
    let keyword = fields.need(Column::KeywordText, keyword, "write the keyword");
    let words = [
        ("BROAD", KeywordMatch::Broad),
        ("PHRASE", KeywordMatch::Phrase),
        ("EXACT", KeywordMatch::Exact),
    ];
    let matching = fields.word(Column::KeywordMatchType, &words);
    let fix = "write BROAD, PHRASE or EXACT";
    let matching = fields.need(Column::KeywordMatchType, matching, fix);
    let negative = fields.flag(Column::Negative);
    let negative = fields.need(Column::Negative, negative, "write TRUE or FALSE");
    let bid = fields.money(Column::Bid);
    if negative == Some(true) {
        if let Some(bid) = bid {
            let problem = format!("a negative keyword has no bid: {bid} is left out");
            fields.warning(Column::Bid, problem, "clear the cell");
        }
        return Some(Kind::Negative {
            keyword: keyword?,
            matching: matching?,
        });
    }
    if negative == Some(false) && of_campaign {
        let problem = "only negative keywords are for a whole campaign";
        fields.error(Column::TargetLevel, problem, "write AD GROUP");
    }
    if negative == Some(false) && bid.is_none() {
        let problem = "a keyword has no bid: it bids the default of its ad group";
        fields.warning(Column::Bid, problem, "write a bid, or leave it so");
    }
    negative?;
    Some(Kind::Keyword {
        keyword: keyword?,
        matching: matching?,
        bid,
    })
}

fn campaign_id(fields: &mut Fields<'_>) -> Option<String> {
    let id = fields.id(Column::CampaignId);
    let fix = "write the same text in all rows of a campaign, such as its name";
    fields.need(Column::CampaignId, id, fix)
}

fn ad_group_id(fields: &mut Fields<'_>) -> Option<String> {
    let id = fields.id(Column::AdGroupId);
    let fix = "write the same text in all rows of an ad group, such as its name";
    fields.need(Column::AdGroupId, id, fix)
}

fn state(fields: &mut Fields<'_>) -> State {
    let words = [
        ("ENABLED", State::Enabled),
        ("PAUSED", State::Paused),
        ("ARCHIVED", State::Archived),
    ];
    fields.word(Column::State, &words).unwrap_or(State::Enabled)
}

/// What says nothing that a plan could: the identifiers of what exists, which a launch
/// creates anew; the name of a retailer, which stands beside its identifier; and that
/// amounts are in dollars.
fn common(fields: &mut Fields<'_>) {
    for column in [Column::TargetId, Column::ProductAdId, Column::Retailer] {
        fields.drop(column);
    }
    fields.word(Column::CurrencyCode, &[("USD", ())]);
}
