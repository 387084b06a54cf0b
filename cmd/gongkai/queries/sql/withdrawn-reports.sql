-- title: Reports that are gone from their sites
-- title_zh: 已从网站撤下的年报
-- about: Every address that showed the report is gone; what it said is kept.
-- about_zh: 曾显示该年报的网址均已失效；其内容保留于此。
-- gives: report_id, agency, region_name, year, gone_since, last_seen, url
SELECT report_id, agency, region_name, year, gone_since, last_seen, url
  FROM report_view
 WHERE current = 1 AND withdrawn = 1
 ORDER BY gone_since DESC, report_id
