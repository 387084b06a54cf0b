package generate

import "strconv"

// indicators prints the one-column table of 2014.
func (g *generator) indicators(s *section, rep *report) *sheet {
	units := !g.on("2014:no-units", 0.25)
	numbers := g.on("2014:numbers", 0.15)
	codes := g.on("2014:codes", 0.08)
	levels := !codes && g.on("2014:levels", 0.05)
	yuan := units && g.on("2014:yuan", 0.08)
	none := pick(g.rnd("2014 none"), "——", "——", "", "—", "/")
	t := &sheet{section: s.code, head: 1}
	head := []box{cellOf(columnHead, g.label("统计指标"))}
	if numbers {
		head = append([]box{cellOf(columnHead, "序号")}, head...)
	}
	if units {
		head = append(head, cellOf(columnHead, "单位"))
	}
	if codes {
		head = append(head, cellOf(columnHead, "代码"))
	}
	if levels { // nobody says which of the columns is the report's figure
		head = append(head, cellOf(columnHead, "区政府"), cellOf(columnHead, "区直部门"), cellOf(columnHead, "乡镇"))
	} else {
		head = append(head, cellOf(columnHead, g.label("统计数")))
	}
	t.add(head)
	t.width = len(head)
	for i := range s.rows {
		row := []box{}
		if numbers {
			row = append(row, cellOf(auxiliary, strconv.Itoa(i+1)))
		}
		row = append(row, g.rowBox(s, i))
		unit, headUnit := none, ""
		if u := s.rows[i].Unit; u != nil {
			unit = *u
			if yuan && unit == "万元" {
				unit, headUnit = "元", "元"
			}
		}
		if units {
			row = append(row, cellOf(auxiliary, unit))
		}
		if codes {
			row = append(row, cellOf(auxiliary, strconv.Itoa(101 + i)[1:]))
		}
		if s.rows[i].HeadingOnly {
			row = append(row, cellOf(auxiliary, none))
			if levels {
				row = append(row, cellOf(auxiliary, none), cellOf(auxiliary, none))
			}
		} else {
			b := g.valueBox(s, i, 0, headUnit, rep)
			if units && b.fig.UnitSource == "form" {
				b.fig.UnitSource = "" // the form's, and printed beside the label
			}
			if headUnit != "" && b.fig.UnitSource == "header" {
				b.fig.UnitSource = ""
			}
			if levels {
				b.fig.Open, b.fig.Status = true, Invalid
				row = append(row, b, cellOf(auxiliary, "2"))
				b = cellOf(auxiliary, "3")
			}
			row = append(row, b)
		}
		g.openIfRuined(row)
		t.add(row)
	}
	return t
}
