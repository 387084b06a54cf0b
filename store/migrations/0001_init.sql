-- The first schema. Every table and column is explained in ../schema.txt.
-- Rowids are internal: what users may keep are the public_id columns, which
-- are made from content (id.go).

PRAGMA application_id = 0x676b6169; -- "gkai"

CREATE TABLE run (
  id         INTEGER PRIMARY KEY,
  started_at TEXT NOT NULL,
  ended_at   TEXT,
  state      TEXT NOT NULL CHECK (state IN ('running', 'finished', 'interrupted')),
  program    TEXT NOT NULL,
  options    TEXT NOT NULL,
  sites      INTEGER NOT NULL DEFAULT 0,
  fetched    INTEGER NOT NULL DEFAULT 0,
  unchanged  INTEGER NOT NULL DEFAULT 0,
  failed     INTEGER NOT NULL DEFAULT 0,
  gone       INTEGER NOT NULL DEFAULT 0,
  reports    INTEGER NOT NULL DEFAULT 0,
  new        INTEGER NOT NULL DEFAULT 0,
  revised    INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE site (
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL UNIQUE,
  first_seen TEXT NOT NULL
) STRICT;

CREATE TABLE run_site (
  run      INTEGER NOT NULL REFERENCES run,
  site     INTEGER NOT NULL REFERENCES site,
  failed   INTEGER NOT NULL,
  reason   TEXT NOT NULL,
  requests INTEGER NOT NULL,
  reports  INTEGER NOT NULL,
  PRIMARY KEY (run, site)
) STRICT, WITHOUT ROWID;

CREATE TABLE body (
  id     INTEGER PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE,
  size   INTEGER NOT NULL,
  data   BLOB NOT NULL
) STRICT;

CREATE TABLE exchange (
  id               INTEGER PRIMARY KEY,
  url              TEXT NOT NULL,
  body             INTEGER NOT NULL REFERENCES body,
  final_url        TEXT NOT NULL,
  fetched_at       TEXT NOT NULL,
  proto            TEXT NOT NULL,
  status           INTEGER NOT NULL,
  request_headers  TEXT NOT NULL,
  response_headers TEXT NOT NULL,
  UNIQUE (url, body)
) STRICT;
CREATE INDEX exchange_by_final_url ON exchange (final_url) WHERE final_url <> url;

CREATE TABLE address (
  id            INTEGER PRIMARY KEY,
  site          INTEGER NOT NULL REFERENCES site,
  url           TEXT NOT NULL UNIQUE,
  kind          TEXT NOT NULL,
  depth         INTEGER NOT NULL,
  score         INTEGER NOT NULL,
  why           TEXT NOT NULL,
  found_on      TEXT NOT NULL,
  state         TEXT NOT NULL CHECK (state IN ('due', 'claimed', 'done')),
  claimed_by    INTEGER REFERENCES run,
  attempts      INTEGER NOT NULL DEFAULT 0,
  next_due      TEXT,
  etag          TEXT NOT NULL DEFAULT '',
  last_modified TEXT NOT NULL DEFAULT '',
  read_digest   TEXT NOT NULL DEFAULT '',
  body          INTEGER REFERENCES body,
  last_outcome  TEXT,
  last_reason   TEXT,
  last_status   INTEGER,
  first_seen    TEXT NOT NULL,
  last_seen     TEXT NOT NULL
) STRICT;
CREATE INDEX address_queue ON address (site, state, kind <> 'start', attempts > 0, score DESC, id);
CREATE INDEX address_claimed ON address (claimed_by) WHERE claimed_by IS NOT NULL;

CREATE TABLE request (
  id      INTEGER PRIMARY KEY,
  run     INTEGER NOT NULL REFERENCES run,
  site    INTEGER NOT NULL REFERENCES site,
  url     TEXT NOT NULL,
  at      TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('fetched', 'unchanged', 'gone', 'blocked', 'failed',
                                          'robots', 'too_large', 'out_of_scope', 'pager_unknown')),
  reason  TEXT NOT NULL,
  status  INTEGER NOT NULL,
  bytes   INTEGER NOT NULL,
  ms      INTEGER NOT NULL
) STRICT;
CREATE INDEX request_by_run ON request (run, site);

CREATE TABLE appearance (
  address INTEGER NOT NULL REFERENCES address,
  since   TEXT NOT NULL,
  body    INTEGER NOT NULL REFERENCES body,
  PRIMARY KEY (address, since, body)
) STRICT, WITHOUT ROWID;
CREATE INDEX appearance_by_body ON appearance (body);

