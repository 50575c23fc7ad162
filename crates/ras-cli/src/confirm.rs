//! Questions before much is changed.

use std::io::{self, IsTerminal as _, Write as _};

use crate::args::Writing;
use crate::failure::{Class, Failure};

/// Asks whether to go on; where nobody can answer, the answer is no.
pub(crate) fn ask(writing: Writing, what: &str) -> Result<(), Failure> {
    if writing.yes || writing.dry_run {
        return Ok(());
    }
    let refused = |why: &str| Failure::new(Class::Unconfirmed, format!("{what}: {why}"));
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return Err(refused("this needs a yes, and nobody can be asked")
            .hint("look at it with --dry-run, then repeat it with --yes"));
    }
    let mut err = anstream::stderr().lock();
    let _ = write!(err, "{what}. Go on? [y/N] ");
    let _ = err.flush();
    drop(err);
    let mut answer = String::new();
    let read = io::stdin().read_line(&mut answer);
    match (read, answer.trim().to_lowercase().as_str()) {
        (Ok(_), "y" | "yes") => Ok(()),
        _ => Err(refused("not confirmed").hint("nothing was done")),
    }
}
