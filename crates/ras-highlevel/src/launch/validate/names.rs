//! Names of campaigns and ad groups.

use super::finding::Report;
use super::rules::{
    self, LONGEST_AD_GROUP_NAME, LONGEST_CAMPAIGN_NAME, LONGEST_VENDOR_NAME, MARK_OF_NAME, Rule,
};
use super::texts;

/// Symbols in Amazon's list of characters for names.
const SYMBOLS: &str = "-$\"'&()*+,./:;=?@\\[]_`~{}|";

pub(super) fn check_campaign(name: &str, report: &mut Report) {
    let rule = &rules::CAMPAIGN_NAME;
    check(rule, "name", name, LONGEST_CAMPAIGN_NAME, report);
    let length = name.chars().count();
    if length > LONGEST_CAMPAIGN_NAME {
        return;
    }
    if length > LONGEST_VENDOR_NAME {
        let problem = format!("it has {length} characters, which a vendor may not have");
        let fix = format!("shorten it by {}", length - LONGEST_VENDOR_NAME);
        report.warning(rule, "name", problem, fix);
    } else if length + MARK_OF_NAME > LONGEST_VENDOR_NAME {
        let problem = format!("it has {length} characters, which leaves too little for a mark");
        let fix = format!(
            "shorten it by {}",
            length + MARK_OF_NAME - LONGEST_VENDOR_NAME
        );
        report.warning(&rules::MARKED_NAME, "name", problem, fix);
    }
}

pub(super) fn check_ad_group(path: &str, name: &str, report: &mut Report) {
    let rule = &rules::AD_GROUP_NAME;
    check(rule, path, name, LONGEST_AD_GROUP_NAME, report);
}

fn check(rule: &Rule, path: &str, name: &str, longest: usize, report: &mut Report) {
    if texts::check_blanks(rule, path, name, report) {
        texts::check_length(rule, path, name, longest, report);
        let is_symbol = |c| SYMBOLS.contains(c);
        texts::check_characters(&rules::NAME_CHARACTERS, path, name, is_symbol, report);
    }
}
