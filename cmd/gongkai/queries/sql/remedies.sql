-- title: Reconsideration and litigation, and how often the agency lost
-- about: 结果纠正 of what was decided (纠正 + 维持 + 其他结果) of one scope, by year and remedy.
-- about: Pending cases are left out, they are counted again when they are decided.
-- param scope = own: own, aggregate or unknown
-- gives: year, remedy, remedy_label, corrected, decided, share, reports
SELECT year, row AS remedy, row_label AS remedy_label,
       sum(value) FILTER (WHERE col = 'corrected') AS corrected,
       sum(value) FILTER (WHERE col IN ('upheld', 'corrected', 'other')) AS decided,
       round(sum(value) FILTER (WHERE col = 'corrected') * 1.0 / nullif(sum(value) FILTER (WHERE col IN ('upheld', 'corrected', 'other')), 0), 4) AS share,
       count(DISTINCT report_id) AS reports
  FROM statistic_view
 WHERE section = 'review' AND scope = :scope
   AND report_id IN (SELECT report_id FROM panel_view WHERE statistic = 'requests/new_requests/total')
 GROUP BY year, row, row_label
 ORDER BY year, row
