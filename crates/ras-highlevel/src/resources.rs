//! The resources: one file for each noun, and what all of them can do.

pub(crate) mod ad_groups;
pub(crate) mod campaigns;
pub(crate) mod product_ads;
pub(crate) mod products;
pub(crate) mod profiles;
pub(crate) mod retailers;
pub(crate) mod targets;

mod bulk;
mod filter;
pub(crate) mod listing;
pub(crate) mod outcomes;
mod rows;
mod serving;
mod split;
mod unknown;
pub(crate) mod wire;

use std::marker::PhantomData;

use bulk::{Bulk, Order};
use outcomes::{Answer, Outcomes};
use ras_core::ras::types::ApiError;
use ras_core::{CallContext, HttpClient, Request};
pub use serving::ServingDetail;
use wire::{Attempt, Wire};

use crate::guardrails::{Cleared, Origin};
use crate::{Batch, Error, Pages, Ras};

/// A kind of thing that a profile has: campaign, ad group, product ad or target.
pub trait Entity: Sized + Send + Unpin + 'static {
    /// Identifies one.
    type Id: Clone + From<String> + Into<String> + AsRef<str> + Send + Sync + 'static;
    /// One to create.
    type New: Clone + Send + Sync + 'static;
    /// A change to one.
    type Patch: Clone + Send + Sync + 'static;
    /// Which ones to list.
    type Filter;
}

/// All entities of one kind in a profile.
///
/// [`Ras::campaigns`], [`Ras::ad_groups`], [`Ras::product_ads`] and [`Ras::targets`]
/// return it. The calls are those of `/ras/v1/campaigns`, `/adGroups`, `/productAds` and
/// `/targets`.
///
/// # Example
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use ras_highlevel::{CampaignFilter, CampaignPatch, NewCampaign, Ras, State, Targeting, Usd};
///
/// # let sandbox = ras_sandbox::Sandbox::start().await?;
/// # let fake = sandbox.credentials();
/// # let ras = Ras::builder().client_id(&fake.client_id).client_secret(fake.client_secret)
/// #     .refresh_token(fake.refresh_token).profile(&fake.profile_id)
/// #     .loopback(sandbox.addr()).build()?;
/// let new = ["Shoes", "Shirts", " outer blanks are refused "]
///     .map(|name| NewCampaign::new(name, Targeting::Auto, Usd::dollars(25)));
/// let batch = ras.campaigns().create(new).await?;
/// for (position, failed) in batch.failed() {
///     println!("item {position}: {failed}; {}", failed.hint());
/// }
/// let (_, shoes) = batch.ok().next().ok_or("no campaign was created")?;
///
/// let pause = CampaignPatch::new(shoes).state(State::Paused);
/// ras.campaigns().update([pause]).await?.all()?;
/// let paused = CampaignFilter::new().states([State::Paused]);
/// assert_eq!(ras.campaigns().list(paused).all().await?.len(), 1);
/// ras.campaigns().delete([shoes]).await?.all()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Resource<E> {
    ras: Ras,
    origin: Origin,
    entity: PhantomData<fn() -> E>,
}

impl<E: Wire> Resource<E> {
    pub(crate) fn new(ras: &Ras) -> Self {
        Self::of(ras, Origin::Caller)
    }

    /// For what a launch changes and archives of its own.
    pub(crate) fn of_launch(ras: &Ras) -> Self {
        Self::of(ras, Origin::Launch)
    }

    fn of(ras: &Ras, origin: Origin) -> Self {
        Self {
            ras: ras.clone(),
            origin,
            entity: PhantomData,
        }
    }

    /// Creates any number of entities and returns their ids by position.
    ///
    /// They are sent in requests of up to 1000, one after the other; after a request
    /// that failed no other is sent. An ad group of an auto campaign gets its targets
    /// from Amazon, a little later. Dropping the future while it runs leaves open what
    /// was created.
    ///
    /// # Errors
    ///
    /// Refused items are in the [`Batch`]. What exceeds [`Guardrails`](crate::Guardrails)
    /// is [`Guarded`](crate::ErrorKind::Guarded), and nothing is sent. An error with
    /// [`Reach::Unknown`](crate::Reach::Unknown) means that the entities may exist: list
    /// them before sending them again.
    ///
    /// # Retries
    ///
    /// Only what provably had no effect is sent again: after a connection that did not
    /// come about, a 401 (once) and a 429. Items that were throttled are sent again alone.
    ///
    /// # Source
    ///
    /// `POST /ras/v1/{campaigns,adGroups,productAds,targets}`.
    pub async fn create(
        &self,
        items: impl IntoIterator<Item = E::New>,
    ) -> Result<Batch<E::Id>, Error> {
        let items = items.into_iter().collect();
        let (http, guard) = (self.ras.inner().http(), &self.ras.inner().guard);
        let (items, held) = guard.creates::<E>(&self.ras, items).await?;
        let bulk = Bulk {
            transport: &self.ras.inner().transport,
            operation: E::OPERATIONS.create,
            order: Order::Kept,
            key: |_| None,
            write: E::creating,
            send: |call, request| send::<E>(http, call, request),
        };
        let outcome = bulk.run(items).await;
        held.settle(&outcome);
        outcome
    }

