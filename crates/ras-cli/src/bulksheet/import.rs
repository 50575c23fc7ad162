//! Plans from the rows of a sheet.

mod assembly;
mod entities;
mod places;

use jiff::civil::Date;
use ras_highlevel::CampaignPlan;

use super::columns::Column;
use super::fields::{Fields, same};
use super::finding::{Finding, Place};
use super::sheet::{Row, Sheet};
use assembly::Assembly;
use entities::{AdGroupRow, CampaignRow, ProductAdRow, TargetRow};

/// What is taken of a sheet.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Options {
    /// Rows without an Operation too, which stand for what exists already.
    pub(crate) all_rows: bool,
    /// The day by which plans are judged.
    pub(crate) today: Date,
}

/// What a sheet has come to.
#[derive(Debug)]
pub(crate) struct Import {
    /// None if anything is wrong.
    pub(crate) plans: Vec<Imported>,
    /// All that is wrong, and all that no plan can say.
    pub(crate) findings: Vec<Finding>,
    /// Rows without an Operation, which Amazon ignores.
    pub(crate) ignored: usize,
}

/// One campaign of a sheet.
#[derive(Debug)]
pub(crate) struct Imported {
    pub(crate) plan: CampaignPlan,
    /// Why the plan cannot be launched as it is, and what is doubtful, at the cells that
    /// say so.
    pub(crate) objections: Vec<Finding>,
}

/// A row with what it says.
enum Said {
    Campaign(CampaignRow),
    AdGroup(AdGroupRow),
    ProductAd(ProductAdRow),
    Target(TargetRow),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Entity {
    Campaign,
    AdGroup,
    ProductAd,
    Target,
}

/// Makes a plan of each campaign of a sheet.
pub(crate) fn import(sheet: &Sheet, options: Options) -> Import {
    let mut findings = sheet.findings.clone();
    let mut ignored = 0;
    let mut assembly = Assembly::new(&sheet.name, options.today);
    for row in &sheet.rows {
        match taken(sheet, row, options, &mut findings) {
            Taken::Entity(entity) => read(sheet, row, entity, &mut assembly, &mut findings),
            Taken::Ignored => ignored += 1,
            Taken::No => {}
        }
    }
    if ignored > 0 && ignored == sheet.rows.len() {
        findings.push(Finding::error(
            Place::column(&sheet.name, Column::Operation.header()),
            "no row has an Operation, so that all are ignored",
            "write Create into the rows that are meant, or take all rows with --all-rows",
        ));
    }
    let plans = assembly.plans(&mut findings);
    findings.sort_by_key(Finding::row);
    let is_wrong = findings.iter().any(Finding::is_error);
    Import {
        plans: if is_wrong { Vec::new() } else { plans },
        findings,
        ignored,
    }
}

enum Taken {
    Entity(Entity),
    Ignored,
    No,
}

/// Whether a row is to be imported, and as what.
fn taken(sheet: &Sheet, row: &Row, options: Options, findings: &mut Vec<Finding>) -> Taken {
    const OPERATIONS: [(&str, &str); 3] = [
        ("Create", "create"),
        ("Update", "update"),
        ("Archive", "archive"),
    ];
    const ENTITIES: [(&str, Entity); 4] = [
        ("Campaign", Entity::Campaign),
        ("Ad Group", Entity::AdGroup),
        ("Product Ad", Entity::ProductAd),
        ("Target", Entity::Target),
    ];
    let mut fields = Fields::new(&sheet.name, row, findings);
    if !fields.has(Column::Operation) && !options.all_rows {
        return Taken::Ignored;
    }
    let product = fields.text(Column::Product);
    if product
        .as_ref()
        .is_some_and(|product| !same(product, "RAS"))
    {
        let problem = format!("`{}` is another product", product.unwrap_or_default());
        let fix = "write RAS, or take the row out: it belongs to another sheet";
        fields.error(Column::Product, problem, fix);
        return Taken::No;
    }
    if fields.has(Column::Operation) {
        match fields.word(Column::Operation, &OPERATIONS) {
            Some("create") => {}
            Some(change) => {
                let problem = format!(
                    "this row would {change} what exists, and a plan creates: it is left out"
                );
                let fix = format!("say it with a command, such as ras campaigns {change}");
                fields.warning(Column::Operation, problem, fix);
                return Taken::No;
            }
            None => return Taken::No,
        }
    }
    let entity = fields.word(Column::Entity, &ENTITIES);
    match fields.need(
        Column::Entity,
        entity,
        "write Campaign, Ad Group, Product Ad or Target",
    ) {
        Some(entity) => Taken::Entity(entity),
        None => Taken::No,
    }
}

fn read(
    sheet: &Sheet,
    row: &Row,
    entity: Entity,
    assembly: &mut Assembly<'_>,
    findings: &mut Vec<Finding>,
) {
    let before = findings.len();
    let mut fields = Fields::new(&sheet.name, row, findings);
    for column in [Column::Product, Column::Entity, Column::Operation] {
        fields.drop(column);
    }
    let said = match entity {
        Entity::Campaign => entities::campaign(fields).map(Said::Campaign),
        Entity::AdGroup => entities::ad_group(fields).map(Said::AdGroup),
        Entity::ProductAd => entities::product_ad(fields).map(Said::ProductAd),
        Entity::Target => entities::target(fields).map(Said::Target),
    };
    let is_wrong = findings[before..].iter().any(Finding::is_error);
    match said.filter(|_| !is_wrong) {
        Some(said) => assembly.add(row.number, said, findings),
        None => assembly.miss(row, entity),
    }
}
