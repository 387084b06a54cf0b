-- title: Figures that several sites print differently
-- title_zh: 不同网站所印不一的数据
-- about: Of several reports of an agency, scope and year one stands in the panel; here another
-- about: prints a figure otherwise.
-- about_zh: 同一机关、口径、年度有多份年报时，面板取其一；此处为另一份所印不同的数据。
-- gives: agency_id, agency, scope, year, statistic, value, source_count, report_id
SELECT agency_id, agency_name AS agency, scope, year, statistic, value, source_count, report_id
  FROM panel_view
 WHERE conflict = 1
 ORDER BY agency_id, year, statistic
