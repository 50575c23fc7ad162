//! What is sent or comes back: media types and the schema below the chosen one.

use serde_json::Value;

use super::change::{UNCLASSIFIED, Wire};
use super::found::Place;
use super::operations::members;
use super::schemas::{NO_RULE, keys_that_differ, shown};
use super::subject::Subject;
use crate::codegen::api::Level;

/// Which body it is: the rules for media types differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Body {
    /// Sent with a request.
    Request,
    /// The answer of a success.
    Success,
    /// The answer of a failure.
    Error,
}

/// Compares the bodies of two requests.
pub(super) fn request(
    subject: &mut Subject<'_>,
    old: Option<&Value>,
    new: Option<&Value>,
    operation: &str,
    place: &Place,
) {
    let (Some(old), Some(new)) = (old, new) else {
        let (rule, wire, why) = match new {
            None => (
                "body-removed",
                Wire::Risk,
                "deployed builds still send a body",
            ),
            Some(new) if new["required"] == true => {
                ("body-added", Wire::Break, "deployed builds send no body")
            }
            Some(_) => ("body-added", Wire::Safe, "the method gains an argument"),
        };
        let verdict = (wire, Level::Major, why);
        return subject
            .found()
            .add(place, rule, (shown(old), shown(new)), verdict);
    };
    for key in keys_that_differ(old, new) {
        match key.as_str() {
            "content" => {
                content(subject, (old, new), Body::Request, operation, place);
            }
            "required" => {
                let why = "generated methods always send the body";
                let verdict = (Wire::Safe, Level::None, why);
                let shown = (shown(old.get(&key)), shown(new.get(&key)));
                subject
                    .found()
                    .add(&place.child(&key), "body-required", shown, verdict);
            }
            key => other_key(subject, key, (old, new), place),
        }
    }
}

/// A key that says nothing to the generator, or that no rule knows.
pub(super) fn other_key(
    subject: &mut Subject<'_>,
    key: &str,
    (old, new): (&Value, &Value),
    place: &Place,
) {
    let (rule, verdict) = match key.starts_with("x-") {
        true => (
            "extension",
            (Wire::Safe, Level::None, "the generator reads no extension"),
        ),
        false => (UNCLASSIFIED, NO_RULE),
    };
    let shown = (shown(old.get(key)), shown(new.get(key)));
    subject.found().add(&place.child(key), rule, shown, verdict);
}

/// Compares what stands below `content` of a request body or a response.
pub(super) fn content(
    subject: &mut Subject<'_>,
    (old, new): (&Value, &Value),
    body: Body,
    operation: &str,
    place: &Place,
) {
    let (before, after) = (members(old.get("content")), members(new.get("content")));
    let place = place.child("content");
    let chosen = |content: &serde_json::Map<String, Value>| {
        let configured = subject.module.media_type.get(operation);
        let configured = configured
            .filter(|name| content.contains_key(*name))
            .cloned();
        configured.or_else(|| {
            content
                .keys()
                .find(|name| name.contains("json") || *name == "*/*")
                .cloned()
        })
    };
    let (was, is) = (chosen(&before), chosen(&after));
    let names = |content: &serde_json::Map<String, Value>| {
        content.keys().cloned().collect::<Vec<_>>().join(", ")
    };
    if !before.keys().eq(after.keys()) && !before.is_empty() && !after.is_empty() {
        let kept = was.as_ref().is_some_and(|was| after.contains_key(was));
        let (wire, why) = match (body, kept) {
            (Body::Error, _) => (Wire::Safe, "errors are read whatever they call themselves"),
            (_, true) => (Wire::Safe, "deployed builds use a type that is still there"),
            (_, false) => (Wire::Break, "deployed builds use a media type that is gone"),
        };
        let rust = match was != is && body != Body::Error {
            true => Level::Patch,
            false => Level::None,
        };
        let shown = (Some(names(&before)), Some(names(&after)));
        subject
            .found()
            .add(&place, "media-type", shown, (wire, rust, why));
    }
    let media = |content: &serde_json::Map<String, Value>, name: &Option<String>| {
        name.as_ref().and_then(|name| content.get(name)).cloned()
    };
    let (was, is) = (media(&before, &was), (media(&after, &is), is));
    match (was, is) {
        (Some(old), (Some(new), Some(name))) => {
            let place = place.child(name);
            for key in keys_that_differ(&old, &new) {
                match key.as_str() {
                    "schema" => {
                        let place = place.child("schema");
                        subject.schema(&old["schema"], &new["schema"], true, &place);
                    }
                    key => other_key(subject, key, (&old, &new), &place),
                }
            }
        }
        (None, (None, _)) => {}
        (old, (new, _)) => {
            let wire = match body {
                Body::Success if new.is_some() => Wire::Safe,
                _ => Wire::Break,
            };
            let why = "a body where there was none, or none where there was one";
            let verdict = (wire, Level::Major, why);
            let shown = (shown(old.as_ref()), shown(new.as_ref()));
            subject.found().add(&place, "body-type", shown, verdict);
        }
    }
}
