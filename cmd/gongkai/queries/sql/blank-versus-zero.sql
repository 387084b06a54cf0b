-- title: How often each figure is a zero, a blank or unread
-- title_zh: 各项数据中零、空白与未能读取的次数
-- about: A blank is not a zero. A figure that is blank in most reports should not be
-- about: summed as if it were zero.
-- about_zh: 空白不是零。多数年报中空白的数据，不应按零相加。
-- param form = 2021: form of the tables, by the year it came into use
-- param_zh form: 表式，以启用年份表示
-- param section = requests: section of the form
-- param_zh section: 表式中的部分
-- gives: row, col, row_label, col_label, zero, more_than_zero, blank, unread, figures
SELECT row, col, row_label, col_label,
       sum(value = 0) AS zero,
       sum(value > 0) AS more_than_zero,
       sum(status = 'blank') AS blank,
       sum(status IN ('ambiguous', 'invalid')) AS unread,
       count(*) AS figures
  FROM statistic_view
 WHERE format = CAST(:form AS TEXT) AND section = :section
 GROUP BY row, col, row_label, col_label
 ORDER BY blank * 1.0 / count(*) DESC, row, col
