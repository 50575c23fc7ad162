//! Names of campaigns and ad groups.

use ras_core::ras::types::{ErrorDetail, MalformedValueErrorReason as Reason};

use crate::item_error::{At, malformed};

/// Not in Amazon's list of characters for names.
const FORBIDDEN: [char; 6] = ['!', '#', '%', '^', '<', '>'];

/// Checks a name; `noun` starts Amazon's sentences about it.
pub(super) fn check(
    name: &str,
    noun: &str,
    longest: usize,
    at: &At,
    errors: &mut Vec<ErrorDetail>,
) {
    let mut report = |reason, text: &str, fragment| {
        let message = format!("{noun} {text}");
        errors.push(malformed(
            reason,
            &message,
            at.cause("name", name),
            fragment,
        ));
    };
    if name.trim().is_empty() {
        report(Reason::Blank, "must not be blank", None);
        return;
    }
    if name.trim() != name {
        let text = "must not start or end with a blank";
        report(Reason::LeadingOrTrailingWhitespace, text, None);
    }
    if name.chars().count() > longest {
        report(Reason::TooLong, "is too long", None);
    }
    let forbidden = name
        .chars()
        .find(|c| FORBIDDEN.contains(c) || c.is_control());
    if forbidden.is_some() {
        report(Reason::ForbiddenChars, "has invalid characters", forbidden);
    }
}
