-- The first schema. Ids are their text, hashes their 32 bytes, times Unix milliseconds.
-- Tables that a person's work lies in have a number of their own, so that a damaged file can be read row by row.

CREATE TABLE meta (
    id    INTEGER PRIMARY KEY,
    name  TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL
) STRICT;

-- What is written here and has not been submitted or shared.
CREATE TABLE draft (
    id        INTEGER PRIMARY KEY,
    edition   TEXT    NOT NULL UNIQUE,
    kind      TEXT    NOT NULL,
    base      BLOB,             -- the revision it builds on; none for a new edition
    created   INTEGER NOT NULL,
    updated   INTEGER NOT NULL,
    read_only INTEGER NOT NULL,
    merge     TEXT,             -- what came together in it, while that is to be looked at
    content   TEXT    NOT NULL
) STRICT;

CREATE TABLE snapshot (
    id      INTEGER PRIMARY KEY,
    edition TEXT    NOT NULL,
    name    TEXT,               -- none: made by time
    at      INTEGER NOT NULL,
    content TEXT    NOT NULL
) STRICT;
CREATE INDEX snapshot_of ON snapshot (edition, at);

CREATE TABLE trash (
    id   INTEGER PRIMARY KEY,
    item TEXT    NOT NULL UNIQUE,
    at   INTEGER NOT NULL
) STRICT;

-- What people wrote, as immutable bytes. The columns before the bytes are read out of them once.
CREATE TABLE body (
    id      INTEGER PRIMARY KEY,
    hash    BLOB    NOT NULL UNIQUE,
    type    TEXT    NOT NULL,
    newer   INTEGER NOT NULL,
    edition TEXT,
    title   TEXT,
    author  TEXT,
    section TEXT,
    bytes   BLOB    NOT NULL
) STRICT;

-- Files: what is known of them, whether the portal has them and whether they lie here.
CREATE TABLE blob (
    id         INTEGER PRIMARY KEY,
    hash       BLOB    NOT NULL UNIQUE,
    media_type TEXT    NOT NULL,
    bytes      INTEGER NOT NULL,
    width      INTEGER NOT NULL,
    height     INTEGER NOT NULL,
    uploaded   INTEGER NOT NULL,
    here       INTEGER NOT NULL
) STRICT;

-- Bodies and files to be fetched with the next exchange.
CREATE TABLE wanted (
    id   INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    what TEXT NOT NULL CHECK (what IN ('body', 'blob'))
) STRICT;

-- The mirror: what the portal confirmed, only ever written by pulling.
CREATE TABLE entry (
    seq     INTEGER PRIMARY KEY,
    edition TEXT,
    entry   BLOB NOT NULL,
    event   BLOB NOT NULL
) STRICT;
CREATE INDEX entry_of ON entry (edition, seq) WHERE edition IS NOT NULL;

CREATE TABLE board (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    state TEXT NOT NULL         -- without the short ids, which have a table of their own
) STRICT;

CREATE TABLE short (
    short TEXT PRIMARY KEY NOT NULL,
    item  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE edition (
    id      INTEGER PRIMARY KEY,
    edition TEXT NOT NULL UNIQUE,
    state   TEXT NOT NULL
) STRICT;

-- The outbox: what was made here and is not yet confirmed, in order.
CREATE TABLE outbox (
    n         INTEGER PRIMARY KEY,
    id        TEXT    NOT NULL UNIQUE,
    edition   TEXT,
    what      TEXT    NOT NULL,
    at        INTEGER NOT NULL,
    tried     INTEGER NOT NULL,
    accepted  INTEGER,          -- the entry's number, once the portal answered
    reoffered INTEGER NOT NULL, -- an older ledger is offered what this desk holds of it
    event     BLOB    NOT NULL,
    sig       BLOB    NOT NULL
) STRICT;
CREATE INDEX outbox_of ON outbox (edition);

CREATE TABLE refusal (
    n        INTEGER PRIMARY KEY,
    id       TEXT    NOT NULL UNIQUE,
    edition  TEXT,
    title    TEXT    NOT NULL,
    what     TEXT    NOT NULL,
    at       INTEGER NOT NULL,
    refusal  TEXT    NOT NULL,
    merged   TEXT    NOT NULL CHECK (merged IN ('no', 'clean', 'fork')),
    revision BLOB,
    base     BLOB
) STRICT;

-- Revisions that were refused, with the last ancestor that was not: never a parent again.
CREATE TABLE refused_revision (
    id       INTEGER PRIMARY KEY,
    revision BLOB NOT NULL UNIQUE,
    base     BLOB
) STRICT;

-- The projection: mirror + outbox + drafts, as the screens show it.
CREATE TABLE item_row (
    id                 INTEGER PRIMARY KEY,
    edition            TEXT    NOT NULL UNIQUE,
    kind               TEXT    NOT NULL,
    title              TEXT    NOT NULL,
    state              TEXT    NOT NULL,
    pending            TEXT,
    revision           BLOB,
    published_revision BLOB,
    draft              INTEGER NOT NULL,
    fork               INTEGER NOT NULL,
    out_of_date        INTEGER NOT NULL,
    waits_for          TEXT,
    at                 INTEGER,
    updated            INTEGER NOT NULL,
    author             TEXT,
    section            TEXT,
    reason             TEXT,
    mine               INTEGER NOT NULL,
    newer              INTEGER NOT NULL
) STRICT;
CREATE INDEX item_row_newest ON item_row (updated DESC, edition DESC);

-- Editions whose text has changed since it was indexed.
CREATE TABLE to_index (
    id      INTEGER PRIMARY KEY,
    edition TEXT NOT NULL UNIQUE
) STRICT;

-- Which row of the index holds what; a number is renewed when its text is indexed again, so newest stands first.
CREATE TABLE indexed (
    rowno   INTEGER PRIMARY KEY AUTOINCREMENT,
    edition TEXT NOT NULL,
    part    TEXT NOT NULL CHECK (part IN ('draft', 'revision')),
    UNIQUE (edition, part)
) STRICT;

-- Words come in ready: in small letters, tones at the end of the syllable, numbers of documents as one word.
CREATE VIRTUAL TABLE search USING fts5 (
    title, body, title_folded, body_folded, numbers,
    content = '', contentless_delete = 1,
    tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co' tokenchars '/-'"
);

CREATE TABLE comment (
    cursor  INTEGER PRIMARY KEY,
    comment TEXT    NOT NULL UNIQUE,
    edition TEXT    NOT NULL,
    erased  INTEGER NOT NULL,
    line    TEXT    NOT NULL
) STRICT;
CREATE INDEX comment_of ON comment (edition, cursor);
