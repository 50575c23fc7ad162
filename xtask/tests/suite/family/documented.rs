//! Everything that users see can be documented: `spec lint` asks for each text, and each
//! text arrives in the code.

use serde_json::Value;
use syn::{Attribute, Item};
use xtask::codegen::Layers;
use xtask::passes::Docs;
use xtask::spec::lint;

use super::{Case, all, mended};
use crate::small::generate;

/// A text of ours that no other part of the pipeline writes.
const OURS: &str = "In our own words.";

/// Texts for everything that lint asks for.
fn docs(case: &Case, layers: &Layers) -> Docs {
    let mut docs = Docs::default();
    for lint in lint::lint("small", &case.document, layers) {
        let finding = lint.finding;
        let Some(what) = finding.message().strip_suffix(" is undocumented") else {
            continue;
        };
        let what = what.strip_suffix('`').unwrap();
        if let Some(id) = what.strip_prefix("the operation `") {
            docs.operations.insert(id.to_owned(), OURS.to_owned());
        } else if let Some(name) = what.strip_prefix("the type `") {
            docs.schemas.entry(name.to_owned()).or_default().doc = OURS.to_owned();
        } else if let Some(what) = what.strip_prefix("the value `") {
            let (value, name) = what.rsplit_once("` of `").unwrap();
            let words = docs.schemas.entry(name.to_owned()).or_default();
            words.values.insert(value.to_owned(), OURS.to_owned());
        } else {
            let (name, field) = what
                .strip_prefix("the field `")
                .and_then(|what| what.split_once('.'))
                .unwrap();
            let words = docs.schemas.entry(name.to_owned()).or_default();
            words.fields.insert(field.to_owned(), OURS.to_owned());
        }
    }
    docs
}

fn is_ours(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let text = quote::ToTokens::to_token_stream(attribute).to_string();
        text.starts_with("# [doc") && text.contains(OURS)
    })
}

/// The types, fields and variants without a text of ours.
fn silent(types: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut look = |attributes: &[Attribute], name: String| {
        if !is_ours(attributes) {
            found.push(name);
        }
    };
    for item in syn::parse_file(types).unwrap().items {
        match item {
            Item::Struct(item) => {
                look(&item.attrs, item.ident.to_string());
                for field in &item.fields {
                    // What keeps unknown members has a text of its own.
                    let named = field.ident.as_ref().filter(|name| *name != "extra");
                    if let Some(name) = named {
                        look(&field.attrs, format!("{}.{name}", item.ident));
                    }
                }
            }
            Item::Enum(item) => {
                look(&item.attrs, item.ident.to_string());
                for variant in item.variants.iter().filter(|v| v.fields.is_empty()) {
                    look(&variant.attrs, format!("{}::{}", item.ident, variant.ident));
                }
            }
            _ => {}
        }
    }
    found
}

#[test]
fn lint_asks_for_every_text_and_every_text_arrives() {
    let mut wrong = Vec::new();
    for case in all() {
        let mut layers = mended(&case).unwrap().written.layers();
        layers.docs = docs(&case, &layers);
        let text = case.document.to_string();
        match generate(case.name, text.as_bytes(), &layers) {
            Err(error) => wrong.push(format!("{}: {error}", case.name)),
            Ok(code) => {
                let silent = silent(&code.types);
                if !silent.is_empty() {
                    wrong.push(format!("{}: {}", case.name, silent.join(", ")));
                }
                let has = |name: &str| {
                    let starts = ["struct", "enum"].map(|kind| format!("pub {kind} {name}"));
                    starts.iter().any(|start| {
                        let mut found = code.types.lines().filter_map(|l| l.strip_prefix(start));
                        found.any(|rest| rest.starts_with([' ', '(']))
                    })
                };
                for name in layers.docs.schemas.keys().filter(|name| !has(name)) {
                    wrong.push(format!("{}: there is no {name}", case.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_text_that_nothing_takes_is_an_error() {
    let case = all()
        .into_iter()
        .find(|case| case.name == "nullable everywhere")
        .unwrap();
    let check = |words: &str, wanted: &str| {
        let layers = Layers {
            docs: Docs::parse(words, "docs").unwrap(),
            ..Layers::default()
        };
        let document: Value = case.document.clone();
        let error = match generate(case.name, document.to_string().as_bytes(), &layers) {
            Ok(_) => panic!("{words} is taken"),
            Err(error) => error,
        };
        assert!(error.starts_with("[RAS-D002]"), "{error}");
        assert!(error.contains(&format!("`{wanted}`")), "{error}");
    };
    check("operations: {gone: words}", "gone");
    check("schemas: {Gone: {doc: words}}", "Gone");
    check("schemas: {All: {fields: {gone: words}}}", "All.gone");
    check("schemas: {Kind: {values: {GONE: words}}}", "Kind.GONE");
    check("schemas: {AllF: {fields: {gone: words}}}", "AllF.gone");
    check("schemas: {AllH: {values: {GONE: words}}}", "AllH.GONE");
    check("fields: {gone: words}", "fields.gone");
    check("values: {GONE: words}", "values.GONE");
    let own = "schemas: {AllF: {fields: {g: words}}}\nfields: {g: words}";
    check(own, "fields.g");
}
