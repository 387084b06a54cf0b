-- title: Refusals by reason and year
-- title_zh: 历年不予公开等情形的理由
-- about: Requests that were denied, could not be met or were not dealt with, by the reason of the
-- about: form. The sums are over the reports of one scope that stand in the panel, each agency
-- about: once; reports says how many print the number.
-- about_zh: 不予公开、无法提供或不予处理的申请，按表式所列理由。只合计面板中同一口径的年报，每个机关一次；reports 为印有该数字的年报数。
-- param scope = own: own, aggregate or unknown
-- param_zh scope: 口径：own、aggregate 或 unknown
-- gives: year, reason, reason_label, requests, reports
SELECT year, row AS reason, row_label AS reason_label, sum(value) AS requests, count(value) AS reports
  FROM statistic_view
 WHERE section = 'requests' AND col = 'total' AND scope = :scope
   AND report_id IN (SELECT report_id FROM panel_view WHERE statistic = 'requests/new_requests/total')
   AND (row LIKE 'denied.%' OR row LIKE 'unavailable.%' OR row LIKE 'not_processed.%')
 GROUP BY year, row, row_label
 ORDER BY year, requests DESC, row
