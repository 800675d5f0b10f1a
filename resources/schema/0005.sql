-- Version 5: where each extracted value was read, and what an adjudicator says where extractors differ. How many extract is
-- a setting ('extractors'), and so is whether they see each other's values ('extraction', 'open').

-- One place in a PDF that a value event rests on; all of them replace those of the value's former events.
CREATE TABLE evidence_event (
    op INTEGER NOT NULL REFERENCES op,
    record INTEGER NOT NULL REFERENCES record,
    field TEXT NOT NULL,
    reviewer INTEGER NOT NULL REFERENCES reviewer,
    number INTEGER NOT NULL,    -- from 1, in the reviewer's order
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32), -- of the PDF
    page INTEGER NOT NULL,      -- 0-based
    rects TEXT NOT NULL,        -- as in annotation_event
    quote TEXT NOT NULL,
    prefix TEXT NOT NULL,
    suffix TEXT NOT NULL,
    PRIMARY KEY (record, field, reviewer, op, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX evidence_event_op ON evidence_event (op);

CREATE TABLE value_evidence (
    study INTEGER NOT NULL,
    field TEXT NOT NULL,
    reviewer INTEGER NOT NULL,
    number INTEGER NOT NULL,
    sha256 BLOB NOT NULL,
    page INTEGER NOT NULL,
    rects TEXT NOT NULL,
    quote TEXT NOT NULL,
    prefix TEXT NOT NULL,
    suffix TEXT NOT NULL,
    PRIMARY KEY (study, field, reviewer, number)
) STRICT, WITHOUT ROWID;

-- What an adjudicator settles; it outranks the extractors' values, which stay.
CREATE TABLE agreement_event (
    op INTEGER NOT NULL REFERENCES op,
    record INTEGER NOT NULL REFERENCES record, -- of the study's first report
    field TEXT NOT NULL,
    reviewer INTEGER NOT NULL REFERENCES reviewer,
    answer INTEGER CHECK (answer IN (1, 2, 3, 4)), -- NULL: taken back
    text TEXT NOT NULL,
    source TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (record, field, op)
) STRICT, WITHOUT ROWID;
CREATE INDEX agreement_event_op ON agreement_event (op);

CREATE TABLE agreed_value (
    study INTEGER NOT NULL,
    field TEXT NOT NULL,
    reviewer INTEGER NOT NULL,
    answer INTEGER NOT NULL,
    text TEXT NOT NULL,
    source TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (study, field)
) STRICT, WITHOUT ROWID;
