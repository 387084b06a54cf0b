-- title: Reconsideration and litigation, and how often the agency lost
-- title_zh: 行政复议与行政诉讼，及机关败诉的比例
-- about: 结果纠正 of what was decided (纠正 + 维持 + 其他结果) of one scope, by year and remedy.
-- about: Pending cases are left out, they are counted again when they are decided.
-- about_zh: 同一口径下，结果纠正占已审结（纠正、维持与其他结果之和）的比例，按年度与救济途径。尚未审结的不计，审结后再计。
-- param scope = own: own, aggregate or unknown
-- param_zh scope: 口径：own、aggregate 或 unknown
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
