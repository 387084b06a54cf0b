-- A report may be a page and documents attached to it: what a page leads to, with
-- which bodies of those it was read, and which section was printed where.

CREATE TABLE attachment (
  reading INTEGER NOT NULL REFERENCES reading ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  url     TEXT NOT NULL,
  PRIMARY KEY (reading, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX attachment_by_url ON attachment (url);

CREATE TABLE extraction_document (
  extraction INTEGER NOT NULL REFERENCES extraction ON DELETE CASCADE,
  ordinal    INTEGER NOT NULL,
  body       INTEGER NOT NULL REFERENCES body,
  used       INTEGER NOT NULL CHECK (used IN (0, 1)),
  PRIMARY KEY (extraction, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX extraction_document_by_body ON extraction_document (body);

CREATE TABLE section_source (
  content INTEGER NOT NULL REFERENCES content,
  section TEXT NOT NULL,
  url     TEXT NOT NULL,
  PRIMARY KEY (content, section)
) STRICT, WITHOUT ROWID;

ALTER TABLE reading ADD COLUMN unjoined INTEGER NOT NULL DEFAULT 0 CHECK (unjoined IN (0, 1));
CREATE INDEX reading_unjoined ON reading (site) WHERE unjoined = 1;

CREATE VIEW document_view AS
SELECT r.public_id AS report_id, t.url, b.digest AS document_digest, coalesce(x.used, 0) AS used,
       (SELECT group_concat(s.section, ',') FROM section_source s WHERE s.content = e.content AND s.url = t.url) AS sections,
       a.last_outcome AS outcome, a.last_reason AS reason, a.gone_since
  FROM revision v
  JOIN report r ON r.id = v.report
  JOIN extraction e ON e.id = v.extraction
  JOIN attachment t ON t.reading = e.reading
  LEFT JOIN extraction_document x ON x.extraction = e.id AND x.ordinal = t.ordinal
  LEFT JOIN body b ON b.id = x.body
  LEFT JOIN address a ON a.url = t.url
 WHERE v.current = 1;