CREATE TABLE reading (
  id        INTEGER PRIMARY KEY,
  site      INTEGER NOT NULL REFERENCES site,
  body      INTEGER NOT NULL REFERENCES body,
  extractor TEXT NOT NULL,
  read_at   TEXT NOT NULL,
  live      INTEGER NOT NULL CHECK (live IN (0, 1)),
  error     TEXT NOT NULL,
  UNIQUE (site, body, extractor)
) STRICT;
CREATE UNIQUE INDEX reading_live ON reading (site, body) WHERE live = 1;

CREATE TABLE agency (
  id        INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  site      INTEGER NOT NULL REFERENCES site,
  name      TEXT NOT NULL,
  anchor    TEXT NOT NULL,
  UNIQUE (site, name, anchor)
) STRICT;

CREATE TABLE report (
  id        INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  agency    INTEGER NOT NULL REFERENCES agency,
  scope     TEXT NOT NULL CHECK (scope IN ('own', 'aggregate', 'unknown')),
  year      INTEGER NOT NULL,
  anchor    TEXT NOT NULL,
  moved_to  INTEGER REFERENCES report,
  UNIQUE (agency, scope, year, anchor)
) STRICT;

CREATE TABLE content (
  id                INTEGER PRIMARY KEY,
  digest            BLOB NOT NULL UNIQUE,
  essence           BLOB NOT NULL,
  title             TEXT NOT NULL,
  agency            TEXT NOT NULL,
  publisher         TEXT,
  region            TEXT,
  published_on      TEXT,
  published_on_kind TEXT,
  index_number      TEXT,
  document_number   TEXT,
  format            TEXT NOT NULL,
  quality           TEXT NOT NULL,
  flags             TEXT NOT NULL,
  blank             TEXT,
  figure_order      BLOB
) STRICT;

CREATE TABLE extraction (
  id      INTEGER PRIMARY KEY,
  reading INTEGER NOT NULL REFERENCES reading,
  ordinal INTEGER NOT NULL,
  report  INTEGER NOT NULL REFERENCES report,
  content INTEGER NOT NULL REFERENCES content,
  UNIQUE (reading, ordinal)
) STRICT;
CREATE INDEX extraction_by_report ON extraction (report);
CREATE INDEX extraction_by_content ON extraction (content);

CREATE TABLE revision (
  id         INTEGER PRIMARY KEY,
  report     INTEGER NOT NULL REFERENCES report,
  essence    BLOB NOT NULL,
  number     INTEGER NOT NULL,
  current    INTEGER NOT NULL CHECK (current IN (0, 1)),
  since      TEXT NOT NULL,
  address    INTEGER NOT NULL REFERENCES address,
  extraction INTEGER NOT NULL REFERENCES extraction,
  UNIQUE (report, essence)
) STRICT;
CREATE UNIQUE INDEX revision_current ON revision (report) WHERE current = 1;

CREATE TABLE statistic_key (
  id            INTEGER PRIMARY KEY,
  format        TEXT NOT NULL,
  section       TEXT NOT NULL,
  row           TEXT NOT NULL,
  col           TEXT NOT NULL,
  section_label TEXT,
  row_label     TEXT,
  col_label     TEXT,
  short         TEXT,
  unit          TEXT,
  unit_source   TEXT NOT NULL,
  UNIQUE (format, section, row, col)
) STRICT;

