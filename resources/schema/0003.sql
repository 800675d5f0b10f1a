-- Version 3: several reviewers. Numbers of reviewers and opened conflicts are settings ('reviewers.1' = '2',
-- 'conflicts.1' = 'open'; the stage after the point); a reviewer's name stands on their computer, here a neutral one.

-- What an adjudicator settles; outranks the votes.
CREATE TABLE resolution_event (
    op INTEGER NOT NULL REFERENCES op,
    record INTEGER NOT NULL REFERENCES record,
    stage INTEGER NOT NULL CHECK (stage IN (1, 2)),
    reviewer INTEGER NOT NULL REFERENCES reviewer,
    verdict INTEGER CHECK (verdict IN (0, 1, 2)), -- NULL: taken back
    reason INTEGER REFERENCES reason,
    note TEXT NOT NULL,
    CHECK (reason IS NULL OR verdict = 0),
    PRIMARY KEY (record, stage, op)
) STRICT, WITHOUT ROWID;
CREATE INDEX resolution_event_op ON resolution_event (op);

-- Who is to judge what.
CREATE TABLE assignment_event (
    op INTEGER NOT NULL REFERENCES op,
    record INTEGER NOT NULL REFERENCES record,
    stage INTEGER NOT NULL CHECK (stage IN (1, 2)),
    reviewer INTEGER NOT NULL REFERENCES reviewer,
    present INTEGER NOT NULL CHECK (present IN (0, 1)),
    PRIMARY KEY (record, stage, reviewer, op)
) STRICT, WITHOUT ROWID;
CREATE INDEX assignment_event_op ON assignment_event (op);

-- Acts that this copy does not hold, or not all events of, so that its reviewer stays blind. The chain of hashes goes on
-- over them; a merge with a copy that holds them fills them in.
CREATE TABLE withheld (
    device INTEGER NOT NULL REFERENCES device,
    number INTEGER NOT NULL,
    part INTEGER NOT NULL CHECK (part IN (0, 1)), -- 1: its op stands, some of its events are left out
    hash BLOB NOT NULL,
    PRIMARY KEY (device, number)
) STRICT, WITHOUT ROWID;

-- For whom this copy was made, if it is a work package. No part of the journal.
CREATE TABLE package (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    reviewer INTEGER NOT NULL REFERENCES reviewer,
    stage INTEGER NOT NULL CHECK (stage IN (1, 2))
) STRICT;

CREATE INDEX import_sha256 ON import (sha256);

-- Projections ------------------------------------------------------------------------------------------------------------

CREATE TABLE resolution (
    citation INTEGER NOT NULL,
    stage INTEGER NOT NULL,
    reviewer INTEGER NOT NULL,
    verdict INTEGER NOT NULL,
    reason INTEGER,
    note TEXT NOT NULL,
    op INTEGER NOT NULL,
    PRIMARY KEY (citation, stage)
) STRICT, WITHOUT ROWID;

CREATE TABLE assignment (
    citation INTEGER NOT NULL,
    stage INTEGER NOT NULL,
    reviewer INTEGER NOT NULL,
    PRIMARY KEY (citation, stage, reviewer)
) STRICT, WITHOUT ROWID;
CREATE INDEX assignment_reviewer ON assignment (reviewer, stage);

-- A label as one reviewer sees it who sees nothing of the others: by their own acts and what came with files (reviewer 0:
-- those files alone). citation_label is what all said together.
CREATE TABLE given_label (
    citation INTEGER NOT NULL,
    label TEXT NOT NULL,
    reviewer INTEGER NOT NULL,
    present INTEGER NOT NULL,
    PRIMARY KEY (citation, label, reviewer)
) STRICT, WITHOUT ROWID;

-- The same file of the same source, imported on two computers: each record and its twin in the import before. Follows
-- from the imports alone.
CREATE TABLE twin (
    record INTEGER NOT NULL REFERENCES record,
    of INTEGER NOT NULL REFERENCES record,
    PRIMARY KEY (record, of)
) STRICT, WITHOUT ROWID;
CREATE INDEX twin_of ON twin (of);

INSERT INTO given_label (citation, label, reviewer, present)
WITH said AS (
    SELECT coalesce(j.citation, e.record) AS citation, e.label AS label, e.present AS present, o.stamp AS stamp,
        e.op AS op, CASE o.kind WHEN 'import' THEN 0 ELSE o.reviewer END AS giver
    FROM label_event e JOIN op o ON o.id = e.op LEFT JOIN joined j ON j.record = e.record
    WHERE NOT EXISTS (SELECT 1 FROM undone u WHERE u.op = e.op)
        AND (j.record IS NOT NULL OR EXISTS (SELECT 1 FROM citation c WHERE c.id = e.record))
), newest AS (
    SELECT citation, label, giver, present, stamp, op,
        row_number() OVER (PARTITION BY citation, label, giver ORDER BY stamp DESC, op DESC) AS place
    FROM said
)
SELECT k.citation, k.label, k.giver, CASE WHEN (f.stamp, f.op) > (k.stamp, k.op) THEN f.present ELSE k.present END
FROM newest k LEFT JOIN newest f ON f.citation = k.citation AND f.label = k.label AND f.giver = 0 AND f.place = 1
WHERE k.place = 1;
