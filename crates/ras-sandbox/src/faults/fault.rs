//! One fault: what becomes of the request, and what the caller hears of it.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{CannedAnswer, ItemFault, Meanwhile, Trouble};
use crate::millis;

/// A fault for the next request of an operation.
///
/// What happens to the request and what the caller hears are independent: a create can be
/// applied and its answer torn, or be refused after a delay. As JSON, for the admin
/// endpoint, members that say nothing special may be left out:
/// `{"operation": "POST /ras/v1/campaigns", "apply": {"late": 40000}, "reply": "drop"}`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct Fault {
    /// The operation, as [`Faults`](super::Faults) explains.
    #[serde(default)]
    pub operation: String,
    /// Only requests for this profile, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// How many requests it is for.
    #[serde(default = "once")]
    pub times: u32,
    /// What happens to the request.
    #[serde(default)]
    pub apply: Apply,
    /// What somebody else does just before the request is applied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meanwhile: Option<Meanwhile>,
    /// Time before the request is applied.
    #[serde(default, with = "millis")]
    pub delay: Duration,
    /// Time between applying and answering.
    #[serde(default, with = "millis")]
    pub answer_delay: Duration,
    /// What the caller hears.
    #[serde(default)]
    pub reply: Reply,
    /// Trouble with single items of a write.
    #[serde(default)]
    pub items: Vec<ItemFault>,
    /// Rows by which a list page starts too late, or too early when negative.
    #[serde(default)]
    pub shift_page: i32,
    /// Makes every access token expire before the request is looked at.
    #[serde(default)]
    pub expire_tokens: bool,
}

fn once() -> u32 {
    1
}

/// What happens to the request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Apply {
    /// It is applied.
    #[default]
    Once,
    /// Nothing.
    Never,
    /// A proxy delivers it twice; the second answer is the one that is heard.
    Twice,
    /// It is applied that much later, in the time of the machine, whatever the caller heard.
    Late(#[serde(with = "millis")] Duration),
}

/// What the caller hears.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum Reply {
    /// The sandbox's own answer.
    #[default]
    Own,
    /// This answer.
    Canned(CannedAnswer),
    /// Nothing: the connection ends.
    Drop,
    /// Nothing: the connection is reset.
    Reset,
    /// Nothing: this end closes, but stays to listen until the caller closes too.
    HalfClose,
    /// Half of the head.
    TornHead,
    /// The head and half of the body.
    TornBody,
    /// Half of the chunks, without the last one.
    TornChunks,
    /// The whole answer under a `Content-Length` that is too short.
    ShortLength,
    /// Bytes that are not HTTP.
    Garbage,
    /// The whole answer, byte by byte, with this time between two.
    Slow(#[serde(with = "millis")] Duration),
}

impl Fault {
    /// A fault without effect, for the next request of an operation.
    pub fn on(operation: impl Into<String>) -> Self {
        Self {
            operation: operation.into(),
            profile: None,
            times: 1,
            apply: Apply::Once,
            meanwhile: None,
            delay: Duration::ZERO,
            answer_delay: Duration::ZERO,
            reply: Reply::Own,
            items: Vec::new(),
            shift_page: 0,
            expire_tokens: false,
        }
    }

    /// Waits for a request for this profile.
    #[must_use]
    pub fn of_profile(mut self, profile: impl Into<String>) -> Self {
        self.profile = Some(profile.into());
        self
    }

    /// Stays for this many requests.
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.times = times;
        self
    }

    /// Does not apply the request.
    #[must_use]
    pub fn not_applied(mut self) -> Self {
        self.apply = Apply::Never;
        self
    }

    /// Applies the request twice.
    #[must_use]
    pub fn applied_twice(mut self) -> Self {
        self.apply = Apply::Twice;
        self
    }

    /// Applies the request this much later; until then the reply is a drop or a canned one.
    #[must_use]
    pub fn applied_late(mut self, by: Duration) -> Self {
        self.apply = Apply::Late(by);
        self
    }

    /// Lets somebody else do this just before the request is applied.
    #[must_use]
    pub fn meanwhile(mut self, what: Meanwhile) -> Self {
        self.meanwhile = Some(what);
        self
    }

    /// Waits before the request is applied.
    #[must_use]
    pub fn delayed(mut self, by: Duration) -> Self {
        self.delay = by;
        self
    }

    /// Waits after the request was applied.
    #[must_use]
    pub fn answered_late(mut self, by: Duration) -> Self {
        self.answer_delay = by;
        self
    }

    /// Replies with this answer.
    #[must_use]
    pub fn answered(self, answer: CannedAnswer) -> Self {
        self.reply(Reply::Canned(answer))
    }

    /// Ends the connection without a reply.
    #[must_use]
    pub fn dropped(self) -> Self {
        self.reply(Reply::Drop)
    }

    /// Replies in this way.
    #[must_use]
    pub fn reply(mut self, reply: Reply) -> Self {
        self.reply = reply;
        self
    }

    /// Makes trouble with one item of a write.
    #[must_use]
    pub fn item(mut self, index: usize, trouble: Trouble) -> Self {
        self.items.push(ItemFault { index, trouble });
        self
    }

    /// Starts a list page this many rows too late, or too early when negative.
    #[must_use]
    pub fn shifted_page(mut self, rows: i32) -> Self {
        self.shift_page = rows;
        self
    }

    /// Makes every access token expire before the request is looked at.
    #[must_use]
    pub fn expiring_tokens(mut self) -> Self {
        self.expire_tokens = true;
        self
    }
}
