//! The service as a process sees it: what it does, and what it says about it.

use ras_highlevel::engine::{
    CallFailed, Change, Create, Doubt, Kind, NewItem, NotApplied, Outcome, Page, Query, Refusal,
    Remedy, Service,
};
use std::time::Duration;

use super::dice::ask;
use super::process::{Call, Process};
use super::scenario::Tags;
use super::script::{Crash, Fault, Op};
use super::world::{Ent, LAG, Landing, Origin, World, lock, number};

/// What a Retry-After asks for.
const ASKED: Duration = Duration::from_secs(20);

impl Service for Process {
    async fn create(&mut self, request: Create<'_>) -> Vec<Outcome> {
        let what = || {
            let items: Vec<_> = request.items.iter().map(|new| new.index).collect();
            format!("{}s {items:?} of {}", request.kind, request.campaign)
        };
        let call = self.begin(Op::Create, what).await;
        let ents = lock(&self.world).sent(self.runner, &request);
        self.travel_there(call).await;
        let fault = call.mishap.fault;
        let all = |outcome: Outcome| vec![outcome; request.items.len()];
        let mut outcomes = match fault {
            Fault::Refused | Fault::Throttled => {
                all(Outcome::NotApplied(NotApplied::TryAgain(None)))
            }
            Fault::ThrottledLong => all(Outcome::NotApplied(NotApplied::TryAgain(Some(ASKED)))),
            Fault::Forbidden => {
                lock(&self.world).refusable = true;
                all(Outcome::Rejected(refusal("forbidden", false)))
            }
            _ => lock(&self.world).answer(call, ents),
        };
        self.may_die(call, Crash::InFlight).await;
        self.wait_for_answer(call).await;
        match fault {
            Fault::LostBefore | Fault::Zombie | Fault::ReplyLost | Fault::Torn => {
                outcomes = all(Outcome::Ambiguous(Doubt::NoAnswer));
            }
            Fault::Failed | Fault::FailedApplied | Fault::FailedHalf | Fault::Gateway => {
                outcomes = all(Outcome::Ambiguous(Doubt::ServerError));
            }
            Fault::ShortAnswer => outcomes.truncate(outcomes.len() / 2),
            _ => {}
        }
        self.may_die(call, Crash::After).await;
        let shown = outcomes
            .iter()
            .any(|outcome| matches!(outcome, Outcome::Confirmed(_)));
        if request.kind == Kind::Campaign && shown {
            let mut world = lock(&self.world);
            world.runners[self.runner].keeps_tags = world.scenario.tags != Tags::Dropped;
        }
        outcomes
    }

    fn keeps_tags(&self) -> bool {
        lock(&self.world).runners[self.runner].keeps_tags
    }

    async fn list(&mut self, query: &Query, page: Option<String>) -> Result<Page, CallFailed> {
        let what = || format!("{query:?} {page:?}");
        let call = self.begin(Op::List, what).await;
        self.travel_there(call).await;
        let read = match failure(call.mishap.fault) {
            Some(failed) => Err(failed),
            None => Ok(lock(&self.world).page(call, query, page.as_deref())),
        };
        self.come_back(call).await;
        read
    }

    async fn set(&mut self, change: &Change) -> Result<(), CallFailed> {
        let call = self.begin(Op::Set, || format!("{change:?}")).await;
        self.travel_there(call).await;
        let (store, lags) = (self.store(), call.mishap.lags);
        let landing = Landing::Set(store, change.clone(), lags);
        let done = {
            let mut world = lock(&self.world);
            let young = match change {
                Change::Enable(id) | Change::Tags(id, _) | Change::Rename(id, _) => {
                    world.is_young(id)
                }
                Change::Bids(bids) => bids.iter().any(|(id, _)| world.is_young(id)),
            };
            world.repeatable(call, young, landing, |world| world.set(store, change, lags))
        };
        self.come_back(call).await;
        done
    }

    async fn archive(&mut self, kind: Kind, ids: &[String]) -> Result<(), CallFailed> {
        let call = self.begin(Op::Archive, || format!("{kind}s {ids:?}")).await;
        self.travel_there(call).await;
        let (store, lags) = (self.store(), call.mishap.lags);
        let numbers: Vec<u64> = ids.iter().map(|id| number(id)).collect();
        let landing = Landing::Archive(store, numbers.clone(), lags);
        let done = {
            let mut world = lock(&self.world);
            world.check_archiving(store, &numbers);
            let young = ids.iter().any(|id| world.is_young(id));
            world.repeatable(call, young, landing, |world| {
                world.archive(store, &numbers, lags);
                Ok(())
            })
        };
        self.come_back(call).await;
        done
    }
}

