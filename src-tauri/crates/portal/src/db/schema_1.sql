-- The portal's data. STRICT throughout; a column never changes its meaning.

CREATE TABLE sites (
    id      INTEGER PRIMARY KEY,
    name    TEXT NOT NULL UNIQUE,
    -- The host name it answers for; absent: only as the first site added.
    host    TEXT UNIQUE,
    -- The secret half of the site's key. It lies here, not beside the file, so that no copy has one without the other.
    secret  BLOB NOT NULL,
    ledger  BLOB NOT NULL
) STRICT;

CREATE TABLE entries (
    site        INTEGER NOT NULL REFERENCES sites (id),
    seq         INTEGER NOT NULL,
    bytes       TEXT NOT NULL,
    event       TEXT NOT NULL,
    hash        BLOB NOT NULL,
    event_id    TEXT NOT NULL,
    accepted_at INTEGER NOT NULL,
    PRIMARY KEY (site, seq)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX entries_by_event ON entries (site, event_id);

-- Which bodies an entry names, in the order of its fields.
CREATE TABLE namings (
    site    INTEGER NOT NULL,
    seq     INTEGER NOT NULL,
    place   INTEGER NOT NULL,
    body    BLOB NOT NULL,
    -- The edition whose revision it is; absent for small bodies, which always go along.
    edition TEXT,
    PRIMARY KEY (site, seq, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX namings_by_body ON namings (site, body);

CREATE TABLE bodies (
    id      INTEGER PRIMARY KEY,
    site    INTEGER NOT NULL REFERENCES sites (id),
    hash    BLOB NOT NULL,
    bytes   TEXT NOT NULL,
    added   INTEGER NOT NULL,
    UNIQUE (site, hash)
) STRICT;

CREATE TABLE erased (
    site    INTEGER NOT NULL REFERENCES sites (id),
    hash    BLOB NOT NULL,
    PRIMARY KEY (site, hash)
) STRICT, WITHOUT ROWID;

-- Which files a body shows.
CREATE TABLE body_blobs (
    site    INTEGER NOT NULL REFERENCES sites (id),
    body    BLOB NOT NULL,
    blob    BLOB NOT NULL,
    PRIMARY KEY (site, body, blob)
) STRICT, WITHOUT ROWID;
CREATE INDEX body_blobs_by_blob ON body_blobs (site, blob);

-- Files that are there in full; their bytes lie beside the database.
CREATE TABLE blobs (
    site        INTEGER NOT NULL REFERENCES sites (id),
    hash        BLOB NOT NULL,
    media_type  TEXT NOT NULL,
    bytes       INTEGER NOT NULL,
    added       INTEGER NOT NULL,
    PRIMARY KEY (site, hash)
) STRICT, WITHOUT ROWID;

-- What the ledger says stands now, for reading pages of it without folding it.
CREATE TABLE editions (
    site        INTEGER NOT NULL REFERENCES sites (id),
    edition     TEXT NOT NULL,
    head        BLOB,
    pending     BLOB,
    live        BLOB,
    PRIMARY KEY (site, edition)
) STRICT, WITHOUT ROWID;

-- What readers see.
CREATE TABLE publications (
    site        INTEGER NOT NULL REFERENCES sites (id),
    edition     TEXT NOT NULL,
    item        TEXT NOT NULL,
    lang        TEXT NOT NULL,
    kind        TEXT NOT NULL,
    short       TEXT NOT NULL,
    revision    BLOB NOT NULL,
    -- For a translation: the source's revision it follows.
    source      BLOB,
    state       TEXT NOT NULL CHECK (state IN ('published', 'withdrawn', 'unpublished')),
    section     TEXT NOT NULL,
    title       TEXT NOT NULL,
    summary     TEXT NOT NULL,
    -- The first picture in the text, with its size; absent where there is none.
    picture     BLOB,
    width       INTEGER NOT NULL,
    height      INTEGER NOT NULL,
    -- A consultation's days as written; empty for other kinds.
    opens       TEXT NOT NULL,
    closes      TEXT NOT NULL,
    -- 1: a translation some of whose sentences have changed in the source that is live.
    behind      INTEGER NOT NULL,
    first_at    INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    -- Why it was withdrawn or unpublished; absent while published.
    reason      BLOB,
    -- The item an unpublished page leads to.
    leads_to    TEXT,
    PRIMARY KEY (site, edition)
) STRICT, WITHOUT ROWID;
CREATE INDEX publications_by_short ON publications (site, lang, short);
CREATE INDEX publications_by_time ON publications (site, lang, section, first_at);

-- Refused for ever. `line` is empty where the sender is proven, else the hash of the very line.
CREATE TABLE refused (
    site        INTEGER NOT NULL REFERENCES sites (id),
    event_id    TEXT NOT NULL,
    line        BLOB NOT NULL,
    refusal     TEXT NOT NULL,
    at          INTEGER NOT NULL,
    PRIMARY KEY (site, event_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE challenges (
    nonce   TEXT PRIMARY KEY,
    site    INTEGER NOT NULL REFERENCES sites (id),
    device  TEXT NOT NULL,
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Tokens by their hash only.
CREATE TABLE tokens (
    hash    BLOB PRIMARY KEY,
    site    INTEGER NOT NULL REFERENCES sites (id),
    device  TEXT NOT NULL,
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE comments (
    -- Given anew when it is erased, so that every desk hears of that.
    cursor      INTEGER PRIMARY KEY AUTOINCREMENT,
    site        INTEGER NOT NULL REFERENCES sites (id),
    comment     TEXT NOT NULL UNIQUE,
    edition     TEXT NOT NULL,
    receipt     TEXT NOT NULL,
    -- What makes a form sent twice one comment.
    form_key    TEXT NOT NULL,
    name        TEXT NOT NULL,
    contact     TEXT NOT NULL,
    hide_name   INTEGER NOT NULL,
    text        TEXT NOT NULL,
    block       TEXT,
    at          INTEGER NOT NULL,
    erased      INTEGER NOT NULL,
    UNIQUE (site, receipt),
    UNIQUE (site, edition, form_key)
) STRICT;
