//! Whether the profile is one that campaigns can be run for.

use super::diagnosis::{Ailment, Examined, Layer};
use super::remedy::ailment;
use super::service::host;
use super::supply::first_campaign;
use crate::{Account, Error, ErrorKind, Obstacle, Profile, ProfileId, ReviewedProfile};

/// Finds the profile that is set, or the only one that could be.
pub(super) async fn examine(
    account: &Account,
    editable: Vec<Profile>,
    wanted: Option<ProfileId>,
) -> Examined<Profile> {
    if let Some(found) = wanted
        .as_ref()
        .and_then(|id| editable.iter().find(|it| it.id == *id))
    {
        return known(found.clone(), &editable);
    }
    let reviewed = match account.profiles().review_beside(editable).await {
        Ok(reviewed) => reviewed,
        Err(error) => return Examined::Failed(of_error(account, &error)),
    };
    let Some(wanted) = wanted else {
        return only(&reviewed);
    };
    if let Some(found) = reviewed.iter().find(|it| it.profile.id == wanted) {
        return judged(found, &reviewed);
    }
    if !wanted.as_str().bytes().all(|byte| byte.is_ascii_digit()) {
        let cause = format!("`{wanted}` is no profile id: those are numbers");
        return Examined::Failed(Ailment::new(cause, choice(&reviewed)));
    }
    unlisted(account, wanted, &reviewed).await
}

/// A profile that the login may edit.
fn known(profile: Profile, editable: &[Profile]) -> Examined<Profile> {
    let obstacle = profile.obstacle();
    let reviewed = |profile: &Profile| ReviewedProfile {
        obstacle: profile.obstacle(),
        profile: profile.clone(),
    };
    let all: Vec<ReviewedProfile> = editable.iter().map(reviewed).collect();
    judged(&ReviewedProfile { profile, obstacle }, &all)
}

fn judged(found: &ReviewedProfile, all: &[ReviewedProfile]) -> Examined<Profile> {
    let profile = found.profile.clone();
    match found.obstacle {
        // The next layer is for this one.
        None | Some(Obstacle::Marketplace) => {}
        Some(Obstacle::ViewOnly) => {
            let fix = Obstacle::ViewOnly.hint();
            return Examined::Failed(Ailment::new(found.to_string(), fix));
        }
        Some(other) => {
            let fix = format!("{}; {}", other.hint(), choice(all));
            return Examined::Failed(Ailment::new(found.to_string(), fix));
        }
    }
    if profile.can_pay == Some(false) {
        let cause = format!("{profile} has no valid means of payment: its ads would not serve");
        let fix = "ask the advertiser to add one in the Amazon Ads console";
        return Examined::Warned(profile, Ailment::new(cause, fix));
    }
    let kind = profile.kind.as_deref().unwrap_or("unknown kind");
    let finding = format!("{profile}, {kind}");
    Examined::Passed(profile, finding)
}

/// Without a choice of the user's there must be no choice.
fn only(reviewed: &[ReviewedProfile]) -> Examined<Profile> {
    match usable(reviewed).as_slice() {
        [only] => {
            let cause = format!("no profile is set; RAS can use one of this login's: {only}");
            let fix = format!("set the profile {}", only.id);
            Examined::Warned((*only).clone(), Ailment::new(cause, fix))
        }
        [] => Examined::Failed(Ailment::new("no profile is set", choice(reviewed))),
        several => {
            let cause = format!(
                "no profile is set, and RAS can use {} of this login's",
                several.len()
            );
            Examined::Failed(Ailment::new(cause, choice(reviewed)))
        }
    }
}

/// A profile that no list has: the API itself must say why.
async fn unlisted(
    account: &Account,
    wanted: ProfileId,
    reviewed: &[ReviewedProfile],
) -> Examined<Profile> {
    let error = match first_campaign(&account.ras(wanted.clone())).await {
        Ok(_) => {
            let cause = format!("{wanted} is not in the list of profiles, but it answers");
            let fix = "compare it with the profile ids of the advertiser";
            return Examined::Warned(Profile::unknown(wanted), Ailment::new(cause, fix));
        }
        Err(error) => error,
    };
    let cause = match error.kind() {
        ErrorKind::Forbidden => {
            format!("this login has no permission for profile {wanted}: {error}")
        }
        ErrorKind::Auth | ErrorKind::Rejected => {
            format!("{wanted} is no profile of this login and region: {error}")
        }
        _ => return Examined::Failed(of_error(account, &error)),
    };
    let fix = match error.kind() {
        ErrorKind::Forbidden => ailment(Layer::Profile, "", &error).fix,
        _ => choice(reviewed),
    };
    Examined::Failed(Ailment::new(cause, fix))
}

fn of_error(account: &Account, error: &Error) -> Ailment {
    ailment(Layer::Profile, &host(&account.inner().region), error)
}

fn usable(reviewed: &[ReviewedProfile]) -> Vec<&Profile> {
    let usable = reviewed.iter().filter(|it| it.obstacle.is_none());
    usable.map(|it| &it.profile).collect()
}

/// Which profiles could be set; without any, why not the others.
fn choice(reviewed: &[ReviewedProfile]) -> String {
    let listed = |names: Vec<String>| names.join(", ");
    let usable: Vec<String> = usable(reviewed).iter().map(ToString::to_string).collect();
    if !usable.is_empty() {
        return format!("set one that RAS can use: {}", listed(usable));
    }
    if reviewed.is_empty() {
        return "ask an advertiser of the United States to invite this user: the login has no \
                profile in this region"
            .to_owned();
    }
    let reasons = reviewed.iter().map(ToString::to_string).collect();
    format!(
        "RAS can use none of this login's profiles: {}",
        listed(reasons)
    )
}

/// Whether the profile is of the marketplace that RAS serves.
pub(super) fn marketplace(profile: &Profile) -> Examined<()> {
    let word = |word: &Option<String>| word.clone().unwrap_or_else(|| "unknown".to_owned());
    let (currency, zone) = (word(&profile.currency), word(&profile.time_zone));
    match profile.country.as_deref() {
        Some(country) if profile.obstacle() == Some(Obstacle::Marketplace) => {
            let cause = format!("the profile is of marketplace {country}, in {currency}");
            let fix = Obstacle::Marketplace.hint();
            Examined::Failed(Ailment::new(cause, fix))
        }
        Some(country) => Examined::Passed(
            (),
            format!("{country}; money is in {currency}, days count in {zone}"),
        ),
        None => {
            let cause = "the service did not say which marketplace the profile is of";
            Examined::Warned((), Ailment::new(cause, Obstacle::Marketplace.hint()))
        }
    }
}
