//! What this crate reads from the error body of any document.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::ItemError;

/// An error body.
pub(crate) trait ErrorBody: std::fmt::Debug + Send + Sync + 'static {
    /// The text of the error: each document calls the field differently.
    fn text(&self) -> Option<&str>;

    /// Errors of single items, where the document has them.
    fn items(&self) -> Vec<ItemError> {
        Vec::new()
    }
}

/// The error body of APIs that no document describes.
#[derive(Debug, Deserialize)]
pub(crate) struct AnyErrorBody {
    #[serde(alias = "details", alias = "detail")]
    message: Option<String>,
}

impl ErrorBody for AnyErrorBody {
    fn text(&self) -> Option<&str> {
        self.message.as_deref()
    }
}

impl ErrorBody for ras_core::ras::types::ApiError {
    fn text(&self) -> Option<&str> {
        text_of(self.message.as_deref(), &self.extra)
    }

    fn items(&self) -> Vec<ItemError> {
        self.errors.iter().map(ItemError::from_core).collect()
    }
}

impl ErrorBody for ras_core::retailers::types::ApiError {
    fn text(&self) -> Option<&str> {
        text_of(self.message.as_deref(), &self.extra)
    }
}

impl ErrorBody for ras_core::reports::types::ApiError {
    fn text(&self) -> Option<&str> {
        text_of(self.detail.as_deref(), &self.extra)
    }
}

/// Gateways in front of the services use the words of the general documentation.
fn text_of<'a>(message: Option<&'a str>, extra: &'a Map<String, Value>) -> Option<&'a str> {
    let other = |name| extra.get(name)?.as_str();
    message
        .or_else(|| other("details"))
        .or_else(|| other("detail"))
        .or_else(|| other("message"))
}
