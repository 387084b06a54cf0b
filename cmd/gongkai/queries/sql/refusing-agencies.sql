-- title: Agencies that refuse most
-- about: The share of denied among processed requests, of reports with enough of them.
-- about: Rows with a blank or unread reason have it in blank: their share is too small.
-- param least = 20: requests processed at least
-- param from = 2019: first reporting year
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
