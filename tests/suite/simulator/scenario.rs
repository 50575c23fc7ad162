//! What kind of world a schedule plays in.

use std::sync::OnceLock;

use ras_highlevel::engine::{Identity, Mutant, Settings};
use ras_highlevel::{CampaignPlan, ProfileId};

use super::dice::{Dice, ask};
use super::script::Rates;

/// The plans that are launched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Plan {
    /// One of everything.
    #[default]
    Small,
    /// Two ad groups whose children have the same keys, and lists of several pages.
    Manual,
    /// Bids for automatic targets.
    Auto,
}

const SMALL: &str = r#"
name = "Shoes"
targeting = "manual"
daily_budget = 25

[[ad_groups]]
name = "A"
retailer = "1"
default_bid = 1
offers = ["1"]
keywords = [{ keyword = "red", match = "exact" }]
"#;

const MANUAL: &str = r#"
name = "Shoes"
targeting = "manual"
daily_budget = 25
negative_keywords = [{ keyword = "used", match = "exact" }]

[[ad_groups]]
name = "A"
retailer = "1"
default_bid = 1
offers = ["1", "2", "3", "4"]
keywords = [{ keyword = "red", match = "exact" }, { keyword = "red", match = "broad" }]

[[ad_groups]]
name = "B"
retailer = "1"
default_bid = 1
offers = ["1"]
keywords = [{ keyword = "red", match = "exact" }]
"#;

const AUTO: &str = r#"
name = "Shoes"
targeting = "auto"
daily_budget = 25

[[ad_groups]]
name = "A"
retailer = "1"
default_bid = 1
offers = ["1", "2"]
auto_bids = { close_match = 1.20, complements = 0.50 }

[[ad_groups]]
name = "B"
retailer = "1"
default_bid = 1
offers = ["1"]
auto_bids = { substitutes = 2 }
negative_keywords = [{ keyword = "used", match = "exact" }]
"#;

impl Plan {
    pub(super) const ALL: [Self; 3] = [Self::Small, Self::Manual, Self::Auto];

    pub(super) fn read(self) -> &'static CampaignPlan {
        static PLANS: OnceLock<[CampaignPlan; 3]> = OnceLock::new();
        let read = |text| CampaignPlan::from_toml(text).unwrap();
        &PLANS.get_or_init(|| [SMALL, MANUAL, AUTO].map(read))[self as usize]
    }

    /// Entities of the plan, as a human counts them.
    pub(super) fn items(self) -> usize {
        [4, 12, 7][self as usize]
    }

    /// Bids for automatic targets.
    pub(super) fn bids(self) -> usize {
        [0, 0, 3][self as usize]
    }
}

/// What else goes on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Story {
    #[default]
    Alone,
    /// A second machine launches the same plan so many milliseconds later.
    Rival(u64),
    /// The same, with another plan under the same key.
    OtherPlan(u64),
    /// The journal is lost: with a process that dies, or after the end. The plan is
    /// launched again without it.
    Lost,
    /// The journal is replaced by an older copy of itself, long after its last process.
    OldCopy,
    /// Processes sleep after a write of the journal, and others take over meanwhile.
    Stale,
    /// A campaign of the same name is there, live or archived.
    Foreign { archived: bool },
    /// The launch is undone from this call on.
    Undone(u32),
}

/// What users do to a launch under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meddling {
    /// Archive something of ours.
    Archives,
    /// Give the campaign another name.
    Renames,
    /// Add a keyword of their own.
    AddsStranger,
    /// Add what the plan has too.
    AddsCopy,
    /// Create a campaign of the same name.
    AddsTwin,
}

/// Whether the service refuses a natural key that is taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Unique {
    #[default]
    No,
    /// By something live.
    Live,
    /// By something archived too.
    Ever,
}

/// What the service does with tags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Tags {
    #[default]
    Kept,
    Refused,
    Dropped,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Scenario {
    pub seed: u64,
    pub plan: Plan,
    pub story: Story,
    pub rates: Rates,
    pub unique: Unique,
    pub tags: Tags,
    /// The item that the service refuses.
    pub poisoned: Option<usize>,
    /// Someone else changes something before this call.
    pub meddling: Option<(u32, Meddling)>,
    /// Automatic targets take minutes.
    pub slow_targets: bool,
    /// Entities of a page.
    pub page: usize,
    /// What the engine is told of its surroundings.
    pub rivals_possible: bool,
    pub adopt_at_once: bool,
    pub mutant: Option<Mutant>,
    /// The journal is a file, and this happens to it.
    pub damage: Option<Damage>,
}

