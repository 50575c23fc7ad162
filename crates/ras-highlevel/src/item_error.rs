//! Why one item of a batch was refused.

use std::fmt;

use ras_core::ras::types::ErrorDetail;
use serde_json::Value;

mod kind;

pub use kind::ItemErrorKind;

/// Why one item of a batch was refused, in the service's words.
///
/// # Example
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use ras_highlevel::{Failed, ItemErrorKind, NewCampaign, Ras, Targeting, Usd};
///
/// # let sandbox = ras_sandbox::Sandbox::start().await?;
/// # let fake = sandbox.credentials();
/// # let ras = Ras::builder().client_id(&fake.client_id).client_secret(fake.client_secret)
/// #     .refresh_token(fake.refresh_token).profile(&fake.profile_id)
/// #     .loopback(sandbox.addr()).build()?;
/// let cheap = NewCampaign::new("Shoes", Targeting::Auto, Usd::cents(50));
/// let batch = ras.campaigns().create([cheap]).await?;
/// for (position, failed) in batch.failed() {
///     let Failed::Refused(errors) = failed else { continue };
///     for error in errors.iter().filter(|error| *error.kind() == ItemErrorKind::Budget) {
///         println!("item {position}: at least {:?}", error.lower_limit());
///         assert_eq!(error.lower_limit(), Some("1"));
///         assert_eq!(error.location(), Some("$.campaigns[0].budget.budget"));
///     }
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemError {
    kind: ItemErrorKind,
    reason: Option<String>,
    message: String,
    location: Option<String>,
    trigger: Option<String>,
    lower_limit: Option<String>,
    upper_limit: Option<String>,
    allowed: Vec<String>,
    entity: Option<String>,
}

impl ItemError {
    pub(crate) fn from_core(detail: &ErrorDetail) -> Self {
        // All kinds share message, reason and cause; a kind of tomorrow has them too.
        let selector = serde_json::to_value(&detail.error_value).unwrap_or_default();
        let body = member(&selector, &detail.error_type).unwrap_or(&Value::Null);
        let text = |pointer: &str| {
            body.pointer(pointer)
                .and_then(Value::as_str)
                .map(str::to_owned)
        };
        let allowed = body.get("allowed").and_then(Value::as_array);
        let allowed = allowed.into_iter().flatten().filter_map(Value::as_str);
        Self {
            kind: ItemErrorKind::read(&detail.error_type),
            reason: text("/reason"),
            message: text("/message").unwrap_or_else(|| "no message".to_owned()),
            location: text("/cause/location"),
            trigger: text("/cause/trigger"),
            lower_limit: text("/lowerLimit"),
            upper_limit: text("/upperLimit"),
            allowed: allowed.map(str::to_owned).collect(),
            entity: text("/entityId"),
        }
    }

    /// A refusal that came without a reason.
    pub(crate) fn unexplained() -> Self {
        Self {
            kind: ItemErrorKind::Other,
            reason: None,
            message: "refused without a reason".to_owned(),
            location: None,
            trigger: None,
            lower_limit: None,
            upper_limit: None,
            allowed: Vec::new(),
            entity: None,
        }
    }

    /// Takes a secret out of the texts.
    pub(crate) fn remove(&mut self, secret: &str) {
        let optional = [
            &mut self.reason,
            &mut self.location,
            &mut self.trigger,
            &mut self.lower_limit,
            &mut self.upper_limit,
            &mut self.entity,
        ];
        let texts = optional.into_iter().flatten().chain(&mut self.allowed);
        for text in texts.chain([&mut self.message]) {
            *text = text.replace(secret, "[secret]");
        }
    }

    pub(crate) fn is_internal(&self) -> bool {
        self.kind == ItemErrorKind::InternalServer
    }

    pub(crate) fn is_throttled(&self) -> bool {
        self.kind == ItemErrorKind::Throttled
    }

    /// The kind of error, for instance [`ItemErrorKind::DuplicateValue`].
    pub fn kind(&self) -> &ItemErrorKind {
        &self.kind
    }

    /// The reason within the kind, for instance `DUPLICATE_VALUE`.
    pub fn reason(&self) -> Option<&str> {
        self.reason.as_deref()
    }

    /// The message of the service.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// JSON path of the offending value in the request, for instance `$.campaigns[0].name`.
    pub fn location(&self) -> Option<&str> {
        self.location.as_deref()
    }

    /// The offending value.
    pub fn trigger(&self) -> Option<&str> {
        self.trigger.as_deref()
    }

    /// The lowest value that would have been taken, as the service writes it.
    pub fn lower_limit(&self) -> Option<&str> {
        self.lower_limit.as_deref()
    }

    /// The highest value that would have been taken, as the service writes it.
    pub fn upper_limit(&self) -> Option<&str> {
        self.upper_limit.as_deref()
    }

    /// The values that would have been taken, where there are few.
    pub fn allowed(&self) -> &[String] {
        &self.allowed
    }

    /// The id that does not exist.
    pub fn entity_id(&self) -> Option<&str> {
        self.entity.as_deref()
    }

    /// What usually helps.
    pub fn hint(&self) -> &'static str {
        self.kind.hint()
    }
}

/// The selector's member for a kind; servers do not agree on its case.
fn member<'a>(selector: &'a Value, kind: &str) -> Option<&'a Value> {
    let members = selector.as_object()?;
    members
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(kind))
        .or_else(|| members.iter().next())
        .map(|(_, body)| body)
}

impl fmt::Display for ItemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.kind)?;
        if let Some(reason) = &self.reason {
            write!(f, " {reason}")?;
        }
        write!(f, ": {}", self.message)?;
        if let Some(location) = &self.location {
            write!(f, " (at {location})")?;
        }
        Ok(())
    }
}
