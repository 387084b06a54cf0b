-- title: Which form the reports of each year follow
-- title_zh: 各年度年报所用的表式
-- about: Some agencies use an old form for years after it was replaced, and their figures
-- about: mean other things. The empty form is that of reports without tables.
-- about_zh: 有的机关在新表式启用多年后仍用旧表式，其数字含义不同。表式为空的是没有表格的年报。
-- gives: year, format, reports, agencies
SELECT year, format, count(*) AS reports, count(DISTINCT agency_id) AS agencies
  FROM report_view
 WHERE current = 1
 GROUP BY year, format
 ORDER BY year, format
