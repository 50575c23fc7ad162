//! `ras login`: fetches a refresh token, or takes one, and keeps it.

mod browser;
mod keep;

use std::io::{self, BufRead as _, IsTerminal as _};

use anyhow::{Context as _, Result};
use ras_highlevel::{Login, Ras};

use crate::config::Service;
use crate::context::Context;
use crate::failure::{Class, Failure};

/// One port of this machine, which has to be registered with the application.
const REDIRECT: &str = "http://localhost:8976/";

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Read a refresh token from stdin instead of asking for one in the browser
    #[arg(long)]
    refresh_token_stdin: bool,
    /// Do not open a browser: show the address, and wait for the one it leads to on stdin
    #[arg(long, conflicts_with = "refresh_token_stdin")]
    no_browser: bool,
    /// Where the browser is sent afterwards; registered with the application
    #[arg(long, value_name = "ADDRESS", default_value = REDIRECT)]
    redirect_uri: String,
}

/// An application of Login with Amazon.
struct Application {
    client_id: String,
    client_secret: String,
}

pub(crate) async fn run(args: Args, context: &Context) -> Result<()> {
    let section = section(context)?;
    let application = application(context, &args).await?;
    let token = match args.refresh_token_stdin {
        true => first_line("the refresh token")?,
        false => in_browser(&args, &application, context).await?,
    };
    // A token that is not good is not kept.
    let mut builder = Ras::builder()
        .client_id(&application.client_id)
        .client_secret(&application.client_secret)
        .refresh_token(&token);
    if let Some(address) = address(context).await? {
        builder = builder.loopback(address);
    }
    let mut profiles = builder.account()?.profiles().review().await?;
    profiles.sort_by_key(|it| it.obstacle.is_some());
    let usable: Vec<_> = profiles.iter().filter(|it| it.obstacle.is_none()).collect();
    let chosen = match &usable[..] {
        [one] => Some(one.profile.id.to_string()),
        _ => context
            .config
            .profile
            .as_ref()
            .map(|it| it.value.to_string()),
    };
    if context.config.is_sandbox() {
        context
            .output
            .note("logged in; the sandbox knows its own login, so nothing is kept");
    } else {
        let path = &context.config.credentials;
        keep::keep(path, &section, &application, &token, chosen.as_deref())?;
        context.output.note(format_args!(
            "logged in; kept in {} [profiles.{section}]",
            path.display()
        ));
    }
    context.output.list(&profiles)?;
    if chosen.is_none() && !usable.is_empty() {
        context
            .output
            .note("choose one with --profile ID, RAS_PROFILE or profile_id in the configuration");
    }
    Ok(())
}

/// The section of the files that the login is for.
fn section(context: &Context) -> Result<String> {
    Ok(context
        .config
        .section
        .as_ref()
        .map_or_else(|| "default".to_owned(), |it| it.value.clone()))
}

async fn address(context: &Context) -> Result<Option<std::net::SocketAddr>> {
    Ok(match &context.config.service {
        Service::Amazon => None,
        Service::Served(address) => Some(*address),
        Service::Sandbox(folder) => Some(context.sandbox(&folder.value).await?.0),
    })
}

async fn application(context: &Context, args: &Args) -> Result<Application> {
    let config = &context.config;
    match &config.service {
        Service::Amazon => {}
        Service::Served(_) => return Ok(fake(ras_sandbox::Credentials::default())),
        Service::Sandbox(folder) => return Ok(fake(context.sandbox(&folder.value).await?.1)),
    }
    let Some(client_id) = &config.client_id else {
        return Err(
            Failure::new(Class::Config, "the id of the application is not set")
                .hint("name it with --client-id: the Amazon developer console shows it")
                .into(),
        );
    };
    let client_secret = match &config.client_secret {
        Some(secret) => secret.value.reveal().await?,
        None if args.refresh_token_stdin => return Err(no_secret().into()),
        None => asked("client secret (it is not shown): ")?,
    };
    Ok(Application {
        client_id: client_id.value.clone(),
        client_secret,
    })
}

fn fake(credentials: ras_sandbox::Credentials) -> Application {
    let ras_sandbox::Credentials {
        client_id,
        client_secret,
        ..
    } = credentials;
    Application {
        client_id,
        client_secret,
    }
}

fn no_secret() -> Failure {
    Failure::new(Class::Config, "the secret of the application is not set")
        .hint("set RAS_CLIENT_SECRET, or client_secret_command in the configuration")
}

/// Asks for a secret without showing it.
fn asked(question: &str) -> Result<String> {
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return Err(no_secret().into());
    }
    let terminal = console::Term::stderr();
    terminal.write_str(question)?;
    let secret = terminal.read_secure_line()?;
    match secret.trim() {
        "" => Err(no_secret().into()),
        secret => Ok(secret.to_owned()),
    }
}

fn first_line(what: &str) -> Result<String> {
    let mut line = String::new();
    io::stdin()
        .lock()
        .read_line(&mut line)
        .with_context(|| format!("{what} cannot be read"))?;
    match line.trim() {
        "" => Err(Failure::new(
            Class::Usage,
            format!("stdin has to be {what}, and is empty"),
        )
        .into()),
        line => Ok(line.to_owned()),
    }
}

async fn in_browser(args: &Args, application: &Application, context: &Context) -> Result<String> {
    let (id, secret) = (&application.client_id, &application.client_secret);
    let mut login = Login::new(id, secret, &args.redirect_uri)?;
    if let Some(address) = address(context).await? {
        login = login.loopback(address)?;
    }
    let consent = login.begin()?;
    let back = browser::answer(consent.url(), &args.redirect_uri, !args.no_browser).await?;
    let token = login.finish(&consent, &back).await?;
    Ok(token.reveal().to_owned())
}
