//! Files in and out: HTML, Markdown, plain text, pictures.
