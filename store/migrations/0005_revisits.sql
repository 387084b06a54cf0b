-- Coming back: what an address held, how long it has been quiet, whether it is
-- gone, and which list pages lead to which further ones.

ALTER TABLE address ADD COLUMN read_content TEXT NOT NULL DEFAULT '';
ALTER TABLE address ADD COLUMN read_reports INTEGER NOT NULL DEFAULT 0;
ALTER TABLE address ADD COLUMN read_year INTEGER NOT NULL DEFAULT 0;
ALTER TABLE address ADD COLUMN quiet INTEGER NOT NULL DEFAULT 0;
ALTER TABLE address ADD COLUMN last_read TEXT;
ALTER TABLE address ADD COLUMN gone_since TEXT;
ALTER TABLE address ADD COLUMN retired_at TEXT;

-- Of what was stored before, the reports an address holds are known; the rest
-- is learnt with the next visit.
UPDATE address SET read_reports = (
    SELECT count(*) FROM reading g JOIN extraction e ON e.reading = g.id
     WHERE g.body = address.body AND g.site = address.site AND g.live = 1),
  last_read = CASE WHEN body IS NOT NULL THEN last_seen END;

CREATE TABLE listed (
  page    INTEGER NOT NULL REFERENCES address ON DELETE CASCADE,
  address INTEGER NOT NULL REFERENCES address ON DELETE CASCADE,
  PRIMARY KEY (page, address)
) STRICT, WITHOUT ROWID;
CREATE INDEX listed_by_address ON listed (address);

CREATE TABLE robots (
  origin     TEXT PRIMARY KEY,
  fetched_at TEXT NOT NULL,
  body       BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- What became of a report is told by all addresses that ever showed it. The
-- order of the joins is fixed: from the few readings of one report outwards.
DROP VIEW report_view;
CREATE VIEW report_view AS
SELECT r.public_id AS report_id, a.public_id AS agency_id, c.agency, r.scope,
       c.region, NULL AS region_name, 'unknown' AS level, 'unknown' AS kind,
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
  JOIN extraction e ON e.id = v.extraction
  JOIN content c ON c.id = e.content
  JOIN reading g ON g.id = e.reading
  JOIN body b ON b.id = g.body
  JOIN address d ON d.id = v.address;
