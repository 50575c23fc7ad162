//! The architecture's rules that no compiler checks.

mod dependencies;
mod files;

use anyhow::Result;

use crate::Workspace;

/// Everything that breaks a rule, one line each; none when the tree is tidy.
pub fn tidy(workspace: &Workspace) -> Result<Vec<String>> {
    let mut problems = files::check(workspace)?;
    problems.extend(dependencies::check(workspace)?);
    Ok(problems)
}
