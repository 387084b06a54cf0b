-- Addresses that differ only in the order of their parameters are one. It is
-- asked by the spelling that was found first, and known by the sorted one; the
-- key of addresses that were stored before comes when they are found again.

ALTER TABLE address ADD COLUMN spelling_key TEXT;
CREATE INDEX address_by_spelling ON address (spelling_key) WHERE spelling_key IS NOT NULL;
