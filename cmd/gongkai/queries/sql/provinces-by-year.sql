-- title: New requests by province and year
-- about: Sums over agencies of one scope; own and aggregate figures must never be added up.
-- about: agencies says how many have the number and blank how many reports print none.
-- param scope = own: own, aggregate or unknown
-- param statistic = requests/new_requests/total: statistic to sum, section/row/col
-- gives: province, year, sum, agencies, blank
SELECT coalesce(substr(region, 1, 2) || '0000', 'unknown') AS province, year,
       sum(value) AS sum, count(value) AS agencies, sum(value IS NULL) AS blank
  FROM panel_view
 WHERE statistic = :statistic AND scope = :scope AND (unit IS NOT NULL OR value IS NULL)
 GROUP BY province, year
 ORDER BY province, year
