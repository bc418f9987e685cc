//! The sheet of the recovery words: whose they are, what for and how to use them; to be printed.

use crate::{Desk, DeskError, Result, time, words::Tongue};
use serde::Serialize;
use std::{fs, io::Write as _, path::Path};

/// The sheet, as it is printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sheet {
    /// What it is.
    pub title: String,
    /// Whose it is: board, member, day.
    pub facts: Vec<Fact>,
    /// The twelve words.
    pub words: Vec<String>,
    /// What they are for, and how to use them.
    pub parts: Vec<Part>,
}

/// A name and what stands for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// What it is.
    pub name: String,
    /// What stands for it here.
    pub value: String,
}

/// A few lines under a head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// The head.
    pub head: String,
    /// The lines, in order.
    pub lines: Vec<String>,
}

impl Desk {
    /// The sheet of the recovery words, in this language.
    ///
    /// # Errors
    /// Those of the store.
    pub fn recovery_sheet(&self, tongue: Tongue) -> Result<Sheet> {
        let vi = tongue == Tongue::Vi;
        let site = self
            .site_names()?
            .map(|(in_vi, in_en)| if vi { in_vi } else { in_en });
        let board = site.unwrap_or_else(|| {
            said(
                tongue,
                "chưa tham gia Ban Biên tập nào",
                "no board joined yet",
            )
        });
        let now = time::write(self.now());
        let mut day: Vec<&str> = now.get(..10).unwrap_or_default().split('-').collect();
        day.reverse();
        let facts = [
            (said(tongue, "Ban Biên tập", "Editorial board"), board),
            (said(tongue, "Người dùng", "Person"), self.status()?.name),
            (said(tongue, "Ngày ghi", "Day"), day.join("/")),
        ];
        let words = self.recovery(false)?.words;
        Ok(Sheet {
            title: said(
                tongue,
                "Tờ khôi phục của Bản Thảo",
                "Recovery sheet of Bản Thảo",
            ),
            facts: facts
                .map(|(name, value)| Fact { name, value })
                .into_iter()
                .collect(),
            words: words.split_whitespace().map(str::to_owned).collect(),
            parts: parts(tongue),
        })
    }

    /// Writes that sheet to a file that any browser shows and prints.
    ///
    /// # Errors
    /// Those of the store; `disk_full` and others of the disk, then no half of it is left behind.
    pub fn save_recovery_sheet(&self, file: &Path, tongue: Tongue) -> Result<()> {
        let page = page(&self.recovery_sheet(tongue)?, tongue);
        write(file, page.as_bytes()).map_err(|error| {
            let _ = fs::remove_file(file);
            DeskError::from(store::Error::from(error))
        })
    }
}

fn said(tongue: Tongue, vi: &str, en: &str) -> String {
    if tongue == Tongue::Vi { vi } else { en }.to_owned()
}

fn parts(tongue: Tongue) -> Vec<Part> {
    let parts: [(&str, &[&str]); 3] = if tongue == Tongue::Vi {
        [
            (
                "Dùng để làm gì",
                &[
                    "Mười hai từ này mở dữ liệu của bàn làm việc khi quên cụm mật khẩu, trên máy này hoặc từ một bản sao lưu.",
                    "Ai có tờ này cùng với máy hoặc bản sao lưu thì mở được dữ liệu. Không ai cấp lại được các từ, kể cả Cổng.",
                ],
            ),
            (
                "Cách dùng",
                &[
                    "Trên máy này: mở Bản Thảo, chọn “Quên cụm mật khẩu”.",
                    "Từ bản sao lưu: mở Bản Thảo trên máy mới, chọn “Khôi phục từ bản sao lưu”, rồi “Mở bằng từ khôi phục”.",
                    "Nhập mười hai từ theo đúng thứ tự, cách nhau bằng dấu cách, rồi đặt cụm mật khẩu mới.",
                ],
            ),
            (
                "Cất giữ",
                &["Cất tờ giấy này ở nơi có khóa, khác với nơi để máy và nơi để bản sao lưu."],
            ),
        ]
    } else {
        [
            (
                "What they are for",
                &[
                    "These twelve words open the data of the desk when the passphrase is forgotten, on this computer or from a backup.",
                    "Whoever has this sheet together with the computer or a backup can open the data. Nobody can issue the words again, the portal neither.",
                ],
            ),
            (
                "How to use them",
                &[
                    "On this computer: open Bản Thảo and choose “Passphrase forgotten”.",
                    "From a backup: open Bản Thảo on the new computer, choose “Restore a backup”, then “Open by the recovery words”.",
                    "Type the twelve words in this order, separated by spaces, and choose a new passphrase.",
                ],
            ),
            (
                "Where to keep it",
                &[
                    "Keep this paper locked away, apart from the computer and apart from the backups.",
                ],
            ),
        ]
    };
    parts
        .iter()
        .map(|(head, lines)| Part {
            head: (*head).to_owned(),
            lines: lines.iter().map(|&line| line.to_owned()).collect(),
        })
        .collect()
}

