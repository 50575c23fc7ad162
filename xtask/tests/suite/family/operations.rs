//! Operations, their ids and their success answers.

use serde_json::{Value, json};

use super::{Case, plain, stops};
use crate::small::{content, document, things, to, with_operation};

fn answers(responses: Value) -> Value {
    with_operation(
        "/a",
        "get",
        json!({"operationId": "getA", "responses": responses}),
    )
}

pub(super) fn cases() -> Vec<Case> {
    let ok = content(to("Thing"));
    let nothing = json!({"description": ""});
    let other = content(json!({"type": "array", "items": to("Thing")}));
    vec![
        plain(
            "no operation ids",
            document(
                json!({"/v2/profiles/{profileId}": {
            "get": {"responses": {"200": ok.clone()}}, "put": {"operationId": "", "responses": {"200": ok.clone()}}},
            "/v2/profiles": {"get": {"responses": {"200": ok.clone()}}}}),
                things(),
            ),
            &["fn get_v2_profiles_by_profile_id", "fn get_v2_profiles("],
        ),
        stops(
            "ids that the path would give twice",
            document(
                json!({
            "/a/b": {"get": {"responses": {"200": ok.clone()}}}, "/a-b": {"get": {"responses": {"200": ok.clone()}}}}),
                things(),
            ),
            &["RAS-L002"],
            &[],
        ),
        stops(
            "no success answer",
            answers(json!({"400": ok.clone()})),
            &["RAS-L020"],
            &["ResponseValue<()>"],
        ),
        stops("no answers at all", answers(json!({})), &["RAS-L020"], &[]),
        stops(
            "no responses",
            with_operation("/a", "get", json!({"operationId": "getA"})),
            &["RAS-L020"],
            &[],
        ),
        stops(
            "only a default answer",
            answers(json!({"default": ok.clone()})),
            &["RAS-L020"],
            &[],
        ),
        stops(
            "only a redirect",
            answers(json!({"307": nothing.clone()})),
            &["RAS-L020"],
            &[],
        ),
        plain(
            "default answer beside a success",
            answers(
                json!({"200": ok.clone(), "default": other.clone()["content"].is_object().then(|| nothing.clone()).unwrap()}),
            ),
            &["ResponseValue<types::Thing>"],
        ),
        plain(
            "two success answers, one body",
            answers(json!({"200": ok.clone(), "202": ok.clone(), "207": ok.clone()})),
            &["ResponseValue<types::Thing>"],
        ),
        stops(
            "two success answers, two bodies",
            answers(json!({"200": ok.clone(), "206": other.clone()})),
            &["RAS-L020"],
            &["ResponseValue<types::Thing>"],
        ),
        stops(
            "success with and without a body",
            answers(json!({"200": ok.clone(), "204": nothing.clone()})),
            &["RAS-L020"],
            &[],
        ),
        plain(
            "204 answer",
            answers(json!({"204": nothing.clone()})),
            &["ResponseValue<()>", "send_for_nothing"],
        ),
        plain(
            "answer without a description",
            answers(json!({"200": {"content": ok["content"].clone()}})),
            &[],
        ),
        plain(
            "GET and DELETE with a body",
            document(
                json!({"/a": {
            "get": {"operationId": "getA", "requestBody": content(to("Thing")), "responses": {"200": ok.clone()}},
            "delete": {"operationId": "deleteA", "requestBody": content(to("Thing")), "responses": {"204": nothing.clone()}}}}),
                things(),
            ),
            &["Method::DELETE"],
        ),
        plain(
            "every method",
            document(
                json!({"/a": {
            "get": {"operationId": "a", "responses": {"204": nothing.clone()}}, "put": {"operationId": "b", "responses": {"204": nothing.clone()}},
            "post": {"operationId": "c", "responses": {"204": nothing.clone()}}, "delete": {"operationId": "d", "responses": {"204": nothing.clone()}},
            "options": {"operationId": "e", "responses": {"204": nothing.clone()}}, "head": {"operationId": "f", "responses": {"204": nothing.clone()}},
            "patch": {"operationId": "g", "responses": {"204": nothing.clone()}}, "trace": {"operationId": "h", "responses": {"204": nothing.clone()}}}}),
                json!({}),
            ),
            &["Method::TRACE"],
        ),
        plain(
            "shared parameters, bodies, answers and headers",
            json!({
            "openapi": "3.0.1", "info": {"title": "Small", "version": "1"},
            "paths": {"/a/{id}": {"parameters": [{"$ref": "#/components/parameters/Id"}], "post": {
                "operationId": "send", "requestBody": {"$ref": "#/components/requestBodies/Body"},
                "responses": {"200": {"$ref": "#/components/responses/Ok"}, "400": {"$ref": "#/components/responses/Bad"}}}}},
            "components": {
                "parameters": {"Id": {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}},
                "requestBodies": {"Body": content(to("Thing"))},
                "responses": {"Ok": {"$ref": "#/components/responses/Fine"}, "Fine": {"description": "", "headers": {"ETag": {"$ref": "#/components/headers/Tag"}},
                    "content": {"application/json": {"schema": to("Thing")}}}, "Bad": content(to("Thing"))},
                "headers": {"Tag": {"schema": {"type": "string"}}},
                "schemas": things(),
            }}),
            &["id: &str"],
        ),
        plain(
            "callbacks, links, tags, security and servers",
            with_operation(
                "/a",
                "get",
                json!({
            "operationId": "getA", "tags": ["a"], "security": [{"oauth": []}], "servers": [{"url": "https://example.com"}],
            "callbacks": {"done": {"{$request.body#/url}": {"post": {"responses": {"200": nothing.clone()}}}}},
            "deprecated": true, "x-dropshot-websocket": {}, "x-dropshot-pagination": {"required": []},
            "responses": {"200": {"description": "", "links": {"next": {"operationId": "getA"}}, "content": ok["content"].clone()}}}),
            ),
            &[],
        ),
        plain("no operations", document(json!({}), json!({})), &[]),
        plain(
            "no components",
            json!({"openapi": "3.0.3", "info": {"title": "Small", "version": "1"}, "paths": {"/a": {"get": {"responses": {"204": nothing}}}}}),
            &[],
        ),
    ]
}
