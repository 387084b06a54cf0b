-- title: Agencies that published before and after, but not for a year
-- title_zh: 前后年度均有年报、唯独某年没有的机关
-- about: A gap between two reports. Why there is no report (not found, blocked, not
-- about: crawled) is told by: gongkai coverage --by agency.
-- about_zh: 两份年报之间的空缺。没有年报的原因（未找到、受阻、未采集）见：gongkai coverage --by agency。
-- param year = 2021: reporting year that is missing
-- param_zh year: 缺年报的年度
-- gives: agency_id, agency, region, region_name, level, kind, before, after
SELECT a.agency_id, a.name AS agency, a.region, a.region_name, a.level, a.kind,
       max(r.year) FILTER (WHERE r.year < :year) AS before,
       min(r.year) FILTER (WHERE r.year > :year) AS after
  FROM agency_view a
  JOIN report_view r ON r.agency_id = a.agency_id AND r.current = 1
 GROUP BY a.agency_id
HAVING before IS NOT NULL AND after IS NOT NULL AND sum(r.year = :year) = 0
 ORDER BY a.region, a.name
