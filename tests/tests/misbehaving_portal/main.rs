//! What answers is not a portal, or one that lies: each is told by its promised code, and nothing is changed here.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod answers;
mod lies;

use serde_json::{Value, json};
use tests::rig::{Asked, Between, Board, Desk, Fate, Hand, Reply, tells};

/// A desk that joined through something that stands before its portal, with something to send and something to receive.
struct Caught {
    board: Board,
    between: Between,
    ha: Desk,
    waiting: String,
}

impl Caught {
    fn new() -> Self {
        let board = Board::new();
        let between = Between::before(board.portal.address());
        let ha = board.joins_at(&between.url, "editor", "Thu Hà");
        let first = ha.writes("Đã gửi", "Chữ.");
        ha.submits(&first);
        let hand = Hand::joins(&board, "editor", "Người khác");
        let news = hand.seals(
            Hand::new_edition(),
            None,
            Hand::article("Tin của người khác", "Chữ."),
        );
        hand.pushes(&hand.submits(&news));
        let waiting = ha.writes("Đang chờ", "Chữ.");
        ha.does(&["submit", &waiting]);
        Self {
            board,
            between,
            ha,
            waiting,
        }
    }

    /// While `rule` holds, an exchange ends with `code` and changes nothing; then everything goes on.
    #[track_caller]
    fn refuses(
        &self,
        code: &str,
        retry: bool,
        rule: impl FnMut(&Asked) -> Fate + Send + 'static,
    ) -> Value {
        let before = self.ha.everything();
        self.between.set(rule);
        let error = self.ha.run(&["sync"]).refusal();
        self.between.pass();
        tells(&error, &json!({ "code": code, "retry": retry }));
        let mut after = self.ha.everything();
        // Whether an act may have reached somebody is noted before the first byte leaves: no other difference.
        for (row, old) in after["outbox"]
            .as_array_mut()
            .unwrap()
            .iter_mut()
            .zip(before["outbox"].as_array().unwrap())
        {
            row["tried"] = old["tried"].clone();
        }
        assert_eq!(after, before);
        error
    }

    /// While `rule` holds, what answers is taken for no portal.
    #[track_caller]
    fn is_no_portal(&self, rule: impl FnMut(&Asked) -> Fate + Send + 'static) {
        self.refuses("not_a_portal", false, rule);
    }

    /// Receives the news, so that only sending is left.
    #[track_caller]
    fn hears_the_news(&self) {
        let busy = Reply::new("503 Service Unavailable", &[], "");
        self.between.set(says_at("push", busy));
        assert_eq!(self.ha.refuses(&["sync"]), "busy");
        self.between.pass();
    }

    /// In the end everything goes through once.
    #[track_caller]
    fn goes_on(&self) {
        self.between.pass();
        assert_eq!(self.ha.sync()["sent"], 1);
        assert_eq!(self.ha.shows(&self.waiting)["state"], "submitted");
        assert_eq!(self.ha.lists(&["list"]).len(), 3);
        assert_eq!(self.ha.does(&["verify"])["ok"], true);
        self.board.is_sound();
    }
}

fn at(
    route: &'static str,
    fate: impl Fn() -> Fate + Send + 'static,
) -> impl FnMut(&Asked) -> Fate + Send + 'static {
    move |asked| if asked.is(route) { fate() } else { Fate::Pass }
}

/// Whatever is asked, this is said.
fn says(reply: Reply) -> impl FnMut(&Asked) -> Fate + Send + 'static {
    move |_| Fate::say(&reply)
}

/// Where one route is asked, this is said.
fn says_at(route: &'static str, reply: Reply) -> impl FnMut(&Asked) -> Fate + Send + 'static {
    at(route, move || Fate::say(&reply))
}

/// An answer with status 200.
fn ok(media_type: &str, body: impl Into<Vec<u8>>) -> Reply {
    Reply::new("200 OK", &[&format!("Content-Type: {media_type}")], body)
}

fn json_of(body: impl Into<Vec<u8>>) -> Reply {
    ok("application/json", body)
}

fn lines_of(body: impl Into<Vec<u8>>) -> Reply {
    ok("application/x-ndjson", body)
}

/// A page of entries with its lines changed.
fn entries(
    change: impl Fn(usize, &str) -> Option<String> + Clone + Send + 'static,
) -> impl FnMut(&Asked) -> Fate + Send + 'static {
    at("entries", move || {
        let change = change.clone();
        Fate::through(move |reply| reply.with_lines(change))
    })
}
