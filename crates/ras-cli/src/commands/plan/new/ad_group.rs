//! Questions about an ad group: its retailer, offers, bids and targets.

use anyhow::Result;
use ras_highlevel::{
    AdGroupPlan, AutoMatch, CampaignPlan, KeywordPlan, NegativeKeywordPlan, Product, Retailer,
    RetailerId, Targeting, Usd,
};

use super::ask::{Asker, Checked, Question};
use super::catalogue::{Catalogue, HITS};
use super::words;
use crate::failure::{Class, Failure};

/// Asks for another ad group of a plan.
pub(super) async fn interview(
    asker: &mut Asker,
    catalogue: &Catalogue,
    plan: &CampaignPlan,
) -> Result<AdGroupPlan> {
    let number = plan.ad_groups.len();
    let path = |member: &str| format!("ad_groups[{number}].{member}");
    // A plan in which everything is right but, maybe, this ad group.
    let with = |group: AdGroupPlan| {
        let mut plan = plan.clone();
        plan.ad_groups.push(group);
        plan
    };
    let name = Question::new("--ad-group", format!("Name of ad group {}", number + 1));
    let name = asker
        .one(&name, |text| {
            let group = AdGroupPlan::new(text, "1", Usd::cents(2));
            words::fine(&with(group), &path("name")).map(|()| text.to_owned())
        })
        .await?;
    let retailer = retailer(asker, catalogue).await?;
    let offers = offers(asker, catalogue, &retailer).await?;
    let bid = "Default bid in dollars a click";
    let mut group = asker
        .one(&Question::new("--default-bid", bid), |text| {
            let bid = words::dollars(text)?;
            let group = AdGroupPlan::new(&name, retailer.clone(), bid).offers(&offers);
            words::fine(&with(group.clone()), &path("default_bid")).map(|()| group)
        })
        .await?;
    match plan.targeting {
        Targeting::Auto => {
            group = auto_bids(asker, group, &|group| {
                words::fine(&with(group), &path("auto_bids"))
            })
            .await?
        }
        _ => {
            group.keywords = keywords(asker, &|keywords| {
                let mut group = group.clone();
                group.keywords = keywords;
                words::fine(&with(group), &path("keywords"))
            })
            .await?
        }
    }
    let text = "Negative keyword, such as: used shoes, phrase";
    let negative = Question::new("--negative", text).or("no more");
    let negatives = asker
        .many(&negative, |text, before: &[NegativeKeywordPlan]| {
            let negative = words::negative(text)?;
            let mut group = group.clone();
            group.negative_keywords = before.to_vec();
            group.negative_keywords.push(negative.clone());
            words::fine(&with(group), &path("negative_keywords")).map(|()| negative)
        })
        .await?;
    Ok(group.negative_keywords(negatives))
}

async fn retailer(asker: &mut Asker, catalogue: &Catalogue) -> Result<RetailerId> {
    let all = catalogue.retailers().await?;
    if !asker.is_given("--retailer") {
        for (number, retailer) in (1..).zip(&all) {
            asker.say(format_args!("  {number:>2}  {}", named(retailer)));
        }
    }
    let question = match all.is_empty() {
        true => "Retailer, by its identifier",
        false => "Retailer, by its number here or its identifier",
    };
    let ids: Vec<&RetailerId> = all.iter().filter_map(|it| it.id.as_ref()).collect();
    let check = |text: &str| -> Checked<RetailerId> {
        let by_number = text.parse::<usize>().ok();
        let by_number = by_number.and_then(|number| ids.get(number.checked_sub(1)?));
        if let Some(id) = by_number {
            return Ok((*id).clone());
        }
        let id = RetailerId::from(text);
        let is_id = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        match catalogue.is_there() {
            true if ids.contains(&&id) => Ok(id),
            true => Err(format!(
                "`{text}` is none of the retailers that can be advertised on"
            )),
            false if is_id => Ok(id),
            false => Err(format!("`{text}` is no identifier such as 24483676143932")),
        }
    };
    asker
        .one(&Question::new("--retailer", question), check)
        .await
}

fn named(retailer: &Retailer) -> String {
    let id = retailer.id.as_ref().map(RetailerId::as_str);
    let name = retailer.name.as_deref().unwrap_or("no name");
    format!("{}  {name}", id.unwrap_or_default())
}

/// The offers of options, or those that are searched for until a blank answer.
async fn offers(
    asker: &mut Asker,
    catalogue: &Catalogue,
    retailer: &RetailerId,
) -> Result<Vec<String>> {
    let mut chosen: Vec<String> = Vec::new();
    while asker.is_given("--offer") {
        let question = Question::new("--offer", "Offer");
        let offer = asker.one(&question, |text| Ok(text.to_owned())).await?;
        match catalogue.check(retailer.as_str(), &offer).await? {
            Ok(doubt) => told(asker, doubt),
            Err(problem) => {
                return Err(Failure::new(Class::Usage, format!("--offer: {problem}")).into());
            }
        }
        chosen.push(offer);
    }
    if !chosen.is_empty() {
        return Ok(chosen);
    }
    let text = match catalogue.is_there() {
        true => "Offers: words to search for, or = and an identifier",
        false => "Offer, by its identifier",
    };
    loop {
        let blank = match chosen.len() {
            0 => "at least one",
            _ => "no more",
        };
        let question = Question::new("--offer", text).or(blank);
        let required = chosen.is_empty();
        let answer = match required {
            true => Some(asker.one(&question, |text| Ok(text.to_owned())).await?),
            false => asker.maybe(&question, |text| Ok(text.to_owned())).await?,
        };
        let Some(answer) = answer else {
            return Ok(chosen);
        };
        let known = answer.strip_prefix('=').map(str::trim);
        let found = match (known, catalogue.is_there()) {
            (Some(offer), _) => vec![offer.to_owned()],
            (None, false) => vec![answer],
            (None, true) if answer.is_empty() => Vec::new(),
            (None, true) => search(asker, catalogue, retailer, &answer).await?,
        };
        for offer in found {
            if offer.is_empty() || chosen.contains(&offer) {
                continue;
            }
            match catalogue.check(retailer.as_str(), &offer).await? {
                Ok(doubt) => {
                    told(asker, doubt);
                    asker.say(format_args!("  + {offer}"));
                    chosen.push(offer);
                }
                Err(problem) => asker.say(format_args!("  {problem}")),
            }
        }
    }
}

