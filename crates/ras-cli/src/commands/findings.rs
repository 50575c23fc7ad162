//! Findings as people see them, and what they mean for the exit code.

use std::fmt::Display;
use std::io::Write as _;

use ras_highlevel::Severity;

use crate::context::Context;
use crate::failure::{Class, Failure};

/// Shows findings to people, one below the other.
pub(super) fn tell(context: &Context, findings: impl IntoIterator<Item = impl Display>) {
    for finding in findings {
        context.output.note(printable(&finding.to_string()));
    }
}

/// Shows findings on stderr, where stdout is for something else.
pub(super) fn tell_aside(findings: impl IntoIterator<Item = impl Display>) {
    let mut err = anstream::stderr().lock();
    for finding in findings {
        // Nobody can be told that stderr cannot be written.
        let _ = writeln!(err, "{}", printable(&finding.to_string()));
    }
}

/// What a finding quotes comes from a file, and must not steer the terminal.
pub(super) fn printable(text: &str) -> String {
    let plain = |sign: char| match sign.is_control() && sign != '\n' {
        true => '\u{fffd}',
        false => sign,
    };
    text.chars().map(plain).collect()
}

/// What was found, in numbers: `2 errors, 1 warning`.
pub(super) fn counted(severities: impl IntoIterator<Item = Severity>) -> String {
    let (mut errors, mut warnings) = (0, 0);
    for severity in severities {
        match severity {
            Severity::Error => errors += 1,
            _ => warnings += 1,
        }
    }
    let count = |count: usize, what: &str| match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    };
    match (errors, warnings) {
        (0, 0) => "nothing found".to_owned(),
        (0, _) => count(warnings, "warning"),
        (_, 0) => count(errors, "error"),
        _ => format!("{}, {}", count(errors, "error"), count(warnings, "warning")),
    }
}

/// A file of the caller is wrong.
pub(super) fn wrong(message: impl Into<String>) -> Failure {
    Failure::new(Class::Config, message)
}