impl Process {
    fn store(&self) -> usize {
        lock(&self.world).runners[self.runner].store
    }

    async fn travel_there(&self, call: Call) {
        self.travel(call, 0).await;
        if call.mishap.fault == Fault::TokenExpired {
            // There, back, to the login and there again.
            self.travel(call, 1).await;
            self.travel(call, 2).await;
        }
    }

    async fn come_back(&self, call: Call) {
        self.may_die(call, Crash::InFlight).await;
        self.wait_for_answer(call).await;
        self.may_die(call, Crash::After).await;
    }

    async fn wait_for_answer(&self, call: Call) {
        match call.mishap.fault {
            Fault::LostBefore | Fault::Zombie | Fault::ReplyLost | Fault::Gateway => {
                self.until(call.gives_up()).await;
            }
            Fault::ParentLag => {
                // Many an answer takes longer than its parent is young.
                let most = call.gives_up() - call.begun - 5_000;
                let slow = lock(&self.world)
                    .dice
                    .below(call.number, ask::SLOW, 2 * most);
                self.until(call.begun + slow.saturating_sub(most)).await;
                self.travel(call, 3).await;
            }
            _ => self.travel(call, 3).await,
        }
    }
}

fn refusal(why: &str, tags: bool) -> Refusal {
    Refusal {
        why: why.to_owned(),
        tags,
        source: None,
    }
}

fn failed(remedy: Remedy, why: &str) -> CallFailed {
    CallFailed {
        remedy,
        why: why.to_owned(),
        source: None,
    }
}

/// What a call that may be repeated says of a fault.
fn failure(fault: Fault) -> Option<CallFailed> {
    let remedy = match fault {
        Fault::ThrottledLong => Remedy::TryAgain(Some(ASKED)),
        Fault::Forbidden => Remedy::GiveUp,
        Fault::Refused
        | Fault::Throttled
        | Fault::LostBefore
        | Fault::Zombie
        | Fault::ReplyLost
        | Fault::Failed
        | Fault::FailedApplied
        | Fault::Gateway => Remedy::TryAgain(None),
        _ => return None,
    };
    Some(failed(remedy, "a fault"))
}

impl World {
    fn is_young(&self, id: &str) -> bool {
        let ent = self.ent(number(id));
        ent.is_some_and(|ent| self.now < ent.created + LAG)
    }

    /// A set or an archiving, with its fault.
    fn repeatable(
        &mut self,
        call: Call,
        young: bool,
        landing: Landing,
        apply: impl FnOnce(&mut Self) -> Result<(), &'static str>,
    ) -> Result<(), CallFailed> {
        match call.mishap.fault {
            Fault::Zombie | Fault::Gateway => {
                let late = self.late(call);
                self.landings.push((late, landing));
            }
            Fault::NotFound if young => {
                return Err(failed(Remedy::NotFound, "there is no such entity"));
            }
            fault
                if failure(fault).is_none()
                    || matches!(fault, Fault::ReplyLost | Fault::FailedApplied) =>
            {
                let applied = apply(self);
                if failure(fault).is_none() {
                    return applied.map_err(|why| failed(Remedy::GiveUp, why));
                }
            }
            _ => {}
        }
        failure(call.mishap.fault).map_or(Ok(()), Err)
    }