fn told(asker: &Asker, doubt: Option<String>) {
    if let Some(doubt) = doubt {
        asker.say(format_args!("  {doubt}"));
    }
}

/// Shows what a search has found, and asks which of it.
async fn search(
    asker: &mut Asker,
    catalogue: &Catalogue,
    retailer: &RetailerId,
    text: &str,
) -> Result<Vec<String>> {
    let found = catalogue.search(retailer.as_str(), text).await?;
    if found.is_empty() {
        asker.say(format_args!("  nothing is called so: `{text}`"));
        return Ok(Vec::new());
    }
    for (number, product) in (1..).zip(&found) {
        asker.say(format_args!("  {number:>2}  {}", described(product)));
    }
    if found.len() == usize::from(HITS) {
        asker.say("      there may be more: search for more words");
    }
    let question = Question::new("", "Which? Numbers such as 1 3, or all").or("none");
    let chosen = asker
        .maybe(&question, |text| numbers(text, found.len()))
        .await?;
    let chosen = chosen.unwrap_or_default().into_iter();
    Ok(chosen
        .filter_map(|index| found[index].offer.clone())
        .collect())
}

fn described(product: &Product) -> String {
    let offer = product.offer.as_deref().unwrap_or_default();
    let title = product.title.as_deref().unwrap_or("no title");
    let price = product.price.as_ref();
    let price = price
        .map(|price| format!("  {}", price.amount))
        .unwrap_or_default();
    format!("{offer}  {title}{price}  {}", product.verdict())
}

/// Positions from numbers that count from 1.
fn numbers(text: &str, count: usize) -> Checked<Vec<usize>> {
    if text.eq_ignore_ascii_case("all") {
        return Ok((0..count).collect());
    }
    let words = text.split(|c: char| c == ',' || c.is_whitespace());
    let words = words.filter(|word| !word.is_empty());
    words
        .map(|word| {
            let number = word.parse::<usize>().ok();
            let index = number.and_then(|number| number.checked_sub(1));
            index
                .filter(|index| *index < count)
                .ok_or_else(|| format!("`{word}` is no number of 1 to {count}"))
        })
        .collect()
}

/// Bids for automatic targets; Amazon's own where none is given.
async fn auto_bids(
    asker: &mut Asker,
    mut group: AdGroupPlan,
    fine: &(dyn Fn(AdGroupPlan) -> Checked<()> + Send + Sync),
) -> Result<AdGroupPlan> {
    if asker.is_given("--auto-bid") {
        let question = Question::new("--auto-bid", "");
        while asker.is_given("--auto-bid") {
            group = asker
                .one(&question, |text| {
                    let (target, bid) = words::auto_bid(text)?;
                    let group = group.clone().auto_bid(&target, bid);
                    fine(group.clone()).map(|()| group)
                })
                .await?;
        }
        return Ok(group);
    }
    let targets = [
        (AutoMatch::CloseMatch, "searches close to the offers"),
        (AutoMatch::LooseMatch, "searches loosely related to them"),
        (
            AutoMatch::Substitutes,
            "pages of products that replace them",
        ),
        (
            AutoMatch::Complements,
            "pages of products that go with them",
        ),
    ];
    for (target, what) in targets {
        let question = Question::new("", format!("Bid for {what}")).or("Amazon's");
        let answer = asker
            .maybe(&question, |text| {
                let group = group.clone().auto_bid(&target, words::dollars(text)?);
                fine(group.clone()).map(|()| group)
            })
            .await?;
        group = answer.unwrap_or(group);
    }
    Ok(group)
}

/// Keywords, of which a manual campaign needs one.
async fn keywords(
    asker: &mut Asker,
    fine: &(dyn Fn(Vec<KeywordPlan>) -> Checked<()> + Send + Sync),
) -> Result<Vec<KeywordPlan>> {
    let check = |text: &str, before: &[KeywordPlan]| {
        let keyword = words::keyword(text)?;
        let mut all = before.to_vec();
        all.push(keyword.clone());
        fine(all).map(|()| keyword)
    };
    let text = "Keyword, such as: running shoes, exact, 1.10";
    let was_given = asker.is_given("--keyword");
    let first = Question::new("--keyword", text).or("at least one");
    let mut all = vec![asker.one(&first, |text| check(text, &[])).await?];
    let more = Question::new("--keyword", text).or("no more");
    while !was_given || asker.is_given("--keyword") {
        match asker.maybe(&more, |text| check(text, &all)).await? {
            Some(keyword) => all.push(keyword),
            None => break,
        }
    }
    Ok(all)
}
