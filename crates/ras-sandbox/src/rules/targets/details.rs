//! Whether the details of a target agree with its type.

use ras_core::ras::types::{
    CreateTargetInput, ErrorDetail, KeywordMatchType, ProductIdType, ProductMatchType,
    ProductTarget, TargetDetails, TargetType, TargetingClauseSetupErrorReason as Setup,
};

use crate::item_error::{self, At};
use crate::rules::{keywords, wrong_enum};
use crate::seed::Seed;

/// The member that tells one target of a type from another.
pub(super) fn text_member(target_type: &TargetType) -> &'static str {
    match target_type {
        TargetType::Keyword => "targetDetails.keywordTarget.keyword",
        TargetType::Product => "targetDetails.productTarget.productId",
        _ => "targetDetails",
    }
}

/// What tells one target of a type from another.
pub(super) fn text(details: &TargetDetails) -> &str {
    let keyword = details.keyword_target.as_ref();
    let product = details.product_target.as_ref();
    keyword
        .map(|keyword| keyword.keyword.as_str())
        .or_else(|| product.map(|product| product.product_id.as_str()))
        .unwrap_or_default()
}

/// Checks the details of a new target.
pub(super) fn check(
    item: &CreateTargetInput,
    retailer_id: Option<&str>,
    seed: &Seed,
    at: &At,
    errors: &mut Vec<ErrorDetail>,
) {
    let details = &item.target_details;
    let filled = [
        details.auto_target.is_some(),
        details.keyword_target.is_some(),
        details.product_target.is_some(),
    ];
    if filled.into_iter().filter(|&is_filled| is_filled).count() > 1 {
        let message = "Exactly one kind of target details is allowed";
        let place = at.place("targetDetails");
        errors.push(item_error::setup(
            Setup::TargetingExpressionInvalidValue,
            message,
            place,
        ));
        return;
    }
    match &item.target_type {
        TargetType::Keyword => match &details.keyword_target {
            None => errors.push(absent(at, "keywordTarget")),
            Some(keyword) => {
                check_match_type(&keyword.match_type, item.negative, at, errors);
                keywords::check(keyword, item.negative, at, errors);
            }
        },
        TargetType::Product => match &details.product_target {
            None => errors.push(absent(at, "productTarget")),
            Some(product) => check_product(product, retailer_id, seed, at, errors),
        },
        // Automatic targets are refused as such, whatever their details say.
        TargetType::Auto => {}
        other => {
            let (value, allowed) = (other.as_str(), TargetType::KNOWN);
            errors.push(wrong_enum(at, "targetType", value, allowed));
        }
    }
}

fn absent(at: &At, member: &str) -> ErrorDetail {
    let message = format!("{member} is missing for this target type");
    item_error::missing(&message, at.place(&format!("targetDetails.{member}")))
}

fn check_match_type(
    match_type: &KeywordMatchType,
    negative: bool,
    at: &At,
    errors: &mut Vec<ErrorDetail>,
) {
    let member = "targetDetails.keywordTarget.matchType";
    match match_type {
        KeywordMatchType::Unknown(value) => {
            errors.push(wrong_enum(
                at,
                member,
                value.as_str(),
                KeywordMatchType::KNOWN,
            ));
        }
        KeywordMatchType::Broad if negative => errors.push(item_error::setup(
            Setup::TargetingExpressionInvalidValue,
            "Negative keywords match EXACT or PHRASE",
            at.cause(member, match_type),
        )),
        _ => {}
    }
}

fn check_product(
    product: &ProductTarget,
    retailer_id: Option<&str>,
    seed: &Seed,
    at: &At,
    errors: &mut Vec<ErrorDetail>,
) {
    let base = "targetDetails.productTarget";
    if let ProductMatchType::Unknown(value) = &product.match_type {
        let member = format!("{base}.matchType");
        errors.push(wrong_enum(
            at,
            &member,
            value.as_str(),
            ProductMatchType::KNOWN,
        ));
    }
    if let ProductIdType::Unknown(value) = &product.product_id_type {
        let member = format!("{base}.productIdType");
        errors.push(wrong_enum(
            at,
            &member,
            value.as_str(),
            ProductIdType::KNOWN,
        ));
    }
    let known = product
        .retailer_id
        .as_deref()
        .or(retailer_id)
        .and_then(|id| seed.shop(id))
        .and_then(|shop| shop.offer(&product.product_id));
    if known.is_none() {
        let reason = Setup::TargetingExpressionInvalidValue;
        let cause = at.cause(&format!("{base}.productId"), &product.product_id);
        errors.push(item_error::setup(reason, "Offer does not exist", cause));
    }
}
