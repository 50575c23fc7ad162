//! Lists as the engine sees them, and the campaign as the last of them have shown it.

use super::{RasService, call_failed};
use crate::launch::engine::{CallFailed, Entity, EntityState, Kind, Page, Query};
use crate::launch::engine::{auto_key, keyword_key, offer_key, product_key};
use crate::launch::tree;
use crate::resources::listing;
use crate::resources::wire::Wire;
use crate::{
    AdGroup, AdGroupFilter, AutoMatch, Campaign, CampaignFilter, CampaignTree, ProductAd,
    ProductAdFilter, State, Target, TargetFilter, TargetKind,
};

/// Without a filter nobody knows which states are listed.
const ALL_STATES: [State; 3] = [State::Enabled, State::Paused, State::Archived];

/// What the last list of each kind has shown.
#[derive(Debug, Default)]
pub(super) struct Seen {
    campaigns: Vec<Campaign>,
    ad_groups: Vec<AdGroup>,
    product_ads: Vec<ProductAd>,
    targets: Vec<Target>,
}

impl RasService {
    pub(super) async fn read_page(
        &mut self,
        query: &Query,
        token: Option<String>,
    ) -> Result<Page, CallFailed> {
        match query {
            Query::Campaigns(names) => {
                let filter = CampaignFilter::new().names(names);
                self.page::<Campaign>(filter.states(ALL_STATES), token)
                    .await
            }
            Query::Below(kind, id) => {
                let id = [id.as_str()];
                match kind {
                    Kind::Campaign => {
                        let filter = CampaignFilter::new().ids(id).states(ALL_STATES);
                        self.page::<Campaign>(filter, token).await
                    }
                    Kind::AdGroup => {
                        let filter = AdGroupFilter::new().campaigns(id).states(ALL_STATES);
                        self.page::<AdGroup>(filter, token).await
                    }
                    Kind::ProductAd => {
                        let filter = ProductAdFilter::new().campaigns(id).states(ALL_STATES);
                        self.page::<ProductAd>(filter, token).await
                    }
                    Kind::Target => {
                        let filter = TargetFilter::new().campaigns(id).states(ALL_STATES);
                        self.page::<Target>(filter, token).await
                    }
                }
            }
        }
    }

    async fn page<E: Shown>(
        &mut self,
        filter: E::Filter,
        token: Option<String>,
    ) -> Result<Page, CallFailed> {
        let inner = self.ras.inner();
        let kept = E::kept(&mut self.seen);
        if token.is_none() {
            kept.clear();
        }
        let mut page = Page::default();
        // Names and ids are few enough for one query.
        for query in E::queries(filter) {
            let read = listing::page::<E>(&inner.transport, inner.http(), &query, token.clone());
            let read = read.await.map_err(call_failed)?;
            for item in &read.items {
                let operation = E::OPERATIONS.list.id;
                let observer = &*inner.transport.observer;
                self.visibility.listed(operation, item.id(), observer);
            }
            page.entities.extend(read.items.iter().map(E::entity));
            // An empty text is no token.
            page.next = read.next.filter(|next| !next.is_empty());
            kept.extend(read.items);
        }
        if page.next.is_none() {
            self.visibility.ended(E::KIND);
        }
        Ok(page)
    }
}

impl Seen {
    /// Notes a state that was set after the lists were read.
    pub(super) fn enabled(&mut self, id: &str) {
        let mut campaigns = self.campaigns.iter_mut();
        if let Some(campaign) = campaigns.find(|campaign| campaign.id.as_str() == id) {
            campaign.state = State::Enabled;
        }
    }

    /// Which automatic target an id is.
    pub(super) fn auto_match(&self, id: &str) -> Option<AutoMatch> {
        let mut targets = self.targets.iter();
        match &targets.find(|target| target.id.as_str() == id)?.kind {
            TargetKind::Auto(matching) => Some(matching.clone()),
            _ => None,
        }
    }

