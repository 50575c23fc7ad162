//! `tidy` on a small repository: silent when all is well, one line for each broken rule.

use std::process::Command;

use tempfile::TempDir;
use xtask::Workspace;
use xtask::tidy::tidy;

struct Repository {
    _folder: TempDir,
    workspace: Workspace,
}

impl Repository {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let workspace = Workspace::at(folder.path());
        let repository = Self {
            _folder: folder,
            workspace,
        };
        repository.write(
            "Cargo.toml",
            "[workspace]\nresolver = \"3\"\nmembers = [\"packages/*\"]\n",
        );
        repository.package("ras-core", "");
        repository.package(
            "ras-sandbox",
            "[dependencies]\nras-core.path = \"../ras-core\"\n",
        );
        repository.run("git", &["init", "--quiet"]);
        repository
    }

    fn write(&self, path: &str, text: &str) {
        self.workspace.write(path, text).unwrap();
    }

    fn package(&self, name: &str, dependencies: &str) {
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n{dependencies}"
        );
        self.write(&format!("packages/{name}/Cargo.toml"), &manifest);
        self.write(&format!("packages/{name}/src/lib.rs"), "//! A library.\n");
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        let output = Command::new(program)
            .args(arguments)
            .current_dir(self.workspace.path("."))
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
    }

    fn problems(&self) -> Vec<String> {
        self.run(
            env!("CARGO"),
            &["generate-lockfile", "--offline", "--quiet"],
        );
        tidy(&self.workspace).unwrap()
    }
}

/// The one problem that a file makes.
fn check_file(path: &str, text: &str, wanted: &str) {
    let repository = Repository::new();
    repository.write(path, text);
    let problems = repository.problems();
    assert_eq!(problems.len(), 1, "{path}: {problems:#?}");
    assert!(problems[0].starts_with(path), "{problems:#?}");
    assert!(problems[0].contains(wanted), "{problems:#?}");
}

#[test]
fn a_tidy_repository_has_no_problem() {
    let repository = Repository::new();
    let marked = format!("//! A file.\n// {} later, see #12\n", concat!("TO", "DO"));
    repository.write("packages/ras-core/src/later.rs", &marked);
    let lines = "//! A file.\n".to_owned() + &"\n".repeat(399);
    repository.write("packages/ras-core/src/long.rs", &lines);
    assert_eq!(repository.problems(), [""; 0]);
}

#[test]
fn a_file_that_breaks_a_rule_is_named_with_the_rule() {
    let to_do = concat!("TO", "DO");
    let long = "//! A file.\n".to_owned() + &"\n".repeat(400);
    check_file("packages/ras-core/src/long.rs", &long, "401 lines");
    check_file(
        "packages/ras-core/src/a/mod.rs",
        "//! A file.\n",
        "beside its folder",
    );
    check_file(
        "packages/ras-core/src/utils.rs",
        "//! A file.\n",
        "after what it does",
    );
    check_file(
        "packages/ras-core/src/a.rs",
        "fn a() {}\n",
        "what it is for",
    );
    check_file(
        "packages/ras-core/src/b.rs",
        &format!("//! A file.\n#[cfg(test)] // {to_do} later\n"),
        ":2: a to-do without its issue",
    );
    check_file("notes.md", &format!("* {to_do}\n"), ":1: a to-do");
    check_file("a/b.snap.new", "", "nobody has reviewed");
    check_file(
        "crates/ras-core/src/generated/mod.rs",
        "pub mod a;\n",
        "does not begin with `// @generated",
    );
    let action =
        "overlay: 1.1.0\ninfo: {title: t, version: '1'}\nactions:\n- {target: $.a, remove: true}\n";
    check_file("openapi/a.overlay.yaml", action, "actions[0]: say why");
}

/// The one problem that a package makes.
fn check_package(name: &str, dependencies: &str, wanted: &str) {
    let repository = Repository::new();
    repository.package(name, dependencies);
    assert_eq!(repository.problems(), [wanted]);
}

#[test]
fn a_package_that_knows_too_much_is_named() {
    let sandbox = "ras-sandbox.path = \"../ras-sandbox\"\n";
    check_package(
        "ras-highlevel",
        &format!("[dependencies]\n{sandbox}"),
        "ras-highlevel must not depend on ras-sandbox",
    );
    check_package(
        "xtask",
        &format!("[dev-dependencies]\n{sandbox}"),
        "xtask must not depend on ras-sandbox",
    );
    check_package(
        "other",
        "",
        "nobody has said what other may depend on: add it to tidy",
    );
    let repository = Repository::new();
    repository.package("ras-highlevel", &format!("[dev-dependencies]\n{sandbox}"));
    assert_eq!(repository.problems(), [""; 0]);
}

#[test]
fn a_banned_crate_is_named_with_the_reason() {
    let repository = Repository::new();
    repository.package("reqwest-retry", "");
    let problems = repository.problems();
    assert!(
        problems[0].contains("it repeats creates whose outcome is unknown"),
        "{problems:#?}"
    );
}
