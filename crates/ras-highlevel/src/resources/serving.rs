//! What lists say about an entity beside what was set: whether it serves, and since when
//! it is as it is.

use jiff::Timestamp;
use ras_core::DateTime;
use serde::Serialize;
use serde_json::Value;

use crate::extra::Extra;

/// One reason for a serving status, in the service's words. The contract promises none of
/// its members.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ServingDetail {
    /// The reason, for instance `CAMPAIGN_PAUSED_DETAIL`.
    pub name: Option<String>,
    /// The reason for people.
    pub message: Option<String>,
    /// A page that explains it.
    pub help_url: Option<String>,
}

/// The extended data of an entity, alike for all kinds.
#[derive(Debug, Default)]
pub(super) struct Extended {
    pub(super) status: Option<String>,
    pub(super) details: Vec<ServingDetail>,
    pub(super) created: Option<Timestamp>,
    pub(super) updated: Option<Timestamp>,
}

/// Reads the extended data of any kind of entity: the generated types differ, their members
/// do not. A time that is none goes to the unknown members.
macro_rules! extended {
    ($data:expr, $extra:expr) => {
        $data.map_or_else(Extended::default, |data| Extended {
            status: data.serving_status.map(|status| status.as_str().to_owned()),
            details: data
                .serving_status_details
                .into_iter()
                .map(|detail| ServingDetail {
                    name: detail.name.map(|name| name.as_str().to_owned()),
                    message: detail.message,
                    help_url: detail.help_url,
                })
                .collect(),
            created: time(data.creation_date_time, "creationDateTime", $extra),
            updated: time(data.last_update_date_time, "lastUpdateDateTime", $extra),
        })
    };
}
pub(super) use extended;

/// A time, or nothing and an unknown member.
pub(super) fn time(time: Option<DateTime>, member: &str, extra: &mut Extra) -> Option<Timestamp> {
    let time = time?;
    let read = time.timestamp();
    if read.is_none() {
        let text = serde_json::to_value(&time).unwrap_or(Value::Null);
        extra.insert(format!("extendedData.{member}"), text);
    }
    read
}
