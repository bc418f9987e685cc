//! A comment arrives.

use super::{
    Answer, Page,
    consultation::{FormView, consultation, told},
    item::{Found, find},
    notice,
};
use crate::{
    failure,
    site::{
        address,
        comment::{Fault, Form, Judged, Unread},
        publications::{Item, Kept, Trouble},
        reading::{Reading, shown},
        visit::{About, Frame, Visit},
        words::{Words, words},
    },
};
use askama::Template;
use axum::http::StatusCode;
use editorial::{Code, Kind, Lang};
use protocol::Problem;

#[derive(Template)]
#[template(path = "receipt.html")]
struct Receipt {
    frame: Frame,
    title: String,
    back: String,
    number: String,
    at: String,
    had: bool,
}

/// What a reader sent.
pub(in crate::site) struct Sent {
    /// The form's bytes, or why they could not be taken.
    pub(in crate::site) form: Result<Vec<u8>, StatusCode>,
    /// Whether this address may send now, or the seconds to wait.
    pub(in crate::site) admitted: Result<(), u64>,
    /// The receipt a comment gets if it is kept.
    pub(in crate::site) receipt: String,
}

/// Judges what was sent to a page, keeps it, and answers with a receipt.
pub(in crate::site) fn comment(
    visit: &Visit<'_>,
    name: &str,
    sent: &Sent,
) -> Result<Answer, Trouble> {
    let (item, reading) = match find(visit, name)? {
        Found::Readable(item, reading) if item.kind == Kind::Consultation => (item, reading),
        Found::Readable(..) => return notice::no_form(visit),
        Found::Answered(answer) => return Ok(answer),
    };
    let bytes = match &sent.form {
        Ok(bytes) => bytes,
        Err(status) => return notice::unread(visit, *status),
    };
    let form = match Form::read(bytes) {
        Ok(form) => form,
        Err(Unread::TooLarge) => return notice::unread(visit, StatusCode::PAYLOAD_TOO_LARGE),
        Err(Unread::Malformed) => return notice::unread(visit, StatusCode::BAD_REQUEST),
    };
    if let Err(seconds) = sent.admitted {
        return flooded(visit, &item, &reading, form, seconds);
    }
    if !form.key.is_empty()
        && let Some(kept) = visit
            .publications
            .kept(&visit.site.id, reading.edition, &form.key)?
    {
        return receipt(visit, &item, &reading, &kept);
    }
    let judged = form.judged(&Judged {
        edition: reading.edition,
        period: reading.period(),
        withdrawn: reading.withdrawn.is_some(),
        now: visit.now,
        receipt: &sent.receipt,
    });
    match judged {
        Ok(comment) => {
            let kept = visit.publications.keep(&visit.site.id, &comment)?;
            receipt(visit, &item, &reading, &kept)
        }
        Err(faults) => refused(visit, &item, &reading, form, &faults),
    }
}

fn receipt(
    visit: &Visit<'_>,
    item: &Item,
    reading: &Reading,
    kept: &Kept,
) -> Result<Answer, Trouble> {
    let w = words(visit.lang);
    let receipt = Receipt {
        frame: visit.frame(&About {
            section: reading.field("section"),
            ..About::passing(w.received)
        }),
        title: shown(&reading.content.title),
        back: address::page(visit.lang, &reading.content.title, &item.short),
        number: kept.receipt.clone(),
        at: Words::moment(visit.lang, kept.at),
        had: kept.had,
    };
    Ok(Answer::Page(Page {
        private: true,
        ..Page::plain(&receipt)?
    }))
}

fn refused(
    visit: &Visit<'_>,
    item: &Item,
    reading: &Reading,
    form: Form,
    faults: &[Fault],
) -> Result<Answer, Trouble> {
    let (status, code) = match faults.first() {
        Some(Fault::Secret) => (StatusCode::UNPROCESSABLE_ENTITY, Code::SecretMark),
        Some(Fault::Ahead | Fault::Over | Fault::Withdrawn) => {
            (StatusCode::CONFLICT, Code::WrongState)
        }
        _ => (StatusCode::UNPROCESSABLE_ENTITY, Code::BadField),
    };
    let told: Vec<_> = faults
        .iter()
        .map(|fault| (fault.field(), told(visit.lang, *fault)))
        .collect();
    let detail = told
        .iter()
        .map(|(_, says)| says.as_str())
        .collect::<Vec<_>>()
        .join(". ");
    let page = consultation(
        visit,
        item,
        reading,
        FormView {
            typed: form.sent_back(),
            faults: told,
        },
    )?;
    let mut problem = Problem::new(code, status.as_u16(), words(visit.lang).not_sent);
    problem.detail = Some(detail);
    Ok(Answer::Page(Page {
        status,
        problem: Some(problem),
        private: true,
        ..page
    }))
}

fn flooded(
    visit: &Visit<'_>,
    item: &Item,
    reading: &Reading,
    form: Form,
    seconds: u64,
) -> Result<Answer, Trouble> {
    let typed = form.sent_back();
    let kept = !typed.text.is_empty();
    let says = match (visit.lang, kept) {
        (Lang::Vi, true) => format!(
            "Có quá nhiều góp ý gửi đến cùng lúc. Gửi lại sau {seconds} giây; nội dung đã viết vẫn còn trong biểu mẫu."
        ),
        (Lang::Vi, false) => {
            format!("Có quá nhiều góp ý gửi đến cùng lúc. Gửi lại sau {seconds} giây.")
        }
        (Lang::En, true) => format!(
            "Too many comments are arriving. Send it again in {seconds} seconds; what was written is still in the form."
        ),
        (Lang::En, false) => {
            format!("Too many comments are arriving. Send it again in {seconds} seconds.")
        }
    };
    let mut problem = Problem::new(
        Code::Busy,
        StatusCode::TOO_MANY_REQUESTS.as_u16(),
        failure::sentence(Code::Busy),
    );
    problem.detail = Some(says.clone());
    let view = FormView {
        typed,
        faults: vec![(None, says)],
    };
    let page = consultation(visit, item, reading, view)?;
    Ok(Answer::Page(Page {
        status: StatusCode::TOO_MANY_REQUESTS,
        problem: Some(problem),
        retry_after: Some(seconds),
        private: true,
        ..page
    }))
}
