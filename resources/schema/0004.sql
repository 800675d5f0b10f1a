-- Version 4: annotations of PDFs. The meanings that colours have are a setting ('meanings', one a line).

-- One highlight, underline, note or area as it then was. All events of an annotation name the same record.
CREATE TABLE annotation_event (
    op INTEGER NOT NULL REFERENCES op,
    record INTEGER NOT NULL REFERENCES record,
    annotation BLOB NOT NULL CHECK (length(annotation) = 16), -- its universal id
    reviewer INTEGER NOT NULL REFERENCES reviewer,
    kind INTEGER CHECK (kind IN (1, 2, 3, 4)), -- 1 highlight, 2 underline, 3 note, 4 area; NULL: taken away
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32), -- of the PDF
    page INTEGER NOT NULL,      -- 0-based
    rects TEXT NOT NULL,        -- left, top, width, height a line, as fractions of the page as shown: its crop box, with the
                                -- page's own rotation and no reader's
    quote TEXT NOT NULL,        -- its words, by which it is found again in another copy
    prefix TEXT NOT NULL,
    suffix TEXT NOT NULL,
    meaning TEXT NOT NULL,
    comment TEXT NOT NULL,
    PRIMARY KEY (record, annotation, op)
) STRICT, WITHOUT ROWID;
CREATE INDEX annotation_event_op ON annotation_event (op);
CREATE INDEX annotation_event_annotation ON annotation_event (annotation);

CREATE TABLE annotation (
    citation INTEGER NOT NULL,
    annotation BLOB NOT NULL,
    reviewer INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    sha256 BLOB NOT NULL,
    page INTEGER NOT NULL,
    rects TEXT NOT NULL,
    quote TEXT NOT NULL,
    prefix TEXT NOT NULL,
    suffix TEXT NOT NULL,
    meaning TEXT NOT NULL,
    comment TEXT NOT NULL,
    made INTEGER NOT NULL,      -- ms since 1970: of its first event, and of its newest
    changed INTEGER NOT NULL,
    PRIMARY KEY (citation, annotation)
) STRICT, WITHOUT ROWID;
