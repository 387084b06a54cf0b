package generate

// review prints table four: usually one line of all figures under a header of
// three levels, sometimes a row for each kind of case.
func (g *generator) review(s *section, rep *report) *sheet {
	n := len(s.cols)
	t := &sheet{section: s.code, head: 3, width: n * len(s.rows)}
	leaves := func(down int) []box {
		var out []box
		for i := range s.cols {
			out = append(out, cellOf(columnHead, g.label(s.cols[i].Label)).down(down))
		}
		return out
	}
	if g.on("review:as-rows", 0.03) {
		t.head, t.width = 1, n+1
		t.add(append([]box{cellOf(columnHead, "类别")}, leaves(1)...))
		for i := range s.rows {
			row := []box{g.rowBox(s, i)}
			for c := range s.cols {
				row = append(row, g.valueBox(s, i, c, "", rep))
			}
			g.openIfRuined(row)
			t.add(row)
		}
		return t
	}
	direct, after := g.label("未经复议直接起诉"), g.label("复议后起诉")
	first := []box{cellOf(columnHead, g.label("行政复议")).over(n), cellOf(columnHead, g.label("行政诉讼")).over(2 * n)}
	second := append(leaves(2), cellOf(columnHead, direct).over(n), cellOf(columnHead, after).over(n))
	third := append(leaves(1), leaves(1)...)
	var line []box
	for i := range s.rows {
		for c := range s.cols {
			line = append(line, g.valueBox(s, i, c, "", rep))
		}
	}
	t.add(first, second, third, line)
	return t
}
