//! Rows as columns of an Apache Parquet file, one group of rows after the other.

use std::sync::Arc;

use bytes::Bytes;
use jiff::civil::Date;
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{
    ByteArray, ByteArrayType, FixedLenByteArray, FixedLenByteArrayType, Int32Type, Int64Type,
};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{Type, TypePtr};
use rust_decimal::Decimal;

use super::{Sink, WriteError};
use crate::reports::{Cell, ReportColumn, ReportRow, ReportType, Unit};

/// Rows that are in memory until they are written together.
const GROUP: usize = 32 * 1024;

/// Places of decimals after the point, and digits at all: what most readers take.
const SCALE: u32 = 18;
const PRECISION: i32 = 38;

/// Bytes of such a decimal.
const WIDTH: usize = 16;

pub(super) struct Parquet<C> {
    columns: Vec<(C, Values)>,
    rows: usize,
    file: SerializedFileWriter<Vec<u8>>,
}

/// The values of one column that are still in memory.
struct Values {
    /// 1 where there is a value, 0 where there is none.
    present: Vec<i16>,
    kind: Kind,
}

enum Kind {
    Integers(Vec<i64>),
    Days(Vec<i32>),
    /// Texts and decimals, one behind the other, and where each ends.
    Texts(Vec<u8>, Vec<usize>),
    Decimals(Vec<u8>),
}

impl<C: ReportColumn> Parquet<C> {
    pub(super) fn new(columns: Vec<C>) -> Result<Self, WriteError> {
        let fields = columns.iter().map(|column| field(*column));
        let schema = Type::group_type_builder("report")
            .with_fields(fields.collect::<Result<_, _>>()?)
            .build()
            .map_err(WriteError::new)?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .build();
        let file = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties));
        Ok(Self {
            columns: columns
                .into_iter()
                .map(|column| (column, Values::of(column)))
                .collect(),
            rows: 0,
            file: file.map_err(WriteError::new)?,
        })
    }

    fn write_group(&mut self) -> Result<(), WriteError> {
        if self.rows == 0 {
            return Ok(());
        }
        let mut group = self.file.next_row_group().map_err(WriteError::new)?;
        for (_, values) in &mut self.columns {
            let column = group.next_column().map_err(WriteError::new)?;
            let column = column.ok_or_else(|| WriteError::new("a column too many"))?;
            values.write(column).map_err(WriteError::new)?;
        }
        group.close().map_err(WriteError::new)?;
        self.rows = 0;
        Ok(())
    }
}

impl<R: ReportType> Sink<R> for Parquet<R::Column> {
    fn add(&mut self, rows: &[R::Row]) -> Result<(), WriteError> {
        for row in rows {
            for (column, values) in &mut self.columns {
                values.push(row.get(*column))?;
            }
            self.rows += 1;
            if self.rows == GROUP {
                self.write_group()?;
            }
        }
        Ok(())
    }

    fn take(&mut self) -> Result<Vec<u8>, WriteError> {
        Ok(std::mem::take(self.file.inner_mut()))
    }

    fn finish(mut self: Box<Self>) -> Result<Vec<u8>, WriteError> {
        self.write_group()?;
        self.file.finish().map_err(WriteError::new)?;
        Ok(std::mem::take(self.file.inner_mut()))
    }
}

/// How a column stands in the schema.
fn field<C: ReportColumn>(column: C) -> Result<TypePtr, WriteError> {
    let (physical, logical) = match column.info().unit() {
        Unit::Count => (Physical::INT64, None),
        Unit::Id => {
            let unsigned = LogicalType::integer(64, false);
            (Physical::INT64, Some(unsigned))
        }
        Unit::Day => (Physical::INT32, Some(LogicalType::Date)),
        Unit::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Unit::UsDollars | Unit::Ratio => {
            let scale = i32::try_from(SCALE).unwrap_or_default();
            let decimal = LogicalType::decimal(scale, PRECISION);
            (Physical::FIXED_LEN_BYTE_ARRAY, Some(decimal))
        }
    };
    let mut builder = Type::primitive_type_builder(column.name(), physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical);
    if physical == Physical::FIXED_LEN_BYTE_ARRAY {
        let length = i32::try_from(WIDTH).unwrap_or_default();
        builder = builder.with_length(length).with_precision(PRECISION);
        builder = builder.with_scale(i32::try_from(SCALE).unwrap_or_default());
    }
    builder.build().map(Arc::new).map_err(WriteError::new)
}

