//! Answers: one type for all successes, one for all failures of the document.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::bodies::{Body, content, other_key};
use super::change::{Use, Wire};
use super::found::Place;
use super::operations::members;
use super::schemas::{keys_that_differ, shown};
use super::subject::Subject;
use crate::codegen::api::Level;

pub(super) fn compare(
    subject: &mut Subject<'_>,
    old: Option<&Value>,
    new: Option<&Value>,
    operation: &str,
    place: &Place,
) {
    let (before, after) = (members(old), members(new));
    successes(subject, &before, &after, operation, place);
    let errors = Place {
        reach: [(operation.to_owned(), Use::ERROR)].into(),
        cap: subject.errors_level,
        ..place.clone()
    };
    let codes: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for code in codes.into_iter().filter(|code| !code.starts_with('2')) {
        let place = errors.child(code);
        match (before.get(code), after.get(code)) {
            (Some(old), Some(new)) => pair(subject, (old, new), Body::Error, operation, &place),
            (None, Some(new)) => {
                let why = "deployed builds read it as any failure, but may not expect the status";
                let verdict = (Wire::Risk, Level::Major, why);
                subject
                    .found()
                    .add(&place, "error-added", (None, shown(Some(new))), verdict);
            }
            (old, _) => {
                let why = "deployed builds wait for a failure that comes no more";
                let verdict = (Wire::Safe, Level::Major, why);
                subject
                    .found()
                    .add(&place, "error-removed", (shown(old), None), verdict);
            }
        }
    }
}

fn successes(
    subject: &mut Subject<'_>,
    before: &Map<String, Value>,
    after: &Map<String, Value>,
    operation: &str,
    place: &Place,
) {
    let codes = |responses: &Map<String, Value>| {
        let codes = responses
            .keys()
            .filter(|code| code.starts_with('2'))
            .cloned();
        codes.collect::<Vec<_>>()
    };
    let (was, is) = (codes(before), codes(after));
    if was != is {
        let why = "every status from 200 to 299 is read as the success";
        let verdict = (Wire::Safe, Level::None, why);
        let shown = (Some(was.join(", ")), Some(is.join(", ")));
        subject.found().add(place, "success-code", shown, verdict);
    }
    let (Some(was), Some(first)) = (was.first(), is.first()) else {
        return;
    };
    if let (Some(old), Some(new)) = (before.get(was), after.get(first)) {
        pair(
            subject,
            (old, new),
            Body::Success,
            operation,
            &place.child(first),
        );
        for other in &is[1..] {
            let body = after
                .get(other)
                .and_then(|response| response.get("content"));
            if body != new.get("content") && before.get(other) != after.get(other) {
                let why = "deployed builds read every success as one type, and so does codegen";
                let verdict = (Wire::Break, Level::Major, why);
                let shown = (shown(new.get("content")), shown(body));
                subject
                    .found()
                    .add(&place.child(other), "success-types", shown, verdict);
            }
        }
    }
}

fn pair(
    subject: &mut Subject<'_>,
    (old, new): (&Value, &Value),
    body: Body,
    operation: &str,
    place: &Place,
) {
    for key in keys_that_differ(old, new) {
        match key.as_str() {
            "content" => content(subject, (old, new), body, operation, place),
            "links" => {
                let verdict = (Wire::Safe, Level::None, "no client code comes of a link");
                let shown = (shown(old.get("links")), shown(new.get("links")));
                subject
                    .found()
                    .add(&place.child("links"), "links", shown, verdict);
            }
            "headers" => headers(subject, old, new, place),
            key => other_key(subject, key, (old, new), place),
        }
    }
}

fn headers(subject: &mut Subject<'_>, old: &Value, new: &Value, place: &Place) {
    let place = place.child("headers");
    let (before, after) = (members(old.get("headers")), members(new.get("headers")));
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for name in names {
        let (old, new) = (before.get(name), after.get(name));
        if old == new {
            continue;
        }
        let (rule, wire) = match (old, new) {
            (None, _) => ("header-added", Wire::Safe),
            (_, None) => ("header-removed", Wire::Risk),
            _ => ("header-changed", Wire::Risk),
        };
        let why = "headers are read by name and never declared in types";
        let verdict = (wire, Level::None, why);
        subject
            .found()
            .add(&place.child(name), rule, (shown(old), shown(new)), verdict);
    }
}
