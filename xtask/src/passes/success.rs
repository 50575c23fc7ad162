//! The one success answer is found under `2XX`, so that a 200 in place of a 207 is
//! no reason to lose it.

use serde_json::{Map, Value};

use super::{Context, Log};
use crate::Finding;
use crate::document::each_operation;

pub(super) fn run(document: &mut Value, _: Context<'_>, log: &mut Log) -> Result<(), Finding> {
    each_operation(document, |operation| {
        let at = operation.pointer().child("responses");
        let Some(Value::Object(responses)) = operation.value.get_mut("responses") else {
            let target = operation.pointer().json_path();
            return Err(Finding::new("RAS-L020", "the operation declares no responses")
                .at(at)
                .fix(format!(
                    "say what it answers with an overlay action (or list it under `skip`):\n- target: {target}\n  x-reason: the document declares no answers\n  update: {{responses: {{'200': {{description: ''}}}}}}"
                )));
        };
        let codes: Vec<String> = responses
            .keys()
            .filter(|code| code.starts_with('2'))
            .cloned()
            .collect();
        let Some(first) = codes.first() else {
            return Err(no_success(
                &at.to_string(),
                operation.path,
                operation.method,
            ));
        };
        let mut kept = responses[first].clone();
        for code in &codes[1..] {
            if body(&responses[code]) != body(&kept) {
                return Err(Finding::new(
                    "RAS-L020",
                    format!("the success answers {first} and {code} have different bodies"),
                )
                .at(at)
                .fix(format!(
                    "remove one of them with an overlay action:\n- target: $.paths['{}'].{}.responses['{code}']\n  x-reason: <why it does not occur>\n  remove: true",
                    operation.path, operation.method
                )));
            }
        }
        for code in &codes {
            responses.remove(code);
        }
        log.note(&at, format!("{} answers as 2XX", codes.join(", ")));
        if let Some(kept) = kept.as_object_mut()
            && !kept.get("description").is_some_and(Value::is_string)
        {
            kept.insert("description".into(), "".into());
        }
        responses.insert("2XX".into(), kept);
        Ok(())
    })
}

fn body(response: &Value) -> Option<&Map<String, Value>> {
    response.get("content").and_then(Value::as_object)
}

fn no_success(at: &str, path: &str, method: &str) -> Finding {
    Finding::new("RAS-L020", "the operation declares no success answer")
        .at(at)
        .fix(format!(
            "say what it answers with an overlay action (or list it under `skip`):\n- target: $.paths['{path}'].{method}.responses\n  x-reason: the document declares no success answer\n  update: {{'200': {{description: ''}}}}"
        ))
}
