//! A small document with everything that a rule speaks about, and the ways to edit it.

use serde_json::{Value, json};
use xtask::codegen::Layers;
use xtask::config::Config;
use xtask::spec::diff::{Diff, Side, diff};

/// The document: create, update, list, get and delete of campaigns.
pub(crate) fn document() -> Value {
    json!({
        "openapi": "3.0.1",
        "info": {"title": "Campaigns", "version": "1.0"},
        "servers": [{"url": "https://api.example.com"}],
        "tags": [{"name": "campaigns"}],
        "security": [{"oauth": []}],
        "paths": {
            "/campaigns": {
                "post": {
                    "operationId": "createCampaigns",
                    "tags": ["campaigns"],
                    "parameters": [
                        {"in": "header", "name": "Scope", "required": true, "schema": {"type": "string"}},
                        {"$ref": "#/components/parameters/Prefer"},
                    ],
                    "requestBody": {
                        "required": true,
                        "content": {"application/vnd.create.v1+json": {"schema": to("CreateRequest")}},
                    },
                    "responses": {
                        "207": answer("CreateResponse"),
                        "400": {"$ref": "#/components/responses/BadRequest"},
                        "429": answer("Throttled"),
                    },
                },
                "put": {
                    "operationId": "updateCampaigns",
                    "requestBody": body("UpdateRequest"),
                    "responses": {"207": answer("CreateResponse"), "400": answer("BadRequest")},
                },
                "get": {
                    "operationId": "listCampaigns",
                    "parameters": [
                        {"in": "query", "name": "state", "schema": to("State")},
                        {"in": "query", "name": "maxResults", "schema": {"type": "integer", "format": "int32", "maximum": 100}},
                        {"in": "query", "name": "tenant", "required": true, "schema": {"type": "string"}},
                    ],
                    "responses": {
                        "200": {
                            "description": "",
                            "headers": {"Retry-After": {"schema": {"type": "integer"}}},
                            "content": {"application/json": {"schema": {
                                "type": "object",
                                "properties": {
                                    "campaigns": {"type": "array", "items": to("Campaign")},
                                    "nextToken": {"type": "string"},
                                    "sorting": {"type": "string", "enum": ["UP", "DOWN"]},
                                },
                            }}},
                        },
                        "400": answer("BadRequest"),
                    },
                },
            },
            "/campaigns/{campaignId}": {
                "parameters": [
                    {"in": "path", "name": "campaignId", "required": true, "schema": to("CampaignId")},
                ],
                "get": {
                    "operationId": "getCampaign",
                    "responses": {"200": answer("Campaign"), "404": answer("NotFound")},
                },
                "delete": {
                    "operationId": "deleteCampaign",
                    "responses": {"204": {"description": ""}, "404": answer("NotFound")},
                },
            },
        },
        "components": {
            "parameters": {"Prefer": {"in": "header", "name": "Prefer", "schema": {"type": "string"}}},
            "responses": {"BadRequest": answer("BadRequest")},
            "securitySchemes": {"oauth": {"type": "http", "scheme": "bearer"}},
            "schemas": schemas(),
        },
    })
}

