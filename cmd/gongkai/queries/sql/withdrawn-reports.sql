-- title: Reports that are gone from their sites
-- about: Every address that showed the report is gone; what it said is kept.
-- gives: report_id, agency, region_name, year, gone_since, last_seen, url
SELECT report_id, agency, region_name, year, gone_since, last_seen, url
  FROM report_view
 WHERE current = 1 AND withdrawn = 1
 ORDER BY gone_since DESC, report_id
