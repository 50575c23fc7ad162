//! Lists as streams of items, page by page.

use std::collections::{HashSet, VecDeque};
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::str::FromStr;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use futures_util::TryStreamExt;

use crate::Error;

/// A stream over all entities that a filter matches; pages are fetched as it is read.
///
/// Each page is a query of its own: when entities change meanwhile, an entity may come
/// twice or not at all. The stream ends with the last page or with the first error.
///
/// # Example
///
/// A list that a later process goes on with:
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use futures_util::TryStreamExt;
/// use ras_highlevel::{PageToken, Ras, RetailerFilter};
///
/// # let sandbox = ras_sandbox::Sandbox::start().await?;
/// # let fake = sandbox.credentials();
/// # let ras = Ras::builder().client_id(&fake.client_id).client_secret(fake.client_secret)
/// #     .refresh_token(fake.refresh_token).profile(&fake.profile_id)
/// #     .loopback(sandbox.addr()).build()?;
/// let mut pages = ras.retailers().list(RetailerFilter::new());
/// let first = pages.try_next().await?;
/// let saved = pages.token().map(|token| token.to_string()).ok_or("at the end")?;
///
/// let again = ras.retailers().list(RetailerFilter::new()).resume(&saved.parse::<PageToken>()?);
/// assert_eq!(again.all().await?.first(), first.as_ref());
/// # Ok(())
/// # }
/// ```
#[must_use = "a stream does nothing unless it is read"]
pub struct Pages<T> {
    fetch: Fetch<T>,
    key: fn(&T) -> String,
    parts: usize,
    /// Only filled when there are several queries, which could overlap.
    seen: HashSet<String>,
    buffer: VecDeque<T>,
    /// The page that the buffer came from.
    current: Option<PageToken>,
    state: State<T>,
}

/// Where a list can be gone on with; write it down with `Display`, read it with `FromStr`.
///
/// It is good for a list with the same filter. Amazon does not say how long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageToken {
    part: usize,
    token: Option<String>,
}

/// A text that is no [`PageToken`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is no page token")]
pub struct ParsePageTokenError;

/// One page and the token of the next.
#[derive(Debug)]
pub(crate) struct Page<T> {
    pub(crate) items: Vec<T>,
    pub(crate) next: Option<String>,
}

impl<T> Default for Page<T> {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            next: None,
        }
    }
}

type PageFuture<T> = Pin<Box<dyn Future<Output = Result<Page<T>, Error>> + Send>>;
type Fetch<T> = Box<dyn Fn(usize, Option<String>) -> PageFuture<T> + Send>;

enum State<T> {
    Ready(PageToken),
    Fetching(PageFuture<T>, PageToken),
    Failed(PageToken),
    Done,
}

impl<T> Pages<T> {
    /// The pages of `parts` queries, one query after the other.
    pub(crate) fn new<F>(
        parts: usize,
        key: fn(&T) -> String,
        fetch: impl Fn(usize, Option<String>) -> F + Send + 'static,
    ) -> Self
    where
        F: Future<Output = Result<Page<T>, Error>> + Send + 'static,
    {
        let start = PageToken {
            part: 0,
            token: None,
        };
        Self {
            fetch: Box::new(move |part, token| Box::pin(fetch(part, token))),
            key,
            parts,
            seen: HashSet::new(),
            buffer: VecDeque::new(),
            current: None,
            state: State::Ready(start),
        }
    }

    /// Goes on where another list with the same filter was.
    pub fn resume(mut self, token: &PageToken) -> Self {
        self.state = State::Ready(token.clone());
        self
    }

    /// Where to go on later, none at the end.
    ///
    /// While a page is only partly read, this is that page: nothing is lost, but its
    /// items come again. After an error it is the page that failed.
    pub fn token(&self) -> Option<PageToken> {
        match &self.state {
            _ if !self.buffer.is_empty() => self.current.clone(),
            State::Ready(token) | State::Fetching(_, token) | State::Failed(token) => {
                Some(token.clone())
            }
            State::Done => None,
        }
    }

    /// What comes after a page: the next one, the next query, or nothing.
    fn after(&self, page: &PageToken, next: Option<String>) -> State<T> {
        // An empty text is no token either.
        match next.filter(|token| !token.is_empty()) {
            Some(token) => State::Ready(PageToken {
                part: page.part,
                token: Some(token),
            }),
            None if page.part + 1 < self.parts => State::Ready(PageToken {
                part: page.part + 1,
                token: None,
            }),
            None => State::Done,
        }
    }

    fn take(&mut self, page: Page<T>, token: PageToken) {
        self.buffer = page.items.into();
        if self.parts > 1 {
            let (seen, key) = (&mut self.seen, self.key);
            self.buffer.retain(|item| seen.insert(key(item)));
        }
        self.state = self.after(&token, page.next);
        self.current = Some(token);
    }
}

impl<T: Send + Unpin> Pages<T> {
    /// All entities of all pages.
    ///
    /// # Errors
    ///
    /// The first error of any page; what came before it is dropped. Read the stream
    /// when a part is worth having.
    pub async fn all(self) -> Result<Vec<T>, Error> {
        self.try_collect().await
    }
}

impl<T: Unpin> Stream for Pages<T> {
    type Item = Result<T, Error>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let pages = self.get_mut();
        loop {
            if let Some(item) = pages.buffer.pop_front() {
                return Poll::Ready(Some(Ok(item)));
            }
            match &mut pages.state {
                State::Done | State::Failed(_) => return Poll::Ready(None),
                State::Ready(page) if page.part >= pages.parts => pages.state = State::Done,
                State::Ready(page) => {
                    let page = page.clone();
                    let fetched = (pages.fetch)(page.part, page.token.clone());
                    pages.state = State::Fetching(fetched, page);
                }
                State::Fetching(fetched, page) => {
                    let answer = ready!(fetched.as_mut().poll(cx));
                    let page = page.clone();
                    match answer {
                        // Asking again would go round for ever.
                        Ok(answer) if answer.next.is_some() && answer.next == page.token => {
                            pages.state = State::Done;
                            return Poll::Ready(Some(Err(Error::repeated_token())));
                        }
                        Ok(answer) => pages.take(answer, page),
                        Err(error) => {
                            pages.state = State::Failed(page);
                            return Poll::Ready(Some(Err(error)));
                        }
                    }
                }
            }
        }
    }
}

impl<T> fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("buffered", &self.buffer.len())
            .finish_non_exhaustive()
    }
}

impl fmt::Display for PageToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.part, self.token.as_deref().unwrap_or(""))
    }
}

impl FromStr for PageToken {
    type Err = ParsePageTokenError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (part, token) = text.split_once(':').ok_or(ParsePageTokenError)?;
        Ok(Self {
            part: part.parse().map_err(|_| ParsePageTokenError)?,
            token: (!token.is_empty()).then(|| token.to_owned()),
        })
    }
}
