//! Texts of keywords, positive and negative.

use super::finding::Report;
use super::rules::{self, LONGEST_KEYWORD, MOST_WORDS, MOST_WORDS_OF_NEGATIVE_PHRASE};
use super::texts;
use crate::KeywordMatch;

/// Symbols in Amazon's list of characters for keywords, and its blanks.
const SYMBOLS: &str = "-&\\+[]'\".\t\n\r";

/// Checks a keyword whose members lie below `path`.
pub(super) fn check(
    path: &str,
    keyword: &str,
    matching: &KeywordMatch,
    negative: bool,
    report: &mut Report,
) {
    check_match(&format!("{path}.match"), matching, negative, report);
    let path = &format!("{path}.keyword");
    let rule = &rules::KEYWORD;
    if !texts::check_blanks(rule, path, keyword, report) {
        return;
    }
    texts::check_length(rule, path, keyword, LONGEST_KEYWORD, report);
    let (rule, most) = match (negative, matching) {
        (true, KeywordMatch::Phrase) => (&rules::NEGATIVE_PHRASE, MOST_WORDS_OF_NEGATIVE_PHRASE),
        _ => (rule, MOST_WORDS),
    };
    let words = keyword.split_whitespace().count();
    if words > most {
        let problem = format!("it has {words} words");
        report.error(rule, path, problem, format!("write at most {most} words"));
    }
    let is_symbol = |c| SYMBOLS.contains(c);
    texts::check_characters(&rules::KEYWORD_CHARACTERS, path, keyword, is_symbol, report);
    if let Some((symbol, fix)) = misplaced(keyword) {
        let problem = format!("`{symbol}` stands where it may not");
        report.error(&rules::KEYWORD_PLACES, path, problem, fix);
    }
}

fn check_match(path: &str, matching: &KeywordMatch, negative: bool, report: &mut Report) {
    let (rule, fix) = match negative {
        true => (&rules::NEGATIVE_MATCH, "write `phrase` or `exact`"),
        false => (&rules::MATCH, "write `broad`, `phrase` or `exact`"),
    };
    let problem = match (matching, matching.unknown()) {
        (_, Some("")) => "it is missing".to_owned(),
        (_, Some(word)) => format!("`{word}` is no match"),
        (KeywordMatch::Broad, _) if negative => "a negative keyword is not broad".to_owned(),
        _ => return,
    };
    report.error(rule, path, problem, fix);
}

/// A symbol that is allowed, but not where it stands, and what to do about it.
fn misplaced(keyword: &str) -> Option<(char, &'static str)> {
    let outer = |text: &str, symbol: char| text.starts_with(symbol) || text.ends_with(symbol);
    if keyword.matches('"').count() % 2 == 1 {
        return Some(('"', "write quotation marks in pairs, or none"));
    }
    if outer(keyword, '.') {
        return Some(('.', "remove it at the beginning and at the end"));
    }
    let at_word_end = |symbol: &char| {
        let mut words = keyword.split_whitespace();
        words.any(|word| outer(word, *symbol))
    };
    let symbol = ['-', '+'].into_iter().find(at_word_end)?;
    Some((symbol, "remove it, or the blank beside it"))
}
