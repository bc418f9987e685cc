//! What stands between a desk and its portal: it may pass on, change, cut, double or swallow what goes by.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

/// What a desk asked.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The method.
    pub method: String,
    /// The path with its query.
    pub path: String,
    /// The header lines.
    pub headers: Vec<String>,
    /// The body.
    pub body: Vec<u8>,
}

impl Asked {
    /// Whether it is a route of the API below the site, as `head`, `push`, `entries`.
    pub fn is(&self, route: &str) -> bool {
        let path = self.path.split('?').next().unwrap_or_default();
        path.contains(&format!("/{route}"))
    }
}

/// What the portal answered.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The status line and the headers but those of the connection.
    pub head: Vec<String>,
    /// The body.
    pub body: Vec<u8>,
}

impl Reply {
    /// An answer that no portal gave.
    pub fn new(status: &str, headers: &[&str], body: impl Into<Vec<u8>>) -> Self {
        let mut head = vec![format!("HTTP/1.1 {status}")];
        head.extend(headers.iter().map(|&line| line.to_owned()));
        Self {
            head,
            body: body.into(),
        }
    }

    /// With the same body put through a change.
    #[must_use]
    pub fn with_body(mut self, change: impl FnOnce(Vec<u8>) -> Vec<u8>) -> Self {
        self.body = change(self.body);
        self
    }

    /// The body's lines, each put through a change; a line that becomes none is left out.
    ///
    /// # Panics
    ///
    /// Where the body is not UTF-8.
    #[must_use]
    pub fn with_lines(self, mut change: impl FnMut(usize, &str) -> Option<String>) -> Self {
        self.with_body(|body| {
            let text = String::from_utf8(body).unwrap();
            let lines: Vec<String> = text
                .lines()
                .enumerate()
                .filter_map(|(at, line)| change(at, line))
                .collect();
            format!("{}\n", lines.join("\n")).into_bytes()
        })
    }

    /// The bytes on the wire.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = format!(
            "{}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            self.head.join("\r\n"),
            self.body.len()
        )
        .into_bytes();
        bytes.extend_from_slice(&self.body);
        bytes
    }
}

type Change = Box<dyn FnOnce(Reply) -> Vec<u8> + Send>;

/// What becomes of a question.
pub enum Fate {
    /// It goes to the portal, and the answer comes back.
    Pass,
    /// The portal never hears of it; these bytes come back, and the line ends.
    Say(Vec<u8>),
    /// The portal hears of it; what comes back is made from its answer.
    Through(Change),
    /// The portal hears of it twice.
    Twice,
    /// So many bytes of the body reach the portal before the line breaks, on both sides.
    CutAfter(usize),
}

impl Fate {
    /// Bytes made from the portal's answer.
    pub fn through(change: impl FnOnce(Reply) -> Reply + Send + 'static) -> Self {
        Self::Through(Box::new(|reply| change(reply).bytes()))
    }

    /// The portal does it, and its answer is lost.
    pub fn answer_lost() -> Self {
        Self::Through(Box::new(|_| Vec::new()))
    }

    /// An answer that no portal gave.
    pub fn say(reply: &Reply) -> Self {
        Self::Say(reply.bytes())
    }
}

type Rule = Box<dyn FnMut(&Asked) -> Fate + Send>;

/// Something on the line between a desk and its portal.
pub struct Between {
    /// Where desks find it.
    pub url: String,
    address: String,
    rule: Arc<Mutex<Rule>>,
    asked: Arc<AtomicUsize>,
    ended: Arc<AtomicBool>,
}

impl Between {
    /// Stands before the portal at `address` and passes everything on.
    ///
    /// # Panics
    ///
    /// Where no port can be had.
    pub fn before(address: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let own = listener.local_addr().unwrap().to_string();
        let pass: Rule = Box::new(|_| Fate::Pass);
        let between = Self {
            url: format!("http://{own}"),
            address: own,
            rule: Arc::new(Mutex::new(pass)),
            asked: Arc::default(),
            ended: Arc::default(),
        };
        let (portal, rule) = (address.to_owned(), Arc::clone(&between.rule));
        let (asked, ended) = (Arc::clone(&between.asked), Arc::clone(&between.ended));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                if ended.load(Ordering::SeqCst) {
                    return;
                }
                let Ok(stream) = stream else { continue };
                let (portal, rule, asked) = (portal.clone(), Arc::clone(&rule), Arc::clone(&asked));
                // A line that breaks is what this is for.
                std::thread::spawn(move || drop(serve(stream, &portal, &rule, &asked)));
            }
        });
        between
    }

    /// From now on, `rule` decides.
    ///
    /// # Panics
    ///
    /// Where the rule before it panicked.
    pub fn set(&self, rule: impl FnMut(&Asked) -> Fate + Send + 'static) {
        *self.rule.lock().unwrap() = Box::new(rule);
    }

    /// From now on, everything passes.
    pub fn pass(&self) {
        self.set(|_| Fate::Pass);
    }

    /// How many questions were asked so far.
    pub fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