    /// The campaign with everything live below it.
    ///
    /// It was PAUSED when the lists were read, so that they say nothing about serving.
    pub(super) fn tree(&self, id: &str) -> Option<CampaignTree> {
        let mut campaigns = self.campaigns.iter();
        let mut campaign = campaigns
            .find(|campaign| campaign.id.as_str() == id)?
            .clone();
        campaign.serving_status = None;
        let live = |state: &State| *state != State::Archived;
        let mut ad_groups = self.ad_groups.clone();
        ad_groups.retain(|group| live(&group.state));
        let mut ads = self.product_ads.clone();
        ads.retain(|ad| live(&ad.state));
        let mut targets = self.targets.clone();
        targets.retain(|target| live(&target.state));
        let statuses = (ad_groups.iter_mut().map(|group| &mut group.serving_status))
            .chain(ads.iter_mut().map(|ad| &mut ad.serving_status))
            .chain(targets.iter_mut().map(|target| &mut target.serving_status));
        statuses.for_each(|status| *status = None);
        Some(tree::build(campaign, ad_groups, ads, targets))
    }
}

/// An entity as the engine sees it.
trait Shown: Wire {
    const KIND: Kind;

    /// Where the last list of its kind is kept.
    fn kept(seen: &mut Seen) -> &mut Vec<Self>;

    fn entity(&self) -> Entity;
}

impl Shown for Campaign {
    const KIND: Kind = Kind::Campaign;

    fn kept(seen: &mut Seen) -> &mut Vec<Self> {
        &mut seen.campaigns
    }

    fn entity(&self) -> Entity {
        Entity {
            id: self.id.to_string(),
            ad_group: None,
            key: self.name.clone(),
            state: of_state(&self.state),
            tags: self.tags.clone(),
        }
    }
}

impl Shown for AdGroup {
    const KIND: Kind = Kind::AdGroup;

    fn kept(seen: &mut Seen) -> &mut Vec<Self> {
        &mut seen.ad_groups
    }

    fn entity(&self) -> Entity {
        Entity {
            id: self.id.to_string(),
            ad_group: None,
            key: self.name.clone(),
            state: of_state(&self.state),
            tags: Vec::new(),
        }
    }
}

impl Shown for ProductAd {
    const KIND: Kind = Kind::ProductAd;

    fn kept(seen: &mut Seen) -> &mut Vec<Self> {
        &mut seen.product_ads
    }

    fn entity(&self) -> Entity {
        Entity {
            id: self.id.to_string(),
            ad_group: Some(self.ad_group.to_string()),
            key: offer_key(&self.retailer, &self.offer),
            state: of_state(&self.state),
            tags: Vec::new(),
        }
    }
}

impl Shown for Target {
    const KIND: Kind = Kind::Target;

    fn kept(seen: &mut Seen) -> &mut Vec<Self> {
        &mut seen.targets
    }

    fn entity(&self) -> Entity {
        Entity {
            id: self.id.to_string(),
            ad_group: self.ad_group.as_ref().map(ToString::to_string),
            key: match &self.kind {
                TargetKind::Keyword { keyword, matching } => {
                    keyword_key(self.negative, matching, keyword)
                }
                TargetKind::Auto(matching) => auto_key(matching),
                // In an ad group the retailer is that of the group, named or not.
                TargetKind::Product { offer, retailer } => {
                    let retailer = retailer.as_ref().filter(|_| self.ad_group.is_none());
                    product_key(self.negative, offer, retailer)
                }
                // No plan has any: never taken for an item.
                other => format!("other|{other:?}"),
            },
            state: of_state(&self.state),
            tags: Vec::new(),
        }
    }
}

/// What is neither archived nor enabled cannot spend, as far as anybody knows.
fn of_state(state: &State) -> EntityState {
    match state {
        State::Enabled => EntityState::Enabled,
        State::Archived => EntityState::Archived,
        _ => EntityState::Paused,
    }
}
