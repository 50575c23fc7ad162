//! The four calls of every entity, as one table over the generated client: read it from
//! its end, where each entity says which types, methods and filters are its own.

use std::future::Future;

use ras_core::ras::types::{self as core, ApiError, EntityIdFilter, ErrorDetail};
use ras_core::ras::{Client, operations};
use ras_core::{CallContext, Error as CoreError, Operation, ResponseValue};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Entity;
use super::split::{MAX_IDS, MAX_PARENTS, split};
use crate::extra::Extra;
use crate::guardrails::{Cleared, Priced};
use crate::{
    AdGroup, AdGroupFilter, AdGroupId, AdGroupPatch, Campaign, CampaignFilter, CampaignId,
    CampaignPatch, ItemError, NewAdGroup, NewCampaign, NewProductAd, NewTarget, ProductAd,
    ProductAdFilter, ProductAdId, ProductAdPatch, Target, TargetFilter, TargetId, TargetPatch,
};

/// What one attempt of a call comes to.
pub(super) type Attempt<T> = Result<ResponseValue<T>, CoreError<ApiError>>;

/// A 207: what became of each item, by its index in the request.
#[derive(Debug)]
pub struct Outcomes {
    pub(crate) success: Vec<(i32, Option<String>)>,
    pub(crate) error: Vec<(i32, Vec<ItemError>)>,
}

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
pub trait Wire: Entity<New: Priced, Patch: Priced> + Priced {
    /// An entity as the service answers it.
    type Row: DeserializeOwned + Send;
    /// The body of a list call.
    type Query: Clone + Serialize + Send + Sync + 'static;

    /// The operations.
    const OPERATIONS: Operations;
    /// The member of an answer that holds the entities.
    const ROWS: &'static str;

    fn create(
        ras: &Client,
        call: &CallContext,
        items: Vec<Cleared<Self::New>>,
    ) -> impl Future<Output = Attempt<Outcomes>> + Send;

    fn update(
        ras: &Client,
        call: &CallContext,
        items: Vec<Cleared<Self::Patch>>,
    ) -> impl Future<Output = Attempt<Outcomes>> + Send;

    fn delete(
        ras: &Client,
        call: &CallContext,
        ids: Vec<Cleared<Self::Id>>,
    ) -> impl Future<Output = Attempt<Outcomes>> + Send;

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
    ($($entity:ident($new:ident, $patch:ident, $filter:ident) = $row:ident in $rows:ident[$id:ident: $Id:ident] {
        $create:ident($create_body:ident) = $CREATE:ident,
        $update:ident($update_body:ident) = $UPDATE:ident,
        $delete:ident($delete_body:ident) = $DELETE:ident,
        list($list_body:ident) = $LIST:ident,
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

            async fn create(
                ras: &Client,
                call: &CallContext,
                items: Vec<Cleared<Self::New>>,
            ) -> Attempt<Outcomes> {
                let items = items.into_iter().map(|item| item.into_inner().0).collect();
                let answer = ras.$create(call, &core::$create_body::new(items)).await?;
                Ok(answer.map(|answer| outcomes!(answer.$rows[$id])))
            }

            async fn update(
                ras: &Client,
                call: &CallContext,
                items: Vec<Cleared<Self::Patch>>,
            ) -> Attempt<Outcomes> {
                let items = items.into_iter().map(|item| item.into_inner().0).collect();
                let answer = ras.$update(call, &core::$update_body::new(items)).await?;
                Ok(answer.map(|answer| outcomes!(answer.$rows[$id])))
            }

            async fn delete(
                ras: &Client,
                call: &CallContext,
                ids: Vec<Cleared<Self::Id>>,
            ) -> Attempt<Outcomes> {
                let ids = ids.into_iter().map(|id| id.into_inner().into()).collect();
                let body = core::$delete_body::new(EntityIdFilter::new(ids));
                let answer = ras.$delete(call, &body).await?;
                Ok(answer.map(|answer| outcomes!(answer.$rows[$id])))
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

macro_rules! outcomes {
    ($answer:ident.$rows:ident[$id:ident]) => {{
        let success = $answer.$rows.success.into_iter();
        let error = $answer.$rows.error.into_iter();
        Outcomes {
            success: success.map(|item| (item.index, item.$id)).collect(),
            error: error
                .map(|item| (item.index, item_errors(&item.errors)))
                .collect(),
        }
    }};
}
wire! {
    Campaign(NewCampaign, CampaignPatch, CampaignFilter) = CampaignOutput in campaigns[campaign_id: CampaignId] {
        create_campaigns(CreateCampaignsRequest) = CREATE_CAMPAIGNS,
        update_campaigns(UpdateCampaignsRequest) = UPDATE_CAMPAIGNS,
        delete_campaigns(DeleteCampaignsRequest) = DELETE_CAMPAIGNS,
        list(ListCampaignsRequest) = LIST_CAMPAIGNS,
        campaign_id_filter: MAX_IDS,
        portfolio_id_filter: MAX_PARENTS,
        name_filter: MAX_PARENTS,
    }
    AdGroup(NewAdGroup, AdGroupPatch, AdGroupFilter) = AdGroupOutput in ad_groups[ad_group_id: AdGroupId] {
        create_ad_groups(CreateAdGroupsRequest) = CREATE_AD_GROUPS,
        update_ad_groups(UpdateAdGroupsRequest) = UPDATE_AD_GROUPS,
        delete_ad_groups(DeleteAdGroupsRequest) = DELETE_AD_GROUPS,
        list(ListAdGroupsRequest) = LIST_AD_GROUPS,
        ad_group_id_filter: MAX_IDS,
        campaign_id_filter: MAX_PARENTS,
        name_filter: MAX_PARENTS,
    }
    ProductAd(NewProductAd, ProductAdPatch, ProductAdFilter) = ProductAdOutput in product_ads[product_ad_id: ProductAdId] {
        create_product_ads(CreateProductAdsRequest) = CREATE_PRODUCT_ADS,
        update_product_ads(UpdateProductAdsRequest) = UPDATE_PRODUCT_ADS,
        delete_product_ads(DeleteProductAdsRequest) = DELETE_PRODUCT_ADS,
        list(ListProductAdsRequest) = LIST_PRODUCT_ADS,
        product_ad_id_filter: MAX_IDS,
        campaign_id_filter: MAX_PARENTS,
        ad_group_id_filter: MAX_PARENTS,
    }
    Target(NewTarget, TargetPatch, TargetFilter) = TargetOutput in targets[target_id: TargetId] {
        create_targets(CreateTargetsRequest) = CREATE_TARGETS,
        update_targets(UpdateTargetsRequest) = UPDATE_TARGETS,
        delete_targets(DeleteTargetsRequest) = DELETE_TARGETS,
        list(ListTargetsRequest) = LIST_TARGETS,
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

fn item_errors(details: &[ErrorDetail]) -> Vec<ItemError> {
    details.iter().map(ItemError::from_core).collect()
}
