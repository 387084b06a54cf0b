-- title: Reports without tables, or with figures that could not be read
-- about: No figure of theirs is counted as zero anywhere. Tables as pictures are among them.
-- param year = 0: reporting year, 0 for all
-- gives: report_id, agency, year, quality, unread, url
SELECT r.report_id, r.agency, r.year, r.quality,
       (SELECT count(*) FROM statistic_view s WHERE s.report_id = r.report_id AND s.status IN ('ambiguous', 'invalid')) AS unread, r.url
  FROM report_view r
 WHERE r.current = 1 AND (:year = 0 OR r.year = :year) AND (r.quality = 'no_tables' OR r.flags LIKE '%partial%')
 ORDER BY r.year, r.agency
