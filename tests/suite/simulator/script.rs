//! What goes wrong, call by call: drawn by a seed, or listed.

use std::collections::BTreeMap;

use super::dice::{Dice, ask};

/// What a call does. Writes of the journal are calls too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Op {
    Open,
    Append,
    Create,
    List,
    Set,
    Archive,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fault {
    #[default]
    None,
    /// The connection does not come about.
    Refused,
    /// 429, without and with Retry-After.
    Throttled,
    ThrottledLong,
    /// 401: a new token is fetched, and the call made again.
    TokenExpired,
    /// 403: nothing that a program can do.
    Forbidden,
    /// Timeouts: the request does not arrive, arrives up to a minute after the timeout,
    /// arrives in time.
    LostBefore,
    Zombie,
    ReplyLost,
    /// The answer breaks off.
    Torn,
    /// 5xx without and with effect, with effect on the first half of the items, and a
    /// gateway's 504 with a late effect.
    Failed,
    FailedApplied,
    FailedHalf,
    Gateway,
    /// The same bytes arrive a second time, up to a minute later.
    Doubled,
    /// What the answer says of some of the items.
    ItemsThrottled,
    ItemsFailed,
    ItemsFailedApplied,
    ItemsWithoutId,
    ItemsMissing,
    ItemsMissingApplied,
    ItemsTwice,
    ParentLag,
    /// The answer ends before the last item.
    ShortAnswer,
    /// What was created a moment ago is not known here.
    NotFound,
    /// A page lacks an entity, or repeats one, since the set changed while it was read.
    PageSkips,
    PageRepeats,
    /// The disk fails, without and with the bytes kept.
    Io,
    IoKept,
    /// The machine sleeps after the write.
    Nap,
}

impl Op {
    /// The faults that this call can meet.
    pub(super) fn faults(self) -> &'static [Fault] {
        use Fault::{
            Doubled, Failed, FailedApplied, FailedHalf, Forbidden, Gateway, Io, IoKept,
            ItemsFailed, ItemsFailedApplied, ItemsMissing, ItemsMissingApplied, ItemsThrottled,
            ItemsTwice, ItemsWithoutId, LostBefore, Nap, NotFound, PageRepeats, PageSkips,
            ParentLag, Refused, ReplyLost, ShortAnswer, Throttled, ThrottledLong, TokenExpired,
            Torn, Zombie,
        };
        match self {
            Self::Open => &[Io],
            Self::Append => &[Io, IoKept, Nap],
            Self::Create => &[
                Refused,
                Throttled,
                ThrottledLong,
                TokenExpired,
                Forbidden,
                LostBefore,
                Zombie,
                ReplyLost,
                Torn,
                Failed,
                FailedApplied,
                FailedHalf,
                Gateway,
                Doubled,
                ItemsThrottled,
                ItemsFailed,
                ItemsFailedApplied,
                ItemsWithoutId,
                ItemsMissing,
                ItemsMissingApplied,
                ItemsTwice,
                ParentLag,
                ShortAnswer,
            ],
            Self::List => &[
                Refused,
                Throttled,
                ThrottledLong,
                TokenExpired,
                Forbidden,
                LostBefore,
                Failed,
                PageSkips,
                PageRepeats,
            ],
            Self::Set | Self::Archive => &[
                Refused,
                Throttled,
                ThrottledLong,
                TokenExpired,
                Forbidden,
                LostBefore,
                Zombie,
                ReplyLost,
                Failed,
                FailedApplied,
                Gateway,
                NotFound,
            ],
        }
    }
}

/// When a process dies, as seen from a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Crash {
    /// Nothing was sent, or written.
    Before,
    /// The call has its effect; the answer meets nobody.
    InFlight,
    /// With the answer at hand.
    After,
}

impl Crash {
    pub(super) const ALL: [Self; 3] = [Self::Before, Self::InFlight, Self::After];
}

/// What happens at one call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Mishap {
    pub fault: Fault,
    pub crash: Option<Crash>,
    /// Lists show the effect late.
    pub lags: bool,
}

/// How many times in a thousand calls that can meet it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Rates {
    pub faults: u64,
    pub crashes: u64,
    pub lags: u64,
    pub doubled: u64,
    pub naps: u64,
}

/// Where the mishaps come from.
#[derive(Clone, Debug)]
pub(super) enum Script {
    Drawn(Rates),
    /// By the numbers of calls, and a crash at one write of the journal.
    Listed {
        calls: BTreeMap<u32, Mishap>,
        write: Option<(usize, Crash)>,
    },
}

impl Script {
    pub(super) fn listed(calls: BTreeMap<u32, Mishap>) -> Self {
        Self::Listed { calls, write: None }
    }

    /// What happens at a call, after these others.
    pub(super) fn at(&self, op: Op, before: &[Op], dice: Dice) -> Mishap {
        let call = before.len() as u32;
        match self {
            Self::Drawn(rates) => draw(*rates, u64::from(call), op, dice),
            Self::Listed { calls, write } => {
                let mut mishap = calls.get(&call).copied().unwrap_or_default();
                if let Some((number, crash)) = write
                    && op == Op::Append
                    && before.iter().filter(|op| **op == Op::Append).count() == *number
                {
                    mishap.crash = Some(*crash);
                }
                // Without what came before, it may be another call.
                if !op.faults().contains(&mishap.fault) {
                    mishap.fault = Fault::None;
                }
                mishap
            }
        }
    }
}

fn draw(rates: Rates, place: u64, op: Op, dice: Dice) -> Mishap {
    let mut mishap = Mishap::default();
    if dice.happens(place, ask::FAULT, rates.faults) {
        let faults = op.faults();
        let which = dice.below(place, ask::WHICH, faults.len() as u64);
        mishap.fault = match (op, faults[which as usize]) {
            (_, Fault::Doubled | Fault::Nap) => Fault::None,
            // It ends a process: most are left out, so that others get further.
            (_, Fault::Forbidden | Fault::Io | Fault::IoKept)
                if dice.roll(place, ask::WHICH) >> 61 != 0 =>
            {
                Fault::None
            }
            (_, fault) => fault,
        };
    }
    if op == Op::Create && dice.happens(place, ask::DOUBLED, rates.doubled) {
        mishap.fault = Fault::Doubled;
    }
    if op == Op::Append && dice.happens(place, ask::NAPS, rates.naps) {
        mishap.fault = Fault::Nap;
    }
    if dice.happens(place, ask::CRASH, rates.crashes) {
        mishap.crash = Some(Crash::ALL[(dice.roll(place, ask::CRASH) >> 32) as usize % 3]);
    }
    let changes = matches!(op, Op::Create | Op::Set | Op::Archive);
    mishap.lags = changes && dice.happens(place, ask::LAGS, rates.lags);
    mishap
}
