-- title: Reports published after the legal date
-- title_zh: 晚于法定日期发布的年报
-- about: By dates of publication only (发布, 公开 and the like), not of writing. Agencies have until
-- about: 31 January, governments until 31 March. A site that was rebuilt may print the day of that.
-- about_zh: 只看发布日期（发布、公开等），不看成文日期。机关应于 1 月 31 日前发布，政府应于 3 月 31 日前发布。网站改版后，所印可能是改版当日。
-- gives: report_id, agency, region_name, kind, year, published_on, due, days_late, url
WITH dated AS (
  SELECT *, CASE WHEN kind IN ('government', 'unknown') OR year < 2019 THEN (year + 1) || '-03-31' ELSE (year + 1) || '-01-31' END AS due
    FROM report_view
   WHERE current = 1 AND year IS NOT NULL
     AND (published_on_kind LIKE '%发布%' OR published_on_kind LIKE '%公开%' OR published_on_kind LIKE '%公布%' OR published_on_kind LIKE '%发表%'
       OR published_on_kind LIKE '%上网%' OR published_on_kind LIKE '%上传%' OR published_on_kind LIKE 'pub%' OR published_on_kind LIKE '%:publish%'))
SELECT report_id, agency, region_name, kind, year, published_on, due,
       CAST(julianday(published_on) - julianday(due) AS INTEGER) AS days_late, url
  FROM dated
 WHERE published_on > due
 ORDER BY days_late DESC, report_id
