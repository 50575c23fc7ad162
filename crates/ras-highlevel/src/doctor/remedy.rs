//! What usually helps against an error, knowing at which layer it came up.

use super::diagnosis::{Ailment, Layer};
use crate::{Error, ErrorKind};

/// An error as an ailment of a layer that talks to `host`.
pub(super) fn ailment(layer: Layer, host: &str, error: &Error) -> Ailment {
    let unreachable = || {
        format!(
            "{host} does not answer: check the network, DNS and firewalls on the way there; the \
             client uses no proxy"
        )
    };
    let fix = match (error.kind(), layer) {
        (ErrorKind::Connect | ErrorKind::Timeout, _) => unreachable(),
        (ErrorKind::Unavailable, _) if error.status().is_none() => unreachable(),
        (ErrorKind::Unavailable, _) => {
            format!("{host} answers that it fails: nothing is wrong here, try again later")
        }
        (ErrorKind::Throttled, _) => {
            "wait, and send less: all programs with this login or profile share what the service \
             bears"
                .to_owned()
        }
        (ErrorKind::Decode, _) => {
            format!(
                "something else may answer in the place of {host}: look at what does, or look for a newer version of this SDK"
            )
        }
        (ErrorKind::Auth | ErrorKind::Forbidden, Layer::Api) => {
            "the token is good, but not for this API: the client id must be that of the same \
             application, and Amazon must have approved the application for the Ads API"
                .to_owned()
        }
        (ErrorKind::Forbidden, _) => {
            "ask the advertiser to let this user edit campaigns (advertiser_campaign_edit)"
                .to_owned()
        }
        _ => error.hint().to_owned(),
    };
    Ailment::new(error.to_string(), fix)
}
