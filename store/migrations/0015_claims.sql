-- What a run is asking is known to its process alone: the crawl lock ends with it.
-- What a killed run of an older program had claimed is due.

UPDATE address SET state = 'due' WHERE state = 'claimed';
DROP INDEX address_claimed;
ALTER TABLE address DROP COLUMN claimed_by;
