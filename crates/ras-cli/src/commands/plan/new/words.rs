//! Answers as parts of a plan, checked by the rules of plans.

use jiff::civil::Date;
use ras_highlevel::{
    AutoMatch, CampaignPlan, KeywordMatch, KeywordPlan, NegativeKeywordPlan, Targeting, Usd,
};

use super::ask::Checked;

/// Whether nothing is wrong with a member of a plan, or what is.
pub(super) fn fine(plan: &CampaignPlan, path: &str) -> Checked<()> {
    let findings = plan.validate();
    let there = |at: &str| at.strip_prefix(path).is_some_and(is_below);
    let found: Vec<String> = findings
        .errors()
        .filter(|finding| there(&finding.path))
        .map(|finding| format!("{}: {}", finding.problem, finding.fix))
        .collect();
    match found.is_empty() {
        true => Ok(()),
        false => Err(found.join("; ")),
    }
}

/// What follows the path of a member in that of one of its parts.
fn is_below(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(['.', '['])
}

pub(super) fn targeting(text: &str) -> Checked<Targeting> {
    match text.to_lowercase().as_str() {
        "auto" | "a" => Ok(Targeting::Auto),
        "manual" | "m" => Ok(Targeting::Manual),
        _ => Err("write auto or manual".to_owned()),
    }
}

pub(super) fn yes(text: &str) -> Checked<bool> {
    match text.to_lowercase().as_str() {
        "yes" | "y" => Ok(true),
        "no" | "n" => Ok(false),
        _ => Err("write yes or no".to_owned()),
    }
}

pub(super) fn dollars(text: &str) -> Checked<Usd> {
    text.parse().map_err(|error| format!("{error}"))
}

pub(super) fn day(text: &str) -> Checked<Date> {
    text.parse()
        .map_err(|_| format!("`{text}` is no day such as 2026-12-31"))
}

/// A keyword as `running shoes, exact, 1.10`; the bid may be missing.
pub(super) fn keyword(text: &str) -> Checked<KeywordPlan> {
    let (keyword, matching, bid) = parts(text, "running shoes, exact, 1.10")?;
    let planned = KeywordPlan::new(keyword, matching);
    Ok(match bid {
        Some(bid) => planned.bid(dollars(bid)?),
        None => planned,
    })
}

/// A negative keyword as `used shoes, phrase`.
pub(super) fn negative(text: &str) -> Checked<NegativeKeywordPlan> {
    const EXAMPLE: &str = "used shoes, phrase";
    match parts(text, EXAMPLE)? {
        (_, _, Some(_)) => Err("a negative keyword has no bid".to_owned()),
        (keyword, KeywordMatch::Exact, None) => Ok(NegativeKeywordPlan::exact(keyword)),
        (keyword, KeywordMatch::Phrase, None) => Ok(NegativeKeywordPlan::phrase(keyword)),
        _ => Err("a negative keyword is exact or phrase".to_owned()),
    }
}

/// A bid for an automatic target as `close_match, 0.80`.
pub(super) fn auto_bid(text: &str) -> Checked<(AutoMatch, Usd)> {
    let like = || format!("`{text}` is not like: close_match, 0.80");
    let (target, bid) = text.split_once(',').ok_or_else(like)?;
    let target = match target.trim().to_lowercase().as_str() {
        "close_match" => AutoMatch::CloseMatch,
        "loose_match" => AutoMatch::LooseMatch,
        "substitutes" => AutoMatch::Substitutes,
        "complements" => AutoMatch::Complements,
        _ => {
            let names = "close_match, loose_match, substitutes or complements";
            return Err(format!("the target is none of {names}"));
        }
    };
    Ok((target, dollars(bid.trim())?))
}

/// No keyword has a comma.
fn parts<'a>(text: &'a str, example: &str) -> Checked<(&'a str, KeywordMatch, Option<&'a str>)> {
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    let (keyword, matching, bid) = match parts[..] {
        [keyword, matching] => (keyword, matching, None),
        [keyword, matching, bid] => (keyword, matching, Some(bid)),
        _ => return Err(format!("`{text}` is not like: {example}")),
    };
    let matching = match matching.to_lowercase().as_str() {
        "broad" => KeywordMatch::Broad,
        "phrase" => KeywordMatch::Phrase,
        "exact" => KeywordMatch::Exact,
        _ => return Err(format!("`{matching}` is none of broad, phrase, exact")),
    };
    Ok((keyword, matching, bid))
}
