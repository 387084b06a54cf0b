-- What a site showed at its best, so that a run can tell what became less; and
-- what people call a site.

ALTER TABLE address ADD COLUMN entries INTEGER NOT NULL DEFAULT 0;

CREATE TABLE site_label (
  site   INTEGER PRIMARY KEY REFERENCES site,
  title  TEXT NOT NULL,
  region TEXT NOT NULL
) STRICT;

CREATE TABLE baseline (
  site          INTEGER PRIMARY KEY REFERENCES site,
  entries       INTEGER NOT NULL,
  reports       INTEGER NOT NULL,
  with_tables   INTEGER NOT NULL,
  figures       INTEGER NOT NULL,
  unread        INTEGER NOT NULL,
  pager_unknown INTEGER NOT NULL,
  blocked       INTEGER NOT NULL,
  failed        INTEGER NOT NULL
) STRICT;

CREATE TABLE drift (
  run        INTEGER NOT NULL REFERENCES run,
  site       INTEGER NOT NULL REFERENCES site,
  what       TEXT NOT NULL,
  was        REAL NOT NULL,
  became     REAL NOT NULL,
  PRIMARY KEY (run, site, what)
) STRICT, WITHOUT ROWID;

-- Until now only failed sites had a row; those that answered get theirs.
INSERT OR IGNORE INTO run_site (run, site, failed, reason, requests, reports)
SELECT q.run, q.site, 0, '', count(*), 0
  FROM request q JOIN run r ON r.id = q.run
 WHERE r.ended_at IS NOT NULL
 GROUP BY q.run, q.site;
