-- Version 2: every format, newer versions of records, duplicates that the program finds and a person judges.

ALTER TABLE import ADD COLUMN context TEXT NOT NULL DEFAULT ''; -- what raw bytes of its records need to be read alone
ALTER TABLE import ADD COLUMN unchanged INTEGER NOT NULL DEFAULT 0; -- records of the file that were there word for word

ALTER TABLE record_text ADD COLUMN editors TEXT NOT NULL DEFAULT '';
ALTER TABLE record_text ADD COLUMN publisher TEXT NOT NULL DEFAULT '';
ALTER TABLE record_text ADD COLUMN serials TEXT NOT NULL DEFAULT ''; -- ISSN and ISBN

CREATE TABLE record_trial (     -- what a trial register says; only for records that say something of it
    record INTEGER PRIMARY KEY REFERENCES record,
    status TEXT NOT NULL,
    phases TEXT NOT NULL,       -- a set, one a line
    enrolment INTEGER,          -- NULL: not stated
    study_type TEXT NOT NULL,
    conditions TEXT NOT NULL,
    interventions TEXT NOT NULL,
    sponsors TEXT NOT NULL,     -- the lead sponsor first
    countries TEXT NOT NULL,
    registered TEXT NOT NULL,
    started TEXT NOT NULL,
    completed TEXT NOT NULL,
    updated TEXT NOT NULL,
    has_results INTEGER NOT NULL CHECK (has_results IN (0, 1))
) STRICT;

CREATE TABLE record_relation (  -- what a record says of others
    record INTEGER NOT NULL REFERENCES record,
    kind INTEGER NOT NULL,
    target TEXT NOT NULL,       -- 'pmid:…', 'doi:…', 'registration:…', or as worded
    PRIMARY KEY (record, kind, target)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_relation_target ON record_relation (target);

-- A record that is the newer version of one that was there. It stands with it and is not counted.
CREATE TABLE version_event (
    op INTEGER NOT NULL REFERENCES op,
    record INTEGER NOT NULL REFERENCES record,
    of INTEGER NOT NULL REFERENCES record,
    what TEXT NOT NULL,         -- the fields that differ, one a line
    PRIMARY KEY (record, op)
) STRICT, WITHOUT ROWID;
CREATE INDEX version_event_op ON version_event (op);
CREATE INDEX version_event_of ON version_event (of);

-- What the program found, or a person said, of two records; record < other.
CREATE TABLE pair_event (
    op INTEGER NOT NULL REFERENCES op,
    record INTEGER NOT NULL REFERENCES record,
    other INTEGER NOT NULL REFERENCES record,
    by_person INTEGER NOT NULL CHECK (by_person IN (0, 1)),
    answer INTEGER CHECK (answer IN (0, 1, 2, 3)), -- 0 apart, 1 same, 2 linked, 3 doubtful; NULL: taken back
    relation INTEGER,           -- of record to other, if linked; numbered as those of record_relation
    likeness REAL NOT NULL,
    rule TEXT NOT NULL,         -- as core/dedup writes and reads it; empty: a source names the one in the other
    CHECK (record < other),
    PRIMARY KEY (record, other, by_person, op)
) STRICT, WITHOUT ROWID;
CREATE INDEX pair_event_person ON pair_event (other) WHERE by_person = 1;
CREATE INDEX pair_event_op ON pair_event (op);

-- One search for duplicates by the program. It compared the records from the first to the last with each other and with
-- all before them; of those pairs, what earlier searches found holds no longer.
CREATE TABLE dedupe_event (
    op INTEGER PRIMARY KEY REFERENCES op,
    first_record INTEGER NOT NULL,
    last_record INTEGER NOT NULL,
    join_from REAL NOT NULL,    -- thresholds; 0: the program's own
    show_from REAL NOT NULL
) STRICT;

-- The imports that stood when it looked. One that did not, and is brought back, has to be looked at again.
CREATE TABLE dedupe_import_event (
    op INTEGER NOT NULL REFERENCES op,
    import INTEGER NOT NULL REFERENCES import,
    compared INTEGER NOT NULL CHECK (compared IN (0, 1)), -- 1: it was new to the search
    PRIMARY KEY (op, import)
) STRICT, WITHOUT ROWID;

-- Projections ------------------------------------------------------------------------------------------------------------

-- How a record stands in its citation: 0 the one that is counted (the first of a database or register, else the first),
-- 1 a duplicate joined by the program, 2 by a person, 3 a newer version, which is not counted at all.
ALTER TABLE joined ADD COLUMN how INTEGER NOT NULL DEFAULT 0;
UPDATE joined SET how = 1 WHERE record <> coalesce(
    (SELECT min(j.record) FROM joined j JOIN record r ON r.id = j.record JOIN import i ON i.id = r.import
        JOIN search s ON s.id = i.search WHERE j.citation = joined.citation AND s.kind <> 3),
    citation);

CREATE TABLE pair (             -- what holds of two records: a person's answer, else the program's
    record INTEGER NOT NULL REFERENCES record,
    other INTEGER NOT NULL REFERENCES record,
    by_person INTEGER NOT NULL,
    answer INTEGER NOT NULL,
    relation INTEGER,
    likeness REAL NOT NULL,
    rule TEXT NOT NULL,
    PRIMARY KEY (record, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX pair_other ON pair (other);
CREATE INDEX pair_answer ON pair (answer, by_person);
