//! The generator reads the document into its own model of OpenAPI 3.0. What it cannot read
//! is looked for here, part by part, because its own words do not say where.

use openapiv3::{Header, MediaType, Operation, Parameter, ReferenceOr, RequestBody};
use openapiv3::{OpenAPI, Response, Schema};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::shape;
use crate::Finding;
use crate::document::{Kind, Pointer, walk};

pub(super) fn check(document: &mut Value) -> Result<(), Finding> {
    let Err(whole) = serde_json::from_value::<OpenAPI>(document.clone()) else {
        return Ok(());
    };
    // The deepest part that cannot be read is where the reason lies.
    let mut found = (Pointer::root(), whole.to_string());
    let walked: Result<(), std::convert::Infallible> = walk(document, &mut |kind, at, node| {
        if let Err(why) = read(kind, node)
            && at.as_str().len() >= found.0.as_str().len()
        {
            found = (at.clone(), why);
        }
        Ok(())
    });
    let Ok(()) = walked;
    let (at, why) = found;
    Err(
        Finding::new("RAS-L003", format!("not as OpenAPI 3.0 has it: {why}"))
            .at(&at)
            .fix(shape::remove(&at)),
    )
}

fn read(kind: Kind, node: &Map<String, Value>) -> Result<(), String> {
    match kind {
        Kind::Schema => part::<ReferenceOr<Schema>>(node),
        Kind::Parameter => part::<ReferenceOr<Parameter>>(node),
        Kind::Header => part::<ReferenceOr<Header>>(node),
        Kind::RequestBody => part::<ReferenceOr<RequestBody>>(node),
        Kind::Response => part::<ReferenceOr<Response>>(node),
        Kind::MediaType => part::<MediaType>(node),
        Kind::Operation => part::<Operation>(node),
        Kind::Info => part::<openapiv3::Info>(node),
        Kind::Document | Kind::Components | Kind::PathItem | Kind::Leaf => Ok(()),
    }
}

fn part<T: DeserializeOwned>(node: &Map<String, Value>) -> Result<(), String> {
    serde_json::from_value::<T>(Value::Object(node.clone()))
        .map(drop)
        .map_err(|error| error.to_string())
}
