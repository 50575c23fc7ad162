//! The names that the generator makes of names in a document.
//!
//! It splits words where the case changes, so that `ASINList` becomes `AsinList`. The
//! passes have to know, or they would not see that two names become one.

/// Words that cannot be an identifier; the generator puts `_` behind them.
const KEYWORDS: [&str; 53] = [
    "_", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "Self", "self", "static", "struct", "super", "trait", "true", "try", "type",
    "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Names that the generated code uses without a path; a type of that name would hide them.
const TAKEN: [&str; 17] = [
    "AsRef", "Box", "Clone", "Debug", "Default", "Err", "Eq", "From", "Hash", "Into", "None", "Ok",
    "Option", "Result", "Some", "String", "Vec",
];

/// The name of a type or of an enum variant.
pub(crate) fn type_name(name: &str) -> String {
    let name = match name {
        "+1" => return "plus1".into(),
        "-1" => return "minus1".into(),
        name => name,
    };
    let camel: String = words(name)
        .iter()
        .map(|word| {
            let mut letters = word.chars();
            let first = letters.next().map(char::to_uppercase);
            first
                .into_iter()
                .flatten()
                .chain(letters.as_str().to_lowercase().chars())
                .collect::<String>()
        })
        .collect();
    accepted(camel, "X")
}

/// The name of a type that stays the same when the generator makes a name of it: `A_B` is
/// `AB` and that would become `Ab`.
pub(crate) fn settled_type_name(name: &str) -> String {
    // Twice is enough for every name that we know; the bound is for those that we do not.
    (0..4).fold(name.to_owned(), |name, _| type_name(&name))
}

/// The name of a field, an argument or a method.
pub(crate) fn field_name(name: &str) -> String {
    let words: Vec<String> = words(name).iter().map(|w| w.to_lowercase()).collect();
    accepted(words.join("_"), "x")
}

/// Whether a type of this name would hide what the generated code needs.
pub(super) fn is_taken(type_name: &str) -> bool {
    TAKEN.contains(&type_name)
}

fn accepted(name: String, prefix: &str) -> String {
    let name = match name.chars().next() {
        None => prefix.to_owned(),
        Some(first) if first.is_alphabetic() => name,
        Some(_) => format!("{prefix}{name}"),
    };
    match KEYWORDS.contains(&name.as_str()) {
        true => format!("{name}_"),
        false => name,
    }
}

/// `listASINs2` has the words `list`, `ASI` and `Ns2`: a capital before a small letter begins one.
fn words(name: &str) -> Vec<String> {
    let name = name.replace('\'', "");
    let mut words = Vec::new();
    for part in name.split(|c: char| !c.is_alphanumeric()) {
        let letters: Vec<char> = part.chars().collect();
        let mut word = String::new();
        // Whether the last letter with a case was small or capital, within this word.
        let mut small: Option<bool> = None;
        for (index, &letter) in letters.iter().enumerate() {
            let next = letters.get(index + 1);
            let before = small;
            if letter.is_lowercase() {
                small = Some(true);
            } else if letter.is_uppercase() {
                small = Some(false);
            }
            let next_is = |test: fn(char) -> bool| next.is_some_and(|next| test(*next));
            if small == Some(true) && next_is(char::is_uppercase) {
                word.push(letter);
                words.push(std::mem::take(&mut word));
                small = None;
            } else if before == Some(false) && letter.is_uppercase() && next_is(char::is_lowercase)
            {
                words.push(std::mem::take(&mut word));
                word.push(letter);
                small = None;
            } else {
                word.push(letter);
            }
        }
        if !word.is_empty() {
            words.push(word);
        }
    }
    words
}
