//! What must be true of generated code; a generator upgrade that breaks it stops here.

use std::collections::BTreeSet;

use anyhow::{Result, bail};
use quote::ToTokens;
use syn::Item;

use super::open_enums::is_closed;

/// Tokens that must not survive the post-pass, each with why. They are narrow enough that a
/// document may use the words as names.
const FORBIDDEN: [(&str, &str); 6] = [
    ("< ByteStream >", "an answer would come back undecoded"),
    ("api_version ()", "no such header belongs to this API"),
    ("progenitor_client", "the runtime is our own"),
    (":: chrono ::", "dates are `jiff`"),
    (":: uuid ::", "identifiers are text"),
    (
        "error :: ConversionError",
        "open enums convert without failing",
    ),
];

/// Checks the items of one generated file.
pub(super) fn check(file: &str, items: &[Item]) -> Result<()> {
    let mut names = BTreeSet::new();
    for item in items {
        let (name, fields) = match item {
            Item::Enum(item) => {
                if is_closed(item) {
                    bail!("{file}: the enum `{}` is closed", item.ident);
                }
                (&item.ident, Vec::new())
            }
            Item::Struct(item) => {
                let fields = item
                    .fields
                    .iter()
                    .filter_map(|f| f.ident.as_ref())
                    .collect();
                (&item.ident, fields)
            }
            _ => continue,
        };
        if !names.insert(name) {
            bail!("{file}: two types are called `{name}`");
        }
        let unique: BTreeSet<_> = fields.iter().collect();
        if unique.len() != fields.len() {
            bail!("{file}: two fields of `{name}` have one name");
        }
    }
    for item in items {
        let mut item = item.clone();
        strip_docs(&mut item);
        let text = item.to_token_stream().to_string();
        for (word, why) in FORBIDDEN {
            if text.contains(word) {
                bail!("{file}: `{word}` is left in the generated code: {why}\n  in: {text:.300}");
            }
        }
    }
    Ok(())
}

/// Our prose may use any word.
fn strip_docs(item: &mut Item) {
    struct Strip;
    impl syn::visit_mut::VisitMut for Strip {
        fn visit_attributes_mut(&mut self, attributes: &mut Vec<syn::Attribute>) {
            attributes.retain(|attribute| !attribute.path().is_ident("doc"));
        }
    }
    syn::visit_mut::VisitMut::visit_item_mut(&mut Strip, item);
}
