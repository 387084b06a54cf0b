-- title: Reports that contradict themselves
-- about: Reports in which at least one equation of the form does not hold, kept as printed.
-- about: gongkai show REPORT marks where; gongkai checks explains each.
-- param from = 2019: first reporting year
-- param to = 2099: last reporting year
-- gives: report_id, agency, region_name, level, kind, year, flags, url
SELECT report_id, agency, region_name, level, kind, year, flags, url
  FROM report_view
 WHERE current = 1 AND quality = 'inconsistent' AND year BETWEEN :from AND :to
 ORDER BY year, region, agency
