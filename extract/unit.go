package extract

import "strings"

// unitOf returns the unit that the header names for a column; money is set for
// the section's only column of money, whose unit may stand in a damaged cell.
func (h *header) unitOf(col int, money bool) string {
	if h == nil {
		return ""
	}
	for _, c := range h.cols {
		if c.col == col {
			if u := headerUnit(c.text); u != "" {
				return u
			}
		}
	}
	if money {
		return h.money
	}
	return ""
}

// headerUnit returns the unit of money that a header cell names: 采购总金额（万元）.
func headerUnit(s string) string {
	if !strings.Contains(s, "元") {
		return ""
	}
	t := simplified(narrow(s))
	open := strings.LastIndexByte(t, '(')
	if open < 0 {
		if open = strings.Index(t, "单位") - 1; open < -1 {
			return ""
		}
	}
	t = strings.ReplaceAll(strings.TrimRight(t[open+1:], ") "), " ", "")
	t = strings.TrimLeft(strings.TrimPrefix(t, "单位"), " :：")
	if _, ok := moneyExponent(t); ok {
		return t
	}
	return ""
}

// moneyAtEnd returns the unit of money that a printed label ends in and the form's
// does not: 依申请公开信息收取的费用元 lost the border before its unit.
func moneyAtEnd(printed, label string) string {
	printed = simplified(trimSpace(printed))
	for _, u := range moneyUnits {
		if strings.HasSuffix(printed, u.text) && !strings.HasSuffix(label, u.text) {
			return u.text
		}
	}
	return ""
}

// unitOf returns the unit that the row names in a cell of its own, or its header
// for a column.
func (rr *rowRead) unitOf(col int, money bool) string {
	if _, ok := moneyExponent(rr.unit); ok {
		return rr.unit
	}
	u := rr.header.unitOf(col, money)
	if rr.header == nil {
		u = rr.prior.unitOf(col, money)
	}
	if u == "" && money {
		u = rr.nearMoney
	}
	return u
}

// noteMoney keeps a text that prints a unit of money in brackets.
func (r *reader) noteMoney(t *token) {
	if headerUnit(t.text) != "" {
		r.money = t
	}
}

// moneyNear returns the unit of money that stands right above a row.
func (r *reader) moneyNear(t *token) string {
	if m := r.money; m != nil && r.rows[m.row].table == r.rows[t.row].table && t.row > m.last && t.row-m.last <= 2 {
		return headerUnit(m.text)
	}
	return ""
}
