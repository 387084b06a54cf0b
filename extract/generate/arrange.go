package generate

import (
	"fmt"
	"slices"
)

// block is a paragraph or a table of a page.
type block struct {
	text   string // of a paragraph
	level  int    // 1 for a title, 2 for the heading of a section, 0 for text
	sheet  *sheet
	hidden bool // in the markup, but not shown
}

func par(s string) block             { return block{text: s} }
func head(level int, s string) block { return block{text: s, level: level} }
func table(t *sheet) block           { return block{sheet: t} }

// arrange prints the sections of a report as headings and tables.
func (g *generator) arrange(sections []*section, rep *report) []block {
	var arts, others []*sheet
	var kinds []kind
	for _, s := range sections {
		switch s.kind {
		case plainKind:
			arts = append(arts, g.plain(s, rep))
		case groupedKind:
			others, kinds = append(others, g.grouped(s, rep)), append(kinds, s.kind)
		case reviewKind:
			others, kinds = append(others, g.review(s, rep)), append(kinds, s.kind)
		case indicatorKind:
			return g.indicatorBlocks(g.indicators(s, rep), rep)
		}
	}
	if !g.placeholders() && g.on("spans:disagree", 0.08) {
		g.disagree(arts)
	}
	if g.on("tables:all-merged", 0.07) {
		return g.mergeAll(arts, others, kinds)
	}
	var out []block
	if len(arts) > 0 {
		out = append(out, head(2, g.sectionTitle(2)))
		out = append(out, g.artBlocks(arts)...)
	}
	for i, t := range others {
		title := g.sectionTitle(sectionNumber(kinds[i]))
		if g.on("heading:title-row", 0.05) {
			t.rows = slices.Insert(t.rows, 0, []box{cellOf(heading, title).over(t.width)})
			t.head++
		} else {
			out = append(out, head(2, title))
		}
		if kinds[i] == groupedKind {
			out = append(out, g.splitTable(t, rep.format)...)
			continue
		}
		out = append(out, table(t))
	}
	return out
}

func sectionNumber(k kind) int {
	if k == reviewKind {
		return 4
	}
	return 3
}

func (g *generator) sectionTitle(n int) string {
	titles := sectionTitles[n]
	if g.on("heading:synonyms", 0.2) {
		return pick(g.rnd("section title"), titles...)
	}
	return titles[0]
}

// artBlocks prints the blocks of 第二十条: in one table, or each in its own with
// its title inside or before it.
func (g *generator) artBlocks(arts []*sheet) []block {
	separate := g.on("tables:art-separate", 0.2)
	outside := separate && g.on("heading:as-paragraph", 0.5)
	if !separate {
		return []block{table(g.merge(arts))}
	}
	var out []block
	for _, t := range arts {
		if outside && t.head == 2 {
			out = append(out, par(t.rows[0][0].text))
			t.rows, t.head = t.rows[1:], 1
		}
		out = append(out, table(t))
	}
	return out
}

// merge puts tables under one another into one.
func (g *generator) merge(sheets []*sheet) *sheet {
	all := &sheet{section: "merged"}
	for _, t := range sheets {
		all.width = max(all.width, t.width)
		all.add(t.rows...)
	}
	fill := g.choose("fill", "ragged", "stretch", "empty-cells")
	row := 0
	for _, t := range sheets {
		for range t.rows {
			if t.width < all.width {
				all.rows[row] = filled(all.rows[row], all.width-t.width, fill)
			}
			row++
		}
	}
	return all
}

// filled makes a row as wide as the table it was put into.
func filled(row []box, room int, fill string) []box {
	row = slices.Clone(row)
	switch last := &row[len(row)-1]; {
	case fill == "stretch" || last.role == heading:
		last.cols += room
	case fill == "empty-cells":
		for range room {
			row = append(row, cellOf(auxiliary, ""))
		}
	}
	return row
}

// mergeAll prints every section in one table, headings as full-width rows.
func (g *generator) mergeAll(arts, others []*sheet, kinds []kind) []block {
	all := arts
	for i, t := range others {
		title := &sheet{width: t.width}
		title.add([]box{cellOf(heading, g.sectionTitle(sectionNumber(kinds[i]))).over(t.width)})
		all = append(all, title, t)
	}
	return []block{head(2, g.sectionTitle(2)), table(g.merge(all))}
}

