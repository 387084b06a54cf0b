-- title: Reports that contradict themselves
-- title_zh: 自相矛盾的年报
-- about: Reports in which at least one equation of the form does not hold, kept as printed.
-- about: gongkai show REPORT marks where; gongkai checks explains each.
-- about_zh: 表内至少有一条勾稽关系不成立的年报，均照原样保留。gongkai show REPORT 标出位置，gongkai checks 逐条说明。
-- param from = 2019: first reporting year
-- param_zh from: 起始年度
-- param to = 2099: last reporting year
-- param_zh to: 截止年度
-- gives: report_id, agency, region_name, level, kind, year, flags, url
SELECT report_id, agency, region_name, level, kind, year, flags, url
  FROM report_view
 WHERE current = 1 AND quality = 'inconsistent' AND year BETWEEN :from AND :to
 ORDER BY year, region, agency
