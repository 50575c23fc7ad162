//! What happened: a hash always, and a text for those who want to read it.

use super::dice::mix;

#[derive(Debug, Default)]
pub(super) struct Trace {
    hash: u64,
    lines: Option<Vec<String>>,
}

impl Trace {
    pub(super) fn readable() -> Self {
        Self {
            hash: 0,
            lines: Some(Vec::new()),
        }
    }

    pub(super) fn mix(&mut self, number: u64) {
        self.hash = mix(self.hash ^ number);
    }

    pub(super) fn note(&mut self, line: impl FnOnce() -> String) {
        if let Some(lines) = &mut self.lines {
            lines.push(line());
        }
    }

    /// A line with the second at which it happened.
    pub(super) fn at(&mut self, now: u64, line: impl FnOnce() -> String) {
        self.note(|| format!("{:>10.3} {}", (now % 100_000_000) as f64 / 1000.0, line()));
    }

    pub(super) fn hash(&self) -> u64 {
        self.hash
    }

    pub(super) fn text(&self) -> String {
        self.lines.as_deref().unwrap_or_default().join("\n")
    }
}
