-- Counts told in the text get a public view of their own: they are never mixed
-- with the figures of the tables. And the sentence that tells a report's scope
-- is kept beside it.

ALTER TABLE content ADD COLUMN scope_evidence TEXT NOT NULL DEFAULT '';

CREATE VIEW claim_view AS
SELECT r.public_id AS report_id, a.public_id AS agency_id, c.agency, r.scope,
       nullif(r.year, 0) AS year, m.what,
       CASE typeof(m.value) WHEN 'text' THEN CAST(m.value AS REAL) ELSE m.value END AS value,
       m.sentence
  FROM revision v
  JOIN report r ON r.id = v.report
  JOIN agency a ON a.id = r.agency
  JOIN extraction e ON e.id = v.extraction
  JOIN content c ON c.id = e.content
  JOIN claim m ON m.content = c.id
 WHERE v.current = 1;
