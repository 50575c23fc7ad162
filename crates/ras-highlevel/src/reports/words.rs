//! Words of reports that code decides by. All of them survive new values.

use crate::open_enums::open_enum;

open_enum! {
    /// What kind of target a row is about, in the columns `keywordType` and `matchType`.
    KeywordType {
        /// A keyword: all words in any order, variants and other words included.
        Broad = "BROAD",
        /// A keyword: the words in this order, other words around them.
        Phrase = "PHRASE",
        /// A keyword: the words in this order and nothing else but close variants.
        Exact = "EXACT",
        /// A product that the advertiser chose.
        Expression = "TARGETING_EXPRESSION",
        /// One of the automatic targets.
        ExpressionPredefined = "TARGETING_EXPRESSION_PREDEFINED",
    }
}

open_enum! {
    /// How far a report has got.
    ReportStatus = ras_core::reports::types::AsyncReportStatus {
        /// Asked for, and waiting to be made; it can be cancelled.
        Pending = "PENDING",
        /// Being made.
        Processing = "PROCESSING",
        /// Made: there is a file.
        Completed = "COMPLETED",
        /// Could not be made.
        Failed = "FAILED",
    }
}

impl ReportStatus {
    /// Whether nothing will change any more.
    pub fn is_final(&self) -> bool {
        matches!(self, Self::Completed | Self::Failed)
    }
}

impl<'de> serde::Deserialize<'de> for ReportStatus {
    fn deserialize<D: serde::Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        Ok(Self::from(String::deserialize(source)?.as_str()))
    }
}
