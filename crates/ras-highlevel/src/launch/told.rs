//! Tells what happens, by looking at what the engine writes down.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tokio::sync::mpsc::UnboundedSender;

use super::engine::{
    Draft, Identity, Item, Journal, JournalError, Kind, Record, Settled, Standing,
};
use super::{LaunchEvent, RunId};

/// Where events go; nobody needs to listen.
#[derive(Clone, Debug)]
pub(super) struct Teller(pub(super) UnboundedSender<LaunchEvent>);

impl Teller {
    pub(super) fn tell(&self, event: LaunchEvent) {
        let _ = self.0.send(event);
    }
}

/// A journal that tells what was written into it.
#[derive(Debug)]
pub(super) struct ToldJournal<J> {
    inner: J,
    teller: Teller,
    run: RunId,
    items: Arc<[Item]>,
    marked_name: String,
    standing: Standing,
    doubtful: BTreeSet<usize>,
    opened: bool,
}

impl<J: Journal> ToldJournal<J> {
    pub(super) fn new(
        inner: J,
        teller: Teller,
        run: RunId,
        identity: &Identity,
        items: Arc<[Item]>,
    ) -> Self {
        Self {
            inner,
            teller,
            run,
            marked_name: items
                .first()
                .map(|campaign| identity.suffixed(&campaign.key))
                .unwrap_or_default(),
            standing: Standing::of(items.len(), &[]),
            doubtful: BTreeSet::new(),
            opened: false,
            items,
        }
    }

    fn told(&mut self, records: &[Record]) {
        let mut counts = Counts::default();
        for record in records {
            self.standing.add(record);
            match record {
                Record::Outcome { item, settled, .. } => self.outcome(*item, settled, &mut counts),
                record => {
                    if let Some(event) = self.event(record) {
                        self.teller.tell(event);
                    }
                }
            }
        }
        counts.tell(&self.teller);
    }

    fn event(&self, record: &Record) -> Option<LaunchEvent> {
        Some(match record {
            Record::Adopted { id, .. } => LaunchEvent::CampaignAdopted {
                id: id.into(),
                name: self.name(0),
            },
            Record::MarkedByName => LaunchEvent::MarkedByName {
                name: self.marked_name.clone(),
            },
            Record::CommitIntent => LaunchEvent::Complete,
            Record::Done { .. } => LaunchEvent::CampaignEnabled {
                id: self.standing.id(0)?.into(),
            },
            Record::Audited { .. } => LaunchEvent::Audited,
            Record::RollbackIntent { .. } => LaunchEvent::RollingBack,
            Record::RolledBack => LaunchEvent::RolledBack,
            _ => return None,
        })
    }

    fn outcome(&mut self, item: usize, settled: &Settled, counts: &mut Counts) {
        let Some(entity) = self.items.get(item) else {
            return;
        };
        let kind = entity.kind;
        let was_in_doubt = self.doubtful.remove(&item);
        match settled {
            Settled::Confirmed { id } => match kind {
                Kind::Campaign => self.teller.tell(LaunchEvent::CampaignCreated {
                    id: id.into(),
                    name: self.name(item),
                }),
                Kind::AdGroup => self.teller.tell(LaunchEvent::AdGroupCreated {
                    id: id.into(),
                    name: self.name(item),
                }),
                Kind::ProductAd => counts.product_ads += 1,
                Kind::Target => match (is_negative(entity), entity.ad_group) {
                    (false, _) => counts.positive += 1,
                    (true, Some(_)) => counts.negative += 1,
                    (true, None) => counts.campaign_negative += 1,
                },
            },
            Settled::Ambiguous { .. } | Settled::Exists => {
                self.doubtful.insert(item);
                *counts.in_doubt.entry(kind).or_default() += 1;
            }
            Settled::Absent if was_in_doubt => *counts.absent.entry(kind).or_default() += 1,
            Settled::Absent => {}
            Settled::Rejected { why, .. } => self.teller.tell(LaunchEvent::Refused {
                kind,
                item: self.name(item),
                why: why.clone(),
            }),
        }
    }

    fn name(&self, item: usize) -> String {
        let name = self.items.get(item).map(|item| match &item.draft {
            Draft::AdGroup { name, .. } => name,
            Draft::ProductAd { offer, .. } | Draft::Product { offer, .. } => offer,
            Draft::Keyword { keyword, .. } => keyword,
            Draft::Campaign { .. } => &item.key,
        });
        name.cloned().unwrap_or_default()
    }
}

fn is_negative(item: &Item) -> bool {
    matches!(
        item.draft,
        Draft::Keyword { bid: None, .. } | Draft::Product { bid: None, .. }
    )
}

impl<J: Journal> Journal for ToldJournal<J> {
    async fn open(&mut self) -> Result<Vec<Record>, JournalError> {
        let records = self.inner.open().await?;
        self.standing = Standing::of(self.items.len(), &records);
        // The audit opens it a second time.
        if !self.opened {
            self.opened = true;
            self.teller.tell(LaunchEvent::Begun {
                run: self.run.clone(),
                resumed: !records.is_empty(),
            });
            // What another process was about to do has an unknown outcome.
            let mut counts = Counts::default();
            for item in self.standing.in_doubt() {
                self.doubtful.insert(item);
                if let Some(entity) = self.items.get(item) {
                    *counts.in_doubt.entry(entity.kind).or_default() += 1;
                }
            }
            counts.tell(&self.teller);
        }
        Ok(records)
    }

    async fn append(&mut self, records: &[Record]) -> Result<(), JournalError> {
        self.inner.append(records).await?;
        self.told(records);
        Ok(())
    }
}

/// What several records of one append come to.
#[derive(Debug, Default)]
struct Counts {
    product_ads: usize,
    positive: usize,
    negative: usize,
    campaign_negative: usize,
    in_doubt: BTreeMap<Kind, usize>,
    absent: BTreeMap<Kind, usize>,
}

impl Counts {
    fn tell(self, teller: &Teller) {
        if self.product_ads > 0 {
            let count = self.product_ads;
            teller.tell(LaunchEvent::ProductAdsCreated { count });
        }
        if self.positive + self.negative + self.campaign_negative > 0 {
            teller.tell(LaunchEvent::TargetsCreated {
                positive: self.positive,
                negative: self.negative,
                campaign_negative: self.campaign_negative,
            });
        }
        for (kind, count) in self.in_doubt {
            teller.tell(LaunchEvent::InDoubt { kind, count });
        }
        for (kind, count) in self.absent {
            teller.tell(LaunchEvent::ProvenAbsent { kind, count });
        }
    }
}
