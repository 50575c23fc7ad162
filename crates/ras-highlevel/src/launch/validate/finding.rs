//! What was found, for people and for programs.

use std::fmt;

use serde::Serialize;

use super::rules::Rule;

/// One thing about a plan that is wrong, or may be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Finding {
    /// Whether a launch refuses the plan for it.
    pub severity: Severity,
    /// Names the rule; it stays the same in later versions.
    pub code: &'static str,
    /// The member, such as `ad_groups[0].keywords[2].bid`.
    pub path: String,
    /// What is wrong, with the value.
    pub problem: String,
    /// What would be right.
    pub limit: String,
    /// Who says so.
    pub source: &'static str,
    /// What to do.
    pub fix: String,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Severity {
    /// A launch refuses the plan.
    Error,
    /// The plan can be launched; look whether it is meant.
    Warning,
}

/// Everything that was found about a plan: the campaign first, then each ad group.
///
/// `Display` shows all of it for people; serialized it is a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Findings(Vec<Finding>);

impl Findings {
    /// All findings: those of the campaign, then those of each ad group.
    pub fn iter(&self) -> std::slice::Iter<'_, Finding> {
        self.0.iter()
    }

    /// The findings for which a launch refuses the plan.
    pub fn errors(&self) -> impl Iterator<Item = &Finding> {
        self.of(Severity::Error)
    }

    /// The findings that do not keep the plan from being launched.
    pub fn warnings(&self) -> impl Iterator<Item = &Finding> {
        self.of(Severity::Warning)
    }

    /// Whether a launch refuses the plan.
    pub fn has_errors(&self) -> bool {
        self.errors().next().is_some()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn of(&self, severity: Severity) -> impl Iterator<Item = &Finding> {
        let is = move |finding: &&Finding| finding.severity == severity;
        self.0.iter().filter(is)
    }
}

impl<'a> IntoIterator for &'a Findings {
    type Item = &'a Finding;
    type IntoIter = std::slice::Iter<'a, Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Findings {
    type Item = Finding;
    type IntoIter = std::vec::IntoIter<Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}: {}: {}", self.severity, self.path, self.problem)?;
        writeln!(f, "  limit: {} ({})", self.limit, self.source)?;
        write!(f, "  fix: {}", self.fix)
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, finding) in self.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            finding.fmt(f)?;
        }
        Ok(())
    }
}

/// Findings while they are collected.
#[derive(Debug, Default)]
pub(super) struct Report(Vec<Finding>);

impl Report {
    pub(super) fn error(
        &mut self,
        rule: &Rule,
        path: impl Into<String>,
        problem: impl Into<String>,
        fix: impl Into<String>,
    ) {
        self.add(
            Severity::Error,
            rule,
            path.into(),
            problem.into(),
            fix.into(),
        );
    }

    pub(super) fn warning(
        &mut self,
        rule: &Rule,
        path: impl Into<String>,
        problem: impl Into<String>,
        fix: impl Into<String>,
    ) {
        self.add(
            Severity::Warning,
            rule,
            path.into(),
            problem.into(),
            fix.into(),
        );
    }

    fn add(&mut self, severity: Severity, rule: &Rule, path: String, problem: String, fix: String) {
        let limit = rule.limit.to_owned();
        self.add_with_limit(severity, rule, path, problem, limit, fix);
    }

    /// For rules whose limit depends on the place.
    pub(super) fn add_with_limit(
        &mut self,
        severity: Severity,
        rule: &Rule,
        path: String,
        problem: String,
        limit: String,
        fix: String,
    ) {
        self.0.push(Finding {
            severity,
            code: rule.code,
            path,
            problem,
            limit,
            source: rule.source,
            fix,
        });
    }

    pub(super) fn findings(mut self) -> Findings {
        self.0.sort_by_key(|finding| ad_group(&finding.path));
        Findings(self.0)
    }
}

/// The position of the ad group that a path leads into.
fn ad_group(path: &str) -> Option<usize> {
    let (index, _) = path.strip_prefix("ad_groups[")?.split_once(']')?;
    index.parse().ok()
}
