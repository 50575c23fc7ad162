//! The defects of the API family, each in a small document: it generates, or it stops with
//! findings whose fixes, pasted one after the other, lead to code. All of it compiles.

mod bodies;
mod compiled;
mod composed;
mod documented;
mod errors;
mod identifiers;
mod operations;
mod parameters;
mod values;

use serde_json::Value;
use xtask::codegen::Generated;

use crate::small::{Written, generate};

/// One document, and the findings that have to be answered before it generates.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) document: Value,
    pub(crate) findings: &'static [&'static str],
    /// Texts that the generated code contains; a leading `!` means that it does not.
    pub(crate) shows: &'static [&'static str],
}

/// A case without findings.
pub(crate) fn plain(name: &'static str, document: Value, shows: &'static [&'static str]) -> Case {
    stops(name, document, &[], shows)
}

/// A case that stops with these findings, in this order.
pub(crate) fn stops(
    name: &'static str,
    document: Value,
    findings: &'static [&'static str],
    shows: &'static [&'static str],
) -> Case {
    Case {
        name,
        document,
        findings,
        shows,
    }
}

pub(crate) fn all() -> Vec<Case> {
    let mut cases = Vec::new();
    cases.extend(values::cases());
    cases.extend(composed::cases());
    cases.extend(identifiers::cases());
    cases.extend(parameters::cases());
    cases.extend(bodies::cases());
    cases.extend(operations::cases());
    cases.extend(errors::cases());
    cases
}

/// What became of a case.
pub(crate) struct Mended {
    pub(crate) code: Generated,
    /// What had to be written before.
    pub(crate) written: Written,
    /// The codes of the findings that asked for it.
    pub(crate) codes: Vec<String>,
}

/// Generates a case, pasting the fixes of its findings.
pub(crate) fn mended(case: &Case) -> Result<Mended, String> {
    let text = case.document.to_string();
    let mut written = Written::default();
    let mut codes = Vec::new();
    loop {
        let outcome =
            std::panic::catch_unwind(|| generate(case.name, text.as_bytes(), &written.layers()));
        match outcome {
            Err(_) => return Err("the generator panics".into()),
            Ok(Ok(code)) => {
                return Ok(Mended {
                    code,
                    written,
                    codes,
                });
            }
            Ok(Err(error)) => {
                if codes.len() == 8 || !error.starts_with("[RAS-") || !error.contains("\n  at: ") {
                    return Err(error);
                }
                codes.push(error[1..9].to_owned());
                written.paste(&error)?;
            }
        }
    }
}

#[test]
fn every_defect_generates_or_stops_with_findings_whose_fixes_work() {
    let mut table = String::new();
    let mut wrong = Vec::new();
    for case in all() {
        match mended(&case) {
            Err(error) => wrong.push(format!("{}: {error}", case.name)),
            Ok(Mended { code, codes, .. }) => {
                table.push_str(&format!("{:<56} {}\n", case.name, outcome(&codes)));
                if codes != case.findings {
                    wrong.push(format!("{}: {codes:?}", case.name));
                }
                let code = format!("{}{}", code.client, code.types);
                for show in case.shows {
                    let (wanted, text) = match show.strip_prefix('!') {
                        Some(text) => (false, text),
                        None => (true, *show),
                    };
                    if code.contains(text) != wanted {
                        wrong.push(format!("{}: `{show}` in\n{code:.200}", case.name));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    insta::assert_snapshot!("family", table);
}

fn outcome(codes: &[String]) -> String {
    match codes {
        [] => "generates".into(),
        codes => format!("{}, fixed, generates", codes.join(", ")),
    }
}
