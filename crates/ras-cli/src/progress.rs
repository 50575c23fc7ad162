//! How far something is, for who watches stderr.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

const COUNTED: &str = "{msg} {wide_bar} {human_pos}/{human_len}  {per_sec}  {eta} left";
const UNCOUNTED: &str = "{spinner} {msg}  {elapsed}";

/// A bar on stderr, gone when it is dropped; nothing where stderr is no terminal.
#[derive(Debug)]
pub(crate) struct Progress(ProgressBar);

impl Progress {
    pub(super) fn new(total: Option<usize>, what: &str) -> Self {
        // Indicatif draws nothing where stderr is no terminal.
        let target = ProgressDrawTarget::stderr();
        let total = total.and_then(|total| u64::try_from(total).ok());
        let bar = ProgressBar::with_draw_target(total, target);
        let style = if total.is_some() { COUNTED } else { UNCOUNTED };
        if let Ok(style) = ProgressStyle::with_template(style) {
            bar.set_style(style);
        }
        bar.set_message(what.to_owned());
        bar.enable_steady_tick(Duration::from_millis(200));
        Self(bar)
    }

    pub(crate) fn set(&self, done: usize) {
        self.0.set_position(u64::try_from(done).unwrap_or(u64::MAX));
    }

    pub(crate) fn say(&self, what: impl Into<String>) {
        self.0.set_message(what.into());
    }

    /// Takes the bar away while something else is written to the terminal.
    pub(crate) fn aside<T>(&self, write: impl FnOnce() -> T) -> T {
        self.0.suspend(write)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
