//! The example sheets of Amazon's guide.

use super::super::{Options, import};
use super::{OPTIONS, fixture, shown};

#[test]
fn the_first_example_is_an_auto_campaign_with_a_keyword() {
    let import = import(&fixture("guide-example-1.csv"), OPTIONS);
    insta::assert_snapshot!(shown(&import));
}

#[test]
fn the_second_example_has_its_default_bid_in_the_row_of_the_product_ad() {
    let import = import(&fixture("guide-example-2.csv"), OPTIONS);
    insta::assert_snapshot!(shown(&import));
}

#[test]
fn the_third_example_has_automatic_targets() {
    let import = import(&fixture("guide-example-3.csv"), OPTIONS);
    insta::assert_snapshot!(shown(&import));
}

#[test]
fn a_download_is_ignored_unless_all_rows_are_taken() {
    let sheet = fixture("guide-example-1-downloaded.csv");
    let none = import(&sheet, OPTIONS);
    assert!(none.plans.is_empty() && none.ignored == 4);
    assert!(none.findings.iter().any(super::super::Finding::is_error));
    let all = import(
        &sheet,
        Options {
            all_rows: true,
            ..OPTIONS
        },
    );
    let created = import(&fixture("guide-example-1.csv"), OPTIONS);
    // Amazon's guide gives the same campaign another retailer in the download.
    let mut expected = created.plans[0].plan.clone();
    expected.ad_groups[0].retailer = "224958227503444".into();
    assert_eq!(all.plans[0].plan, expected);
}

#[test]
fn an_update_is_told_and_left_out() {
    let import = import(&fixture("guide-update-1a.csv"), OPTIONS);
    insta::assert_snapshot!(shown(&import));
}
