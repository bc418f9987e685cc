//! Pictures and the lines below them.

use super::{Walker, attribute};
use editorial::ids::BlockId;
use html5ever::tokenizer::Tag;

/// A picture with its caption, while it is read.
#[derive(Default)]
pub(super) struct Figure {
    picture: Option<BlockId>,
    caption: String,
    credit: String,
    pub(super) in_caption: bool,
    pub(super) emphasised: bool,
}

impl Figure {
    /// Adds to the caption; what is emphasised at its end is the credit.
    pub(super) fn say(&mut self, text: &str) {
        if self.emphasised {
            self.credit.push_str(text);
            return;
        }
        if !text.trim().is_empty() {
            let within = std::mem::take(&mut self.credit);
            self.caption.push_str(&within);
        }
        self.caption.push_str(text);
    }
}

impl Walker<'_> {
    pub(super) fn picture(&mut self, tag: &Tag) {
        let from = attribute(tag, "src").unwrap_or_default();
        let id = self
            .builder
            .picture(from, attribute(tag, "alt").unwrap_or_default(), "");
        if let Some(figure) = &mut self.figure {
            figure.picture = id.or(figure.picture);
            self.caption();
        }
    }

    pub(super) fn end_figure(&mut self, whole: bool) {
        if let Some(figure) = &mut self.figure {
            figure.in_caption = false;
            figure.emphasised = false;
            self.caption();
        }
        if whole && let Some(figure) = self.figure.take() {
            // A caption without its picture is still something that was written.
            if figure.picture.is_none() {
                self.builder.text(&figure.caption);
                self.builder.text(" ");
                self.builder.text(&figure.credit);
            }
        }
    }

    fn caption(&mut self) {
        if let Some(Figure {
            picture: Some(picture),
            caption,
            credit,
            ..
        }) = &self.figure
            && !(caption.is_empty() && credit.is_empty())
        {
            self.builder.caption(*picture, caption, credit);
        }
    }
}