    /// The entities of a create that is sent now.
    fn sent(&mut self, runner: usize, request: &Create<'_>) -> Vec<Ent> {
        self.check_sending(runner, request);
        self.posts += 1;
        let (post, journal) = (self.posts, self.instance(self.runners[runner].store));
        let ent = |new: &NewItem<'_>| {
            let origin = Origin::Plan {
                journal,
                item: new.index,
                post,
            };
            let key = match request.kind {
                Kind::Campaign => &request.mark.name,
                _ => &new.item.key,
            };
            let group = new.ad_group.map_or(0, number);
            let mut ent = Ent::new(request.kind, number(request.campaign), group, key, origin);
            if request.kind == Kind::Campaign && self.scenario.tags != Tags::Dropped {
                ent.truth.tags.clone_from(&request.mark.tags);
            }
            ent
        };
        request.items.iter().map(ent).collect()
    }

    /// What the service does with a create, and what its answer would say.
    fn answer(&mut self, call: Call, mut ents: Vec<Ent>) -> Vec<Outcome> {
        let refused = |ent: &Ent| {
            if self.scenario.poisoned == ent.item() {
                Some(refusal("poisoned", false))
            } else if self.scenario.tags == Tags::Refused && !ent.truth.tags.is_empty() {
                Some(refusal("no tags here", true))
            } else {
                None
            }
        };
        let refusals: Vec<Option<Refusal>> = ents.iter().map(refused).collect();
        let late = self.late(call);
        let lags = call.mishap.lags;
        match call.mishap.fault {
            Fault::LostBefore | Fault::Failed => return Vec::new(),
            Fault::Zombie | Fault::Gateway => {
                let mut refusals = refusals.iter();
                ents.retain(|_| refusals.next().is_some_and(Option::is_none));
                self.landings.push((late, Landing::Create(ents, lags)));
                return Vec::new();
            }
            Fault::Doubled => {
                let mut refusals = refusals.iter();
                let mut again = ents.clone();
                again.retain(|_| refusals.next().is_some_and(Option::is_none));
                let at = self.now + (late - self.now) % super::world::LATE;
                self.landings.push((at, Landing::Create(again, lags)));
            }
            Fault::FailedHalf => {
                ents.truncate(ents.len() / 2);
            }
            _ => {}
        }
        let count = ents.len() as u64;
        let chosen = self.dice.below(call.number, ask::SHAPE, count);
        let mut outcomes = Vec::new();
        for (index, (ent, refusal)) in ents.into_iter().zip(refusals).enumerate() {
            let hit = index as u64 == chosen
                || self.dice.below(call.number, ask::ITEM + index as u64, 3) == 0;
            let fault = if hit { call.mishap.fault } else { Fault::None };
            outcomes.push(match refusal {
                Some(refusal) => Outcome::Rejected(refusal),
                None => self.item(ent, fault, lags),
            });
        }
        outcomes
    }

    /// Two failures at the same item are a reason to give up.
    fn failed_inside(&mut self, item: usize) {
        let failures = self.failures.entry(item).or_default();
        *failures += 1;
        self.refusable |= *failures > 1;
    }

    fn item(&mut self, ent: Ent, fault: Fault, lags: bool) -> Outcome {
        let Some(item) = ent.item() else {
            return Outcome::Ambiguous(Doubt::NoAnswer);
        };
        match fault {
            Fault::ItemsThrottled => return Outcome::NotApplied(NotApplied::TryAgain(None)),
            Fault::ItemsFailed => {
                self.failed_inside(item);
                return Outcome::Ambiguous(Doubt::InternalError);
            }
            Fault::ItemsMissing => return Outcome::Ambiguous(Doubt::MissingIndex),
            Fault::ParentLag if ent.campaign > 0 => {
                let parent = if ent.group > 0 {
                    ent.group
                } else {
                    ent.campaign
                };
                if self.is_young(&parent.to_string()) {
                    let why = "the parent is not known here".to_owned();
                    return Outcome::NotApplied(NotApplied::ParentMissing(why));
                }
            }
            _ => {}
        }
        let taken = self.taken(&ent);
        match (self.create(ent, lags), fault) {
            (None, _) if taken => Outcome::Exists,
            (None, _) => {
                self.refusable = true;
                let why = "the parent is archived".to_owned();
                Outcome::NotApplied(NotApplied::ParentMissing(why))
            }
            (_, Fault::ItemsFailedApplied) => {
                self.failed_inside(item);
                Outcome::Ambiguous(Doubt::InternalError)
            }
            (_, Fault::ItemsWithoutId) => Outcome::Ambiguous(Doubt::MissingId),
            (_, Fault::ItemsMissingApplied | Fault::ItemsTwice) => {
                Outcome::Ambiguous(Doubt::MissingIndex)
            }
            (Some(id), _) => Outcome::Confirmed(id.to_string()),
        }
    }

    fn page(&mut self, call: Call, query: &Query, page: Option<&str>) -> Page {
        let mut all = self.listed(query);
        let start: usize = page.map_or(0, |page| page.parse().unwrap());
        let fault = call.mishap.fault;
        let moves = matches!(fault, Fault::PageSkips | Fault::PageRepeats)
            && self.calm_pages == 0
            && start > 0
            && start < all.len();
        self.calm_pages = match moves {
            true => 20,
            false => self.calm_pages.saturating_sub(1),
        };
        if moves && fault == Fault::PageSkips {
            all.remove(start);
        } else if moves {
            let last = all[start - 1].clone();
            all.insert(start, last);
        }
        let size = self.scenario.page;
        let next = (start + size < all.len()).then(|| (start + size).to_string());
        let entities = all.into_iter().skip(start).take(size).collect();
        Page { entities, next }
    }
}
