//! What the filters of several lists have in common, for use inside their `impl` blocks.

/// A filter by ids, of the listed entities themselves or of what is above them.
macro_rules! id_filter {
    ($(#[$doc:meta])* $method:ident($Id:ident) = $member:ident: $Filter:ident) => {
        $(#[$doc])*
        #[must_use]
        pub fn $method<I: Into<$Id>>(mut self, ids: impl IntoIterator<Item = I>) -> Self {
            let ids = ids.into_iter().map(|id| id.into().into()).collect();
            self.0.$member = Some($Filter::new(ids));
            self
        }
    };
}

/// A filter by texts, whole or in part; the later one of the two holds.
macro_rules! text_filter {
    (
        $(#[$doc:meta])* $whole:ident,
        $(#[$part_doc:meta])* $part:ident = $member:ident: $Filter:ident
    ) => {
        $(#[$doc])*
        #[must_use]
        pub fn $whole<T: Into<String>>(mut self, texts: impl IntoIterator<Item = T>) -> Self {
            let texts = texts.into_iter().map(Into::into).collect();
            let filter = $Filter::new(QueryTermMatchType::ExactMatch).with_include(texts);
            self.0.$member = Some(filter);
            self
        }

        $(#[$part_doc])*
        #[must_use]
        pub fn $part<T: Into<String>>(mut self, texts: impl IntoIterator<Item = T>) -> Self {
            let texts = texts.into_iter().map(Into::into).collect();
            let filter = $Filter::new(QueryTermMatchType::BroadMatch).with_include(texts);
            self.0.$member = Some(filter);
            self
        }
    };
}

/// A filter by state.
macro_rules! state_filter {
    ($(#[$doc:meta])* $method:ident) => {
        $(#[$doc])*
        #[must_use]
        pub fn $method(mut self, states: impl IntoIterator<Item = State>) -> Self {
            let states = states.into_iter().map(|state| state.wire()).collect();
            self.0.state_filter = Some(StateFilter::new(states));
            self
        }
    };
}

pub(super) use {id_filter, state_filter, text_filter};
