//! The code of every small document, compiled: as modules of a copy of `ras-core`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use xtask::Workspace;
use xtask::codegen::Generated;

use super::{all, mended};
use crate::mutated::code_of_spoilt;

/// How many seeds are tried for spoilt documents that generate all the same.
const SPOILT: u64 = 300;

#[test]
fn the_code_of_every_small_document_compiles_and_that_of_spoilt_ones_too() {
    let code = all().into_iter().filter_map(|case| {
        // Why it does not generate is the other test's to say.
        Some((case.name.to_owned(), mended(&case).ok()?.code))
    });
    let mut code: Vec<_> = code.collect();
    code.extend(code_of_spoilt(SPOILT));
    compile(code);
}

/// Checks generated code as modules of a copy of `ras-core`, in a folder that keeps what
/// the dependencies were compiled to.
fn compile(code: Vec<(String, Generated)>) {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("family");
    let core = root.join("ras-core");
    let _ = fs::remove_dir_all(&core);
    skeleton(&root, &core);
    let mut modules = String::new();
    for (index, (name, code)) in code.into_iter().enumerate() {
        let module = format!("case{index}");
        modules.push_str(&format!("/// {name}.\npub mod {module};\n"));
        let folder = core.join("src/generated");
        fs::create_dir_all(folder.join(&module)).unwrap();
        fs::write(folder.join(format!("{module}.rs")), code.client).unwrap();
        fs::write(folder.join(module).join("types.rs"), code.types).unwrap();
    }
    fs::write(core.join("src/generated/mod.rs"), modules).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--quiet", "--message-format", "short"])
        .arg("--target-dir")
        .arg(root.join("target"))
        .current_dir(&root)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    let errors: Vec<&str> = said.lines().filter(|line| line.contains("error")).collect();
    assert!(
        output.status.success(),
        "{}\n{said:.4000}",
        errors.join("\n")
    );
}

/// A workspace of one member, with the hand-written sources of `ras-core`.
fn skeleton(root: &Path, core: &Path) {
    let workspace = Workspace::current();
    for path in workspace.files_below("crates/ras-core/src").unwrap() {
        let inside = path.strip_prefix("crates/ras-core/").unwrap();
        if inside.starts_with("src/generated") {
            continue;
        }
        let mut text = workspace.read(&path).unwrap();
        if inside == "src/lib.rs" {
            let exported = text.find("pub use generated::{").unwrap();
            let end = exported + text[exported..].find(';').unwrap();
            text.replace_range(exported..end, "pub use generated::*");
            // Small documents have no words of ours.
            text = text.replace("#![deny(missing_docs)]", "");
        }
        let target = core.join(inside);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::write(target, text).unwrap();
    }
    let manifest = workspace.read("crates/ras-core/Cargo.toml").unwrap();
    fs::write(core.join("Cargo.toml"), manifest).unwrap();
    let mut whole: toml::Table = workspace.read("Cargo.toml").unwrap().parse().unwrap();
    let table = whole["workspace"].as_table_mut().unwrap();
    table.insert("members".into(), vec!["ras-core"].into());
    table.remove("default-members");
    // Without TLS, which takes longer to build than everything else together.
    let dependencies = table["dependencies"].as_table_mut().unwrap();
    let reqwest = dependencies["reqwest"].as_table_mut().unwrap();
    reqwest.insert("features".into(), toml::Value::Array(Vec::new()));
    dependencies.retain(|_, dependency| dependency.get("path").is_none());
    fs::write(root.join("Cargo.toml"), toml::to_string(&whole).unwrap()).unwrap();
    fs::write(
        root.join("Cargo.lock"),
        workspace.read("Cargo.lock").unwrap(),
    )
    .unwrap();
}
