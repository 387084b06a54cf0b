-- Keeping the archive: how much each run added to it, bodies whose bytes were
-- removed while all else about them stays, what is never to be stored again,
-- and what other archives call the bodies that came from them.

ALTER TABLE run ADD COLUMN archived INTEGER NOT NULL DEFAULT 0;

ALTER TABLE body ADD COLUMN emptied_at TEXT;
ALTER TABLE body ADD COLUMN emptied_by TEXT CHECK (emptied_by IN ('prune', 'forget'));

CREATE INDEX exchange_by_body ON exchange (body);
CREATE INDEX address_by_body ON address (body);
CREATE INDEX revision_by_address ON revision (address);

CREATE TABLE payload_name (
  name TEXT PRIMARY KEY,
  body INTEGER NOT NULL REFERENCES body
) STRICT, WITHOUT ROWID;
CREATE INDEX payload_name_by_body ON payload_name (body);

CREATE TABLE tombstone (
  id     INTEGER PRIMARY KEY,
  kind   TEXT NOT NULL CHECK (kind IN ('url', 'digest', 'agency')),
  what   TEXT NOT NULL,
  name   TEXT NOT NULL,
  at     TEXT NOT NULL,
  reason TEXT NOT NULL,
  UNIQUE (kind, what)
) STRICT;
CREATE INDEX reading_by_body ON reading (body);
CREATE INDEX revision_by_extraction ON revision (extraction);
