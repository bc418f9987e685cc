#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use crate::practice::tests::few;
use desk::{Key, NewLock};

fn silent() -> Tell {
    Arc::new(|_| {})
}

#[test]
fn one_desk_of_four_is_open_at_a_time_and_where_one_left_off_one_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("desk");
    let place = Place::beside(&own);
    assert!(few(&place));
    let session = Session::at(own.clone(), false);
    assert_eq!(session.folder(), own);
    session.resume(&silent()).unwrap();
    assert!(!session.is_open(), "nobody practised here yet");

    assert!(session.practise(&silent()).unwrap());
    assert_eq!(session.me(), Some(Person::Editor));
    assert_eq!(session.folder(), place.desk(Person::Editor));
    assert_eq!(session.own().unwrap_err().code, "wrong_state");
    let name = |session: &Session| session.desk().unwrap().status().unwrap().name;
    assert_eq!(name(&session), Person::Editor.name());

    let log = session.desk().unwrap().log(500).unwrap();
    assert!(log.is_sorted_by(|a, b| a.seq > b.seq));
    assert!(
        log.iter()
            .any(|it| it.sent && it.what == "submitted" && !it.title.is_empty())
    );
    assert!(log.iter().any(|it| !it.sent && it.by.is_none()));
    assert_eq!(session.desk().unwrap().log(1).unwrap(), log[..1]);

    session.work_as(Person::Approver, &silent()).unwrap();
    assert_eq!(name(&session), Person::Approver.name());
    let first = crate::practice::tests::open(&place, Person::Editor);
    assert!(first.is_ok(), "the first desk is closed: {:?}", first.err());
    drop(first);

    session.end();
    assert!(!session.is_open() && session.me().is_none());
    session.resume(&silent()).unwrap();
    assert_eq!(session.me(), Some(Person::Approver));

    session.leave_practice(&silent()).unwrap();
    assert!(session.practice_is_made() && !session.is_open());
    session.resume(&silent()).unwrap();
    assert!(
        !session.is_open(),
        "what was left is not gone on with unasked"
    );

    session.practise(&silent()).unwrap();
    session.discard_practice(&silent()).unwrap();
    assert!(!session.practice_is_made() && !session.is_open());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_desk_of_ones_own_comes_before_practice_and_is_never_touched_by_it() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("desk");
    assert!(few(&Place::beside(&own)));
    let session = Session::at(own.clone(), true);
    session.practise(&silent()).unwrap();
    session.end();
    let passphrase = Some("trăng sáng sân đình");
    let made = Desk::init(&own, NewLock { passphrase }, "Lê Văn Bình");
    drop(made.unwrap());
    session.resume(&silent()).unwrap();
    assert!(
        !session.is_open(),
        "one's own desk waits for its passphrase"
    );

    let mine = Desk::open(&own, Key::Passphrase("trăng sáng sân đình")).unwrap();
    session.begin_telling(mine, &silent());
    session.discard_practice(&silent()).unwrap();
    assert!(session.is_open(), "only practice was thrown away");
    assert!(Desk::exists(&own));
    session.end();
}

#[test]
fn a_backup_tells_how_far_it_is_and_leaves_nothing_when_it_is_ended() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("desk");
    let passphrase = Some("trăng sáng sân đình");
    let (mine, _) = Desk::init(&own, NewLock { passphrase }, "Lê Văn Bình").unwrap();
    let session = Session::at(own.clone(), false);
    let file = folder.path().join("sao-luu.backup");
    let key = || Key::Passphrase("trăng sáng sân đình");
    let ended = session.work(|on| {
        Desk::backup(&own, key(), &file, &|working| {
            session.stop_work();
            on(working)
        })
    });
    assert_eq!(ended.unwrap(), None);
    let mut seen = Vec::new();
    let seen = std::sync::Mutex::new(&mut seen);
    let done = session.work(|on| {
        Desk::backup(&own, key(), &file, &|working| {
            let goes_on = on(working);
            held(&seen).extend(session.working());
            goes_on
        })
    });
    assert!(done.unwrap().unwrap().ok && session.working().is_none());
    let works: Vec<_> = held(&seen).iter().map(|it| it.work).collect();
    assert!(works.contains(&desk::profile::Work::Writing));
    assert!(works.contains(&desk::profile::Work::Trial));
    drop(mine);

    let other = folder.path().join("other");
    let ended = session.work(|_| Desk::restore(&file, &other, key(), None, &|_| false));
    assert_eq!(ended.unwrap(), None);
    assert!(!Desk::exists(&other));
    let done = session.work(|on| Desk::restore(&file, &other, key(), None, on));
    assert!(done.unwrap().is_some() && Desk::exists(&other));
}

#[test]
fn from_a_desk_of_ones_own_one_goes_to_practise_and_comes_back_without_a_key() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("desk");
    assert!(few(&Place::beside(&own)));
    let session = Session::at(own.clone(), false);
    let passphrase = Some("trăng sáng sân đình");
    let (mine, _) = Desk::init(&own, NewLock { passphrase }, "Lê Văn Bình").unwrap();
    session.begin_telling(mine, &silent());
    assert_eq!(session.practice_passphrase(), None, "nothing of it is told");
    let name = |session: &Session| session.desk().unwrap().status().unwrap().name;

    assert!(session.practise(&silent()).unwrap());
    assert_eq!(name(&session), Person::Editor.name());
    assert_eq!(session.own().unwrap_err().code, "wrong_state");
    session.leave_practice(&silent()).unwrap();
    assert_eq!(name(&session), "Lê Văn Bình");
    assert_eq!(session.folder(), own);

    assert!(session.practise(&silent()).unwrap());
    session.discard_practice(&silent()).unwrap();
    assert_eq!(name(&session), "Lê Văn Bình");
    session.end();
    assert!(!session.is_open());
    drop(Desk::open(&own, Key::Passphrase("trăng sáng sân đình")).unwrap());
}

#[test]
fn what_opens_a_desk_of_practice_is_told_there_and_follows_a_change() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("desk");
    let place = Place::beside(&own);
    assert!(few(&place));
    let session = Session::at(own, false);
    session.practise(&silent()).unwrap();
    let told = session.practice_passphrase().unwrap();
    assert!(told.len() >= 20);
    session
        .desk()
        .unwrap()
        .set_passphrase("gió lùa cửa sổ")
        .unwrap();
    session.note_passphrase("gió lùa cửa sổ").unwrap();
    assert_eq!(
        session.practice_passphrase().as_deref(),
        Some("gió lùa cửa sổ")
    );

    session.work_as(Person::Chief, &silent()).unwrap();
    assert_ne!(session.practice_passphrase(), Some(told));
    session.work_as(Person::Editor, &silent()).unwrap();
    session.end();
    session.practise(&silent()).unwrap();
    assert_eq!(session.me(), Some(Person::Editor));
    session.end();
}