impl Values {
    fn of<C: ReportColumn>(column: C) -> Self {
        let kind = match column.info().unit() {
            Unit::Count | Unit::Id => Kind::Integers(Vec::new()),
            Unit::Day => Kind::Days(Vec::new()),
            Unit::Text => Kind::Texts(Vec::new(), Vec::new()),
            Unit::UsDollars | Unit::Ratio => Kind::Decimals(Vec::new()),
        };
        Self {
            present: Vec::new(),
            kind,
        }
    }

    fn push(&mut self, cell: Cell<'_>) -> Result<(), WriteError> {
        self.present.push(i16::from(cell != Cell::Empty));
        match (&mut self.kind, cell) {
            (_, Cell::Empty) => {}
            (Kind::Integers(values), Cell::Count(count)) => values.push(count),
            // The schema says that the bits are those of an unsigned number.
            (Kind::Integers(values), Cell::Id(id)) => values.push(id.cast_signed()),
            (Kind::Days(values), Cell::Day(day)) => values.push(days_since_1970(day)),
            (Kind::Texts(bytes, ends), Cell::Text(text)) => {
                bytes.extend_from_slice(text.as_bytes());
                ends.push(bytes.len());
            }
            (Kind::Decimals(bytes), Cell::Number(number)) => {
                let scaled = scaled(number)
                    .ok_or_else(|| WriteError(format!("{number} has too many digits")))?;
                bytes.extend_from_slice(&scaled.to_be_bytes());
            }
            (_, cell) => return Err(WriteError(format!("{cell} is of another kind"))),
        }
        Ok(())
    }

    fn write(
        &mut self,
        mut column: SerializedColumnWriter<'_>,
    ) -> Result<(), parquet::errors::ParquetError> {
        let present = std::mem::take(&mut self.present);
        match &mut self.kind {
            Kind::Integers(values) => {
                let values = std::mem::take(values);
                column
                    .typed::<Int64Type>()
                    .write_batch(&values, Some(&present), None)?;
            }
            Kind::Days(values) => {
                let values = std::mem::take(values);
                column
                    .typed::<Int32Type>()
                    .write_batch(&values, Some(&present), None)?;
            }
            Kind::Texts(bytes, ends) => {
                let bytes = Bytes::from(std::mem::take(bytes));
                let mut start = 0;
                let texts = std::mem::take(ends).into_iter().map(|end| {
                    let text = bytes.slice(start..end);
                    start = end;
                    ByteArray::from(text)
                });
                let texts: Vec<ByteArray> = texts.collect();
                column
                    .typed::<ByteArrayType>()
                    .write_batch(&texts, Some(&present), None)?;
            }
            Kind::Decimals(bytes) => {
                let bytes = Bytes::from(std::mem::take(bytes));
                let places = (0..bytes.len()).step_by(WIDTH);
                let numbers: Vec<FixedLenByteArray> = places
                    .map(|at| ByteArray::from(bytes.slice(at..at + WIDTH)).into())
                    .collect();
                let typed = column.typed::<FixedLenByteArrayType>();
                typed.write_batch(&numbers, Some(&present), None)?;
            }
        }
        column.close()
    }
}

fn days_since_1970(day: Date) -> i32 {
    let epoch = Date::constant(1970, 1, 1);
    epoch.until(day).map_or(0, |span| span.get_days())
}

/// A decimal as a whole number of its last place.
fn scaled(number: Decimal) -> Option<i128> {
    let number = number.round_dp(SCALE);
    let factor = 10_i128.checked_pow(SCALE.checked_sub(number.scale())?)?;
    number.mantissa().checked_mul(factor)
}
