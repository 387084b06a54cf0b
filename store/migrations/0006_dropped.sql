-- A report that no list names any more may have been withdrawn: its address is
-- asked in the same night, once all lists are read, however long it was to rest.

ALTER TABLE address ADD COLUMN dropped INTEGER NOT NULL DEFAULT 0 CHECK (dropped IN (0, 1));
ALTER TABLE address ADD COLUMN asked_in INTEGER;
CREATE INDEX address_dropped ON address (site) WHERE dropped = 1;
