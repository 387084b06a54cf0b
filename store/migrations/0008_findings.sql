-- What checks found, by agency, and which agencies changed since: every change
-- of what findings are made of notes its agency in finding_due, in the same
-- transaction, so that findings are never out of date unseen.

CREATE TABLE finding (
  id       INTEGER PRIMARY KEY,
  identity INTEGER NOT NULL REFERENCES identity ON DELETE CASCADE,
  report   INTEGER NOT NULL REFERENCES report ON DELETE CASCADE,
  code     TEXT NOT NULL,
  section  TEXT NOT NULL,
  among    INTEGER NOT NULL CHECK (among IN (0, 1)),
  detail   TEXT NOT NULL
) STRICT;
CREATE INDEX finding_by_identity ON finding (identity);
CREATE INDEX finding_by_report ON finding (report);
CREATE INDEX finding_by_code ON finding (code, section);

-- Numbers of finding_due only grow: one that a run saw tells nothing of later changes.
CREATE TABLE finding_due (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  identity INTEGER NOT NULL
) STRICT;
CREATE INDEX finding_due_identity ON finding_due (identity);

-- The last run of checks: a run that another has followed stores nothing more.
CREATE TABLE finding_run (
  id      INTEGER PRIMARY KEY CHECK (id = 1),
  rules   TEXT NOT NULL,
  mark    INTEGER NOT NULL,
  made_at TEXT
) STRICT;

CREATE INDEX check_failed ON check_result (content) WHERE holds = 0;
CREATE INDEX problem_claim_conflict ON problem (content) WHERE code = 'claim_conflict';

CREATE TRIGGER finding_revision_new AFTER INSERT ON revision BEGIN
  INSERT INTO finding_due (identity) SELECT a.identity FROM report r JOIN agency a ON a.id = r.agency WHERE r.id = NEW.report AND a.identity IS NOT NULL;
END;
CREATE TRIGGER finding_revision_other AFTER UPDATE OF current, extraction ON revision BEGIN
  INSERT INTO finding_due (identity) SELECT a.identity FROM report r JOIN agency a ON a.id = r.agency WHERE r.id = NEW.report AND a.identity IS NOT NULL;
END;
-- What a report that is gone printed is told no longer, also not beside the
-- years around it.
CREATE TRIGGER finding_revision_gone AFTER DELETE ON revision BEGIN
  INSERT INTO finding_due (identity) SELECT a.identity FROM report r JOIN agency a ON a.id = r.agency WHERE r.id = OLD.report AND a.identity IS NOT NULL;
  DELETE FROM finding WHERE identity IN (SELECT a.identity FROM report r JOIN agency a ON a.id = r.agency WHERE r.id = OLD.report);
END;
CREATE TRIGGER finding_agency_moved AFTER UPDATE OF identity ON agency WHEN OLD.identity IS NOT NEW.identity BEGIN
  INSERT INTO finding_due (identity) SELECT i.id FROM identity i WHERE i.id IN (OLD.identity, NEW.identity);
END;
CREATE TRIGGER finding_identity_other AFTER UPDATE OF level, kind ON identity WHEN (OLD.level, OLD.kind) IS NOT (NEW.level, NEW.kind) BEGIN
  INSERT INTO finding_due (identity) VALUES (NEW.id);
END;

INSERT INTO finding_due (identity) SELECT id FROM identity ORDER BY id;
