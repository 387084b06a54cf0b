package generate

import (
	"fmt"
	"slices"
	"strings"
)

// report is a report while its page is made.
type report struct {
	format  string
	year    int
	figures []*Figure
}

// reports makes the reports of a page and its blocks in order.
func (g *generator) reports() ([]*report, []block, error) {
	r := g.rnd("reports")
	format := g.choose("form", "2019", "2021", "2021", "2019", "2014")
	year := map[string]int{"2014": 2014 + r.IntN(5), "2019": 2019 + r.IntN(3), "2021": 2021 + r.IntN(4)}[format]
	n := 1
	if g.on("page:several-reports", 0.04) {
		n = 2 + r.IntN(2)
	}
	var reports []*report
	var blocks []block
	for k := range n {
		rep := &report{format: format, year: year - k}
		if g.forms[format] == nil {
			return nil, nil, fmt.Errorf("no form %s", format)
		}
		sections := g.shape(g.forms[format])
		for _, s := range sections {
			g.fill(s)
		}
		blocks = append(blocks, g.reportBlocks(sections, rep)...)
		if len(sections) == 0 || g.has("shape:only-three-and-four") || g.has("shape:missing-sections") {
			rep.format = "" // the rows that are left may not tell
		}
		reports = append(reports, rep)
	}
	g.hiddenCopies(&blocks)
	g.doubled(&blocks)
	g.finishTables(blocks)
	return reports, blocks, nil
}

// reportBlocks is one report from its title to its last section.
func (g *generator) reportBlocks(sections []*section, rep *report) []block {
	r := g.rnd("frame")
	agency := pick(r, "样例县样例局", "样例市样例区样例街道办事处", "样例镇人民政府", "样例市人民政府办公室")
	title := fmt.Sprintf(pick(r, "%s%d年政府信息公开工作年度报告", "%s%d年度政府信息公开工作年度报告", "%s%d年政府信息公开年度报告"), agency, rep.year)
	out := []block{head(1, title),
		par(fmt.Sprintf("本报告由%s编制，所列数据的统计期限自%d年1月1日起至%d年12月31日止。", agency, rep.year, rep.year)),
		head(2, "一、总体情况")}
	out = append(out, g.narrative(rep)...)
	if g.on("decoy:before", 0.12) {
		out = append(out, g.decoy()...)
	}
	out = append(out, g.arrange(sections, rep)...)
	if g.on("decoy:after", 0.08) {
		out = append(out, g.decoy()...)
	}
	return append(out, head(2, "五、存在的主要问题及改进情况"),
		par("这一年仍有不足：一是公开形式较少，二是培训只办了2次。下一年将逐项改进。"),
		head(2, "六、其他需要报告的事项"), par("本年度未收取信息处理费，无其他需要报告的事项。"))
}

// narrative tells figures in sentences, which are none of the tables'.
func (g *generator) narrative(rep *report) []block {
	r := g.rnd("narrative")
	out := []block{par(fmt.Sprintf("（一）主动公开情况。全年公开信息%d条，其中动态%d条，召开会议%d次。", r.IntN(900), r.IntN(90), r.IntN(20)))}
	if g.on("narrative:labels", 0.2) {
		out = append(out, par(fmt.Sprintf("全年制发规章%d件、行政规范性文件%d件，行政许可%d件，行政处罚%d件，行政强制%d件。", r.IntN(9), r.IntN(30), r.IntN(900), r.IntN(90), r.IntN(9))),
			par(fmt.Sprintf("（二）依申请公开情况。本年新收政府信息公开申请%d件，上年结转%d件，予以公开%d件，部分公开%d件。", r.IntN(90), r.IntN(9), r.IntN(60), r.IntN(9))))
	}
	if g.on("narrative:list", 0.06) {
		out = append(out, par("行政许可"), par(fmt.Sprint(r.IntN(500))), par("项，已全部公示。"))
	}
	return out
}

// hiddenCopies adds tables that are in the markup but not shown: the same
// table once more, or last year's.
func (g *generator) hiddenCopies(blocks *[]block) {
	if g.flattened || !g.on("hidden:copy", 0.04) {
		return
	}
	r := g.rnd("hidden")
	for i := range *blocks {
		b := (*blocks)[i]
		if b.sheet == nil || b.hidden {
			continue
		}
		twin := &sheet{section: b.sheet.section, head: b.sheet.head, width: b.sheet.width}
		other := g.on("hidden:other-figures", 0.5)
		for _, row := range b.sheet.rows {
			row = slices.Clone(row)
			for j := range row {
				row[j].fig = nil
				if other && row[j].role == figure {
					row[j].text = fmt.Sprint(r.IntN(500))
				}
			}
			twin.add(row)
		}
		*blocks = slices.Insert(*blocks, i, block{sheet: twin, hidden: true})
		return
	}
}

// doubled prints a table once more, for small screens: the same figures.
func (g *generator) doubled(blocks *[]block) {
	if g.flattened || !g.on("tables:doubled", 0.03) {
		return
	}
	at := len(*blocks) - 1
	for at > 0 && ((*blocks)[at].sheet == nil || (*blocks)[at].sheet.section == "decoy") {
		at--
	}
	if at > 0 {
		*blocks = slices.Insert(*blocks, at, (*blocks)[at])
	}
}

// finishTables does what editors do to whole tables.
func (g *generator) finishTables(blocks []block) {
	placeholders := g.placeholders()
	trailing := g.on("cols:trailing-empty", 0.04)
	leading := g.on("cols:leading-empty", 0.03)
	empty := g.on("rows:empty", 0.04)
	vertical := g.on("head:vertical", 0.03)
	done := map[*sheet]bool{}
	for i := range blocks {
		t := blocks[i].sheet
		if t == nil || done[t] {
			continue
		}
		done[t] = true
		if vertical {
			verticalHeads(t)
		}
		if placeholders {
			t.expand(g.has("spans:repeated-text"))
		}
		if leading {
			for j := range t.rows {
				t.rows[j] = append([]box{cellOf(auxiliary, "")}, t.rows[j]...)
			}
			t.width++
		}
		if trailing {
			for j := range t.rows {
				t.rows[j] = append(slices.Clone(t.rows[j]), cellOf(auxiliary, ""), cellOf(auxiliary, ""))
			}
			t.width += 2
		}
		if empty && len(t.rows) > t.head {
			blank := make([]box, max(t.width, 1))
			for j := range blank {
				blank[j] = cellOf(auxiliary, "")
			}
			t.rows = append(t.rows, blank)
		}
	}
}

// placeholders tells whether cells stand in for spans, empty or with the text
// of the span once more. Such tables have
// no other faults of spans: together nobody could tell their blanks apart.
func (g *generator) placeholders() bool {
	return g.on("spans:placeholders", 0.07) || g.on("spans:repeated-text", 0.04)
}

// verticalHeads writes narrow heads one character a line.
func verticalHeads(t *sheet) {
	for i := range t.rows {
		for j := range t.rows[i] {
			if b := &t.rows[i][j]; b.role == columnHead && b.cols == 1 && b.text != "" && t.width > 6 {
				b.text = strings.Join(strings.Split(strings.Join(strings.Fields(b.text), ""), ""), "\n")
			}
		}
	}
}
