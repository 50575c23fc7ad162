//! What is wrong with a plan, found offline and all at once.

mod ad_groups;
mod amounts;
mod blocked;
mod campaign;
mod finding;
mod guarded;
mod keywords;
mod members;
mod names;
pub(super) mod rules;
mod targets;
mod texts;
mod twins;

#[cfg(test)]
mod tests;

pub use finding::{Finding, Findings, Severity};

use jiff::civil::Date;

use super::{CampaignPlan, PlanError};
use crate::{Guardrails, pacific};
use finding::Report;

impl CampaignPlan {
    /// Finds everything that is wrong with the plan, without sending anything.
    ///
    /// Each [`Finding`] has the path of the member, the limit with its source, and a
    /// fix. A launch refuses a plan with errors before its first request; warnings are
    /// for you to judge. What only the account can tell (does the offer exist? may it be
    /// advertised?) is not looked at.
    ///
    /// Dates are compared with today in Los Angeles, whose time governs the profiles of
    /// the United States; see [`validate_on`](Self::validate_on).
    ///
    /// # Example
    ///
    /// ```
    /// use ras_highlevel::{CampaignPlan, Usd};
    ///
    /// let findings = CampaignPlan::auto("Spring shoes", Usd::cents(50)).validate();
    /// let paths: Vec<&str> = findings.errors().map(|finding| &*finding.path).collect();
    /// assert_eq!(paths, ["daily_budget", "ad_groups"]);
    /// println!("{findings}");
    /// ```
    pub fn validate(&self) -> Findings {
        self.validate_on(pacific::today())
    }

    /// As [`validate`](Self::validate), as if today were this day.
    pub fn validate_on(&self, today: Date) -> Findings {
        self.findings(Some(today))
    }

    /// Finds what of the plan exceeds guardrails, without sending anything.
    ///
    /// The total of all campaigns is not looked at: only the account knows it. A launch
    /// asks the guardrails of its client itself, before its first write.
    ///
    /// # Example
    ///
    /// ```
    /// use ras_highlevel::{CampaignPlan, Guardrails, Usd};
    ///
    /// let plan = CampaignPlan::auto("Spring shoes", Usd::dollars(2500));
    /// let rails = Guardrails::new().max_daily_budget(Usd::dollars(100));
    /// println!("{}", plan.breaches(&rails));
    /// assert_eq!(plan.breaches(&rails).len(), 1);
    /// ```
    pub fn breaches(&self, guardrails: &Guardrails) -> Findings {
        let mut report = Report::default();
        guarded::check(self, guardrails, &mut report);
        report.findings()
    }

    /// Refuses a plan with errors. Without a day its dates may lie in the past: a launch
    /// that was begun in time may be resumed later.
    pub(super) fn admit(&self, today: Option<Date>) -> Result<(), PlanError> {
        let findings = self.findings(today);
        match findings.has_errors() {
            true => Err(PlanError::wrong(findings)),
            false => Ok(()),
        }
    }

    fn findings(&self, today: Option<Date>) -> Findings {
        let mut report = Report::default();
        members::check(self, &mut report);
        campaign::check(self, today, &mut report);
        targets::check_negatives(self, &mut report);
        ad_groups::check(self, &mut report);
        twins::check(self, &mut report);
        blocked::check(self, &mut report);
        report.findings()
    }
}
