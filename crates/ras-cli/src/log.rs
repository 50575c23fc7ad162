//! What `-v` shows on stderr.

use std::io;

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

/// Shows requests, then attempts, then everything of every library.
pub(crate) fn begin(verbose: u8) {
    let ours = |level: LevelFilter| Targets::new().with_target("ras", level);
    let wanted = match verbose {
        0 => return,
        1 => ours(LevelFilter::INFO),
        2 => ours(LevelFilter::DEBUG),
        _ => Targets::new().with_default(LevelFilter::TRACE),
    };
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(io::stderr)
        .with_ansi(false);
    // There can only be one already if this was called twice.
    let _ = tracing_subscriber::registry()
        .with(lines)
        .with(wanted)
        .try_init();
}
