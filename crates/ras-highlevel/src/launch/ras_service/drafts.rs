//! Items of a plan as the resources take them.

use crate::launch::engine::{Create, Draft, Kind, NewItem};
use crate::{NewAdGroup, NewCampaign, NewProductAd, NewTarget, State};

/// A request in the words of the resources.
pub(super) enum Drafted {
    Campaigns(Vec<NewCampaign>),
    AdGroups(Vec<NewAdGroup>),
    ProductAds(Vec<NewProductAd>),
    Targets(Vec<NewTarget>),
}

/// None when an item lacks the parent that it needs.
pub(super) fn drafted(request: &Create<'_>) -> Option<Drafted> {
    let items = request.items.iter();
    Some(match request.kind {
        Kind::Campaign => Drafted::Campaigns(
            items
                .map(|new| campaign(request, new))
                .collect::<Option<_>>()?,
        ),
        Kind::AdGroup => Drafted::AdGroups(
            items
                .map(|new| ad_group(request, new))
                .collect::<Option<_>>()?,
        ),
        Kind::ProductAd => Drafted::ProductAds(
            items
                .map(|new| product_ad(request, new))
                .collect::<Option<_>>()?,
        ),
        Kind::Target => Drafted::Targets(
            items
                .map(|new| target(request, new))
                .collect::<Option<_>>()?,
        ),
    })
}

fn campaign(request: &Create<'_>, new: &NewItem<'_>) -> Option<NewCampaign> {
    let Draft::Campaign {
        targeting,
        daily_budget,
        start_date,
        end_date,
        portfolio,
        top_of_search,
        tags,
    } = &new.item.draft
    else {
        return None;
    };
    let mut campaign =
        NewCampaign::new(&request.mark.name, targeting.clone(), *daily_budget).state(State::Paused);
    if let Some(day) = start_date {
        campaign = campaign.start_date(*day);
    }
    if let Some(day) = end_date {
        campaign = campaign.end_date(*day);
    }
    if let Some(portfolio) = portfolio {
        campaign = campaign.portfolio(portfolio);
    }
    if let Some(percent) = top_of_search {
        campaign = campaign.top_of_search(*percent);
    }
    let tags = tags.iter().chain(&request.mark.tags);
    Some(tags.fold(campaign, |campaign, tag| campaign.tag(&tag.key, &tag.value)))
}

fn ad_group(request: &Create<'_>, new: &NewItem<'_>) -> Option<NewAdGroup> {
    let Draft::AdGroup {
        name,
        retailer,
        default_bid,
    } = &new.item.draft
    else {
        return None;
    };
    Some(NewAdGroup::new(
        request.campaign,
        retailer,
        name,
        *default_bid,
    ))
}

fn product_ad(request: &Create<'_>, new: &NewItem<'_>) -> Option<NewProductAd> {
    let Draft::ProductAd { retailer, offer } = &new.item.draft else {
        return None;
    };
    Some(NewProductAd::new(
        request.campaign,
        new.ad_group?,
        retailer,
        offer,
    ))
}

fn target(request: &Create<'_>, new: &NewItem<'_>) -> Option<NewTarget> {
    let campaign = request.campaign;
    match &new.item.draft {
        Draft::Keyword {
            keyword,
            matching,
            bid,
        } => {
            let matching = matching.clone();
            Some(match (new.ad_group, *bid) {
                (Some(group), Some(bid)) => {
                    NewTarget::keyword(campaign, group, keyword, matching, bid)
                }
                (Some(group), None) => {
                    NewTarget::negative_keyword(campaign, group, keyword, matching)
                }
                (None, None) => NewTarget::campaign_negative_keyword(campaign, keyword, matching),
                (None, Some(_)) => return None,
            })
        }
        Draft::Product {
            offer,
            retailer,
            bid,
        } => Some(match (new.ad_group, *bid) {
            (Some(group), Some(bid)) => NewTarget::product(campaign, group, offer, bid),
            (Some(group), None) => NewTarget::negative_product(campaign, group, offer),
            (None, None) => {
                NewTarget::campaign_negative_product(campaign, retailer.as_ref()?, offer)
            }
            (None, Some(_)) => return None,
        }),
        _ => None,
    }
}
