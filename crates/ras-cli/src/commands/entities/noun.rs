//! The four nouns behind one trait.

use ras_highlevel::{
    AdGroup, AdGroupFilter, AdGroupPatch, Batch, Campaign, CampaignFilter, CampaignPatch, Entity,
    Error, Pages, ProductAd, ProductAdFilter, ProductAdPatch, Ras, State, Target, TargetFilter,
    TargetKind, TargetPatch,
};

use crate::output::Record;

/// An entity that commands can list and change.
pub(crate) trait Noun: Record + Entity + Sync {
    /// Entities of a profile.
    fn list(ras: &Ras, filter: Self::Filter) -> Pages<Self>;

    fn create(
        ras: &Ras,
        new: Vec<Self::New>,
    ) -> impl Future<Output = Result<Batch<Self::Id>, Error>> + Send;

    fn update(
        ras: &Ras,
        patches: Vec<Self::Patch>,
    ) -> impl Future<Output = Result<Batch<Self::Id>, Error>> + Send;

    fn delete(
        ras: &Ras,
        ids: Vec<Self::Id>,
    ) -> impl Future<Output = Result<Batch<Self::Id>, Error>> + Send;

    /// The filter for these ids.
    fn by_ids(ids: &[String]) -> Self::Filter;

    fn id(&self) -> &Self::Id;

    fn state(&self) -> &State;

    /// Another state for this one.
    fn in_state(&self, state: State) -> Self::Patch;

    /// What people call it.
    fn label(&self) -> String;
}

macro_rules! noun {
    ($entity:ident, $filter:ident, $resource:ident, $in_state:expr, $label:expr) => {
        impl Noun for $entity {
            fn list(ras: &Ras, filter: Self::Filter) -> Pages<Self> {
                ras.$resource().list(filter)
            }

            async fn create(ras: &Ras, new: Vec<Self::New>) -> Result<Batch<Self::Id>, Error> {
                ras.$resource().create(new).await
            }

            async fn update(
                ras: &Ras,
                patches: Vec<Self::Patch>,
            ) -> Result<Batch<Self::Id>, Error> {
                ras.$resource().update(patches).await
            }

            async fn delete(ras: &Ras, ids: Vec<Self::Id>) -> Result<Batch<Self::Id>, Error> {
                ras.$resource().delete(ids).await
            }

            fn by_ids(ids: &[String]) -> Self::Filter {
                $filter::new().ids(ids)
            }

            fn id(&self) -> &Self::Id {
                &self.id
            }

            fn state(&self) -> &State {
                &self.state
            }

            fn in_state(&self, state: State) -> Self::Patch {
                $in_state(&self.id, state)
            }

            fn label(&self) -> String {
                $label(self)
            }
        }
    };
}

noun!(
    Campaign,
    CampaignFilter,
    campaigns,
    |id, state| CampaignPatch::new(id).state(state),
    |it: &Campaign| it.name.clone()
);
noun!(
    AdGroup,
    AdGroupFilter,
    ad_groups,
    |id, state| AdGroupPatch::new(id).state(state),
    |it: &AdGroup| it.name.clone()
);
noun!(
    ProductAd,
    ProductAdFilter,
    product_ads,
    ProductAdPatch::state,
    |it: &ProductAd| it.offer.clone()
);
noun!(
    Target,
    TargetFilter,
    targets,
    |id, state| TargetPatch::new(id).state(state),
    target_label
);

fn target_label(target: &Target) -> String {
    match &target.kind {
        TargetKind::Keyword { keyword, matching } => {
            format!("{} \"{keyword}\"", matching.as_str().to_lowercase())
        }
        TargetKind::Auto(matching) => matching.as_str().to_owned(),
        TargetKind::Product { offer, .. } => format!("offer {offer}"),
        TargetKind::Other(name) => name.clone(),
        _ => String::new(),
    }
}
