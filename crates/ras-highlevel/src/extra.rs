//! Members of an answer that this version of the SDK does not know.

use std::collections::BTreeMap;

use ras_core::ResponseValue;
use serde::de::DeserializeOwned;
use serde_ignored::Path;
use serde_json::Value;

/// Members that this version of the SDK does not know, by their path below the entity.
///
/// For instance `extendedData.somethingNew`. Nothing that the service sends is lost.
pub type Extra = BTreeMap<String, Value>;

/// The unknown members of each row of a page; `member` holds the rows. Empty when there
/// are none, which is known without looking.
pub(crate) fn of_rows<T: DeserializeOwned>(
    answer: &ResponseValue<impl Sized>,
    member: &str,
) -> Vec<Extra> {
    if answer.is_complete() {
        return Vec::new();
    }
    let Ok(Value::Object(mut body)) = serde_json::from_slice(answer.body()) else {
        return Vec::new();
    };
    let Some(Value::Array(rows)) = body.remove(member) else {
        return Vec::new();
    };
    rows.iter().map(of_row::<T>).collect()
}

/// As [`of_rows`], for an answer that is a bare list.
pub(crate) fn of_list<T: DeserializeOwned>(answer: &ResponseValue<impl Sized>) -> Vec<Extra> {
    if answer.is_complete() {
        return Vec::new();
    }
    let rows: Vec<Value> = serde_json::from_slice(answer.body()).unwrap_or_default();
    rows.iter().map(of_row::<T>).collect()
}

/// The members of a row that reading it as a `T` passes over.
fn of_row<T: DeserializeOwned>(row: &Value) -> Extra {
    let mut extra = Extra::new();
    // The row was read before; only what it passes over matters here.
    let _ = serde_ignored::deserialize::<_, _, T>(row, |path| {
        let steps = steps(&path);
        let value = steps.iter().try_fold(row, |value, step| match value {
            Value::Array(items) => items.get(step.parse::<usize>().ok()?),
            other => other.get(step),
        });
        if let Some(value) = value {
            extra.insert(steps.join("."), value.clone());
        }
    });
    extra
}

fn steps(path: &Path<'_>) -> Vec<String> {
    let (parent, step) = match path {
        Path::Root => return Vec::new(),
        Path::Seq { parent, index } => (parent, Some(index.to_string())),
        Path::Map { parent, key } => (parent, Some(key.clone())),
        Path::Some { parent }
        | Path::NewtypeStruct { parent }
        | Path::NewtypeVariant { parent } => (parent, None),
    };
    let mut steps = steps(parent);
    steps.extend(step);
    steps
}
