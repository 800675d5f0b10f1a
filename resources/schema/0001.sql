-- A review, version 1. STRICT throughout; text is UTF-8; lists in one column are separated by newlines; times are
-- milliseconds since 1970 but for op.stamp (microseconds). Plain SQLite can read all of it.

-- Who and what --------------------------------------------------------------------------------------------------------

CREATE TABLE device (           -- a copy of this file on a computer; another copy is another device
    id INTEGER PRIMARY KEY,
    uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
    identity BLOB NOT NULL      -- hash of computer and file: tells that a copy was made
) STRICT;

CREATE TABLE reviewer (
    id INTEGER PRIMARY KEY,
    uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE reason (           -- an exclusion reason; what it says is in reason_event
    id INTEGER PRIMARY KEY,
    uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16)
) STRICT;

-- The journal: one row for one act of a person. Nothing in it is ever changed.
CREATE TABLE op (
    id INTEGER PRIMARY KEY,
    device INTEGER NOT NULL REFERENCES device,
    number INTEGER NOT NULL,    -- 1, 2, 3 … on that device: a gap shows that something is missing
    stamp INTEGER NOT NULL,     -- hybrid clock: never less than any stamp seen before; orders acts
    reviewer INTEGER NOT NULL REFERENCES reviewer,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,      -- what it was about, for the history: a file's name, a label, a field
    amount INTEGER NOT NULL,    -- how many records, citations or values it touched
    undoes INTEGER REFERENCES op,
    hash BLOB NOT NULL,         -- SHA-256 over the device's act before, this row and its events
    UNIQUE (device, number),
    CHECK ((undoes IS NOT NULL) = (kind IN ('undo', 'redo')))
) STRICT;
CREATE INDEX op_undoes ON op (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX op_reviewer ON op (reviewer, id);

-- What came in (never changed) -----------------------------------------------------------------------------------------

CREATE TABLE search (
    id INTEGER PRIMARY KEY,
    uuid BLOB NOT NULL UNIQUE,
    op INTEGER NOT NULL REFERENCES op,
    name TEXT NOT NULL,
    kind INTEGER NOT NULL CHECK (kind IN (1, 2, 3)),
    query TEXT NOT NULL,
    date TEXT NOT NULL
) STRICT;

CREATE TABLE import (
    id INTEGER PRIMARY KEY,
    uuid BLOB NOT NULL UNIQUE,
    op INTEGER NOT NULL REFERENCES op,
    search INTEGER NOT NULL REFERENCES search,
    file TEXT NOT NULL,
    sha256 BLOB NOT NULL,
    format TEXT NOT NULL,
    encoding TEXT NOT NULL,
    database TEXT NOT NULL,     -- what the content says it is from
    bytes INTEGER NOT NULL,
    records INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    record_bytes INTEGER NOT NULL,
    rejected_bytes INTEGER NOT NULL,
    separator_bytes INTEGER NOT NULL,
    problems INTEGER NOT NULL,
    first_record INTEGER NOT NULL, -- its records are numbered in one run
    CHECK (record_bytes + rejected_bytes + separator_bytes = bytes)
) STRICT;
CREATE INDEX import_op ON import (op);
CREATE INDEX search_op ON search (op);

CREATE TABLE import_problem (
    import INTEGER NOT NULL REFERENCES import DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    severity INTEGER NOT NULL,
    line INTEGER NOT NULL,
    record INTEGER NOT NULL,    -- its number in the file; 0: none
    text TEXT NOT NULL,
    PRIMARY KEY (import, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE record (
    id INTEGER PRIMARY KEY,
    import INTEGER NOT NULL REFERENCES import DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,  -- 1, 2, 3 … in the file
    raw_offset INTEGER NOT NULL,
    line INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    source_id TEXT NOT NULL,
    title TEXT NOT NULL,
    title_key TEXT NOT NULL,    -- folded, for sorting
    lead_author TEXT NOT NULL,
    author_count INTEGER NOT NULL,
    journal TEXT NOT NULL,
    year INTEGER NOT NULL,      -- 0: not stated
    volume TEXT NOT NULL,
    issue TEXT NOT NULL,
    pages TEXT NOT NULL,
    doi TEXT NOT NULL,
    pmid TEXT NOT NULL,
    wos TEXT NOT NULL,
    has_abstract INTEGER NOT NULL
) STRICT;

-- Long text, apart from what lists show.
CREATE TABLE record_text (
    record INTEGER PRIMARY KEY REFERENCES record,
    abstract TEXT NOT NULL,
    authors TEXT NOT NULL,
    keywords TEXT NOT NULL,
    mesh TEXT NOT NULL,
    original_title TEXT NOT NULL,
    group_authors TEXT NOT NULL,
    date TEXT NOT NULL,
    journal_abbreviation TEXT NOT NULL,
    pmcid TEXT NOT NULL,
    registrations TEXT NOT NULL,
    language TEXT NOT NULL,
    types TEXT NOT NULL,
    urls TEXT NOT NULL,
    notices TEXT NOT NULL,
    raw BLOB NOT NULL           -- the record's bytes in the file
) STRICT;

-- What people said (only ever added to) --------------------------------------------------------------------------------

CREATE TABLE decision_event (
    op INTEGER NOT NULL REFERENCES op,
    record INTEGER NOT NULL REFERENCES record,
    stage INTEGER NOT NULL CHECK (stage IN (1, 2)),
    reviewer INTEGER NOT NULL REFERENCES reviewer,
    verdict INTEGER CHECK (verdict IN (0, 1, 2)), -- NULL: taken back
    reason INTEGER REFERENCES reason,
    note TEXT NOT NULL,
    CHECK (reason IS NULL OR verdict = 0),
    PRIMARY KEY (record, stage, reviewer, op)
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_event_op ON decision_event (op);

CREATE TABLE label_event (
    op INTEGER NOT NULL REFERENCES op,
    record INTEGER NOT NULL REFERENCES record,
    label TEXT NOT NULL,
    present INTEGER NOT NULL CHECK (present IN (0, 1)),
    PRIMARY KEY (record, label, op)
) STRICT, WITHOUT ROWID;
CREATE INDEX label_event_op ON label_event (op);

CREATE TABLE note_event (
    op INTEGER NOT NULL REFERENCES op,
    record INTEGER NOT NULL REFERENCES record,
    reviewer INTEGER NOT NULL REFERENCES reviewer,
    text TEXT NOT NULL,         -- empty: taken away
    PRIMARY KEY (record, reviewer, op)
) STRICT, WITHOUT ROWID;
CREATE INDEX note_event_op ON note_event (op);

CREATE TABLE retrieval_event (
    op INTEGER NOT NULL REFERENCES op,
    record INTEGER NOT NULL REFERENCES record,
    status INTEGER NOT NULL CHECK (status IN (0, 1, 2)),
    why TEXT NOT NULL,
    PRIMARY KEY (record, op)
) STRICT, WITHOUT ROWID;
CREATE INDEX retrieval_event_op ON retrieval_event (op);

CREATE TABLE file_event (
    op INTEGER NOT NULL REFERENCES op,
    record INTEGER NOT NULL REFERENCES record,
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    name TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    present INTEGER NOT NULL CHECK (present IN (0, 1)),
    PRIMARY KEY (record, sha256, op)
) STRICT, WITHOUT ROWID;
CREATE INDEX file_event_op ON file_event (op);

CREATE TABLE study_event (
    op INTEGER NOT NULL REFERENCES op,
    record INTEGER NOT NULL REFERENCES record,
    study INTEGER REFERENCES record, -- NULL: a study of its own
    PRIMARY KEY (record, op)
) STRICT, WITHOUT ROWID;
CREATE INDEX study_event_op ON study_event (op);
CREATE INDEX study_event_study ON study_event (study);

CREATE TABLE value_event (
    op INTEGER NOT NULL REFERENCES op,
    record INTEGER NOT NULL REFERENCES record, -- of the study's first report
    field TEXT NOT NULL,
    reviewer INTEGER NOT NULL REFERENCES reviewer,
    answer INTEGER CHECK (answer IN (1, 2, 3, 4)), -- NULL: taken back
    text TEXT NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (record, field, reviewer, op)
) STRICT, WITHOUT ROWID;
CREATE INDEX value_event_op ON value_event (op);

CREATE TABLE reason_event (
    op INTEGER NOT NULL REFERENCES op,
    reason INTEGER NOT NULL REFERENCES reason,
    stage INTEGER NOT NULL CHECK (stage IN (1, 2)),
    label TEXT NOT NULL,
    position INTEGER,           -- NULL: no longer offered
    PRIMARY KEY (reason, op)
) STRICT, WITHOUT ROWID;
CREATE INDEX reason_event_op ON reason_event (op);

CREATE TABLE setting_event (
    op INTEGER NOT NULL REFERENCES op,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (key, op)
) STRICT, WITHOUT ROWID;
CREATE INDEX setting_event_op ON setting_event (op);

-- What follows from it: projections. They can be emptied and made again. -------------------------------------------------

CREATE TABLE undone (op INTEGER PRIMARY KEY REFERENCES op) STRICT;

-- A record's identifiers, hashed: (kind << 60) | hash. Kinds 1 PMID, 2 Web of Science (these join), 3 DOI, 4 the source's own.
CREATE TABLE record_key (
    hash INTEGER NOT NULL,
    record INTEGER NOT NULL REFERENCES record,
    PRIMARY KEY (hash, record)
) STRICT, WITHOUT ROWID;

-- What is screened; numbered as its leading record, the first of its records.
CREATE TABLE citation (
    id INTEGER PRIMARY KEY REFERENCES record,
    box INTEGER NOT NULL,       -- exactly one
    arm INTEGER NOT NULL,       -- 1: with a record from a database or register, 3: only by other methods
    records INTEGER NOT NULL,
    reason INTEGER,             -- why excluded on full text
    retrieval INTEGER NOT NULL
) STRICT;
CREATE INDEX citation_box ON citation (box, arm, reason);

-- The records of citations that have more than one.
CREATE TABLE joined (
    record INTEGER PRIMARY KEY REFERENCES record,
    citation INTEGER NOT NULL
) STRICT;
CREATE INDEX joined_citation ON joined (citation);

CREATE TABLE decision (
    citation INTEGER NOT NULL,
    stage INTEGER NOT NULL,
    reviewer INTEGER NOT NULL,
    verdict INTEGER NOT NULL,
    reason INTEGER,
    note TEXT NOT NULL,
    op INTEGER NOT NULL,
    PRIMARY KEY (citation, stage, reviewer)
) STRICT, WITHOUT ROWID;
CREATE INDEX decision_reviewer ON decision (reviewer, stage, verdict);

CREATE TABLE citation_label (
    citation INTEGER NOT NULL,
    label TEXT NOT NULL,
    PRIMARY KEY (citation, label)
) STRICT, WITHOUT ROWID;
CREATE INDEX citation_label_label ON citation_label (label);

CREATE TABLE citation_note (
    citation INTEGER NOT NULL,
    reviewer INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (citation, reviewer)
) STRICT, WITHOUT ROWID;

CREATE TABLE retrieval (
    citation INTEGER PRIMARY KEY,
    status INTEGER NOT NULL,
    why TEXT NOT NULL
) STRICT;

CREATE TABLE report_file (
    citation INTEGER NOT NULL,
    sha256 BLOB NOT NULL,
    name TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    PRIMARY KEY (citation, sha256)
) STRICT, WITHOUT ROWID;

CREATE TABLE study_report (     -- only reports that are not a study of their own
    citation INTEGER PRIMARY KEY,
    study INTEGER NOT NULL
) STRICT;
CREATE INDEX study_report_study ON study_report (study);

CREATE TABLE study_value (
    study INTEGER NOT NULL,
    field TEXT NOT NULL,
    reviewer INTEGER NOT NULL,
    answer INTEGER NOT NULL,
    text TEXT NOT NULL,
    source TEXT NOT NULL,
    PRIMARY KEY (study, field, reviewer)
) STRICT, WITHOUT ROWID;
CREATE INDEX study_value_field ON study_value (field, text);

CREATE TABLE reason_state (
    reason INTEGER PRIMARY KEY,
    stage INTEGER NOT NULL,
    label TEXT NOT NULL,
    position INTEGER NOT NULL
) STRICT;

CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Full text: filled in slices, in the order of the records, after an import. ---------------------------------------------

CREATE VIEW record_search AS
    SELECT r.id AS id, r.title AS title, t.abstract AS abstract, t.authors AS authors,
           t.keywords || char(10) || t.mesh AS keywords
    FROM record r JOIN record_text t ON t.record = r.id;

CREATE VIRTUAL TABLE record_fts USING fts5 (
    title, abstract, authors, keywords,
    content = 'record_search', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TABLE fts_state (one INTEGER PRIMARY KEY CHECK (one = 1), indexed INTEGER NOT NULL) STRICT;
INSERT INTO fts_state VALUES (1, 0);
