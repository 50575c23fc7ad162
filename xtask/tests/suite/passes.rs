//! The passes over the committed documents: what they say they did.

use xtask::codegen::effective;
use xtask::config::Config;
use xtask::sources::Sources;

use crate::checkout::Checkout;

#[test]
fn the_log_of_the_passes_over_reporting() {
    let checkout = Checkout::new();
    let sources = Sources::load(&checkout.workspace).unwrap();
    let config = Config::load(&checkout.workspace).unwrap();
    let source = sources
        .document
        .iter()
        .find(|source| source.id == "reporting-v3")
        .unwrap();
    let effective = effective(&checkout.workspace, source, &config).unwrap();
    insta::assert_snapshot!(effective.log.lines().join("\n"));
}

#[test]
fn an_entry_of_the_configuration_that_matches_nothing_is_an_error() {
    let check = |from: &str, to: &str, wanted: &str| {
        let checkout = Checkout::new();
        let text = checkout.workspace.read("openapi/codegen.toml").unwrap();
        assert!(text.contains(from), "{from}");
        checkout
            .workspace
            .write("openapi/codegen.toml", &text.replacen(from, to, 1))
            .unwrap();
        let error = checkout.check().unwrap_err();
        assert!(error.contains(wanted), "{error}");
    };
    check(
        "\"BudgetInput.budget\"",
        "\"BudgetInput.gone\"",
        "`money` entry `BudgetInput.gone` matched nothing",
    );
    check(
        "UpdateCampaignInput.endDate",
        "UpdateCampaignInput.gone",
        "`patch` entry",
    );
    check(
        "DeleteAsyncReportResponse.code",
        "Gone.code",
        "`lenient` entry `Gone.code`",
    );
    check(
        "ApiErrorErrors =",
        "Gone =",
        "`rename` entry `Gone` matched nothing",
    );
    check(
        "strip-prefix = \"RASv1\"",
        "strip-prefix = \"Gone\"",
        "`strip-prefix` entry `Gone`",
    );
    check(
        "suffixes = { ",
        "suffixes = { Gone = \"\", ",
        "`suffixes` entry `Gone`",
    );
    check("ListTargets = \"read\"", "Gone = \"read\"", "RAS-C003");
    check(
        "[retailers.retry]",
        "[retailers.retry]\nGone = \"read\"",
        "`retry` entry `Gone`",
    );
    check(
        "[reports]",
        "[reports]\nskip = [\"GET /gone\"]",
        "`skip` entry `GET /gone`",
    );
}