/// Only its owner reads it.
fn write(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    // What stood there may be open to others.
    if file.is_file() {
        fs::remove_file(file)?;
    }
    let mut to = options.open(file)?;
    to.write_all(bytes)?;
    to.sync_all()
}

const STYLE: &str = "
  @page { size: A4; margin: 20mm }
  body { max-width: 170mm; margin: 10mm auto; padding: 0 5mm; color: black; background: white; font: 11pt/1.6 'Noto Serif', 'Times New Roman', serif }
  h1 { font-size: 18pt; margin: 0 0 6mm }
  h2 { font-size: 12pt; margin: 7mm 0 1mm }
  dl { display: grid; grid-template-columns: 38mm 1fr; gap: 1mm 4mm; margin: 0 }
  dd { margin: 0; font-weight: bold; overflow-wrap: anywhere }
  .words { display: grid; grid-template-columns: repeat(3, 1fr); gap: 3mm 6mm; margin: 7mm 0; padding: 6mm; border: 1px solid black; list-style: none; font: 14pt/1.5 monospace }
  .words span { display: inline-block; min-width: 10mm; font-size: 10pt }
  p, ul { margin: 0 } ul { padding-left: 5mm }
  .screen { margin: 0 0 8mm; padding: 4mm 5mm; border: 2px solid black; font-weight: bold }
  @media print { body { margin: 0; padding: 0; max-width: none } .screen { display: none } }
";

fn page(sheet: &Sheet, tongue: Tongue) -> String {
    let mut html = format!(
        "<!doctype html>\n<html lang=\"{}\">\n<meta charset=\"utf-8\">\n<title>{}</title>\n<style>{STYLE}</style>\n",
        if tongue == Tongue::Vi { "vi" } else { "en" },
        escaped(&sheet.title),
    );
    let mut put = |line: String| {
        html.push_str(&line);
        html.push('\n');
    };
    put(format!(
        "<p class=\"screen\">{}</p>",
        said(
            tongue,
            "In tệp này rồi xóa ngay, cả trong thùng rác: ai mở được tệp là đọc được các từ.",
            "Print this file, then delete it at once, from the trash as well: whoever opens it reads the words.",
        )
    ));
    put(format!("<h1>{}</h1>\n<dl>", escaped(&sheet.title)));
    for Fact { name, value } in &sheet.facts {
        put(format!(
            "<dt>{}</dt><dd dir=\"auto\">{}</dd>",
            escaped(name),
            escaped(value)
        ));
    }
    put("</dl>\n<ol class=\"words\" lang=\"en\" translate=\"no\">".to_owned());
    for (n, word) in (1..).zip(&sheet.words) {
        put(format!("<li><span>{n}</span>{}</li>", escaped(word)));
    }
    put("</ol>".to_owned());
    for part in &sheet.parts {
        put(format!("<h2>{}</h2>\n<ul>", escaped(&part.head)));
        for line in &part.lines {
            put(format!("<li>{}</li>", escaped(line)));
        }
        put("</ul>".to_owned());
    }
    html.push_str("</html>\n");
    html
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
