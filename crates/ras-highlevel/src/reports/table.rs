//! From groups of columns to a report type: its marker, its enum of columns, its row.
//!
//! `report_type!` names the groups. `compose!` asks `columns!` for one group after the
//! other and collects what comes back; `define!` writes the types.

/// Declares a report type from its groups of columns.
macro_rules! report_type {
    (
        $(#[$doc:meta])*
        $report:ident $column:ident $row:ident $name:literal [$($group:ident)+]
    ) => {
        compose! { ({$(#[$doc])* $report $column $row $name} [$($group)+] {}) }
    };
}
pub(super) use report_type;

/// Collects the columns of all groups; the state is `({header} [groups left] {columns})`.
macro_rules! compose {
    (({$($header:tt)*} [$next:ident $($left:ident)*] {$($known:tt)*}) $($new:tt)*) => {
        columns! { $next => compose! ({$($header)*} [$($left)*] {$($known)* $($new)*}) }
    };
    (({$($header:tt)*} [] {$($known:tt)*}) $($new:tt)*) => {
        define! { {$($header)*} $($known)* $($new)* }
    };
}
pub(super) use compose;

/// Writes the types of a report type.
macro_rules! define {
    (
        {$(#[$doc:meta])* $report:ident $column:ident $row:ident $name:literal}
        $(
            #[doc = $text:literal]
            $field:ident $variant:ident $wire:literal: $type:ty, $role:expr $(, $window:literal)?;
        )*
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub struct $report;

        #[doc = concat!("A column of an [`", stringify!($report), "`].")]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum $column {
            $(
                #[doc = concat!("`", $wire, "`:", $text)]
                $variant,
            )*
        }

        #[doc = concat!("A row of an [`", stringify!($report), "`]: a field for each column.")]
        ///
        /// A field is empty when its column was not asked for, and when Amazon has no
        /// value, which is `null` in the file.
        #[derive(Clone, Debug, Default, PartialEq)]
        #[non_exhaustive]
        pub struct $row {
            $(
                #[doc = concat!("`", $wire, "`:", $text)]
                pub $field: Option<$type>,
            )*
            /// Columns that this version of the SDK does not know.
            pub extra: $crate::Extra,
        }

        impl ReportColumn for $column {
            const ALL: &'static [Self] = &[$(Self::$variant,)*];

            fn info(self) -> &'static ColumnInfo {
                static INFO: &[ColumnInfo] = &[$(ColumnInfo {
                    name: $wire,
                    doc: $text,
                    unit: <$type as Value>::UNIT,
                    window: define!(@window $($window)?),
                    role: { use Role::*; $role },
                },)*];
                &INFO[self as usize]
            }
        }

        impl Index for $column {
            fn index(self) -> usize {
                self as usize
            }

            fn named(name: &str) -> Option<Self> {
                match name {
                    $($wire => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }

        impl std::str::FromStr for $column {
            type Err = UnknownColumn;

            fn from_str(name: &str) -> Result<Self, UnknownColumn> {
                <Self as Index>::named(name).ok_or_else(|| UnknownColumn::new::<Self>($name, name))
            }
        }

        impl std::fmt::Display for $column {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }

        impl serde::Serialize for $column {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }

        impl<'de> serde::Deserialize<'de> for $column {
            fn deserialize<D: serde::Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
                let name = <String as serde::Deserialize>::deserialize(source)?;
                name.parse().map_err(serde::de::Error::custom)
            }
        }

        impl Fields for $row {
            type Of = $column;

            fn read(
                &mut self,
                column: $column,
                token: Token<'_>,
                last: &mut Text,
            ) -> Result<(), Mismatch> {
                match column {
                    $($column::$variant => Value::read(&mut self.$field, token, last),)*
                }
            }

            fn cell(&self, column: $column) -> Cell<'_> {
                match column {
                    $($column::$variant => self.$field.as_ref().map_or(Cell::Empty, Value::cell),)*
                }
            }

            fn join(&mut self, column: $column, other: &Self, how: Join) {
                match column {
                    $($column::$variant => how.join(&mut self.$field, &other.$field),)*
                }
            }

            fn compute(&mut self, column: $column, value: Option<Decimal>) {
                match column {
                    $($column::$variant => self.$field = value.and_then(Value::of_decimal),)*
                }
            }

            fn extra_mut(&mut self) -> &mut $crate::Extra {
                &mut self.extra
            }
        }

        impl ReportRow for $row {
            type Column = $column;

            fn get(&self, column: $column) -> Cell<'_> {
                self.cell(column)
            }

            fn extra(&self) -> &$crate::Extra {
                &self.extra
            }
        }

        impl serde::Serialize for $row {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serialize_row(self, serializer)
            }
        }
    };
    (@window) => { None };
    (@window $days:literal) => { Some($days) };
}
pub(super) use define;
