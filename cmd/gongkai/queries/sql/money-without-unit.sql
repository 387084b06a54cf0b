-- title: Amounts of money without a unit
-- about: 采购总金额 is printed in 元 by some and in 万元 by others. Where neither the cell nor its
-- about: header says which, the amount must not be summed, ranked or compared.
-- gives: report_id, agency, year, section, row, col, raw
SELECT report_id, agency, year, section, row, col, raw
  FROM statistic_view
 WHERE section IN ('art20_8', 'art20_9') AND col = 'amount' AND value IS NOT NULL AND unit IS NULL
 ORDER BY agency, year
