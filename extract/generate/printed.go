package generate

import (
	"slices"

	"gongkai/extract/form"
)

// box is a printed cell with its spans; figures know their truth.
type box struct {
	text       string
	cols, rows int
	figure     bool
	key        string
}

func text(s string) box { return box{text: s, cols: 1, rows: 1} }

func (b box) over(cols int) box { b.cols = cols; return b }
func (b box) down(rows int) box { b.rows = rows; return b }

// grid is a printed table: rows of boxes.
type grid struct {
	section string
	heading string // printed before the table, "" if none
	rows    [][]box
	header  int // rows of the header
}

// grids prints the sections of the form as tables.
func (g *generator) grids(f *form.Form) []grid {
	var out []grid
	for i := range f.Sections {
		s := &f.Sections[i]
		cells := g.figures(s)
		for _, r := range g.rowsOf(s) {
			g.truth = append(g.truth, cells[r.Code]...)
		}
		switch {
		case s.Layout != "":
			out = append(out, g.oneLine(s, cells))
		case len(s.ColumnGroups) > 0:
			out = append(out, g.grouped(s, cells))
		default:
			out = append(out, g.plain(s, cells))
		}
	}
	return out
}

func (g *generator) values(cells []Cell) []box {
	var out []box
	for _, c := range cells {
		out = append(out, box{text: c.Raw, cols: 1, rows: 1, figure: true, key: c.Key()})
	}
	return out
}

// plain is a table of 第二十条: heading, header, rows.
func (g *generator) plain(s *form.Section, cells map[string][]Cell) grid {
	n := 1 + len(s.Columns)
	t := grid{section: s.Code, header: 2}
	t.rows = append(t.rows, []box{text(g.label(s.Heading)).over(n)})
	head := []box{text("信息内容")}
	order := make([]int, len(s.Columns))
	for i := range order {
		order[i] = i
	}
	if g.shuffle {
		g.rnd.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	}
	for _, c := range order {
		head = append(head, text(s.Columns[c].Label))
	}
	t.rows = append(t.rows, head)
	for _, r := range g.rowsOf(s) {
		row := []box{text(g.label(r.Label))}
		v := g.values(cells[r.Code])
		for _, c := range order {
			row = append(row, v[c])
		}
		t.rows = append(t.rows, row)
	}
	return t
}

// grouped is table three: a header of three levels and nested row groups.
func (g *generator) grouped(s *form.Section, cells map[string][]Cell) grid {
	t := grid{section: s.Code, heading: s.Heading, header: 3}
	corner := "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
	last := s.ColumnGroups[len(s.ColumnGroups)-1]
	t.rows = append(t.rows, []box{text(corner).over(3).down(3), text(s.ColumnGroups[0].Label).over(len(s.Columns))})
	var second, third []box
	grouped := false
	for _, c := range s.Columns {
		if slices.Contains(last.Columns, c.Code) {
			third = append(third, text(g.label(c.Label)))
			if !grouped {
				second = append(second, text(last.Label).over(len(last.Columns)))
				grouped = true
			}
			continue
		}
		second = append(second, text(c.Label).down(2))
	}
	t.rows = append(t.rows, second, third)
	rows := g.rowsOf(s)
	group := func(i int) *form.Group { // the widest group that begins with row i
		for k := range s.Groups {
			if len(s.Groups[k].Rows) > 10 && s.Groups[k].Rows[0] == rows[i].Code {
				return &s.Groups[k]
			}
		}
		return nil
	}
	outer := 0
	for i := 0; i < len(rows); i++ {
		var row []box
		if w := group(i); w != nil {
			for _, r := range rows {
				if slices.Contains(w.Rows, r.Code) || len(r.AlternativeTo) > 0 {
					outer++
				}
			}
			row = append(row, text(w.Label).down(outer))
		}
		var inner *form.Group
		for k := range s.Groups {
			if gr := &s.Groups[k]; len(gr.Rows) > 1 && len(gr.Rows) <= 10 && gr.Rows[0] == rows[i].Code {
				inner = gr
			}
		}
		inGroup := inner != nil
		for k := range s.Groups {
			if gr := &s.Groups[k]; len(gr.Rows) > 1 && len(gr.Rows) <= 10 && slices.Contains(gr.Rows, rows[i].Code) {
				inGroup = true
			}
		}
		if inner != nil {
			row = append(row, text(inner.Label).down(len(inner.Rows)))
		}
		l := text(g.label(rows[i].Label))
		switch {
		case outer == 0:
			l = l.over(3)
		case !inGroup:
			l = l.over(2)
		}
		if outer > 0 {
			outer--
		}
		row = append(row, l)
		t.rows = append(t.rows, append(row, g.values(cells[rows[i].Code])...))
	}
	return t
}

// oneLine is table four: all rows side by side under a header of three levels.
func (g *generator) oneLine(s *form.Section, cells map[string][]Cell) grid {
	t := grid{section: s.Code, heading: s.Heading, header: 3}
	n := len(s.Columns)
	var leaves []box
	for _, c := range s.Columns {
		leaves = append(leaves, text(c.Label))
	}
	first := []box{text("行政复议").over(n), text("行政诉讼").over(2 * n)}
	var second, third, line []box
	for _, l := range leaves {
		second = append(second, l.down(2))
	}
	second = append(second, text("未经复议直接起诉").over(n), text("复议后起诉").over(n))
	third = append(append(third, leaves...), leaves...)
	for _, r := range s.Rows {
		line = append(line, g.values(cells[r.Code])...)
	}
	t.rows = [][]box{first, second, third, line}
	return t
}
