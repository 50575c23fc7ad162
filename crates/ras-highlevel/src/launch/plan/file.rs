//! Plans as files: TOML, YAML and JSON.

use std::path::Path;

use serde::de::DeserializeOwned;

use super::error::Place;
use super::{CampaignPlan, PlanError};

/// How a plan is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PlanFormat {
    /// TOML 1.0.
    Toml,
    /// YAML 1.2, in which only `true` and `false` are booleans.
    Yaml,
    /// JSON.
    Json,
}

impl PlanFormat {
    /// The format of a file by the end of its name: `.toml`, `.yaml`, `.yml` or `.json`.
    pub fn of(path: impl AsRef<Path>) -> Option<Self> {
        let extension = path.as_ref().extension()?.to_str()?.to_lowercase();
        match extension.as_str() {
            "toml" => Some(Self::Toml),
            "yaml" | "yml" => Some(Self::Yaml),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}

impl CampaignPlan {
    /// Reads a plan from a file in the format that the end of its name says.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, the format is unknown, or the text is no plan. What
    /// can be read and is wrong says [`validate`](Self::validate).
    pub fn read(path: impl AsRef<Path>) -> Result<Self, PlanError> {
        let path = path.as_ref();
        let file = path.display();
        let format = PlanFormat::of(path).ok_or_else(|| {
            PlanError::new(format!(
                "the name of {file} does not say its format: end it in .toml, .yaml or .json"
            ))
        })?;
        let text = std::fs::read_to_string(path)
            .map_err(|error| PlanError::new(format!("{file} cannot be read: {error}")))?;
        Self::parse(&text, format)
    }

    /// Reads a plan from a text.
    ///
    /// # Errors
    ///
    /// When the text does not have this format, or a member is of the wrong type, with
    /// line, column and path.
    pub fn parse(text: &str, format: PlanFormat) -> Result<Self, PlanError> {
        match format {
            PlanFormat::Toml => toml(text),
            PlanFormat::Yaml => yaml(text),
            PlanFormat::Json => json(text),
        }
    }

    /// Reads a plan from TOML; see [`parse`](Self::parse).
    ///
    /// # Errors
    ///
    /// When the text is no TOML, or a member is of the wrong type.
    pub fn from_toml(text: &str) -> Result<Self, PlanError> {
        Self::parse(text, PlanFormat::Toml)
    }

    /// Reads a plan from YAML; see [`parse`](Self::parse).
    ///
    /// # Errors
    ///
    /// When the text is no YAML, or a member is of the wrong type.
    pub fn from_yaml(text: &str) -> Result<Self, PlanError> {
        Self::parse(text, PlanFormat::Yaml)
    }

    /// Reads a plan from JSON; see [`parse`](Self::parse).
    ///
    /// # Errors
    ///
    /// When the text is no JSON, or a member is of the wrong type.
    pub fn from_json(text: &str) -> Result<Self, PlanError> {
        Self::parse(text, PlanFormat::Json)
    }

    /// Writes the plan as a text, from which it can be read again.
    ///
    /// # Errors
    ///
    /// When the plan was read from a file with members that no plan has: they would be
    /// lost.
    pub fn write(&self, format: PlanFormat) -> Result<String, PlanError> {
        if let Some(stray) = self.strays().first() {
            let reason = format!("{} has no such member: it would be lost", stray.part);
            return Err(PlanError::new(reason).at(stray.path()));
        }
        let refused = |reason: String| PlanError::new(format!("cannot be written: {reason}"));
        match format {
            PlanFormat::Toml => toml::to_string(self).map_err(|error| refused(error.to_string())),
            PlanFormat::Yaml => {
                serde_saphyr::to_string(self).map_err(|error| refused(error.to_string()))
            }
            PlanFormat::Json => {
                serde_json::to_string_pretty(self).map_err(|error| refused(error.to_string()))
            }
        }
    }

    /// Writes the plan as TOML; see [`write`](Self::write).
    ///
    /// # Errors
    ///
    /// When the plan was read from a file with members that no plan has.
    pub fn to_toml(&self) -> Result<String, PlanError> {
        self.write(PlanFormat::Toml)
    }

    /// Writes the plan as YAML; see [`write`](Self::write).
    ///
    /// # Errors
    ///
    /// When the plan was read from a file with members that no plan has.
    pub fn to_yaml(&self) -> Result<String, PlanError> {
        self.write(PlanFormat::Yaml)
    }

    /// Writes the plan as JSON; see [`write`](Self::write).
    ///
    /// # Errors
    ///
    /// When the plan was read from a file with members that no plan has.
    pub fn to_json(&self) -> Result<String, PlanError> {
        self.write(PlanFormat::Json)
    }
}

fn toml<T: DeserializeOwned>(text: &str) -> Result<T, PlanError> {
    let failed = |error: &toml::de::Error| {
        let place = error.span().map(|span| Place::of_byte(text, span.start));
        PlanError::new(error.message()).in_text(place)
    };
    let deserializer = toml::Deserializer::parse(text).map_err(|error| failed(&error))?;
    serde_path_to_error::deserialize(deserializer)
        .map_err(|error| failed(error.inner()).at(error.path().to_string()))
}

fn yaml<T: DeserializeOwned>(text: &str) -> Result<T, PlanError> {
    let options = serde_saphyr::options! {
        // Otherwise the keyword `no` would be a boolean.
        strict_booleans: true,
        with_snippet: false,
    };
    let mut path = None;
    let read = |deserializer: serde_saphyr::Deserializer<'_, '_>| {
        serde_path_to_error::deserialize(deserializer).map_err(|error| {
            path = Some(error.path().to_string());
            error.into_inner()
        })
    };
    serde_saphyr::with_deserializer_from_str_with_options(text, options, read).map_err(|error| {
        let place = error.location().map(|at| {
            let number = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
            Place::new(text, number(at.line()), number(at.column()))
        });
        let error = PlanError::new(without_place(&error.to_string())).in_text(place);
        match path {
            Some(path) => error.at(path),
            None => error,
        }
    })
}

fn json<T: DeserializeOwned>(text: &str) -> Result<T, PlanError> {
    let failed = |error: &serde_json::Error| {
        let place = (error.line() > 0).then(|| Place::new(text, error.line(), error.column()));
        PlanError::new(without_place(&error.to_string())).in_text(place)
    };
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut deserializer)
        .map_err(|error| failed(error.inner()).at(error.path().to_string()))?;
    deserializer.end().map_err(|error| failed(&error))?;
    Ok(value)
}

/// A reason without the place, which is told in the same way for every format.
fn without_place(reason: &str) -> &str {
    let end = reason.rfind(" at line ");
    end.and_then(|end| reason.get(..end)).unwrap_or(reason)
}
