-- Ids that led to others in the database that an archive came from: what made
-- them lead there, a merge or older rules, is not in its pages.
CREATE TABLE former_id (
  public_id TEXT PRIMARY KEY,
  leads_to  TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX former_id_by_target ON former_id (leads_to);

-- What checks found, for everybody; gongkai checks words it.
CREATE VIEW finding_view AS
SELECT r.public_id AS report_id, i.public_id AS agency_id, i.name AS agency, r.scope, i.region, i.level, i.kind, r.year,
  f.code, f.section, f.among AS among_agencies, f.detail
FROM finding f JOIN report r ON r.id = f.report JOIN identity i ON i.id = f.identity;
