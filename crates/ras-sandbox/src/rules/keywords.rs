//! Texts of keywords.

use ras_core::ras::types::{
    ErrorDetail, KeywordMatchType, KeywordTarget, MalformedValueErrorReason as Reason,
};

use crate::item_error::{At, malformed};

const LONGEST: usize = 80;
const MOST_WORDS: usize = 10;
/// Negative phrases are shorter than everything else.
const MOST_WORDS_OF_NEGATIVE_PHRASE: usize = 4;

/// Symbols in Amazon's list of characters for keywords.
const SYMBOLS: &str = "-&\\+[]'\".";

const MEMBER: &str = "targetDetails.keywordTarget.keyword";

/// Checks the text of a keyword.
pub(super) fn check(
    target: &KeywordTarget,
    negative: bool,
    at: &At,
    errors: &mut Vec<ErrorDetail>,
) {
    let text = target.keyword.as_str();
    let mut report = |reason, message, fragment| {
        errors.push(malformed(reason, message, at.cause(MEMBER, text), fragment));
    };
    if text.trim().is_empty() {
        report(Reason::Blank, "Keyword text must not be blank", None);
        return;
    }
    if text.trim() != text {
        let message = "Keyword text must not start or end with a blank";
        report(Reason::LeadingOrTrailingWhitespace, message, None);
    }
    if text.chars().count() > LONGEST {
        report(Reason::TooLong, "Keyword text is too long", None);
    }
    let most_words = match (negative, &target.match_type) {
        (true, KeywordMatchType::Phrase) => MOST_WORDS_OF_NEGATIVE_PHRASE,
        _ => MOST_WORDS,
    };
    if text.split_whitespace().count() > most_words {
        report(Reason::TooLong, "Keyword text has too many words", None);
    }
    let forbidden = text.chars().find(|&c| !is_allowed(c));
    if forbidden.is_some() {
        report(Reason::ForbiddenChars, "Keyword is invalid", forbidden);
    } else if let Some(misplaced) = misplaced(text) {
        report(
            Reason::PatternNotMatched,
            "Keyword is invalid",
            Some(misplaced),
        );
    }
}

/// A symbol that is allowed, but not where it stands.
///
/// A dot has to stand inside the text, plus and minus inside a word, and quotes in pairs.
fn misplaced(text: &str) -> Option<char> {
    if text.matches('"').count() % 2 == 1 {
        return Some('"');
    }
    let outer = |word: &str, symbol: char| word.starts_with(symbol) || word.ends_with(symbol);
    let in_words = ['-', '+'];
    let at_word_end = |symbol: &char| text.split_whitespace().any(|word| outer(word, *symbol));
    if outer(text, '.') {
        return Some('.');
    }
    in_words.into_iter().find(at_word_end)
}

/// Combining marks are part of the scripts that Amazon lists, and no letters to Rust.
fn is_allowed(c: char) -> bool {
    c.is_alphanumeric()
        || c.is_whitespace()
        || SYMBOLS.contains(c)
        || (!c.is_ascii() && !c.is_control())
}
