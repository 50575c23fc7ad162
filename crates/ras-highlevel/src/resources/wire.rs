//! The four calls of every entity, as one table over the generated client: read it from
//! its end, where each entity says which types, methods and filters are its own.

use ras_core::ras::operations;
use ras_core::ras::types::{self as core, ApiError, EntityIdFilter};
use ras_core::{Error as CoreError, Id, Operation, Request, ResponseValue};
use serde::de::DeserializeOwned;
use serde::{Serialize, Serializer};

use super::Entity;
use super::split::{MAX_IDS, MAX_PARENTS, split};
use crate::extra::Extra;
use crate::guardrails::{Cleared, Priced};
use crate::{
    AdGroup, AdGroupFilter, AdGroupId, AdGroupPatch, Campaign, CampaignFilter, CampaignId,
    CampaignPatch, NewAdGroup, NewCampaign, NewProductAd, NewTarget, ProductAd, ProductAdFilter,
    ProductAdId, ProductAdPatch, Target, TargetFilter, TargetId, TargetPatch,
};

/// What one attempt of a call comes to.
pub(super) type Attempt<T> = Result<ResponseValue<T>, CoreError<ApiError>>;

/// The four operations of an entity.
#[derive(Debug)]
pub struct Operations {
    pub(crate) create: &'static Operation,
    pub(crate) update: &'static Operation,
    pub(crate) delete: &'static Operation,
    pub(crate) list: &'static Operation,
}

/// How an entity stands on the wire. Each call makes one attempt, with what the guardrails
/// have cleared.
pub trait Wire: Entity<Id: From<Id>, New: Priced, Patch: Priced> + Priced {
    /// An entity as the service answers it.
    type Row: DeserializeOwned + Send;
    /// The body of a list call.
    type Query: Clone + Serialize + Send + Sync + 'static;

    /// The operations.
    const OPERATIONS: Operations;
    /// The member of an answer that holds the entities.
    const ROWS: &'static str;

    /// The member of an outcome that holds the id.
    const ID: &'static str;

    fn creating(items: &[Cleared<Self::New>]) -> Request;

    fn updating(patches: &[Cleared<Self::Patch>]) -> Request;

    fn deleting(ids: &[Cleared<Self::Id>]) -> Request;

    /// The body that asks for the page behind a token.
    fn page(query: &Self::Query, token: Option<String>) -> Self::Query;

    /// The filter that asks for these entities.
    fn of_ids(ids: Vec<Self::Id>) -> Self::Filter;

    /// The queries that together ask for what the filter asks for.
    fn queries(filter: Self::Filter) -> Vec<Self::Query>;

    fn read(row: Self::Row) -> Self;

    fn extra(&mut self) -> &mut Extra;

    /// The entity that a patch changes.
    fn patched(patch: &Self::Patch) -> &str;

    fn id(&self) -> &str;