impl Drop for Between {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::SeqCst);
        // Wakes the listener, so that it sees that it has ended.
        drop(TcpStream::connect(&self.address));
    }
}

fn serve(
    stream: TcpStream,
    portal: &str,
    rule: &Mutex<Rule>,
    count: &AtomicUsize,
) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let Some(asked) = read_question(&mut reader)? else {
        return Ok(());
    };
    count.fetch_add(1, Ordering::SeqCst);
    let fate = rule.lock().map_or(Fate::Pass, |mut rule| rule(&asked));
    let bytes = match fate {
        Fate::Pass => ask(portal, &asked, asked.body.len())?.bytes(),
        Fate::Say(bytes) => bytes,
        Fate::Through(change) => change(ask(portal, &asked, asked.body.len())?),
        Fate::Twice => {
            ask(portal, &asked, asked.body.len())?;
            ask(portal, &asked, asked.body.len())?.bytes()
        }
        Fate::CutAfter(bytes) => {
            drop(ask(portal, &asked, bytes.min(asked.body.len())));
            Vec::new()
        }
    };
    let mut stream = stream;
    stream.write_all(&bytes)?;
    stream.flush()?;
    stream.shutdown(Shutdown::Both)
}

fn read_question(reader: &mut impl BufRead) -> std::io::Result<Option<Asked>> {
    let mut first = String::new();
    if reader.read_line(&mut first)? == 0 {
        return Ok(None);
    }
    let mut words = first.split_whitespace().map(str::to_owned);
    let (method, path) = (
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    );
    let mut headers = Vec::new();
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let line = line.trim_end().to_owned();
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':').unwrap_or((&line, ""));
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.trim().parse().unwrap_or(0),
            "connection" => {}
            _ => headers.push(line),
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    Ok(Some(Asked {
        method,
        path,
        headers,
        body,
    }))
}

/// Hands a question to the portal, or only the first bytes of its body, and reads what it answers.
fn ask(portal: &str, asked: &Asked, bytes: usize) -> std::io::Result<Reply> {
    let mut line = TcpStream::connect(portal)?;
    // By the older form of HTTP the answer ends with the line, in one piece.
    let mut head = format!("{} {} HTTP/1.0\r\n", asked.method, asked.path);
    for header in &asked.headers {
        head.push_str(header);
        head.push_str("\r\n");
    }
    if !asked.body.is_empty() || asked.method != "GET" {
        head.push_str("Content-Length: ");
        head.push_str(&asked.body.len().to_string());
        head.push_str("\r\n");
    }
    head.push_str("\r\n");
    line.write_all(head.as_bytes())?;
    line.write_all(&asked.body[..bytes])?;
    if bytes < asked.body.len() {
        line.shutdown(Shutdown::Both)?;
        return Ok(Reply::new("502 Bad Gateway", &[], ""));
    }
    let mut answer = Vec::new();
    line.read_to_end(&mut answer)?;
    let end = answer
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .ok_or_else(|| std::io::Error::other("the portal broke off"))?;
    let text = String::from_utf8_lossy(&answer[..end]).into_owned();
    let head = text
        .lines()
        .filter(|line| {
            let name = line
                .split(':')
                .next()
                .unwrap_or_default()
                .to_ascii_lowercase();
            !matches!(
                name.as_str(),
                "content-length" | "connection" | "transfer-encoding"
            )
        })
        .map(|line| line.replace("HTTP/1.0", "HTTP/1.1"))
        .collect();
    Ok(Reply {
        head,
        body: answer[end + 4..].to_vec(),
    })
}
