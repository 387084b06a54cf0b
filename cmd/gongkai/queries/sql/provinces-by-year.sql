-- title: New requests by province and year
-- title_zh: 各省历年新收申请
-- about: Sums over agencies of one scope; own and aggregate figures must never be added up.
-- about: agencies says how many have the number and blank how many reports print none.
-- about_zh: 同一口径各机关之和；本机关数字与汇总数字不可相加。agencies 为有数字的机关数，blank 为空白的年报数。
-- param scope = own: own, aggregate or unknown
-- param_zh scope: 口径：own、aggregate 或 unknown
-- param statistic = requests/new_requests/total: statistic to sum, section/row/col
-- param_zh statistic: 所合计的数据，格式为 部分/行/列
-- gives: province, year, sum, agencies, blank
SELECT coalesce(substr(region, 1, 2) || '0000', 'unknown') AS province, year,
       sum(value) AS sum, count(value) AS agencies, sum(value IS NULL) AS blank
  FROM panel_view
 WHERE statistic = :statistic AND scope = :scope AND (unit IS NOT NULL OR value IS NULL)
 GROUP BY province, year
 ORDER BY province, year
