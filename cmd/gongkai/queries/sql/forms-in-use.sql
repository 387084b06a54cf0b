-- title: Which form the reports of each year follow
-- about: Some agencies use an old form for years after it was replaced, and their figures
-- about: mean other things. The empty form is that of reports without tables.
-- gives: year, format, reports, agencies
SELECT year, format, count(*) AS reports, count(DISTINCT agency_id) AS agencies
  FROM report_view
 WHERE current = 1
 GROUP BY year, format
 ORDER BY year, format
