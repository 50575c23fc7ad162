//! The verbs that all four nouns have.

/// Declares the commands of a noun, whose module has `List` with its `listed` and `filter`,
/// `Create` and `Update`.
macro_rules! verbs {
    ($noun:ty, $plural:literal) => {
        #[derive(Debug, clap::Subcommand)]
        pub(crate) enum Command {
            #[command(about = concat!("List ", $plural))]
            List(List),
            #[command(about = concat!("Show single ", $plural, " with all that is known about them"))]
            Show {
                /// Their ids
                #[arg(required = true, value_name = "ID")]
                ids: Vec<String>,
            },
            #[command(about = concat!("Create ", $plural))]
            Create(Create),
            #[command(about = concat!("Change ", $plural))]
            Update(Update),
            #[command(about = concat!("Pause ", $plural))]
            Pause(super::entities::Ids),
            #[command(about = concat!("Enable ", $plural))]
            Enable(super::entities::Ids),
            #[command(about = concat!("Archive ", $plural, " with everything below them, for good"))]
            Archive(super::entities::Ids),
        }

        pub(crate) async fn run(
            command: Command,
            context: &crate::context::Context,
        ) -> anyhow::Result<()> {
            use super::entities::{archive, list, set_state, show};
            use ras_highlevel::State;
            match command {
                Command::List(asked) => {
                    let filter = asked.filter();
                    list::<$noun>(context, filter, &asked.listed).await
                }
                Command::Show { ids } => show::<$noun>(context, &ids).await,
                Command::Create(new) => new.run(context).await,
                Command::Update(update) => update.run(context).await,
                Command::Pause(ids) => set_state::<$noun>(context, &ids, State::Paused).await,
                Command::Enable(ids) => set_state::<$noun>(context, &ids, State::Enabled).await,
                Command::Archive(ids) => archive::<$noun>(context, &ids).await,
            }
        }
    };
}
pub(crate) use verbs;
