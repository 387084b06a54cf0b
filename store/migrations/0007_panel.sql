-- Who the agencies are, whatever site and spelling tells of them, and which
-- report of an agency, scope and year stands in the panel.

CREATE TABLE identity (
  id        INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  name      TEXT NOT NULL,
  region    TEXT,
  region_name TEXT,
  level     TEXT NOT NULL,
  kind      TEXT NOT NULL,
  certainty TEXT NOT NULL CHECK (certainty IN ('ruled', 'certain', 'likely', 'none')),
  evidence  TEXT NOT NULL,
  moved_to  INTEGER REFERENCES identity
) STRICT;
CREATE INDEX identity_by_region ON identity (region);
CREATE INDEX identity_moved ON identity (moved_to) WHERE moved_to IS NOT NULL;

CREATE TABLE ruling (
  what     TEXT NOT NULL CHECK (what IN ('merge', 'split', 'set')),
  agency   TEXT NOT NULL,
  value    TEXT NOT NULL,
  ruled_at TEXT NOT NULL,
  note     TEXT NOT NULL,
  PRIMARY KEY (what, agency)
) STRICT, WITHOUT ROWID;

ALTER TABLE site ADD COLUMN region TEXT;
ALTER TABLE site ADD COLUMN region_evidence TEXT NOT NULL DEFAULT '';

-- Until the resolver has seen them, agencies of an older database stand each
-- for itself; resolved_as '' makes it look at them.
ALTER TABLE agency ADD COLUMN identity INTEGER REFERENCES identity;
ALTER TABLE agency ADD COLUMN resolved_as TEXT NOT NULL DEFAULT '';
CREATE INDEX agency_by_identity ON agency (identity);
CREATE INDEX agency_by_site ON agency (site);
INSERT INTO identity (public_id, name, level, kind, certainty, evidence)
  SELECT public_id, name, 'unknown', 'unknown', 'none', '' FROM agency ORDER BY id;
UPDATE agency SET identity = (SELECT id FROM identity WHERE public_id = agency.public_id);

CREATE TABLE panel (
  id       INTEGER PRIMARY KEY,
  identity INTEGER NOT NULL REFERENCES identity,
  scope    TEXT NOT NULL,
  year     INTEGER NOT NULL,
  report   INTEGER NOT NULL UNIQUE REFERENCES report,
  sources  INTEGER NOT NULL,
  UNIQUE (identity, scope, year)
) STRICT;

CREATE TABLE panel_conflict (
  panel INTEGER NOT NULL REFERENCES panel ON DELETE CASCADE,
  key   INTEGER NOT NULL REFERENCES statistic_key,
  PRIMARY KEY (panel, key)
) STRICT, WITHOUT ROWID;

INSERT INTO panel (identity, scope, year, report, sources)
  SELECT a.identity, r.scope, r.year, min(r.id), count(*)
    FROM revision v JOIN report r ON r.id = v.report JOIN agency a ON a.id = r.agency
   WHERE v.current = 1 AND r.year <> 0 GROUP BY a.identity, r.scope, r.year;

DROP VIEW panel_view;
DROP VIEW claim_view;
DROP VIEW statistic_view;
DROP VIEW report_view;

-- What became of a report is told by all addresses that ever showed it. The
-- order of the joins is fixed: from the few readings of one report outwards.
CREATE VIEW report_view AS
SELECT r.public_id AS report_id, i.public_id AS agency_id, c.agency, r.scope,
       i.region, i.region_name, i.level, i.kind,
       nullif(r.year, 0) AS year, c.format, c.title, d.url,
       c.published_on, c.published_on_kind, c.index_number,
       v.since AS fetched_at, b.digest AS page_digest, g.extractor AS extractor_version,
       v.number AS revision, v.current, c.quality, c.flags,
       (SELECT min(t.gone_since IS NOT NULL)
             FROM extraction x
               CROSS JOIN reading y ON y.id = x.reading AND y.live = 1
               CROSS JOIN appearance p ON p.body = y.body
               CROSS JOIN address t ON t.id = p.address AND t.site = y.site
              WHERE x.report = r.id) AS withdrawn,
       (SELECT CASE WHEN min(t.gone_since IS NOT NULL) THEN max(t.gone_since) END
             FROM extraction x
               CROSS JOIN reading y ON y.id = x.reading AND y.live = 1
               CROSS JOIN appearance p ON p.body = y.body
               CROSS JOIN address t ON t.id = p.address AND t.site = y.site
              WHERE x.report = r.id) AS gone_since,
       (SELECT max(max(p.since, coalesce(t.last_read, '')))
             FROM extraction x
               CROSS JOIN reading y ON y.id = x.reading AND y.live = 1
               CROSS JOIN appearance p ON p.body = y.body
               CROSS JOIN address t ON t.id = p.address AND t.site = y.site
              WHERE x.report = r.id) AS last_seen
  FROM revision v
  JOIN report r ON r.id = v.report
  JOIN agency a ON a.id = r.agency
  JOIN identity i ON i.id = a.identity
  JOIN extraction e ON e.id = v.extraction
  JOIN content c ON c.id = e.content
  JOIN reading g ON g.id = e.reading
  JOIN body b ON b.id = g.body
  JOIN address d ON d.id = v.address;

