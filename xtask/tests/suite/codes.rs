//! Every code that is used is explained, and every explained code is used.

use std::collections::BTreeSet;

use xtask::Workspace;
use xtask::spec::codes;

#[test]
fn used_and_explained_codes_are_the_same() {
    let workspace = Workspace::current();
    let mut used = BTreeSet::new();
    for path in workspace.files_below("xtask/src").unwrap() {
        if path.ends_with("codes.rs") {
            continue;
        }
        let text = workspace.read(&path).unwrap();
        for part in text.split("\"RAS-").skip(1) {
            used.insert(format!("RAS-{}", &part[..4]));
        }
    }
    let explained: BTreeSet<String> = codes::ALL.iter().map(|code| code.code.to_owned()).collect();
    assert_eq!(used, explained);
}

#[test]
fn a_code_is_found_in_either_case_and_no_other_is() {
    assert_eq!(codes::explain("ras-l012").unwrap().code, "RAS-L012");
    assert!(codes::explain("RAS-L999").is_none());
    let mut sorted: Vec<&str> = codes::ALL.iter().map(|code| code.code).collect();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(sorted.len(), codes::ALL.len());
}
