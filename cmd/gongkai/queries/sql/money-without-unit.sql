-- title: Amounts of money without a unit
-- title_zh: 没有单位的金额
-- about: 采购总金额 is printed in 元 by some and in 万元 by others. Where neither the cell nor its
-- about: header says which, the amount must not be summed, ranked or compared.
-- about_zh: 采购总金额有的以元计，有的以万元计。单元格与表头均未注明单位的，不得相加、排名或比较。
-- gives: report_id, agency, year, section, row, col, raw
SELECT report_id, agency, year, section, row, col, raw
  FROM statistic_view
 WHERE section IN ('art20_8', 'art20_9') AND col = 'amount' AND value IS NOT NULL AND unit IS NULL
 ORDER BY agency, year
