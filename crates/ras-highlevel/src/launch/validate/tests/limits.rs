//! What a plan may say to the last.

use super::*;

#[test]
fn what_lies_at_the_limits_is_fine() {
    let plans = [
        AUTO.to_owned(),
        MANUAL.to_owned(),
        AUTO.replace("0.75", "0.02").replace("= 25", "= 1"),
        AUTO.replace("0.75", "1000").replace("= 25", "= 1000000"),
        AUTO.replace("Spring shoes", &"x".repeat(105)),
        AUTO.replace("Sneakers", &"x".repeat(255)),
        AUTO.replace("Sneakers", "Tel's \\\"A\\\" & B, é 東京 تمر தமிழ் नमस्ते ~"),
        MANUAL.replace("running shoes", LONG),
        MANUAL.replace("running shoes", "a b c d e f g h i \\\"j\\\""),
        MANUAL.replace("running shoes", "t-shirt 1.5 l men's [new] a+b"),
        with(
            AUTO,
            "start_date = 2026-11-25\nend_date = 2026-11-25\ntop_of_search = 900",
        ),
        with(
            AUTO,
            "negative_keywords = [{ keyword = \"a b c d\", match = \"phrase\" }]",
        ),
        with(
            MANUAL,
            "negative_keywords = [{ keyword = \"shoes\", match = \"exact\" }]",
        ),
    ];
    for plan in plans {
        let findings = findings(&plan);
        assert!(findings.is_empty(), "{plan}\n{findings}");
    }
}

#[test]
fn a_launch_that_was_begun_in_time_may_be_resumed_later() {
    let plan = with(AUTO, "start_date = 2026-11-24");
    let plan = CampaignPlan::from_toml(&plan).unwrap();
    assert!(plan.admit(Some(TODAY)).is_err());
    assert_eq!(plan.admit(None), Ok(()));
}