CREATE VIEW statistic_view AS
SELECT r.public_id AS report_id, i.public_id AS agency_id, c.agency, r.scope,
       i.region, nullif(r.year, 0) AS year, k.format, k.section, k.row, k.col,
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
  JOIN identity i ON i.id = a.identity
  JOIN extraction e ON e.id = v.extraction
  JOIN content c ON c.id = e.content
  JOIN statistic s ON s.content = c.id
  JOIN statistic_key k ON k.id = s.key
  LEFT JOIN statistic_note n ON n.content = s.content AND n.key = s.key
 WHERE v.current = 1;

CREATE VIEW claim_view AS
SELECT r.public_id AS report_id, i.public_id AS agency_id, c.agency, r.scope,
       nullif(r.year, 0) AS year, m.what,
       CASE typeof(m.value) WHEN 'text' THEN CAST(m.value AS REAL) ELSE m.value END AS value,
       m.sentence
  FROM revision v
  JOIN report r ON r.id = v.report
  JOIN agency a ON a.id = r.agency
  JOIN identity i ON i.id = a.identity
  JOIN extraction e ON e.id = v.extraction
  JOIN content c ON c.id = e.content
  JOIN claim m ON m.content = c.id
 WHERE v.current = 1;

-- All figures of a row come from one report, the panel's; a conflict is named
-- where another report of the same agency, scope and year prints otherwise.
CREATE VIEW panel_view AS
SELECT i.public_id AS agency_id, c.agency, p.scope, i.region, p.year,
       k.section || '/' || k.row || '/' || k.col AS statistic,
       k.format, k.section, k.row, k.col,
       CASE typeof(s.value) WHEN 'text' THEN CAST(s.value AS REAL) ELSE s.value END AS value,
       CASE WHEN n.key IS NULL THEN CASE WHEN s.value IS NULL THEN c.blank ELSE CAST(s.value AS TEXT) END
            WHEN n.as_value = 1 THEN CAST(s.value AS TEXT)
            ELSE n.raw END AS raw,
       CASE WHEN n.key IS NULL THEN k.unit ELSE n.unit END AS unit,
       coalesce(n.unit_source, k.unit_source) AS unit_source,
       coalesce(n.status, CASE WHEN s.value IS NULL THEN 'blank' ELSE 'read' END) AS status,
       r.public_id AS report_id, p.sources AS source_count,
       CASE WHEN p.sources > 1 THEN EXISTS (SELECT 1 FROM panel_conflict x WHERE x.panel = p.id AND x.key = s.key) ELSE 0 END AS conflict,
       i.name AS agency_name, i.region_name, i.level, i.kind
  FROM panel p
  JOIN identity i ON i.id = p.identity
  JOIN report r ON r.id = p.report
  JOIN revision v ON v.report = r.id AND v.current = 1
  JOIN extraction e ON e.id = v.extraction
  JOIN content c ON c.id = e.content
  JOIN statistic s ON s.content = c.id
  JOIN statistic_key k ON k.id = s.key
  LEFT JOIN statistic_note n ON n.content = s.content AND n.key = s.key;

CREATE VIEW agency_view AS
SELECT i.public_id AS agency_id, i.name, i.region, i.region_name, i.level, i.kind, i.certainty, i.evidence,
       (SELECT count(*) FROM agency a JOIN report r ON r.agency = a.id JOIN revision v ON v.report = r.id AND v.current = 1
         WHERE a.identity = i.id) AS reports,
       (SELECT min(year) FROM panel p WHERE p.identity = i.id) AS first_year,
       (SELECT max(year) FROM panel p WHERE p.identity = i.id) AS last_year
  FROM identity i
 WHERE EXISTS (SELECT 1 FROM agency a WHERE a.identity = i.id);