fn schemas() -> Value {
    json!({
        "CampaignId": {"type": "string"},
        "State": {"type": "string", "enum": ["ENABLED", "PAUSED"]},
        "Goal": {"type": "string", "enum": ["SALES", "REACH"]},
        "Serving": {"type": "string", "enum": ["DELIVERING", "ENDED"]},
        "CreateRequest": {
            "type": "object",
            "required": ["campaigns"],
            "properties": {"campaigns": {"type": "array", "items": to("NewCampaign"), "maxItems": 1000}},
        },
        "NewCampaign": {
            "type": "object",
            "required": ["name", "budget", "flags"],
            "properties": {
                "name": {"type": "string", "maxLength": 128},
                "budget": to("Budget"),
                "state": to("State"),
                "goal": to("Goal"),
                "priority": {"type": "integer", "format": "int32", "default": 1},
                "endDate": {"type": "string", "format": "date"},
                "note": {"type": "string", "nullable": true},
                "flags": {"type": "array", "items": {"type": "string"}},
                "ids": to("Ids"),
                "marker": {"oneOf": [to("MarkerA"), to("MarkerB")]},
            },
        },
        "MarkerA": {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}},
        "MarkerB": {"type": "object", "required": ["b"], "properties": {"b": {"type": "string"}}},
        "UpdateRequest": {
            "type": "object",
            "required": ["campaigns"],
            "properties": {"campaigns": {"type": "array", "items": to("CampaignUpdate")}},
        },
        "CampaignUpdate": {
            "type": "object",
            "required": ["campaignId"],
            "properties": {
                "campaignId": to("CampaignId"),
                "name": {"type": "string"},
                "state": to("State"),
                "endDate": {"type": "string", "format": "date", "nullable": true},
                "tags": {"type": "array", "items": {"type": "string"}},
            },
        },
        "CreateResponse": {
            "type": "object",
            "properties": {
                "success": {"type": "array", "items": to("Campaign")},
                "failed": {"type": "array", "items": to("FailedItem")},
            },
        },
        "Campaign": {
            "type": "object",
            "required": ["campaignId", "name", "state", "approvedBy"],
            "properties": {
                "campaignId": to("CampaignId"),
                "name": {"type": "string"},
                "state": to("State"),
                "serving": to("Serving"),
                "budget": to("Budget"),
                "createdAt": {"type": "string", "format": "date-time"},
                "spend": {"type": "number", "format": "double"},
                "clicks": {"type": "integer", "format": "int32"},
                "archived": {"type": "boolean"},
                "reason": {"type": "string", "nullable": true},
                "approvedBy": {"type": "string", "nullable": true},
                "labels": {"type": "object", "additionalProperties": {"type": "string"}},
                "sealed": to("Sealed"),
                "nested": {"type": "object", "properties": {"depth": {"type": "string"}}},
            },
        },
        "Sealed": {
            "type": "object",
            "properties": {"a": {"type": "string"}},
            "additionalProperties": false,
        },
        "Ids": {"type": "array", "items": {"type": "string"}},
        "Budget": {
            "type": "object",
            "required": ["amount"],
            "properties": {"amount": {"type": "number", "minimum": 1}, "currency": {"type": "string"}},
        },
        "FailedItem": {
            "type": "object",
            "required": ["index", "errors"],
            "properties": {
                "index": {"type": "integer"},
                "errors": {"type": "array", "items": to("Problem")},
            },
        },
        "BadRequest": {
            "type": "object",
            "required": ["message"],
            "properties": {
                "code": {"type": "string"},
                "message": {"type": "string"},
                "errors": {"type": "array", "items": to("Problem")},
            },
        },
        "Problem": {
            "type": "object",
            "required": ["reason"],
            "properties": {"reason": to("Reason"), "field": {"type": "string"}},
        },
        "Reason": {"type": "string", "enum": ["TOO_LOW", "TOO_HIGH"]},
        "NotFound": {
            "type": "object",
            "properties": {"code": {"type": "string"}, "message": {"type": "string"}},
        },
        "Throttled": {
            "type": "object",
            "properties": {"message": {"type": "string"}, "wait": {"type": "string"}},
        },
        "Orphan": {"type": "object", "properties": {"a": {"type": "string"}}},
    })
}

/// A reference to a schema.
pub(crate) fn to(schema: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{schema}")})
}

/// An answer with a schema as its JSON body.
pub(crate) fn answer(schema: &str) -> Value {
    json!({"description": "", "content": {"application/json": {"schema": to(schema)}}})
}

fn body(schema: &str) -> Value {
    json!({"required": true, "content": {"application/json": {"schema": to(schema)}}})
}

/// The decisions for the document.
pub(crate) fn layers() -> Layers {
    let config = Config::parse(
        "[campaigns]\n\
         money = [\"Budget.amount\"]\n\
         patch = [\"CampaignUpdate.endDate\"]\n\
         [campaigns.retry]\n\
         createCampaigns = \"create\"\n\
         updateCampaigns = \"update\"\n\
         listCampaigns = \"read\"\n\
         getCampaign = \"read\"\n\
         deleteCampaign = \"delete\"\n",
    );
    Layers {
        module: config.unwrap().module("campaigns").unwrap().clone(),
        ..Layers::default()
    }
}

/// Compares the document with an edited one.
pub(crate) fn compared(edit: impl FnOnce(&mut Value)) -> Diff {
    let mut edited = document();
    edit(&mut edited);
    let (old, new) = (Side::new("old", document()), Side::new("new", edited));
    diff("campaigns", &old, &new, &layers())
}

/// The place of a schema, or of something below it.
pub(crate) fn schema(path: &str) -> String {
    format!("/components/schemas/{path}")
}

/// Sets a member or an item; `-` appends to a list.
pub(crate) fn set(document: &mut Value, pointer: &str, value: Value) {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let parent = document
        .pointer_mut(parent)
        .unwrap_or_else(|| panic!("no {parent}"));
    match parent {
        Value::Array(items) if key == "-" => items.push(value),
        Value::Array(items) => items[key.parse::<usize>().unwrap()] = value,
        other => other[key.replace("~1", "/")] = value,
    }
}

/// Takes a member or an item out.
pub(crate) fn take(document: &mut Value, pointer: &str) -> Value {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let parent = document
        .pointer_mut(parent)
        .unwrap_or_else(|| panic!("no {parent}"));
    match parent {
        Value::Array(items) => items.remove(key.parse().unwrap()),
        other => {
            let members = other.as_object_mut().unwrap();
            members
                .remove(&key.replace("~1", "/"))
                .unwrap_or_else(|| panic!("no {pointer}"))
        }
    }
}

/// Gives a schema another name everywhere.
pub(crate) fn rename(document: &mut Value, from: &str, into: &str) {
    let renamed = take(document, &schema(from));
    set(document, &schema(into), renamed);
    let (old, new) = (to(from)["$ref"].to_string(), to(into)["$ref"].to_string());
    *document = serde_json::from_str(&document.to_string().replace(&old, &new)).unwrap();
}
