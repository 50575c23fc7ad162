//! What every code of a finding means; `cargo xtask spec explain CODE`.

/// A code with its explanation.
#[derive(Clone, Copy, Debug)]
pub struct Code {
    /// The stable code.
    pub code: &'static str,
    /// What it says, in one line.
    pub title: &'static str,
    /// Why it matters and what to do.
    pub text: &'static str,
}

/// The explanation of a code.
pub fn explain(code: &str) -> Option<&'static Code> {
    let wanted = code.to_uppercase();
    ALL.iter().find(|entry| entry.code == wanted)
}

/// Declares the table.
macro_rules! codes {
    ($($code:literal $title:literal $text:literal)*) => {
        &[$(Code { code: $code, title: $title, text: $text }),*]
    };
}

/// All codes, by letter: C configuration, D docs, G generator, I import, L the
/// document, O overlay, P provenance, X comparing.
pub const ALL: &[Code] = codes! {
    "RAS-C001" "an entry of codegen.toml matches nothing"
    "The document has changed, or the name is misspelt. An entry that no longer bites would hide that, so it has to go."
    "RAS-C002" "a registered module has no table in codegen.toml"
    "Every module needs at least its retry classes: what a lost answer means is a decision about money, not a default."
    "RAS-C003" "an operation has no retry class"
    "Say what a lost answer means. `read` changes nothing; `create` makes something new each time and is never repeated blindly; `update` and `delete` set a state, so repeating them is harmless."
    "RAS-C004" "a money entry names a member that is no number any more"
    "Amazon has changed the type. Remove the entry and look at what users must change."
    "RAS-D001" "a docs file cannot be read"
    "It is YAML with the keys operations, schemas, fields and values, each key once; see a neighbour."
    "RAS-D002" "a text describes nothing"
    "What it described is gone or renamed. Delete the text or move it."
    "RAS-D003" "something that users see has no text"
    "Write one sentence in our own words, with unit and limit; Amazon's sentences are not ours to publish. Put it below the keys that are there: each stands once. Texts that fit several schemas go under the `fields` or `values` of no schema, at the end of the file."
    "RAS-G001" "the generator cannot take a part of the document"
    "progenitor or typify stopped. Every culprit is named; the smallest document that still fails is written to target/spec-bisect. Correct the part with an overlay action when the document is wrong, write a pass when the defect is a class, or skip the operation."
    "RAS-G002" "the generated code is not of the shape that the post-pass knows"
    "This follows an upgrade of progenitor. See the post-conditions in xtask/src/codegen/postconditions.rs and the step that they name."
    "RAS-I001" "the document is not registered"
    "Documents are recognised by info.title. Register a new one in openapi/sources.toml, or change the title there when Amazon renamed it."
    "RAS-I002" "most paths of the old document are gone"
    "Most likely the download is broken or another document. Delete the old contract first if Amazon really dropped them."
    "RAS-I003" "the document could not be fetched"
    "Documents are fetched by curl, over https only. Download the file by hand and import that."
    "RAS-L001" "the file is not an OpenAPI 3.0 document"
    "It must be UTF-8 JSON without a key standing twice in one object, with openapi 3.0.x and info.title."
    "RAS-L002" "an operation id is missing or stands twice"
    "The id becomes the name of a public method. A missing one is made of method and path; two equal ones need an overlay action."
    "RAS-L003" "a part of the document has the wrong JSON type"
    "Where OpenAPI demands an object or a list stands something else. Correct it with an overlay action."
    "RAS-L004" "a reference leads nowhere or in a circle"
    "Only references within the document are followed."
    "RAS-L010" "a vendor media type"
    "Read as JSON; the real type is sent. Nothing to do."
    "RAS-L011" "several JSON media types with different schemas"
    "Only one can be generated. The highest version is the likeliest wish; say so under `media-type`."
    "RAS-L012" "a default that does not fit its type"
    "A known habit of this API family (`\"10\"` for an integer). Defaults become documentation, so it does no harm."
    "RAS-L013" "a body that is not JSON"
    "The client speaks JSON. List the operation under `skip`, or give the body its JSON form with an overlay action."
    "RAS-L014" "a parameter that cannot be sent"
    "The client sends texts, numbers, booleans and lists of them in paths and queries. Correct the parameter with an overlay action, or list the operation under `skip`."
    "RAS-L020" "no success answer, or several that differ"
    "A method returns one type. Remove or add an answer with an overlay action."
    "RAS-L021" "error bodies that differ"
    "All error bodies of a document become one type. Members that cannot be one need an overlay action."
    "RAS-L030" "two schema names become one Rust type"
    "Give one of them another name under `rename`."
    "RAS-L031" "two property names become one Rust field"
    "Remove one of them with an overlay action."
    "RAS-L032" "a required property is not declared"
    "The name is dropped from `required`; the generator would invent a member of any type."
    "RAS-L034" "types and values contradict each other"
    "A format without a type, or enum values that are no text. Mended where a rule can."
    "RAS-L035" "`allOf` whose parts cannot hold together"
    "The parts name different types for one value, or lead back to the schema itself. Correct one of them with an overlay action."
    "RAS-L036" "alternatives (oneOf, anyOf)"
    "Objects become one struct with the members of all, texts one open enum, and what nothing tells apart stays JSON. Look at the generated type."
    "RAS-L040" "a number in a request that nobody has decided about"
    "Money must be exact. List the member under `money`, or under `plain-numbers` when it is none."
    "RAS-L041" "a nullable member of a request that nobody has decided about"
    "In an update `null` clears and absence keeps: list the member under `patch`. List it under `plain-nulls` when null and absence are the same."
    "RAS-L050" "an enum with one value"
    "It will grow, and nothing will break: enums are open."
    "RAS-O001" "an overlay cannot be read"
    "It is OpenAPI Overlay 1.1 in YAML, with the extensions of openapi/README.md and no others."
    "RAS-O002" "an overlay action gives no reason"
    "`x-reason` says why the published document is wrong; the next reader must be able to check it."
    "RAS-O003" "an overlay action does nothing or two things"
    "Give exactly one of `update`, `copy` and `remove: true`."
    "RAS-O004" "an overlay target is no JSONPath"
    "Targets are JSONPath as in RFC 9535."
    "RAS-O005" "an overlay action matches another number of nodes than it says"
    "None: the document has changed, delete or correct the action. More: make the target narrower or give `x-matches`."
    "RAS-O006" "an overlay action finds something else than it expects"
    "The document has changed at this place. Review whether the correction is still right, then correct `x-expect`."
    "RAS-O007" "an overlay action would turn a node into another kind"
    "Objects merge with objects, arrays take entries, scalars replace scalars. Anything else would lose what stands there: remove it first."
    "RAS-P001" "a contract is not the one that was imported"
    "Contracts change by `cargo xtask spec import` only, so that their origin stays known."
    "RAS-X001" "a name that names no document"
    "Give a file, an id of openapi/sources.toml, or REV:id."
    "RAS-X002" "git could not be asked"
    "Comparing with the merge base needs a git checkout with a branch main. Name both sides instead."
    "RAS-X003" "an old side without a new one"
    "Its title is none of the registered ones, so nobody knows what to compare it with."
};