    /// Open enums of a row whose value this version does not know, by member.
    fn unknown_values(row: &Self::Row) -> Vec<(&'static str, &str)>;
}

macro_rules! wire {
    ($($entity:ident($new:ident, $patch:ident, $filter:ident) = $row:ident [$id:ident = $id_member:literal: $Id:ident] {
        $CREATE:ident, $UPDATE:ident, $DELETE:ident($delete_body:ident), $LIST:ident($list_body:ident),
        $($values:ident: $limit:ident,)*
    })*) => {$(
        impl Entity for $entity {
            type Id = $Id;
            type New = $new;
            type Patch = $patch;
            type Filter = $filter;
        }

        impl Wire for $entity {
            type Row = core::$row;
            type Query = core::$list_body;

            const OPERATIONS: Operations = Operations {
                create: &operations::$CREATE,
                update: &operations::$UPDATE,
                delete: &operations::$DELETE,
                list: &operations::$LIST,
            };
            const ROWS: &'static str = rows_member(operations::$CREATE.path);
            const ID: &'static str = $id_member;

            fn creating(items: &[Cleared<Self::New>]) -> Request {
                let items = items.iter().map(|item| &item.get().0);
                Request::new(Self::OPERATIONS.create).body(&List(Self::ROWS, items))
            }

            fn updating(patches: &[Cleared<Self::Patch>]) -> Request {
                let patches = patches.iter().map(|patch| &patch.get().0);
                Request::new(Self::OPERATIONS.update).body(&List(Self::ROWS, patches))
            }

            fn deleting(ids: &[Cleared<Self::Id>]) -> Request {
                let ids = ids.iter().map(|id| String::from(id.get().clone()));
                let body = core::$delete_body::new(EntityIdFilter::new(ids.collect()));
                Request::new(Self::OPERATIONS.delete).body(&body)
            }

            fn page(query: &Self::Query, token: Option<String>) -> Self::Query {
                let mut query = query.clone();
                query.next_token = token;
                query
            }

            fn of_ids(ids: Vec<Self::Id>) -> Self::Filter {
                $filter::new().ids(ids)
            }

            fn queries(filter: Self::Filter) -> Vec<Self::Query> {
                let queries = vec![filter.0];
                $(let queries = split(queries, $limit, |query| {
                    query.$values.as_mut().map(|filter| &mut filter.include)
                });)*
                queries
            }

            fn read(row: Self::Row) -> Self {
                Self::from_row(row)
            }

            fn extra(&mut self) -> &mut Extra {
                &mut self.extra
            }

            fn patched(patch: &Self::Patch) -> &str {
                &patch.0.$id
            }

            fn id(&self) -> &str {
                self.id.as_str()
            }

            fn unknown_values(row: &Self::Row) -> Vec<(&'static str, &str)> {
                Self::unknown_values(row)
            }
        }
    )*};
}

wire! {
    Campaign(NewCampaign, CampaignPatch, CampaignFilter) = CampaignOutput [campaign_id = "campaignId": CampaignId] {
        CREATE_CAMPAIGNS, UPDATE_CAMPAIGNS, DELETE_CAMPAIGNS(DeleteCampaignsRequest), LIST_CAMPAIGNS(ListCampaignsRequest),
        campaign_id_filter: MAX_IDS,
        portfolio_id_filter: MAX_PARENTS,
        name_filter: MAX_PARENTS,
    }
    AdGroup(NewAdGroup, AdGroupPatch, AdGroupFilter) = AdGroupOutput [ad_group_id = "adGroupId": AdGroupId] {
        CREATE_AD_GROUPS, UPDATE_AD_GROUPS, DELETE_AD_GROUPS(DeleteAdGroupsRequest), LIST_AD_GROUPS(ListAdGroupsRequest),
        ad_group_id_filter: MAX_IDS,
        campaign_id_filter: MAX_PARENTS,
        name_filter: MAX_PARENTS,
    }
    ProductAd(NewProductAd, ProductAdPatch, ProductAdFilter) = ProductAdOutput [product_ad_id = "productAdId": ProductAdId] {
        CREATE_PRODUCT_ADS, UPDATE_PRODUCT_ADS, DELETE_PRODUCT_ADS(DeleteProductAdsRequest), LIST_PRODUCT_ADS(ListProductAdsRequest),
        product_ad_id_filter: MAX_IDS,
        campaign_id_filter: MAX_PARENTS,
        ad_group_id_filter: MAX_PARENTS,
    }
    Target(NewTarget, TargetPatch, TargetFilter) = TargetOutput [target_id = "targetId": TargetId] {
        CREATE_TARGETS, UPDATE_TARGETS, DELETE_TARGETS(DeleteTargetsRequest), LIST_TARGETS(ListTargetsRequest),
        target_id_filter: MAX_IDS,
        campaign_id_filter: MAX_PARENTS,
        ad_group_id_filter: MAX_PARENTS,
        keyword_filter: MAX_PARENTS,
        product_id_filter: MAX_IDS,
    }
}

/// Bodies name their list as the path does: `/ras/v1/adGroups` has `adGroups`.
const fn rows_member(path: &'static str) -> &'static str {
    path.split_at("/ras/v1/".len()).1
}

/// A body that is one list: `{"targets": […]}`, written without a copy of its items.
struct List<I>(&'static str, I);

impl<I: Iterator<Item: Serialize> + Clone> Serialize for List<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([(self.0, Items(&self.1))])
    }
}

struct Items<'a, I>(&'a I);

impl<I: Iterator<Item: Serialize> + Clone> Serialize for Items<'_, I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.clone())
    }
}
