//! Proof that the guardrails have let an item pass.

/// An item that may be sent. Only the guardrails can make one.
#[derive(Clone, Debug)]
pub struct Cleared<T>(T);

impl<T> Cleared<T> {
    pub(super) fn new(item: T) -> Self {
        Self(item)
    }

    pub(crate) fn get(&self) -> &T {
        &self.0
    }

    pub(crate) fn into_inner(self) -> T {
        self.0
    }
}
