package generate

import (
	"regexp"
	"slices"
	"strconv"
)

// grouped prints table three: a header of three levels over labels that stand
// in groups two deep.
func (g *generator) grouped(s *section, rep *report) *sheet {
	split := g.on("label:split-cells", 0.06)
	inner, label := 1, 1
	if split {
		inner, label = 2, 2
	}
	side := 1 + inner + label
	t := &sheet{section: s.code, head: 3, width: side + len(s.cols)}
	order := g.leafOrder(s)
	headOrder := order
	if g.flattened && !drawsRows(g.flattening()) && g.on("head:total-first", 0.05) {
		// Only the text has 总计 before 自然人; the figures are as in the form.
		headOrder = totalFirst(order)
	}
	g.groupedHead(s, t, side, headOrder)
	outer := s.group(0)
	for i := range s.rows {
		row, room := []box{}, side
		if first, n := s.span(outer, i); n > 0 {
			if first || !g.placeholders() && g.on("group:repeated", 0.05) {
				row = append(row, g.groupBox(s.groups[0].Label, n, first))
			}
			room--
		}
		for k := 1; k < len(s.groups); k++ {
			first, n := s.span(s.group(k), i)
			if n == 0 || len(s.groups[k].Rows) < 2 {
				continue
			}
			if first || !g.placeholders() && g.on("group:repeated", 0.05) {
				b := g.groupBox(s.groups[k].Label, n, first).over(inner)
				row = append(row, splitNumber(b, split)...)
			}
			room -= inner
		}
		l := g.rowBox(s, i).over(room)
		row = append(row, splitNumber(l, split)...)
		values := make([]box, len(s.cols))
		for c := range s.cols {
			values[c] = g.valueBox(s, i, c, "", rep)
		}
		row = append(row, reorder(values, order, 0)...)
		g.openIfRuined(row)
		if (g.flattened || g.on("layout:mixed", 0.05)) && (g.has("head:total-first") || g.has("cols:total-first") || g.has("cols:shuffled")) {
			leaveOpen(figuresOf(row)) // heads of three levels, flattened, tell no order
		}
		t.add(row)
	}
	g.numberRows(t)
	return t
}

// groupBox is a label over n rows, with the spans that editors give it.
func (g *generator) groupBox(text string, n int, first bool) box {
	b := cellOf(groupLabel, g.label(text)).down(n)
	switch {
	case g.has("group:repeated"), !first:
		b.rows = 1
	case g.placeholders():
	case g.on("group:no-rowspan", 0.05):
		b.rows = 1
	case n > 3 && g.on("group:wrong-rowspan", 0.06):
		b.rows = n + pick(g.rnd("rowspan"), -1, 1, 2)
	}
	return b
}

// group returns the printed rows of a group, first and last.
func (s *section) group(k int) [2]int {
	first, last := -1, -1
	for i := range s.rows {
		if slices.Contains(s.groups[k].Rows, s.rows[i].Code) {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	return [2]int{first, last}
}

// span tells whether row i is in the group, whether it is its first, and of
// how many.
func (s *section) span(in [2]int, i int) (first bool, n int) {
	if in[0] < 0 || i < in[0] || i > in[1] {
		return false, 0
	}
	return i == in[0], in[1] - in[0] + 1
}

var numberBefore = regexp.MustCompile(`^[（(〔]?[一二三四五六七八九十1-9１-９①-⑨][）)〕]?[、.．]?\s*`)

// splitNumber puts the number of a label into a cell of its own.
func splitNumber(b box, split bool) []box {
	if !split || b.cols < 2 {
		return []box{b}
	}
	loc := numberBefore.FindStringIndex(b.text)
	if loc == nil || loc[1] == len(b.text) {
		return []box{b}
	}
	no, rest := b, b
	no.text, no.cols = b.text[:loc[1]], 1
	rest.text, rest.cols = b.text[loc[1]:], b.cols-1
	return []box{no, rest}
}

// leafOrder is the order of the columns: the organisations in another order,
// the total first.
func (g *generator) leafOrder(s *section) []int {
	order := make([]int, len(s.cols))
	for i := range order {
		order[i] = i
	}
	if g.on("cols:shuffled", 0.06) {
		leaves := order[1 : len(order)-1]
		g.fresh("order leaves").Shuffle(len(leaves), func(i, j int) { leaves[i], leaves[j] = leaves[j], leaves[i] })
	}
	if g.on("cols:total-first", 0.03) {
		order = totalFirst(order)
	}
	return order
}

func totalFirst(order []int) []int {
	last := len(order) - 1
	return append([]int{order[last]}, order[:last]...)
}

// groupedHead prints the header of table three.
func (g *generator) groupedHead(s *section, t *sheet, side int, order []int) {
	all, orgs := s.form.ColumnGroups[0], s.form.ColumnGroups[len(s.form.ColumnGroups)-1]
	corner := pick(g.rnd("corner"), "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "")
	first := []box{cellOf(columnHead, corner).over(side).down(3), cellOf(columnHead, g.label(all.Label)).over(len(s.cols))}
	var second, third []box
	opened := false
	for _, c := range order {
		col := &s.cols[c]
		text := g.label(col.Label)
		if !slices.Contains(orgs.Columns, col.Code) {
			second = append(second, cellOf(columnHead, text).down(2))
			continue
		}
		third = append(third, cellOf(columnHead, text))
		if !opened {
			second = append(second, cellOf(columnHead, g.label(orgs.Label)).over(len(orgs.Columns)))
			opened = true
		}
	}
	t.add(first, second, third)
}

// numberRows puts a running number before every row.
func (g *generator) numberRows(t *sheet) {
	if !g.on("rows:numbered", 0.04) {
		return
	}
	t.width++
	t.rows[0] = append([]box{cellOf(columnHead, "序号").down(t.head)}, t.rows[0]...)
	for i := t.head; i < len(t.rows); i++ {
		t.rows[i] = append([]box{cellOf(auxiliary, strconv.Itoa(i-t.head+1))}, t.rows[i]...)
	}
}
