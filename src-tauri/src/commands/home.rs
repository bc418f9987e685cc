//! What is mine to do, and what there is to do in English.

use crate::{
    ipc::{Coming, Due, Home, Last, NeedCount, Problem, Translating, told},
    session::Session,
};
use tauri::State;

fn count(n: u64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// What is mine to do, and what is coming.
#[tauri::command]
#[specta::specta]
pub(crate) async fn home(session: State<'_, Session>) -> Result<Home, Problem> {
    session.with(|desk| shown(&desk.home()?)).await
}

fn shown(home: &desk::home::Home) -> Result<Home, Problem> {
    let last = home.last.as_ref().map(|last| {
        Ok::<_, Problem>(Last {
            row: told(&last.row)?,
            beginning: last.beginning.clone(),
        })
    });
    let decide = home.decide.iter().map(|waiting| {
        Ok(Due {
            row: told(&waiting.row)?,
            deadline: waiting.deadline.clone(),
        })
    });
    let coming = home.coming.iter().map(|coming| {
        Ok(Coming {
            row: told(&coming.row)?,
            at: coming.at.clone(),
            closes: coming.closes,
        })
    });
    Ok(Home {
        last: last.transpose()?,
        drafts: told(&home.drafts)?,
        returned: told(&home.returned)?,
        decide: decide.collect::<Result<_, Problem>>()?,
        translate: home
            .translate
            .iter()
            .map(Translating::of)
            .collect::<Result<_, _>>()?,
        translate_count: count(home.translate_count),
        coming: coming.collect::<Result<_, Problem>>()?,
        submitted: told(&home.submitted)?,
    })
}

/// The items with something to do in English, from the one at `offset` on: by what they need, the oldest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn translating_list(
    session: State<'_, Session>,
    offset: u32,
    limit: u32,
) -> Result<Vec<Translating>, Problem> {
    session
        .with(move |desk| {
            let found = desk.translating(offset, limit)?;
            found.iter().map(Translating::of).collect()
        })
        .await
}

/// How many items there are of each need, in the order of the list.
#[tauri::command]
#[specta::specta]
pub(crate) async fn translating_counts(
    session: State<'_, Session>,
) -> Result<Vec<NeedCount>, Problem> {
    session
        .with(|desk| {
            let counts = desk.translating_counts()?.into_iter();
            counts
                .map(|(need, n)| {
                    Ok(NeedCount {
                        need: told(&need)?,
                        count: count(n),
                    })
                })
                .collect()
        })
        .await
}
