//! What the pipeline says when it cannot go on: where, what, and how to fix it.

use std::fmt;

/// A located problem with a fix that can be pasted.
///
/// Every error that a maintainer can cause is one of these, so that the text
/// always has the same order: code, place, reason, fix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    code: &'static str,
    message: String,
    place: Option<String>,
    fix: Option<String>,
    attachment: Option<String>,
}

impl Finding {
    /// A problem of the class `code`, described in one line.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            place: None,
            fix: None,
            attachment: None,
        }
    }

    /// Names the file or the JSON pointer.
    #[must_use]
    pub fn at(mut self, place: impl fmt::Display) -> Self {
        self.place = Some(place.to_string());
        self
    }

    /// Says what to do, as lines that can be pasted where that is possible.
    #[must_use]
    pub fn fix(mut self, fix: impl Into<String>) -> Self {
        self.fix = Some(fix.into());
        self
    }

    /// Adds a text too long to show, such as a document that reproduces the problem.
    #[must_use]
    pub fn attach(mut self, text: impl Into<String>) -> Self {
        self.attachment = Some(text.into());
        self
    }

    /// The text too long to show.
    pub fn attachment(&self) -> Option<&str> {
        self.attachment.as_deref()
    }

    /// The problem in one line, without place and fix.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The file or the JSON pointer.
    pub fn place(&self) -> Option<&str> {
        self.place.as_deref()
    }

    /// What to do.
    pub fn suggestion(&self) -> Option<&str> {
        self.fix.as_deref()
    }

    /// The stable code, for instance `RAS-L012`.
    pub fn code(&self) -> &'static str {
        self.code
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}] {}", self.code, self.message)?;
        if let Some(place) = &self.place {
            write!(f, "\n  at:  {place}")?;
        }
        if let Some(fix) = &self.fix {
            write!(f, "\n  fix: {}", fix.replace('\n', "\n       "))?;
        }
        Ok(())
    }
}

impl std::error::Error for Finding {}
