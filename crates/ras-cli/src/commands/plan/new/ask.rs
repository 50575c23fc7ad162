//! Questions on stderr, answers from stdin: typed, or piped in, a line each.

use std::collections::{BTreeMap, VecDeque};
use std::fmt::Display;
use std::io::{IsTerminal as _, Write as _};

use anyhow::{Context as _, Result};

use crate::commands::findings::printable;
use crate::failure::{Class, Failure};

/// A question, and the option that answers it.
#[derive(Debug)]
pub(super) struct Question {
    option: &'static str,
    text: String,
    /// What a blank answer means.
    blank: Option<String>,
}

impl Question {
    pub(super) fn new(option: &'static str, text: impl Into<String>) -> Self {
        Self {
            option,
            text: text.into(),
            blank: None,
        }
    }

    /// Says what a blank answer means.
    pub(super) fn or(mut self, blank: impl Into<String>) -> Self {
        self.blank = Some(blank.into());
        self
    }
}

/// Who asks.
#[derive(Debug)]
pub(super) struct Asker {
    no_input: bool,
    /// Answers that options have given, by the option.
    given: BTreeMap<&'static str, VecDeque<String>>,
}

/// An answer, or why it is none.
pub(super) type Checked<T> = Result<T, String>;

impl Asker {
    pub(super) fn new(no_input: bool) -> Self {
        Self {
            no_input,
            given: BTreeMap::new(),
        }
    }

    pub(super) fn give(&mut self, option: &'static str, answers: &[String]) {
        self.given.insert(option, answers.iter().cloned().collect());
    }

    /// Whether an option has answers that nobody has taken yet.
    pub(super) fn is_given(&self, option: &str) -> bool {
        self.given
            .get(option)
            .is_some_and(|answers| !answers.is_empty())
    }

    /// An answer that there must be. A typed one is asked for again until it is right.
    pub(super) async fn one<T: Send>(
        &mut self,
        question: &Question,
        check: impl Fn(&str) -> Checked<T> + Send + Sync,
    ) -> Result<T> {
        if let Some(answer) = self.given(question, &check)? {
            return Ok(answer);
        }
        if self.no_input {
            let message = format!("{} is missing", question.option);
            return Err(Failure::new(Class::Usage, message).into());
        }
        loop {
            let text = self.line(question).await?;
            match check(&text) {
                Ok(answer) => return Ok(answer),
                Err(problem) => self.say(format_args!("  {problem}")),
            }
        }
    }

    /// An answer, or none if it is blank or nothing may be asked.
    pub(super) async fn maybe<T: Send>(
        &mut self,
        question: &Question,
        check: impl Fn(&str) -> Checked<T> + Send + Sync,
    ) -> Result<Option<T>> {
        if let Some(answer) = self.given(question, &check)? {
            return Ok(Some(answer));
        }
        if self.no_input {
            return Ok(None);
        }
        loop {
            let text = self.line(question).await?;
            if text.is_empty() {
                return Ok(None);
            }
            match check(&text) {
                Ok(answer) => return Ok(Some(answer)),
                Err(problem) => self.say(format_args!("  {problem}")),
            }
        }
    }

    /// The answers to a question that can be asked any number of times: those of its
    /// option, or typed ones until a blank one.
    pub(super) async fn many<T: Send + Sync>(
        &mut self,
        question: &Question,
        check: impl Fn(&str, &[T]) -> Checked<T> + Send + Sync,
    ) -> Result<Vec<T>> {
        let mut answers = Vec::new();
        let given = self.is_given(question.option);
        while !given || self.is_given(question.option) {
            match self.maybe(question, |text| check(text, &answers)).await? {
                Some(answer) => answers.push(answer),
                None => break,
            }
        }
        Ok(answers)
    }

    fn given<T>(
        &mut self,
        question: &Question,
        check: impl Fn(&str) -> Checked<T>,
    ) -> Result<Option<T>> {
        let answers = self.given.get_mut(question.option);
        let Some(text) = answers.and_then(VecDeque::pop_front) else {
            return Ok(None);
        };
        let wrong = |problem| {
            let message = format!("{} `{text}`: {problem}", question.option);
            Failure::new(Class::Usage, message).into()
        };
        check(text.trim()).map(Some).map_err(wrong)
    }

    /// Asks, and reads a line.
    pub(super) async fn line(&self, question: &Question) -> Result<String> {
        let blank = question.blank.as_ref();
        let blank = blank.map(|blank| format!(" [{blank}]")).unwrap_or_default();
        let asked = printable(&format!("{}{blank}: ", question.text));
        {
            let mut err = anstream::stderr().lock();
            let _ = write!(err, "{asked}");
            let _ = err.flush();
        }
        // A thread of its own: Ctrl-C is heard while nobody answers.
        let read = tokio::task::spawn_blocking(|| {
            let mut line = String::new();
            std::io::stdin()
                .read_line(&mut line)
                .map(|size| (size, line))
        });
        let (size, line) = read.await?.context("the answer cannot be read")?;
        if size == 0 {
            self.say("");
            let message = format!("the answers end at: {}", question.text);
            let failure = Failure::new(Class::Usage, message);
            return Err(failure
                .hint("nothing was written; options answer questions too")
                .into());
        }
        let line = line.trim();
        // What is piped in stands in no terminal, and would be missing in the transcript.
        if !std::io::stdin().is_terminal() {
            self.say(line);
        }
        Ok(line.to_owned())
    }

    /// Says something beside the questions.
    pub(super) fn say(&self, text: impl Display) {
        let _ = writeln!(
            anstream::stderr().lock(),
            "{}",
            printable(&text.to_string())
        );
    }
}
