//! What the difference of two listings means for code that uses the module.

use std::collections::BTreeMap;
use std::fmt;

use anyhow::Result;
use serde::Serialize;

use super::listing;
use crate::codegen::Generated;

/// What user code notices, from nothing to everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The generated code stays the same.
    #[default]
    None,
    /// The generated code changes, its public API does not.
    Patch,
    /// The public API grows.
    Minor,
    /// Code that compiled may compile no more.
    Major,
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        })
    }
}

/// The difference of two listings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// What it means for user code.
    pub level: Level,
    /// The lines that went.
    pub removed: Vec<String>,
    /// The lines of one item that changed, before and after.
    pub changed: Vec<(String, String)>,
    /// The lines that came.
    pub added: Vec<String>,
}

/// Compares two listings line by line.
pub fn compare(old: &str, new: &str) -> Comparison {
    let (before, after) = (by_item(old), by_item(new));
    let mut found = Comparison::default();
    for (item, line) in &before {
        match after.get(item) {
            None => found.removed.push((*line).to_owned()),
            Some(other) if other != line => {
                found
                    .changed
                    .push(((*line).to_owned(), (*other).to_owned()));
            }
            Some(_) => {}
        }
    }
    let added = after.iter().filter(|(item, _)| !before.contains_key(*item));
    found.added = added.map(|(_, line)| (*line).to_owned()).collect();
    found.level = level(&found, &before);
    found
}

/// Compares two generated modules: listings first, then every byte below the header.
pub fn compare_generated(old: &Generated, new: &Generated) -> Result<Comparison> {
    let mut found = compare(&listing(old)?, &listing(new)?);
    let same = code(&old.client).eq(code(&new.client)) && code(&old.types).eq(code(&new.types));
    if !same {
        found.level = found.level.max(Level::Patch);
    }
    Ok(found)
}

/// The code without the lines that name the hash of the contract.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().skip_while(|line| line.starts_with("// "))
}

fn by_item(listing: &str) -> BTreeMap<&str, &str> {
    listing.lines().map(|line| (item_of(line), line)).collect()
}

/// What a line is about, without its type, signature and wire name.
fn item_of(line: &str) -> &str {
    let end = match line.split_once(' ').map(|(kind, _)| kind) {
        Some("field" | "const") => line.find(": "),
        Some("fn" | "variant") => line.find(['(', '{']).or_else(|| line.find(" [")),
        Some("type") => line.find(" = "),
        Some("struct" | "enum" | "static") => line.find(" ["),
        _ => None,
    };
    end.map_or(line, |end| line.get(..end).unwrap_or(line))
}

fn level(found: &Comparison, before: &BTreeMap<&str, &str>) -> Level {
    let added = found
        .added
        .iter()
        .map(|line| match grows_closed(line, before) {
            true => Level::Major,
            false => Level::Minor,
        });
    let changed =
        found
            .changed
            .iter()
            .map(|(old, new)| match without_note(old) == without_note(new) {
                // Data at run time, or a name on the wire: the compiler sees neither.
                true if !is_type(old) => Level::Patch,
                _ => Level::Major,
            });
    let removed = found.removed.iter().map(|_| Level::Major);
    added
        .chain(changed)
        .chain(removed)
        .max()
        .unwrap_or_default()
}

fn is_type(line: &str) -> bool {
    line.starts_with("struct ") || line.starts_with("enum ")
}

fn without_note(line: &str) -> &str {
    line.split_once(" [").map_or(line, |(item, _)| item)
}

/// Whether the line adds a part to a type that users may build or match in full.
fn grows_closed(line: &str, before: &BTreeMap<&str, &str>) -> bool {
    let (kind, rest) = line.split_once(' ').unwrap_or_default();
    let owner = match kind {
        "field" => "struct",
        "variant" => "enum",
        _ => return false,
    };
    let name = item_of(line).strip_prefix(kind).unwrap_or(rest);
    let Some((parent, _)) = name.trim().rsplit_once("::") else {
        return false;
    };
    before
        .get(format!("{owner} {parent}").as_str())
        .is_some_and(|line| line.contains("[exhaustive"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "\
enum types::State
fn types::Budget::new(budget: crate::Money) -> Self
struct types::Budget
variant types::State::Unknown(crate::UnknownValue)
";

    fn check_level(new: &str, wanted: Level) {
        assert_eq!(compare(OLD, new).level, wanted, "{new}");
    }

    #[test]
    fn the_same_listing_is_no_change() {
        check_level(OLD, Level::None);
    }

    #[test]
    fn a_new_line_is_minor_unless_its_type_can_be_matched_in_full() {
        check_level(
            &format!("{OLD}field types::Budget::kind: Kind\n"),
            Level::Minor,
        );
        let closed = OLD.replace("struct types::Budget", "struct types::Budget [exhaustive]");
        let grown = format!("{closed}field types::Budget::kind: Kind\n");
        assert_eq!(compare(&closed, &grown).level, Level::Major);
    }

    #[test]
    fn a_lost_or_changed_line_is_major() {
        check_level(&OLD.replace("enum types::State\n", ""), Level::Major);
        check_level(&OLD.replace("crate::Money", "f64"), Level::Major);
    }

    #[test]
    fn data_of_an_operation_is_a_patch() {
        let old = "static operations::LIST [POST /a, sends nothing, accepts b, read]\n";
        let found = compare(old, &old.replace("/a", "/z"));
        assert_eq!(found.level, Level::Patch);
        assert_eq!(found.changed.len(), 1);
    }
}
