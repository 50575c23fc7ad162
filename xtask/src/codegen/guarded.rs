//! Calling the generator without being taken down by it.
//!
//! progenitor and typify panic on documents that they do not understand. A panic
//! here is an answer like any other; its text must not reach the user unasked.

use std::any::Any;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

use openapiv3::OpenAPI;
use progenitor::{GenerationSettings, Generator};
use serde_json::Value;

thread_local! {
    static SILENT: Cell<bool> = const { Cell::new(false) };
}

/// What progenitor makes of a document, as syntax, or why it makes nothing.
pub(super) fn progenitor_output(document: &Value) -> Result<syn::File, String> {
    let document: OpenAPI = serde_json::from_value(document.clone())
        .map_err(|error| format!("not OpenAPI 3.0: {error}"))?;
    let mut settings = GenerationSettings::new();
    settings
        .with_derive("PartialEq")
        .with_map_type("::std::collections::BTreeMap");
    let tokens = guarded(|| Generator::new(&settings).generate_tokens(&document))
        .map_err(|panic| format!("panic: {panic}"))?
        .map_err(|error| error.to_string())?;
    syn::parse2(tokens).map_err(|error| format!("the generated code is no Rust: {error}"))
}

/// Runs something that may panic; a panic becomes its text.
pub(super) fn guarded<T>(run: impl FnOnce() -> T) -> Result<T, String> {
    quiet_hook();
    SILENT.set(true);
    let outcome = catch_unwind(AssertUnwindSafe(run));
    SILENT.set(false);
    outcome.map_err(|panic| text(&*panic))
}

/// Installs, once, a hook that is silent only while [`guarded`] runs on the thread.
fn quiet_hook() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let others = take_hook();
        set_hook(Box::new(move |panic| {
            if !SILENT.get() {
                others(panic);
            }
        }));
    });
}

fn text(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("it gives no reason")
        .to_owned()
}
