-- title: Panel of a region, one row an agency, scope and year
-- title_zh: 某地区的面板数据，每个机关、口径、年度一行
-- about: The main figures side by side, as a panel for a regression. Empty cells are figures
-- about: that are blank, unread or not in the report: see blank-versus-zero.
-- about_zh: 主要数据并列，可作回归之用。空格为空白、未能读取或年报中没有的数据：见 blank-versus-zero。
-- param region = all: first digits of a region's code (360482 for one county), or all
-- param_zh region: 区划代码的前几位（如某县为 360482），all 为全部
-- gives: agency_id, agency, region, region_name, level, kind, scope, year, new_requests, carried_in, processed, granted, partially_granted, carried_out, report_id
SELECT agency_id, agency_name AS agency, region, region_name, level, kind, scope, year,
       max(value) FILTER (WHERE statistic = 'requests/new_requests/total') AS new_requests,
       max(value) FILTER (WHERE statistic = 'requests/carried_in/total') AS carried_in,
       max(value) FILTER (WHERE statistic = 'requests/processed_total/total') AS processed,
       max(value) FILTER (WHERE statistic = 'requests/granted/total') AS granted,
       max(value) FILTER (WHERE statistic = 'requests/partially_granted/total') AS partially_granted,
       max(value) FILTER (WHERE statistic = 'requests/carried_out/total') AS carried_out,
       report_id
  FROM panel_view
 WHERE section = 'requests' AND col = 'total' AND (:region = 'all' OR region LIKE :region || '%')
 GROUP BY agency_id, scope, year
 ORDER BY region, agency_id, scope, year