/// What happens to the file of a journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Damage {
    /// It is cut to so many bytes when its process has died, or the launch has ended.
    Cut(usize),
    /// Then a byte is another one.
    Flip(usize),
    /// The disk takes so many bytes and no more, until a human makes room.
    Full { room: usize, cut_fails: bool },
    /// So many syncs work, and the next one fails.
    SyncFails { syncs: usize, cut_fails: bool },
}

impl Scenario {
    /// The world of a seed.
    pub(super) fn drawn(seed: u64, mutant: Option<Mutant>) -> Self {
        let dice = Dice::new(seed);
        let mut question = 0;
        let mut below = |end: u64| {
            question += 1;
            dice.below(question, ask::SHAPE, end)
        };
        let plan = Plan::ALL[below(3) as usize];
        let mut rates = Rates {
            faults: [0, 30, 100, 200][below(4) as usize],
            crashes: [0, 5, 20, 40][below(4) as usize],
            lags: [0, 100, 300, 900][below(4) as usize],
            doubled: [0, 0, 0, 100][below(4) as usize],
            naps: 0,
        };
        let mut tags = [Tags::Refused, Tags::Dropped, Tags::Kept][below(12).min(2) as usize];
        let unique = [Unique::Live, Unique::Ever, Unique::No][below(6).min(2) as usize];
        let poisoned = (below(8) == 0).then(|| below(plan.items() as u64) as usize);
        let apart = [0, 1_000, 10_000, 100_000, 1_000_000][below(5) as usize];
        let apart = below(apart + 1);
        let at = below(40) as u32;
        let story = match below(20) {
            0..5 => Story::Rival(apart),
            5 => Story::OtherPlan(apart),
            6..9 => Story::Lost,
            9..12 => Story::Stale,
            12 => Story::Foreign { archived: false },
            13 => Story::Foreign { archived: true },
            14 => Story::Undone(at),
            15 | 16 => Story::OldCopy,
            _ => Story::Alone,
        };
        let mut meddling = MEDDLING[below(5) as usize];
        let by_journal = matches!(
            story,
            Story::Stale | Story::Foreign { .. } | Story::Undone(_) | Story::Alone
        );
        if !by_journal && meddling == Meddling::Renames {
            // Whoever has no journal finds a campaign by its name only.
            meddling = Meddling::Archives;
        }
        let meddled_at = below(120) as u32;
        match story {
            // Without tags nothing tells the campaigns of two machines apart.
            Story::Rival(_) | Story::OtherPlan(_) => tags = Tags::Kept,
            Story::Stale => rates.naps = 100,
            Story::Lost | Story::OldCopy => rates.crashes = rates.crashes.max(20),
            _ => {}
        }
        Self {
            seed,
            plan,
            story,
            rates,
            unique,
            tags,
            poisoned,
            meddling: (below(8) == 0).then_some((meddled_at, meddling)),
            slow_targets: below(4) == 0,
            page: [2, 3, 100][below(3) as usize],
            rivals_possible: below(2) == 0,
            adopt_at_once: below(4) == 0,
            mutant,
            damage: None,
        }
    }

    pub(super) fn machines(&self) -> usize {
        match self.story {
            Story::Rival(_) | Story::OtherPlan(_) => 2,
            _ => 1,
        }
    }

    /// Whether requests of another journal may be about in the same run.
    pub(super) fn crowded(&self) -> bool {
        self.machines() > 1 || self.story == Story::Lost
    }

    pub(super) fn settings(&self) -> Settings {
        let mut settings = Settings::default();
        settings.network_may_duplicate = self.rates.doubled > 0;
        settings.rivals_possible = self.rivals_possible;
        // The promise of whoever sets it is kept by the pause after a loss.
        settings.adopt_at_once = self.adopt_at_once && self.story == Story::Lost;
        settings.mutant = self.mutant;
        settings
    }

    pub(super) fn identity(&self, machine: usize) -> Identity {
        static IDENTITIES: OnceLock<[Identity; 2]> = OnceLock::new();
        let new = |plan| Identity::new(&ProfileId::from("1"), Some("key"), plan);
        let other = machine > 0 && matches!(self.story, Story::OtherPlan(_));
        IDENTITIES.get_or_init(|| ["one", "another"].map(new))[usize::from(other)].clone()
    }
}

const MEDDLING: [Meddling; 5] = [
    Meddling::Archives,
    Meddling::Renames,
    Meddling::AddsStranger,
    Meddling::AddsCopy,
    Meddling::AddsTwin,
];