// splitTable lets a long table go on in a second or third one, as page breaks do.
func (g *generator) splitTable(t *sheet, format string) []block {
	if g.placeholders() {
		t.expand(g.has("spans:repeated-text"))
	}
	if g.on("rows:header-repeated", 0.04) {
		at := t.head + 3 + g.rnd("repeat").IntN(len(t.rows)-t.head-4)
		t.cutSpans(at)
		t.rows = slices.Insert(t.rows, at, t.rows[:t.head]...)
	}
	if !g.on("tables:split", 0.14) {
		return []block{table(t)}
	}
	r := g.rnd("split")
	parts := 2 + r.IntN(2)
	how := g.choose("split-header", "none", "repeated", "wrong")
	var out []block
	from := 0
	for k := range parts {
		to := len(t.rows)
		if k+1 < parts {
			to = t.head + 2 + (len(t.rows)-t.head-4)*(k+1)/parts + r.IntN(2)
		}
		for to < len(t.rows)-1 && isHead(t.rows[to]) {
			to++ // no page ends within a header
		}
		if k+1 < parts && to >= t.head && g.on("split:groups-again", 0.4) {
			t.cutSpans(to)
		}
		part := &sheet{section: t.section, width: t.width, rows: slices.Clone(t.rows[from:to])}
		if k == 0 {
			part.head = t.head
		} else if how == "repeated" {
			part.rows = append(slices.Clone(t.rows[:t.head]), part.rows...)
			part.head = t.head
		} else if how == "wrong" {
			part.rows = append([][]box{wrongHead(format, t.width)}, part.rows...)
			part.head = 1
		}
		out = append(out, table(part))
		if k+1 < parts && g.on("split:text-between", 0.3) {
			out = append(out, par(fmt.Sprintf(pick(r, "- %d -", "第%d页", "—%d—"), 3+k)))
		}
		from = to
	}
	return out
}

func isHead(row []box) bool {
	return slices.ContainsFunc(row, func(b box) bool { return b.role == columnHead })
}

// wrongHead is the header of a block of 第二十条, which editors leave over a
// table that goes on.
func wrongHead(format string, width int) []box {
	labels := []string{"上一年项目数量", "本年增/减", "处理决定数量"}
	if format == "2021" {
		labels = []string{"本年制发件数", "本年废止件数", "现行有效件数"}
	}
	row := []box{cellOf(columnHead, "信息内容").over(3)}
	for _, l := range labels {
		row = append(row, cellOf(columnHead, l).over(2))
	}
	row[3] = row[3].over(width - 7)
	return row
}

// disagree gives header and data rows spans that do not agree, as cells merged
// by hand have them; the number of cells stays right.
func (g *generator) disagree(sheets []*sheet) {
	r := g.rnd("disagree")
	for _, t := range sheets {
		t.width++
		for i, row := range t.rows {
			row = slices.Clone(row)
			switch {
			case row[0].role == heading:
				row[0].cols++
			case i < t.head:
				row[1+r.IntN(len(row)-1)].cols++
			default:
				row[r.IntN(2)].cols++
			}
			t.rows[i] = row
		}
	}
}

// indicatorBlocks prints the table of 2014 with its caption and footer.
func (g *generator) indicatorBlocks(t *sheet, rep *report) []block {
	out := []block{head(2, "附件"), par("政府信息公开情况统计表"), par(fmt.Sprintf("（%d年度）", rep.year))}
	if g.on("2014:two-tables", 0.15) {
		at := t.head + (len(t.rows)-t.head)/2
		second := &sheet{section: t.section, width: t.width, rows: slices.Clone(t.rows[at:])}
		if g.on("2014:header-repeated", 0.5) {
			second.rows = append(slices.Clone(t.rows[:t.head]), second.rows...)
			second.head = t.head
		}
		t.rows = t.rows[:at]
		out = append(out, table(t), table(second))
	} else {
		out = append(out, table(t))
	}
	return append(out, par("单位负责人：        审核人：        填报人："), par(fmt.Sprintf("填报日期：%d年1月15日", rep.year+1)))
}
