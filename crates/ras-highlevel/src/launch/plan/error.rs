//! Why a text is no plan.

use std::fmt;

use crate::launch::Findings;

/// A text that is no plan, or a plan that is no text, with the place and the reason.
///
/// `Display` shows the line with a mark below the place, where there is one, or all
/// errors that [`validate`](crate::CampaignPlan::validate) has found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanError {
    reason: String,
    path: Option<String>,
    place: Option<Place>,
    findings: Findings,
}

/// Where in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    line: usize,
    column: usize,
    /// The line as it stands in the text.
    text: String,
}

impl PlanError {
    pub(in crate::launch) fn new(reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
            path: None,
            place: None,
            findings: Findings::default(),
        }
    }

    /// A plan that can be read and not be launched.
    pub(in crate::launch) fn wrong(findings: Findings) -> Self {
        let reason = match findings.errors().count() {
            1 => "the plan has an error".to_owned(),
            count => format!("the plan has {count} errors"),
        };
        let path = findings.errors().next().map(|first| first.path.clone());
        Self {
            reason,
            path,
            place: None,
            findings,
        }
    }

    /// At a member, by its path; the root of a plan has none.
    pub(in crate::launch) fn at(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into()).filter(|path| path != ".");
        self
    }

    pub(super) fn in_text(mut self, place: Option<Place>) -> Self {
        self.place = place;
        self
    }

    /// All that is wrong, when the plan could be read and was not fit for a launch.
    pub fn findings(&self) -> &Findings {
        &self.findings
    }

    /// The member that is wrong, or the first of them, such as `ad_groups[0].keywords[2].bid`.
    pub fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }

    /// The line that is wrong, from 1.
    pub fn line(&self) -> Option<usize> {
        self.place.as_ref().map(|place| place.line)
    }

    /// The character of the line at which it is wrong, from 1.
    pub fn column(&self) -> Option<usize> {
        self.place.as_ref().map(|place| place.column)
    }
}

impl Place {
    /// The place of a byte.
    pub(super) fn of_byte(text: &str, byte: usize) -> Self {
        let before = text.get(..byte).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let column = before[start..].chars().count() + 1;
        Self::new(text, line, column)
    }

    pub(super) fn new(text: &str, line: usize, column: usize) -> Self {
        let text = text.lines().nth(line.saturating_sub(1));
        Self {
            line,
            column,
            text: text.unwrap_or_default().to_owned(),
        }
    }
}

impl fmt::Display for PlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "line {}, column {}: ", place.line, place.column)?;
        }
        if !self.findings.is_empty() {
            f.write_str(&self.reason)?;
            return self
                .findings
                .errors()
                .try_for_each(|finding| write!(f, "\n{finding}"));
        }
        if let Some(path) = &self.path {
            write!(f, "{path}: ")?;
        }
        f.write_str(&self.reason)?;
        let Some(place) = self.place.as_ref().filter(|place| !place.text.is_empty()) else {
            return Ok(());
        };
        let number = place.line.to_string();
        let margin = " ".repeat(number.len());
        // A tab stays one, so that the mark stands below what it marks.
        let before = place.text.chars().take(place.column.saturating_sub(1));
        let indent: String = before.map(|c| if c == '\t' { c } else { ' ' }).collect();
        write!(
            f,
            "\n{margin} |\n{number} | {}\n{margin} | {indent}^",
            place.text
        )
    }
}

impl std::error::Error for PlanError {}
