package generate

import (
	"slices"
	"strings"

	"gongkai/extract/form"
)

// plain prints a block of 第二十条: its title, one header row, a few rows.
func (g *generator) plain(s *section, rep *report) *sheet {
	order := g.columnOrder(s)
	t := &sheet{section: s.code, head: 1, width: 1 + len(s.cols)}
	if !g.on("heading:article-missing", 0.03) {
		t.add([]box{cellOf(heading, g.label(s.heading)).over(t.width)})
		t.head = 2
	}
	head := []box{cellOf(columnHead, g.label("信息内容"))}
	units := make([]string, len(s.cols))
	for i := range s.cols {
		var text string
		text, units[i] = g.columnLabel(&s.cols[i])
		if s.code == "art20_1" && i < 2 && g.on("head:cut", 0.04) {
			text = cut(s.cols[i].Label, 3) // the word went on in a second line
		} else if s.code == "art20_1" && i == 1 && g.on("head:doubled", 0.02) {
			text = s.cols[0].Label // copied and not changed
		}
		head = append(head, cellOf(columnHead, text))
	}
	t.add(reorder(head, order, 1))
	for i := range s.rows {
		row := []box{g.rowBox(s, i)}
		for c := range s.cols {
			row = append(row, g.valueBox(s, i, c, units[c], rep))
		}
		row = reorder(row, order, 1)
		if len(s.cols) == 1 && g.on("row:stray-cells", 0.03) {
			// Cells left over from a wider table, hidden on the page.
			leaveOpen(figuresOf(row))
			row = append(row, cellOf(auxiliary, "0"), cellOf(auxiliary, "0"))
		}
		g.openIfRuined(row)
		t.add(row)
	}
	g.mergeValues(t)
	return t
}

// mergeValues merges equal neighbours into one cell, across or down. What such
// a cell says of the places it covers is for nobody to be sure of, and no other
// figure may move into them.
func (g *generator) mergeValues(t *sheet) {
	if g.flattened || g.placeholders() || t.width < 4 || len(t.rows) < t.head+2 || !g.on("values:merged", 0.03) {
		return
	}
	first, second := t.rows[t.head], t.rows[t.head+1]
	if first[1].fig == nil || second[1].fig == nil {
		return
	}
	leaveOpen(figuresOf(first))
	leaveOpen(figuresOf(second))
	if g.choose("values-merged", "across", "down") == "across" {
		copyPrint(first[2].fig, first[1].fig)
		first[1].cols = 2
		t.rows[t.head] = slices.Delete(first, 2, 3)
		return
	}
	copyPrint(second[1].fig, first[1].fig)
	first[1].rows = 2
	t.rows[t.head+1] = slices.Delete(second, 1, 2)
}

// copyPrint makes a figure what another one is printed as.
func copyPrint(to, from *Figure) {
	to.Raw, to.Status, to.Value, to.Unit, to.UnitSource = from.Raw, from.Status, from.Value, from.Unit, from.UnitSource
}

func replaceUnit(note, unit string) string { return strings.Replace(note, "%", unit, 1) }

func cut(s string, n int) string { return string([]rune(s)[:n]) }

// columnOrder is the order in which the columns are printed.
func (g *generator) columnOrder(s *section) []int {
	order := make([]int, len(s.cols))
	for i := range order {
		order[i] = i
	}
	if g.on("cols:shuffled", 0.06) && !g.on("head:cut", 0.04) && !g.on("head:doubled", 0.02) {
		r := g.fresh("order " + s.code)
		r.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	}
	return order
}

// reorder puts the boxes behind the first skip into another order.
func reorder(row []box, order []int, skip int) []box {
	out := slices.Clone(row[:skip])
	for _, c := range order {
		out = append(out, row[skip+c])
	}
	return out
}

// columnLabel prints the head of a column and returns the unit it names.
func (g *generator) columnLabel(c *form.Column) (text, unit string) {
	if !c.Money {
		return g.label(c.Label), ""
	}
	stem, printed := c.Label, ""
	if c.Unit != nil {
		stem, printed = "本年收费金额", *c.Unit
	}
	switch g.choose("money-head "+c.Code, "form", "form", "unit", "yuan", "none") {
	case "unit":
		printed = "万元"
	case "yuan":
		printed = "元"
	case "none":
		printed = ""
	}
	if printed == "" {
		return g.label(stem), ""
	}
	note := pick(g.rnd("money head"), "（单位：%）", "（%）", "(%)", "（单位:%）")
	return g.label(stem) + replaceUnit(note, printed), printed
}

// rowBox is the label of a row.
func (g *generator) rowBox(s *section, i int) box {
	text, ok := g.rowLabel(s.rows[i].Label)
	b := cellOf(rowLabel, text)
	b.ruined = !ok
	return b
}

// openIfRuined leaves the figures of a row open whose label is beyond reading.
func (g *generator) openIfRuined(row []box) {
	if slices.ContainsFunc(row, func(b box) bool { return b.ruined }) {
		leaveOpen(figuresOf(row))
	}
}

// valueBox fills in a figure and keeps its truth, if the form knows the row.
func (g *generator) valueBox(s *section, i, c int, headUnit string, rep *report) box {
	f := &Figure{Section: s.code, Row: s.rows[i].Code, Col: s.cols[c].Code}
	formUnit := ""
	money := s.cols[c].Money
	if s.form != nil && !s.rows[i].unknown {
		row := s.form.Row(f.Row)
		money = s.form.IsMoney(row, c)
		if u := s.form.UnitOf(row, c); u != nil {
			formUnit = *u
		}
	}
	g.print(f, s.values[i][c], money, headUnit, formUnit)
	b := cellOf(figure, f.Raw)
	if !s.rows[i].unknown {
		b.fig = f
		rep.figures = append(rep.figures, f)
	}
	return b
}
