//! What users see of ras-highlevel names no type of the crates below it.

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

use quote::ToTokens;
use syn::{Fields, ImplItem, Item, TraitItem, UseTree, Visibility};

/// The files of the library, tests left out.
fn sources() -> Vec<PathBuf> {
    fn collect(file: PathBuf, folder: &Path, files: &mut Vec<PathBuf>) {
        for item in parse(&file).items {
            let Item::Mod(module) = item else { continue };
            let is_test = |attribute: &syn::Attribute| text(attribute) == "# [cfg (test)]";
            if module.content.is_some() || module.attrs.iter().any(is_test) {
                continue;
            }
            let name = module.ident.to_string();
            let below = folder.join(&name);
            collect(below.with_extension("rs"), &below, files);
        }
        files.push(file);
    }
    let mut files = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/ras-highlevel/src");
    collect(root.join("lib.rs"), &root, &mut files);
    // The raw clients are for those who want the types below.
    files.retain(|path| !path.ends_with("src/raw.rs"));
    files
}

fn parse(path: &Path) -> syn::File {
    syn::parse_file(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// Every name that a `use` brings in, with the whole path behind it.
fn uses(tree: &UseTree, path: &str, found: &mut Vec<(String, String)>) {
    let below = |name: &syn::Ident| format!("{path}{name}");
    match tree {
        UseTree::Path(it) => uses(&it.tree, &format!("{}::", below(&it.ident)), found),
        UseTree::Name(it) if it.ident == "self" => {
            let whole = path.trim_end_matches("::").to_owned();
            let name = whole.rsplit("::").next().unwrap_or_default().to_owned();
            found.push((name, whole));
        }
        UseTree::Name(it) => found.push((it.ident.to_string(), below(&it.ident))),
        UseTree::Rename(it) => found.push((it.rename.to_string(), below(&it.ident))),
        UseTree::Glob(_) => panic!("a glob hides what it brings in: {path}*"),
        UseTree::Group(it) => it.items.iter().for_each(|tree| uses(tree, path, found)),
    }
}

fn imports(file: &syn::File) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for item in &file.items {
        if let Item::Use(item) = item {
            uses(&item.tree, "", &mut found);
        }
    }
    found
}

fn is_pub(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn text(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string()
}

/// The names that a file re-exports for users.
fn exports(path: &Path) -> HashSet<String> {
    let mut found = Vec::new();
    for item in parse(path).items {
        if let Item::Use(item) = item
            && is_pub(&item.vis)
        {
            uses(&item.tree, "", &mut found);
        }
    }
    let names = found.into_iter().map(|(name, _)| name);
    names.filter(|name| name != "core").collect()
}

/// The signatures of a file that users can see, one line each.
fn signatures(file: &syn::File, exported: &HashSet<String>, lines: &mut BTreeSet<String>) {
    let seen = |name: &syn::Ident| exported.contains(&name.to_string());
    let mut fields = |owner: &syn::Ident, all: &Fields, always: bool| {
        for field in all.iter().filter(|field| always || is_pub(&field.vis)) {
            lines.insert(format!("{owner} has {}", text(&field.ty)));
        }
    };
    for item in &file.items {
        match item {
            Item::Struct(it) if is_pub(&it.vis) && seen(&it.ident) => {
                fields(&it.ident, &it.fields, false)
            }
            Item::Enum(it) if is_pub(&it.vis) && seen(&it.ident) => {
                for variant in &it.variants {
                    fields(&it.ident, &variant.fields, true);
                }
            }
            _ => {}
        }
    }
    for item in &file.items {
        match item {
            Item::Type(it) if is_pub(&it.vis) && seen(&it.ident) => {
                lines.insert(format!("type {} = {}", it.ident, text(&it.ty)));
            }
            Item::Trait(it) if is_pub(&it.vis) && seen(&it.ident) => {
                for item in &it.items {
                    match item {
                        TraitItem::Fn(it) => lines.insert(text(&it.sig)),
                        other => lines.insert(text(other)),
                    };
                }
            }
            Item::Impl(it) => implementation(it, exported, lines),
            _ => {}
        }
    }
}

fn implementation(it: &syn::ItemImpl, exported: &HashSet<String>, lines: &mut BTreeSet<String>) {
    let owner = text(&it.self_ty);
    let name = owner.split(['<', ' ']).next().unwrap_or_default();
    if !exported.contains(name) {
        return;
    }
    if let Some((of, _)) = &it.trait_ {
        let of = text(of);
        // A trait of ours that is not exported cannot be named by users.
        if of == "Wire" {
            return;
        }
        lines.insert(format!("impl {of} for {owner}"));
    }
    for item in &it.items {
        match item {
            ImplItem::Fn(fun) if it.trait_.is_some() || is_pub(&fun.vis) => {
                lines.insert(format!("{owner} {}", text(&fun.sig)));
            }
            ImplItem::Type(item) => {
                lines.insert(format!("{owner} {}", text(item)));
            }
            _ => {}
        }
    }
}

fn is_below(path: &str) -> bool {
    ["ras_core", "reqwest", "rustls"]
        .iter()
        .any(|name| path == *name || path.starts_with(&format!("{name}::")))
        || path == "serde_json::Error"
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_alphanumeric() && c != '_')
}

#[test]
fn no_public_signature_names_a_type_of_the_crates_below() {
    let files = sources();
    let library = files
        .iter()
        .find(|path| path.ends_with("src/lib.rs"))
        .unwrap();
    let mut exported = exports(library);
    for item in parse(library).items {
        if let Item::Mod(module) = item
            && is_pub(&module.vis)
        {
            let name = format!("{}.rs", module.ident);
            exported.extend(exports(&library.with_file_name(name)));
        }
    }

    let mut listing = BTreeSet::new();
    let mut wrong = Vec::new();
    for path in files.iter().filter(|path| *path != library) {
        let file = parse(path);
        let mut lines = BTreeSet::new();
        signatures(&file, &exported, &mut lines);
        let below: HashSet<String> = imports(&file)
            .into_iter()
            .filter(|(_, path)| is_below(path))
            .map(|(name, _)| name)
            .chain(["ras_core", "reqwest", "rustls"].map(str::to_owned))
            .collect();
        for line in &lines {
            let named = words(line).any(|word| below.contains(word));
            if named || line.contains("serde_json :: Error") {
                wrong.push(format!("{}: {line}", path.display()));
            }
        }
        listing.extend(lines);
        wrong.extend(inside_macros(path));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    // Otherwise the test has looked at nothing.
    assert!(exported.len() > 60, "{}", exported.len());
    for known in [
        "async fn create",
        "Ras fn campaigns",
        "Batch < T > fn all",
        "type Campaigns",
        "Reports async fn wait",
        "Cell has u64",
    ] {
        assert!(
            listing.iter().any(|line| line.contains(known)),
            "{known}: {listing:#?}"
        );
    }
}

/// Macro bodies are not parsed: no line of theirs that users see may name what is below.
fn inside_macros(path: &Path) -> Vec<String> {
    let source = std::fs::read_to_string(path).unwrap();
    let bodies = source.split("macro_rules!").skip(1);
    let lines = bodies.flat_map(|body| body.lines().take_while(|line| *line != "}"));
    let seen = |line: &&str| {
        let line = line.trim_start();
        line.starts_with("pub ") || line.starts_with("impl From")
    };
    let names = |line: &&str| {
        let below = ["$core", "ras_core", "reqwest"];
        below.iter().any(|name| line.contains(name))
    };
    lines
        .filter(seen)
        .filter(names)
        .map(|line| format!("{}: {}", path.display(), line.trim()))
        .collect()
}
