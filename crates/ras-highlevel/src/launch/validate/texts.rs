//! What names and keywords have in common: their scripts, and blanks around them.

use std::collections::BTreeSet;

use super::finding::Report;
use super::rules::{self, Rule};

/// Letters outside of ASCII that Amazon lists, as ranges.
const SCRIPTS: [(char, char); 10] = [
    // Latin-1 and Extended, with the signs between them.
    ('\u{a0}', '\u{24f}'),
    // Accents that are written on their own.
    ('\u{300}', '\u{36f}'),
    ('\u{600}', '\u{6ff}'),
    ('\u{750}', '\u{77f}'),
    // Devanagari.
    ('\u{900}', '\u{97f}'),
    // Tamil.
    ('\u{b80}', '\u{bff}'),
    // Kana with the signs of Japanese and Chinese.
    ('\u{3000}', '\u{30ff}'),
    ('\u{31f0}', '\u{31ff}'),
    // Chinese characters.
    ('\u{3400}', '\u{9fff}'),
    ('\u{f900}', '\u{faff}'),
];

/// Reports a text that is blank or has blanks around it; false when it is blank.
pub(super) fn check_blanks(rule: &Rule, path: &str, text: &str, report: &mut Report) -> bool {
    if text.trim().is_empty() {
        report.error(rule, path, "it is missing, or blank", "fill it in");
        return false;
    }
    if text.trim() != text {
        let problem = format!("`{text}` begins or ends with a blank");
        report.error(rule, path, problem, format!("write `{}`", text.trim()));
    }
    true
}

/// Reports a text that is too long.
pub(super) fn check_length(
    rule: &Rule,
    path: &str,
    text: &str,
    longest: usize,
    report: &mut Report,
) {
    let length = text.chars().count();
    if length > longest {
        let problem = format!("it has {length} characters");
        let fix = format!("shorten it by {}", length - longest);
        report.error(rule, path, problem, fix);
    }
}

/// Reports characters that are not allowed, and letters of scripts that Amazon does not
/// list.
pub(super) fn check_characters(
    rule: &Rule,
    path: &str,
    text: &str,
    is_symbol: impl Fn(char) -> bool,
    report: &mut Report,
) {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == ' ' || !c.is_ascii();
    let is_allowed = |c: char| is_symbol(c) || (is_plain(c) && !c.is_control());
    let is_listed = |c: char| SCRIPTS.iter().any(|(from, to)| (*from..=*to).contains(&c));
    if let Some(found) = quoted(text, |c| !is_allowed(c)) {
        let fix = "remove or replace what is not allowed";
        report.error(rule, path, format!("{found} not allowed"), fix);
    }
    if let Some(found) = quoted(text, |c| !c.is_ascii() && !c.is_control() && !is_listed(c)) {
        let problem = format!("{found} of a script that Amazon does not list");
        let fix = "replace it, unless you know that it is accepted";
        report.warning(&rules::SCRIPT, path, problem, fix);
    }
}

/// The characters of a kind, each once, as the beginning of a sentence.
fn quoted(text: &str, is: impl Fn(char) -> bool) -> Option<String> {
    let found: BTreeSet<char> = text.chars().filter(|c| is(*c)).collect();
    let quoted = found.iter().map(|c| format!("`{}`", c.escape_debug()));
    let quoted: Vec<String> = quoted.collect();
    match quoted.len() {
        0 => None,
        1 => Some(format!("{} is", quoted.join(", "))),
        _ => Some(format!("{} are", quoted.join(", "))),
    }
}
