//! Scripted trouble that the rules would not make.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use http::Method;

mod answer;
mod fault;
mod items;
mod meanwhile;
mod wire;

pub use answer::{CannedAnswer, WrongAnswer};
pub use fault::{Apply, Fault, Reply};
pub use items::{ItemFault, Trouble};
pub use meanwhile::Meanwhile;

pub(crate) use items::Scripted;
pub(crate) use meanwhile::{act, twin};
pub(crate) use wire::script;

/// The faults that wait for their request.
///
/// A fault is for one request, or as many as it says, and is used up by them. An
/// operation is named by method and path, `POST /ras/v1/campaigns`, by the end of the
/// path, `campaigns/list`, or not at all, which means any. Among faults for one operation
/// the oldest comes first.
///
/// # Example
///
/// ```
/// use std::time::Duration;
/// use ras_sandbox::{Fault, Faults, Trouble};
///
/// let faults = Faults::default();
/// // Applied long after the gateway gave up on it.
/// faults.add(Fault::on("POST /ras/v1/campaigns").applied_late(Duration::from_secs(40)).dropped());
/// // Two items of a batch are throttled.
/// faults.add(Fault::on("POST /ras/v1/targets").item(0, Trouble::Throttled).item(7, Trouble::Throttled));
/// assert_eq!(faults.pending(), 2);
/// ```
#[derive(Debug, Default)]
pub struct Faults(Mutex<VecDeque<Fault>>);

impl Faults {
    /// Adds a fault behind those that wait already.
    pub fn add(&self, fault: Fault) {
        self.queue().push_back(fault);
    }

    /// Answers the next request for `operation` with `answer` and does not apply it.
    pub fn answer_next(&self, operation: impl Into<String>, answer: CannedAnswer) {
        self.add(Fault::on(operation).not_applied().answered(answer));
    }

    /// Applies the next request for `operation`, but answers it with `answer`.
    pub fn after_applying(&self, operation: impl Into<String>, answer: CannedAnswer) {
        self.add(Fault::on(operation).answered(answer));
    }

    /// How many faults still wait; a test that ends with some did not do what it says.
    pub fn pending(&self) -> usize {
        self.queue().len()
    }

    /// The faults that still wait, oldest first.
    pub fn waiting(&self) -> Vec<Fault> {
        self.queue().iter().cloned().collect()
    }

    /// Forgets every fault that still waits.
    pub fn clear(&self) {
        self.queue().clear();
    }

    pub(crate) fn take(&self, method: &Method, path: &str, profile: &str) -> Option<Fault> {
        let mut queue = self.queue();
        let due = queue.iter().position(|fault| {
            let of_profile = fault
                .profile
                .as_ref()
                .is_none_or(|wanted| wanted == profile);
            of_profile && names(&fault.operation, method, path)
        })?;
        let fault = queue.get_mut(due)?;
        fault.times = fault.times.saturating_sub(1);
        let taken = fault.clone();
        if taken.times == 0 {
            queue.remove(due);
        }
        Some(taken)
    }

    fn queue(&self) -> MutexGuard<'_, VecDeque<Fault>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn names(operation: &str, method: &Method, path: &str) -> bool {
    if let Some((wanted, wanted_path)) = operation.split_once(' ') {
        return wanted == method.as_str() && wanted_path == path;
    }
    let end = operation.trim_start_matches('/');
    // Whole segments only: `targets` must not name a path that ends in `autotargets`.
    path.strip_suffix(end)
        .is_some_and(|start| end.is_empty() || start.is_empty() || start.ends_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operation_is_named_by_method_and_path_or_by_whole_last_segments() {
        let path = "/ras/v1/campaigns/list";
        assert!(names("POST /ras/v1/campaigns/list", &Method::POST, path));
        assert!(names("campaigns/list", &Method::POST, path));
        assert!(names("/ras/v1/campaigns/list", &Method::POST, path));
        assert!(names("", &Method::POST, path));
        assert!(!names("PUT /ras/v1/campaigns/list", &Method::POST, path));
        assert!(!names("aigns/list", &Method::POST, path));
        assert!(!names("campaigns", &Method::POST, path));
    }
}
