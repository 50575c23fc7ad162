//! A value and the place it came from.

use std::fmt;
use std::path::PathBuf;

/// A value and the place it came from.
#[derive(Clone, Debug)]
pub(crate) struct Sourced<T> {
    pub(crate) value: T,
    pub(crate) source: Source,
}

/// Where a value came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    Flag(&'static str),
    Environment(&'static str),
    /// A table of a file.
    File(PathBuf, String),
    Default,
}

impl<T> Sourced<T> {
    pub(crate) fn new(value: T, source: Source) -> Self {
        Self { value, source }
    }

    pub(crate) fn map<U>(self, change: impl FnOnce(T) -> U) -> Sourced<U> {
        Sourced::new(change(self.value), self.source)
    }

    /// Whether somebody has asked for this value just now, rather than written it down once.
    pub(crate) fn is_said(&self) -> bool {
        matches!(self.source, Source::Flag(_) | Source::Environment(_))
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(name) => write!(f, "flag {name}"),
            Self::Environment(name) => write!(f, "environment {name}"),
            Self::File(path, table) => write!(f, "{} [{table}]", path.display()),
            Self::Default => f.write_str("default"),
        }
    }
}
