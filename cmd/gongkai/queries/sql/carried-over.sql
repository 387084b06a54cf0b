-- title: Requests carried over that do not arrive
-- title_zh: 结转数与下一年不符的申请
-- about: What a report carries out to the next year should be what the next report carries
-- about: in. Only years of one agency and scope that follow each other are compared.
-- about_zh: 年报所印结转下年度数，应等于下一年年报的上年结转数。只比较同一机关、同一口径、前后相连的年度。
-- param region = all: first digits of a region's code (36 for Jiangxi), or all
-- param_zh region: 区划代码的前几位（如江西省为 36），all 为全部
-- gives: agency_id, agency, scope, year, carried_out, next_carried_in, difference, report_id, next_report_id
SELECT a.agency_id, a.agency_name AS agency, a.scope, a.year,
       a.value AS carried_out, b.value AS next_carried_in, b.value - a.value AS difference,
       a.report_id, b.report_id AS next_report_id
  FROM panel_view a
  JOIN panel_view b ON b.agency_id = a.agency_id AND b.scope = a.scope AND b.year = a.year + 1
   AND b.statistic = 'requests/carried_in/total'
 WHERE a.statistic = 'requests/carried_out/total' AND a.value IS NOT NULL AND b.value IS NOT NULL
   AND a.value <> b.value
   AND (:region = 'all' OR a.region LIKE :region || '%')
 ORDER BY abs(b.value - a.value) DESC, a.agency_id, a.year
