//! `spec diff`: every rule on one small document, held against the code that is really generated.

mod fixture;
mod mutations;
mod obstacles;
mod rows;
mod sides;

use rows::Row;
use serde_json::Value;
use xtask::codegen::api::{Level, listing};
use xtask::codegen::preview;
use xtask::passes::Docs;
use xtask::spec::diff::{Check, Diff, FailOn, Format, Relation, Report, Side, diff};

/// The rules that a row met, each once.
fn rules(diff: &Diff) -> String {
    let mut rules: Vec<&str> = diff.changes.iter().map(|change| change.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    match rules.is_empty() {
        true => "-".to_owned(),
        false => rules.join(", "),
    }
}

/// What is wrong with the report on a row; nothing when all is as it must be.
fn complaint(row: &Row, diff: &Diff) -> Option<String> {
    let mut wrong = Vec::new();
    if diff.wire != row.wire {
        wrong.push(format!("wire {} instead of {}", diff.wire, row.wire));
    }
    if diff.rust_by_rules() != row.rust {
        wrong.push(format!(
            "rules say Rust {} instead of {}",
            diff.rust_by_rules(),
            row.rust
        ));
    }
    match &diff.check {
        // What no rule claims is taken for the worst; the code may turn out better.
        Some(Check::Compared { listing, .. })
            if listing.level != row.rust && diff.unclassified().next().is_none() =>
        {
            wrong.push(format!(
                "generated code says {}: {listing:#?}",
                listing.level
            ));
        }
        Some(Check::Impossible { reason }) if row.generates => wrong.push(reason.clone()),
        Some(Check::Compared { .. }) if !row.generates => wrong.push("it generates".to_owned()),
        _ => {}
    }
    (!wrong.is_empty()).then(|| format!("{} [{}]: {}", row.change, rules(diff), wrong.join("; ")))
}

#[test]
fn every_rule_agrees_with_the_generated_code() {
    let mut table = String::new();
    let mut complaints = Vec::new();
    for row in rows::all() {
        let diff = fixture::compared(row.edit);
        table.push_str(&format!(
            "{:<48} {:<6} {:<6} {}\n",
            row.change,
            diff.wire.to_string(),
            diff.rust.to_string(),
            rules(&diff)
        ));
        complaints.extend(complaint(row, &diff));
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n\n"));
    insta::assert_snapshot!("table", table);
}

fn report(diff: Diff) -> Report {
    let mut report = Report::default();
    report.take("campaigns", Some(diff));
    report
}

fn rules_of(diff: &Diff) -> Vec<&'static str> {
    diff.changes.iter().map(|change| change.rule).collect()
}

#[test]
fn the_same_document_is_no_change() {
    let diff = fixture::compared(|_| {});
    assert_eq!(diff.relation, Relation::Same);
}

#[test]
fn words_alone_are_no_change_of_a_contract() {
    let diff = fixture::compared(|document| {
        document["info"]["description"] = "New words.".into();
        document["components"]["schemas"]["Campaign"]["properties"]["name"]["example"] = 1.into();
    });
    assert_eq!(diff.relation, Relation::ProseOnly);
    insta::assert_snapshot!("prose_only", report(diff).render(Format::Text).unwrap());
}

#[test]
fn a_property_that_is_called_like_prose_is_a_property() {
    let diff = fixture::compared(|document| {
        let place = fixture::schema("Campaign/properties/description");
        fixture::set(document, &place, serde_json::json!({"type": "string"}));
    });
    assert_eq!(rules_of(&diff), ["prop-added"]);
}

#[test]
fn a_rename_is_one_change_however_often_the_name_is_used() {
    let diff = fixture::compared(|document| fixture::rename(document, "Campaign", "Promotion"));
    assert_eq!(rules_of(&diff), ["schema-renamed"]);
    assert_eq!(diff.changes[0].reached_from.len(), 4);
}

#[test]
fn a_name_that_only_changes_its_stripped_prefix_is_no_rename_in_rust() {
    let mut layers = fixture::layers();
    layers.module.strip_prefix = "V2".into();
    let mut edited = fixture::document();
    fixture::rename(&mut edited, "Campaign", "V2Campaign");
    let (old, new) = (
        Side::new("old", fixture::document()),
        Side::new("new", edited),
    );
    let diff = diff("campaigns", &old, &new, &layers);
    assert_eq!(
        (rules_of(&diff), diff.rust),
        (vec!["schema-renamed"], Level::None)
    );
    assert!(
        diff.check
            .is_some_and(|check| check.disagreement().is_none())
    );
}

#[test]
fn the_same_change_of_many_operations_is_one_change() {
    let diff = fixture::compared(|document| {
        for path in ["/campaigns", "/campaigns/{campaignId}"] {
            for operation in document["paths"][path]
                .as_object_mut()
                .unwrap()
                .values_mut()
            {
                if operation.is_object() {
                    operation["x-audience"] = "public".into();
                }
            }
        }
    });
    assert_eq!(diff.changes.len(), 1);
    assert_eq!(diff.changes[0].also_at.len(), 4);
    assert_eq!(diff.changes[0].reached_from.len(), 5);
}

#[test]
fn direction_follows_references_through_other_schemas() {
    let diff = fixture::compared(|document| {
        let place = fixture::schema("Budget/properties/currency/maxLength");
        fixture::set(document, &place, 3.into());
    });
    let reached = diff.changes[0].reached_from.iter();
    let reached: Vec<String> = reached
        .map(|(name, used)| format!("{name}: {used}"))
        .collect();
    insta::assert_snapshot!("direction", reached.join("\n"));
}

#[test]
fn what_no_rule_claims_fails_and_the_rest_on_demand() {
    let diff = fixture::compared(|document| {
        let place = fixture::schema("NewCampaign/properties/marker/discriminator");
        fixture::set(
            document,
            &place,
            serde_json::json!({"propertyName": "kind"}),
        );
    });
    assert_eq!(rules_of(&diff), ["unclassified"]);
    let disagreement = diff.check.as_ref().and_then(Check::disagreement).unwrap();
    assert!(disagreement.starts_with("the rules say major, the generated API says none"));
    let report = report(diff);
    assert!(report.fails(&[]));
    let removed = report_on(|document| {
        fixture::take(document, "/paths/~1campaigns~1{campaignId}/delete");
    });
    assert!(removed.fails(&[FailOn::Major]));
    assert!(removed.fails(&[FailOn::Break]));
    assert!(!removed.fails(&[]));
    let added = report_on(|document| {
        fixture::set(document, &fixture::schema("State/enum/-"), "NEW".into());
    });
    assert!(!added.fails(&[FailOn::Major, FailOn::Break]));
}

fn report_on(edit: impl FnOnce(&mut Value)) -> Report {
    report(fixture::compared(edit))
}

#[test]
fn words_of_ours_that_would_describe_nothing_are_named() {
    let mut layers = fixture::layers();
    let words = "schemas: {Campaign: {doc: A campaign.}}";
    layers.docs = Docs::parse(words, "openapi/docs/campaigns.yaml").unwrap();
    let mut edited = fixture::document();
    fixture::rename(&mut edited, "Campaign", "Promotion");
    let (old, new) = (
        Side::new("old", fixture::document()),
        Side::new("new", edited),
    );
    let diff = diff("campaigns", &old, &new, &layers);
    let Some(Check::Compared { to_decide, .. }) = diff.check else {
        panic!("both sides generate");
    };
    assert_eq!(to_decide.len(), 1, "{to_decide:?}");
    assert!(to_decide[0].starts_with("[RAS-D002]"), "{to_decide:?}");
}

#[test]
fn a_new_operation_says_what_the_configuration_has_to_decide() {
    let diff = fixture::compared(|document| {
        let path = "/paths/~1campaigns/patch";
        let operation = serde_json::json!({
            "operationId": "patchCampaigns",
            "responses": {"200": fixture::answer("Campaign")},
        });
        fixture::set(document, path, operation);
        fixture::take(document, "/paths/~1campaigns~1{campaignId}/delete");
    });
    let Some(Check::Compared { to_decide, .. }) = diff.check else {
        panic!("both sides generate");
    };
    insta::assert_snapshot!("to_decide", to_decide.join("\n"));
}

fn check_markdown(name: &str, edit: impl FnOnce(&mut Value)) {
    insta::assert_snapshot!(name, report_on(edit).render(Format::Md).unwrap());
}

#[test]
fn the_report_of_a_pull_request_reads_well() {
    check_markdown("additive", |document| {
        fixture::set(
            document,
            &fixture::schema("State/enum/-"),
            "ARCHIVED".into(),
        );
        let added = serde_json::json!({"type": "string"});
        fixture::set(
            document,
            &fixture::schema("Campaign/properties/color"),
            added,
        );
    });
    check_markdown("breaking", |document| {
        fixture::take(document, "/paths/~1campaigns~1{campaignId}/delete");
        fixture::take(document, &fixture::schema("Campaign/properties/name"));
        fixture::take(document, &fixture::schema("Campaign/required/1"));
        fixture::set(
            document,
            &fixture::schema("NewCampaign/properties/name/maxLength"),
            64.into(),
        );
        fixture::rename(document, "Budget", "DailyBudget");
    });
    check_markdown("not_generated", |document| {
        let second = fixture::answer("Campaign");
        fixture::set(document, "/paths/~1campaigns/post/responses/299", second);
    });
    check_markdown("only_wire", |document| {
        let item = fixture::take(document, "/paths/~1campaigns");
        fixture::set(document, "/paths/~1v2~1campaigns", item);
    });
}

#[test]
fn the_same_report_serves_terminals_and_programs() {
    let diff = fixture::compared(|document| {
        fixture::set(
            document,
            &fixture::schema("State/enum/-"),
            "ARCHIVED".into(),
        );
        fixture::take(document, &fixture::schema("Campaign/properties/spend"));
    });
    let report = report(diff);
    insta::assert_snapshot!("text", report.render(Format::Text).unwrap());
    insta::assert_snapshot!("json", report.render(Format::Json).unwrap());
}

#[test]
fn the_public_api_of_a_module_reads_well() {
    let layers = fixture::layers();
    let generated = preview("campaigns", &fixture::document(), &layers).unwrap();
    insta::assert_snapshot!("api", listing(&generated.generated).unwrap());
}
