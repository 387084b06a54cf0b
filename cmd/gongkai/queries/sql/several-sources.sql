-- title: Figures that several sites print differently
-- about: Of several reports of an agency, scope and year one stands in the panel; here another
-- about: prints a figure otherwise.
-- gives: agency_id, agency, scope, year, statistic, value, source_count, report_id
SELECT agency_id, agency_name AS agency, scope, year, statistic, value, source_count, report_id
  FROM panel_view
 WHERE conflict = 1
 ORDER BY agency_id, year, statistic
