-- The panel by year, packed column by column: what asks for one figure of all
-- agencies reads some blobs instead of a hundred thousand scattered rows.
-- A sheet is only believed where nothing changed in its year since it was packed.

CREATE TABLE sheet (
  year    INTEGER PRIMARY KEY,
  changes INTEGER NOT NULL,
  packed  INTEGER,
  rows    BLOB
) STRICT;

CREATE TABLE sheet_column (
  id   INTEGER PRIMARY KEY,
  year INTEGER NOT NULL REFERENCES sheet,
  key  INTEGER NOT NULL REFERENCES statistic_key,
  data BLOB NOT NULL,
  UNIQUE (year, key)
) STRICT;

INSERT INTO sheet (year, changes) SELECT DISTINCT year, 1 FROM panel;
