//! Errors of the command itself, and the class that every error belongs to.

use std::fmt;
use std::process::ExitCode;

use ras_highlevel::engine::{JournalError, Stop};
use ras_highlevel::{Error, ErrorKind, LaunchError, PlanError, Reach, RunsError};

/// What can be done about an error; the number is the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Something that should not happen.
    Unexpected = 1,
    /// The command line is wrong.
    Usage = 2,
    /// The configuration or a file of the caller is wrong. Nothing was sent.
    Config = 3,
    /// The login was refused, or lacks a permission.
    Login = 4,
    /// The service refused it, or there is no such thing. Nothing was done.
    Refused = 5,
    /// Some of it was done, and some was not.
    Partial = 6,
    /// Nothing was done; it may work later.
    Later = 7,
    /// It may have been done: look before doing it again.
    Unknown = 8,
    /// It was not confirmed, or a guardrail is in the way. Nothing was done.
    Unconfirmed = 9,
    /// A launch has stopped on its way; `ras resume` goes on with it.
    Resumable = 10,
    /// Ctrl-C.
    Interrupted = 130,
    /// `kill`.
    Terminated = 143,
}

impl Class {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Unexpected => "unexpected",
            Self::Usage => "usage",
            Self::Config => "config",
            Self::Login => "login",
            Self::Refused => "refused",
            Self::Partial => "partial",
            Self::Later => "later",
            Self::Unknown => "unknown",
            Self::Unconfirmed => "unconfirmed",
            Self::Resumable => "resumable",
            Self::Interrupted => "interrupted",
            Self::Terminated => "terminated",
        }
    }

    pub(crate) fn code(self) -> u8 {
        self as u8
    }
}

impl From<Class> for ExitCode {
    fn from(class: Class) -> Self {
        Self::from(class.code())
    }
}

/// An error that the command has found itself.
#[derive(Debug)]
pub(crate) struct Failure {
    class: Class,
    message: String,
    hint: Option<String>,
}

impl Failure {
    pub(crate) fn new(class: Class, message: impl Into<String>) -> Self {
        let (message, hint) = (message.into(), None);
        Self {
            class,
            message,
            hint,
        }
    }

    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

/// The class of an error: that of the first link of its chain that has one.
pub(crate) fn class(error: &anyhow::Error) -> Class {
    if let Some(failure) = error.downcast_ref::<Failure>() {
        return failure.class;
    }
    error
        .chain()
        .find_map(|link| {
            let own = link.downcast_ref::<Failure>().map(|failure| failure.class);
            let launch = || link.downcast_ref::<LaunchError>().map(of_launch);
            let call = || link.downcast_ref::<Error>().map(of_call);
            let plan = || link.downcast_ref::<PlanError>().map(|_| Class::Config);
            let runs = || link.downcast_ref::<RunsError>().map(of_runs);
            own.or_else(launch)
                .or_else(call)
                .or_else(plan)
                .or_else(runs)
        })
        .unwrap_or(Class::Unexpected)
}

/// What to do about an error, as far as anybody knows.
pub(crate) fn hint(error: &anyhow::Error) -> Option<String> {
    if let Some(hint) = error
        .downcast_ref::<Failure>()
        .and_then(|it| it.hint.clone())
    {
        return Some(hint);
    }
    error.chain().find_map(|link| {
        let own = link
            .downcast_ref::<Failure>()
            .and_then(|it| it.hint.clone());
        let launch = || link.downcast_ref().map(LaunchError::hint);
        let call = || link.downcast_ref::<Error>().map(|it| it.hint().to_owned());
        let runs = || {
            link.downcast_ref::<RunsError>()
                .map(|it| it.hint().to_owned())
        };
        own.or_else(launch).or_else(call).or_else(runs)
    })
}

/// The id under which Amazon's support finds the request that failed.
pub(crate) fn request_id(error: &anyhow::Error) -> Option<&str> {
    error
        .chain()
        .find_map(|link| match link.downcast_ref::<LaunchError>() {
            Some(LaunchError::Stopped(stopped)) => stopped.stop().cause()?.request_id(),
            _ => link.downcast_ref::<Error>()?.request_id(),
        })
}

fn of_call(error: &Error) -> Class {
    if error.reach() == Reach::Unknown {
        return Class::Unknown;
    }
    match error.kind() {
        ErrorKind::Config | ErrorKind::File => Class::Config,
        ErrorKind::Auth | ErrorKind::Forbidden => Class::Login,
        ErrorKind::Guarded => Class::Unconfirmed,
        ErrorKind::Rejected => Class::Refused,
        ErrorKind::Throttled | ErrorKind::Unavailable | ErrorKind::Timeout | ErrorKind::Connect => {
            Class::Later
        }
        _ => Class::Unexpected,
    }
}

fn of_runs(error: &RunsError) -> Class {
    match error {
        RunsError::Unknown(_) => Class::Refused,
        _ => Class::Config,
    }
}

fn of_launch(error: &LaunchError) -> Class {
    let LaunchError::Stopped(stopped) = error else {
        return Class::Config;
    };
    match stopped.stop() {
        Stop::Failed { .. } if stopped.created().campaign.is_none() => stopped
            .stop()
            .cause()
            .map_or(Class::Resumable, |cause| of_call(cause)),
        _ if stopped.is_resumable() => match stopped.stop() {
            Stop::Journal(JournalError::Io(_)) => Class::Config,
            Stop::Journal(_) => Class::Later,
            _ => Class::Resumable,
        },
        Stop::LostEntity { .. } => Class::Partial,
        _ => Class::Refused,
    }
}
