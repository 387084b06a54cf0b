-- title: Agencies that refuse most
-- title_zh: 不予公开比例最高的机关
-- about: The share of denied among processed requests, of reports with enough of them.
-- about: Rows with a blank or unread reason have it in blank: their share is too small.
-- about_zh: 办理结果总计达到一定数量的年报中，不予公开所占比例。有理由空白或未能读取的，在 blank 列注明：其比例偏低。
-- param least = 20: requests processed at least
-- param_zh least: 办理结果总计的下限
-- param from = 2019: first reporting year
-- param_zh from: 起始年度
-- gives: agency_id, agency, region_name, scope, year, denied, processed, share, blank, report_id
SELECT agency_id, agency_name AS agency, region_name, scope, year,
       sum(value) FILTER (WHERE row LIKE 'denied.%') AS denied,
       max(value) FILTER (WHERE row = 'processed_total') AS processed,
       round(sum(value) FILTER (WHERE row LIKE 'denied.%') * 1.0 / max(value) FILTER (WHERE row = 'processed_total'), 4) AS share,
       sum(value IS NULL) FILTER (WHERE row LIKE 'denied.%') AS blank,
       report_id
  FROM panel_view
 WHERE section = 'requests' AND col = 'total' AND year >= :from
 GROUP BY agency_id, scope, year
HAVING processed >= :least AND denied IS NOT NULL
 ORDER BY share DESC, agency_id, year
