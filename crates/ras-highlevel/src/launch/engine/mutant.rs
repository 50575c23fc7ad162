//! Deliberate mistakes, which exist in test builds only: a simulator that does not catch
//! every one of them proves nothing.

/// A way to get the protocol wrong.
#[cfg(feature = "simulation")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Mutant {
    /// Sends a create again as soon as its outcome is unknown.
    BlindRetry,
    /// Takes the first list without the entity as proof that it was not created.
    NoSettle,
    /// Writes the intent when the answer is there.
    IntentAfterSend,
    /// Takes a 5xx for "had no effect".
    ServerErrorIsNotApplied,
    /// Takes an item that the answer does not mention for refused.
    MissingIndexIsRejected,
    /// Takes a success without id for refused.
    MissingIdIsRejected,
    /// Enables without looking.
    NoSweep,
    /// Takes any campaign of the name for its own.
    AdoptByName,
    /// Reads the first page of a list only.
    FirstPageOnly,
    /// Takes an item's internal error for "had no effect".
    InternalErrorIsNotApplied,
    /// Rolls back before its last requests have settled.
    RollbackWithoutSettle,
    /// Goes on when the journal belongs to another process, however long it slept.
    FencingOff,
    /// Believes a list of several pages that moved while it was read.
    StalePageRead,
    /// Does not tell archived entities from live ones.
    ArchivedIsLive,
    /// Lets its own campaign win against every other runner's.
    TieBreakByMine,
    /// Goes on in a campaign that another journal has taken over.
    NeverLooksAgain,
    /// Goes on with an adopted campaign while its last runner may still be at work.
    AdoptWithoutQuiet,
    /// Adds what it misses to a campaign that is ENABLED already.
    CompletesEnabled,
    /// Leaves what others have created in this run.
    LeavesOrphans,
    /// Takes a campaign without its tags for nothing.
    UntaggedIsAbsent,
    /// Enables before the bids are set.
    ForgetsBids,
    /// Enables although another runner's campaign may not be listed yet.
    IgnoresHiddenRivals,
    /// Refuses an item because its parent is not known yet.
    ParentLagIsRejected,
    /// Does not look around before the first create.
    NoPreflight,
    /// Creates again what somebody else has archived.
    RevivesArchived,
    /// Creates what its journal lacks, though that may be an old copy.
    TrustsOldCopies,
    /// Gives up at an archived campaign although the live one may not be listed yet. Too
    /// rare for chance: it has a history of its own.
    BelievesFirstTombstone,
    /// Judges the age of a parent when the answer is there, not when the request was sent.
    ParentAgeAtAnswer,
}

#[cfg(feature = "simulation")]
impl Mutant {
    /// All that schedules of chance must catch.
    pub const ALL: [Self; 27] = [
        Self::BlindRetry,
        Self::NoSettle,
        Self::IntentAfterSend,
        Self::ServerErrorIsNotApplied,
        Self::MissingIndexIsRejected,
        Self::MissingIdIsRejected,
        Self::NoSweep,
        Self::AdoptByName,
        Self::FirstPageOnly,
        Self::InternalErrorIsNotApplied,
        Self::RollbackWithoutSettle,
        Self::FencingOff,
        Self::StalePageRead,
        Self::ArchivedIsLive,
        Self::TieBreakByMine,
        Self::NeverLooksAgain,
        Self::AdoptWithoutQuiet,
        Self::CompletesEnabled,
        Self::LeavesOrphans,
        Self::UntaggedIsAbsent,
        Self::ForgetsBids,
        Self::IgnoresHiddenRivals,
        Self::ParentLagIsRejected,
        Self::NoPreflight,
        Self::RevivesArchived,
        Self::TrustsOldCopies,
        Self::ParentAgeAtAnswer,
    ];
}

/// Whether the engine is to make this mistake; never, outside of simulations.
macro_rules! broken {
    ($engine:expr, $mutant:ident) => {{
        #[cfg(feature = "simulation")]
        let broken = $engine.settings.mutant == Some($crate::launch::engine::Mutant::$mutant);
        #[cfg(not(feature = "simulation"))]
        let broken = false;
        broken
    }};
}

pub(super) use broken;
