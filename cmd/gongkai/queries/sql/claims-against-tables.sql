-- title: Requests told in the text that differ from the table
-- title_zh: 正文所述与统计表不符的申请数
-- about: The number of requests received in the year, as a sentence tells it, beside the
-- about: table's. Which of the two is right nobody can tell from here.
-- about_zh: 正文语句所述的当年新收申请数，与统计表并列。何者为准，此处无从判断。
-- gives: agency, year, told, table_says, sentence, report_id
SELECT c.agency, c.year, c.value AS told, s.value AS table_says, c.sentence, c.report_id
  FROM claim_view c
  JOIN statistic_view s ON s.report_id = c.report_id AND s.section = 'requests' AND s.row = 'new_requests' AND s.col = 'total'
 WHERE c.what = 'requests_received' AND s.value IS NOT NULL AND s.value <> c.value
 ORDER BY abs(c.value - s.value) DESC, c.report_id
