//! A budget of retries for all calls of a client: in an outage it runs dry.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Size of the budget (as the AWS SDKs have it): 100 retries, or 50 after timeouts.
const FULL: u32 = 500;

/// Tokens that retries take and successes give back.
#[derive(Debug)]
pub(crate) struct RetryBudget(Mutex<u32>);

impl Default for RetryBudget {
    fn default() -> Self {
        Self(Mutex::new(FULL))
    }
}

impl RetryBudget {
    /// Takes `cost`, if there is as much.
    pub(crate) fn take(&self, cost: u32) -> bool {
        let mut left = self.left();
        let enough = *left >= cost;
        if enough {
            *left -= cost;
        }
        enough
    }

    /// A success gives back what its last retry took; one without retry gives a little.
    pub(crate) fn give_back(&self, spent: u32) {
        let mut left = self.left();
        *left = FULL.min(*left + spent.max(1));
    }

    fn left(&self) -> MutexGuard<'_, u32> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_budget_runs_dry_and_fills_with_successes() {
        let budget = RetryBudget::default();
        let taken = (0..1000).filter(|_| budget.take(5)).count();
        assert_eq!(taken, 100);
        budget.give_back(0);
        assert!(!budget.take(5));
        budget.give_back(5);
        assert!(budget.take(5));
        (0..1000).for_each(|_| budget.give_back(10));
        assert_eq!(*budget.left(), FULL);
    }
}
