-- The search index itself can be made only by programs that have FTS5, so that
-- is done when one of them opens the database; this tells how far it has come.

CREATE TABLE search_fill (
  upto INTEGER NOT NULL
) STRICT;
