-- title: Reports without tables, or with figures that could not be read
-- title_zh: 没有表格或有数字未能读取的年报
-- about: No figure of theirs is counted as zero anywhere. Tables as pictures are among them.
-- about_zh: 这些数字在任何地方都不会被当作零。表格为图片的年报也在其中。
-- param year = 0: reporting year, 0 for all
-- param_zh year: 年度，0 为全部
-- gives: report_id, agency, year, quality, unread, url
SELECT r.report_id, r.agency, r.year, r.quality,
       (SELECT count(*) FROM statistic_view s WHERE s.report_id = r.report_id AND s.status IN ('ambiguous', 'invalid')) AS unread, r.url
  FROM report_view r
 WHERE r.current = 1 AND (:year = 0 OR r.year = :year) AND (r.quality = 'no_tables' OR r.flags LIKE '%partial%')
 ORDER BY r.year, r.agency