-- The two tables of figures carry no foreign keys: they would cost a look-up a
-- row in the one place where rows come by the million. Only statistic.go
-- writes them, in the transaction that writes their content row.
CREATE TABLE statistic (
  content INTEGER NOT NULL,
  key     INTEGER NOT NULL,
  value   ANY,
  PRIMARY KEY (content, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE statistic_note (
  content     INTEGER NOT NULL,
  key         INTEGER NOT NULL,
  status      TEXT NOT NULL,
  as_value    INTEGER NOT NULL CHECK (as_value IN (0, 1)),
  raw         TEXT,
  unit        TEXT,
  unit_source TEXT NOT NULL,
  PRIMARY KEY (content, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE check_key (
  id       INTEGER PRIMARY KEY,
  check_id TEXT NOT NULL,
  at       TEXT NOT NULL,
  UNIQUE (check_id, at)
) STRICT;

CREATE TABLE check_result (
  content   INTEGER NOT NULL REFERENCES content,
  ordinal   INTEGER NOT NULL,
  key       INTEGER NOT NULL REFERENCES check_key,
  left_sum  ANY,
  right_sum ANY,
  holds     INTEGER CHECK (holds IN (0, 1)),
  PRIMARY KEY (content, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE narrative (
  id      INTEGER PRIMARY KEY,
  content INTEGER NOT NULL REFERENCES content,
  ordinal INTEGER NOT NULL,
  section TEXT NOT NULL,
  text    TEXT NOT NULL,
  UNIQUE (content, ordinal)
) STRICT;

CREATE TABLE claim (
  content  INTEGER NOT NULL REFERENCES content,
  ordinal  INTEGER NOT NULL,
  what     TEXT NOT NULL,
  value    ANY NOT NULL,
  sentence TEXT NOT NULL,
  PRIMARY KEY (content, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE problem (
  content INTEGER NOT NULL REFERENCES content,
  ordinal INTEGER NOT NULL,
  code    TEXT NOT NULL,
  message TEXT NOT NULL,
  PRIMARY KEY (content, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE verdict (
  id            INTEGER PRIMARY KEY,
  report_id     TEXT NOT NULL,
  page_digest   TEXT NOT NULL,
  extractor     TEXT NOT NULL,
  figures       INTEGER NOT NULL,
  wrong         INTEGER NOT NULL,
  wrong_figures TEXT NOT NULL,
  note          TEXT NOT NULL,
  judged_by     TEXT NOT NULL,
  judged_at     TEXT NOT NULL,
  UNIQUE (report_id, page_digest, extractor, judged_by)
) STRICT;

CREATE VIEW report_view AS
SELECT r.public_id AS report_id, a.public_id AS agency_id, c.agency, r.scope,
       c.region, NULL AS region_name, 'unknown' AS level, 'unknown' AS kind,
       nullif(r.year, 0) AS year, c.format, c.title, d.url,
       c.published_on, c.published_on_kind, c.index_number,
       v.since AS fetched_at, b.digest AS page_digest, g.extractor AS extractor_version,
       v.number AS revision, v.current, c.quality, c.flags
  FROM revision v
  JOIN report r ON r.id = v.report
  JOIN agency a ON a.id = r.agency
  JOIN extraction e ON e.id = v.extraction
  JOIN content c ON c.id = e.content
  JOIN reading g ON g.id = e.reading
  JOIN body b ON b.id = g.body
  JOIN address d ON d.id = v.address;

CREATE VIEW statistic_view AS
SELECT r.public_id AS report_id, a.public_id AS agency_id, c.agency, r.scope,
       c.region, nullif(r.year, 0) AS year, k.format, k.section, k.row, k.col,
       k.section_label, k.row_label, k.col_label,
       CASE typeof(s.value) WHEN 'text' THEN CAST(s.value AS REAL) ELSE s.value END AS value,
       CASE WHEN n.key IS NULL THEN CASE WHEN s.value IS NULL THEN c.blank ELSE CAST(s.value AS TEXT) END
            WHEN n.as_value = 1 THEN CAST(s.value AS TEXT)
            ELSE n.raw END AS raw,
       CASE WHEN n.key IS NULL THEN k.unit ELSE n.unit END AS unit,
       coalesce(n.unit_source, k.unit_source) AS unit_source,
       coalesce(n.status, CASE WHEN s.value IS NULL THEN 'blank' ELSE 'read' END) AS status
  FROM revision v
  JOIN report r ON r.id = v.report
  JOIN agency a ON a.id = r.agency
  JOIN extraction e ON e.id = v.extraction
  JOIN content c ON c.id = e.content
  JOIN statistic s ON s.content = c.id
  JOIN statistic_key k ON k.id = s.key
  LEFT JOIN statistic_note n ON n.content = s.content AND n.key = s.key
 WHERE v.current = 1;

-- An agency belongs to one site so far, hence one source a figure. Figures of
-- reports whose year is unknown have no place in a panel.
CREATE VIEW panel_view AS
SELECT agency_id, agency, scope, region, year,
       section || '/' || row || '/' || col AS statistic,
       format, section, row, col, value, raw, unit, unit_source, status,
       report_id, 1 AS source_count, 0 AS conflict
  FROM statistic_view
 WHERE year IS NOT NULL;