    /// Changes any number of entities and returns their ids by position.
    ///
    /// They are sent in requests of up to 1000, one after the other, so that of two
    /// patches for one entity the later one holds.
    ///
    /// # Errors
    ///
    /// Refused items are in the [`Batch`]. With [`Reach::Unknown`](crate::Reach::Unknown)
    /// the changes may have been made.
    ///
    /// # Retries
    ///
    /// A patch sets values, so that it is sent again after an outcome that is unknown.
    /// Items that were throttled are sent again alone, unless another patch of the
    /// batch is for the same entity.
    ///
    /// # Source
    ///
    /// `PUT /ras/v1/{campaigns,adGroups,productAds,targets}`.
    pub async fn update(
        &self,
        patches: impl IntoIterator<Item = E::Patch>,
    ) -> Result<Batch<E::Id>, Error> {
        let patches = patches.into_iter().collect();
        let (http, guard) = (self.ras.inner().http(), &self.ras.inner().guard);
        let changes = guard.changes::<E>(&self.ras, patches, self.origin);
        let (patches, held) = changes.await?;
        let bulk = Bulk {
            transport: &self.ras.inner().transport,
            operation: E::OPERATIONS.update,
            order: Order::Kept,
            key: |patch: &Cleared<_>| Some(E::patched(patch.get())),
            write: E::updating,
            send: |call, request| send::<E>(http, call, request),
        };
        let outcome = bulk.run(patches).await;
        held.settle(&outcome);
        outcome
    }

    /// Archives any number of entities with everything below them, which is final.
    ///
    /// They are sent in requests of up to 1000, up to four at a time.
    ///
    /// # Errors
    ///
    /// Refused items are in the [`Batch`]. An item whose request had to be sent twice
    /// may be refused as archived already, by the first of the two.
    ///
    /// # Retries
    ///
    /// Sent again after an outcome that is unknown; items that were throttled alone.
    ///
    /// # Source
    ///
    /// `POST /ras/v1/{campaigns,adGroups,productAds,targets}/delete`.
    pub async fn delete<I: Into<E::Id>>(
        &self,
        ids: impl IntoIterator<Item = I>,
    ) -> Result<Batch<E::Id>, Error> {
        let ids = ids.into_iter().map(Into::into).collect();
        let (http, guard) = (self.ras.inner().http(), &self.ras.inner().guard);
        let ids = guard.archives::<E>(ids, self.origin)?;
        let bulk = Bulk {
            transport: &self.ras.inner().transport,
            operation: E::OPERATIONS.delete,
            order: Order::Free,
            key: |_| None,
            write: E::deleting,
            send: |call, request| send::<E>(http, call, request),
        };
        let batch = bulk.run(ids).await?;
        guard.archived::<E>(batch.ok().map(|(_, id)| id));
        Ok(batch)
    }

    /// Lists entities, archived ones included unless the filter says otherwise.
    ///
    /// # Retries
    ///
    /// Each page is asked for again when it failed on the way.
    ///
    /// # Source
    ///
    /// `POST /ras/v1/{campaigns,adGroups,productAds,targets}/list`, 1000 in one page.
    /// Amazon does not document which states a list without a state filter returns.
    pub fn list(&self, filter: E::Filter) -> Pages<E> {
        let inner = self.ras.inner();
        listing::list(&inner.transport, inner.http(), filter)
    }
}

/// One attempt of a create, an update or a delete.
pub(crate) async fn send<E: Wire>(
    http: &HttpClient,
    call: CallContext,
    request: Request,
) -> Attempt<Outcomes> {
    let answer = http.send::<Answer<E>, ApiError>(&call, request).await?;
    Ok(answer.map(|answer| answer.outcomes))
}
