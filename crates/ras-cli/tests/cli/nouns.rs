//! Every verb of every noun: as people see it, for programs, and gone wrong.

use crate::session::{MANUAL, Session, check};

const RETAILER: &str = "24483676143932";

/// One noun in a sandbox where the manual plan is live.
struct Noun<'a> {
    session: &'a Session,
    noun: &'a str,
}

impl Noun<'_> {
    /// The newest of them.
    fn newest(&self) -> String {
        let listed = self.session.json(&[self.noun, "list", "--sandbox"]);
        let newest = listed.as_array().unwrap().last().unwrap();
        newest["id"].as_str().unwrap().to_owned()
    }

    /// Takes a snapshot of a verb with these arguments.
    fn check(&self, verb: &str, kind: &str, arguments: &[&str]) {
        let words = [&[self.noun, verb, "--sandbox"], arguments].concat();
        let name = format!("{}_{verb}_{kind}", self.noun);
        check!(name, self.session.shown(&words));
    }

    /// Creates two, of these names and with these options, and does everything to them.
    fn check_all(&self, names: [&str; 3], options: &[&str], change: [&str; 2]) {
        let json = ["--output", "json"];
        self.check("list", "failure", &["--profile", "7"]);
        let [first, second, refused] = names.map(|name| [&[name], options].concat());
        self.check("create", "people", &first);
        let one = self.newest();
        self.check("create", "json", &[&second[..], &json].concat());
        let other = self.newest();
        self.check("create", "failure", &refused);
        self.check("show", "json", &[&other[..], json[0], json[1]]);
        self.check("show", "failure", &["1"]);
        for (verb, options) in [
            ("update", &change[..]),
            ("pause", &[]),
            ("enable", &[]),
            ("archive", &["--yes"]),
        ] {
            self.check(verb, "people", &[&[&one[..]], options].concat());
            self.check(verb, "json", &[&[&other[..]], options, &json].concat());
            self.check(verb, "failure", &[&["1"], options].concat());
        }
    }
}

/// The first entity of a noun.
fn first(session: &Session, noun: &str) -> String {
    let listed = session.json(&[noun, "list", "--sandbox"]);
    listed[0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn every_verb_of_every_noun_has_output_for_people_and_programs_and_can_fail() {
    let session = Session::new();
    session.printed(&["launch", MANUAL, "--sandbox"]);
    let (campaign, group) = (first(&session, "campaigns"), first(&session, "ad-groups"));
    let noun = |noun| Noun {
        session: &session,
        noun,
    };
    // The last name of each is refused.
    noun("ads").check_all(
        ["OFFER-01-0003", "OFFER-01-0004", "OFFER-01-0009"],
        &["--ad-group", &group],
        ["--state", "paused"],
    );
    noun("targets").check_all(
        ["blue shoes", "green shoes", "string"],
        &["--ad-group", &group, "--match", "exact", "--bid", "0.50"],
        ["--bid", "0.60"],
    );
    noun("ad-groups").check_all(
        ["Boots", "Sandals", "Boots"],
        &[
            "--campaign",
            &campaign,
            "--retailer",
            RETAILER,
            "--default-bid",
            "1",
        ],
        ["--default-bid", "0.90"],
    );
    noun("campaigns").check_all(
        ["Spring", "Summer", "Spring"],
        &[
            "--targeting",
            "auto",
            "--daily-budget",
            "20",
            "--state",
            "enabled",
        ],
        ["--daily-budget", "25"],
    );
}
