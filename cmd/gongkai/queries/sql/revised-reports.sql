-- title: Reports that were changed after they were published
-- title_zh: 发布后又有改动的年报
-- about: What changed is told by gongkai diff REPORT.
-- about_zh: 改动之处见 gongkai diff REPORT。
-- gives: report_id, agency, year, revisions, first_seen, last_changed, url
SELECT report_id, max(agency) FILTER (WHERE current = 1) AS agency, max(year) AS year, count(*) AS revisions,
       min(fetched_at) AS first_seen, max(fetched_at) AS last_changed, max(url) FILTER (WHERE current = 1) AS url
  FROM report_view
 GROUP BY report_id
HAVING count(*) > 1
 ORDER BY last_changed DESC, report_id
