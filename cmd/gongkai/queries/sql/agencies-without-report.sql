-- title: Agencies that published before and after, but not for a year
-- about: A gap between two reports. Why there is no report (not found, blocked, not
-- about: crawled) is told by: gongkai coverage --by agency.
-- param year = 2021: reporting year that is missing
-- gives: agency_id, agency, region, region_name, level, kind, before, after
SELECT a.agency_id, a.name AS agency, a.region, a.region_name, a.level, a.kind,
       max(r.year) FILTER (WHERE r.year < :year) AS before,
       min(r.year) FILTER (WHERE r.year > :year) AS after
  FROM agency_view a
  JOIN report_view r ON r.agency_id = a.agency_id AND r.current = 1
 GROUP BY a.agency_id
HAVING before IS NOT NULL AND after IS NOT NULL AND sum(r.year = :year) = 0
 ORDER BY a.region, a.name
