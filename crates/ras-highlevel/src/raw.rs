//! The way past this crate: the generated clients, with a login and nothing else.

use ras_core::{CallContext, products, ras, reports, retailers};

use crate::{Error, Ras};

/// The generated clients, on the connections and with the login of a [`Ras`].
///
/// One call is one attempt: no pace, no repetition, no guardrail. Whether a create may be
/// sent again, and what became of each item of a 207, is then the caller's to find out.
#[derive(Clone, Debug)]
pub struct Raw(Ras);

impl Raw {
    pub(crate) fn new(ras: &Ras) -> Self {
        Self(ras.clone())
    }

    /// The headers and the time limit of one attempt: a valid token, client id, profile.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Auth`](crate::ErrorKind::Auth) when the login is refused, or what
    /// kept the token server from answering.
    ///
    /// # Example
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use ras_highlevel::Ras;
    /// use ras_highlevel::core::ras::types::ListCampaignsRequest;
    ///
    /// # let sandbox = ras_sandbox::Sandbox::start().await?;
    /// # let fake = sandbox.credentials();
    /// # let ras = Ras::builder().client_id(&fake.client_id).client_secret(fake.client_secret)
    /// #     .refresh_token(fake.refresh_token).profile(&fake.profile_id)
    /// #     .loopback(sandbox.addr()).build()?;
    /// let raw = ras.core();
    /// let call = raw.context().await?;
    /// let answer = raw.ras().list_campaigns(&call, &ListCampaignsRequest::default()).await?;
    /// println!("request {:?}", answer.request_id());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn context(&self) -> Result<CallContext, Error> {
        let transport = &self.0.inner().transport;
        let token = transport.tokens.token().await?;
        Ok(transport.context(&token))
    }

    /// Campaigns, ad groups, product ads and targets.
    pub fn ras(&self) -> ras::Client {
        self.0.inner().ras.clone()
    }

    /// Retailers.
    pub fn retailers(&self) -> retailers::Client {
        self.0.inner().retailers.clone()
    }

    /// Product metadata.
    pub fn products(&self) -> products::Client {
        products::Client::new(self.0.account().inner().http.clone())
    }

    /// Reports.
    pub fn reports(&self) -> reports::Client {
        reports::Client::new(self.0.account().inner().http.clone())
    }
}
