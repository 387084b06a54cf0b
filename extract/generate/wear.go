package generate

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// rowTexts are the texts of a row that a convention keeps. Where it loses one
// that was printed, the row's figures are open: their places are not told.
func (g *generator) rowTexts(row []box, f string, figs []*Figure) []string {
	var out []string
	lost := false
	for i := range row {
		b := &row[i]
		text := strings.TrimSpace(strings.ReplaceAll(b.text, "\n", g.lineBreak(f)))
		if text == "" && losesBlanks(f) {
			lost = lost || b.role == figure
			continue
		}
		if b.role == figure && i > 0 && row[i-1].role == figure && row[i-1].text == b.text && !padsBehind(f) && g.on("text:repeats-dropped", 0.04) {
			lost = true
			continue
		}
		if f == "spaced" || f == "block" || f == "columns" {
			text = strings.Join(strings.Fields(text), "")
			if b.fig != nil {
				b.fig.Raw = text // spaces that cannot be told from borders are not printed
			}
		}
		out = append(out, text)
	}
	if n := len(out); n > 3 && len(figs) > 1 && !padsBehind(f) && g.some("text:tail-dropped", 0.03, 0.3) {
		out, lost = out[:n-1-g.rnd("tail").IntN(2)], true
	}
	if len(figs) > 0 && len(out) > 1 && row[0].role != figure {
		out = g.glue(row, out, figs)
	}
	if last := &row[len(row)-1]; padsBehind(f) && last.fig != nil && last.text == "" {
		leaveOpen(figs) // the row's own empty cells and its padding look alike
	}
	if len(out) == 0 || len(figs) == len(row) && strings.Join(out, "") == "" {
		leaveOpen(figs) // an empty line without a label is no row to anybody
	}
	worded := slices.ContainsFunc(figs, func(f *Figure) bool { return f.Status == Invalid })
	if worded && losesBlanks(f) {
		leaveOpen(figs) // without borders a word among figures may be a label
	}
	numbers := 0
	for i := range row {
		if row[i].role == auxiliary && row[i].text != "" && losesBlanks(f) {
			numbers++ // running numbers and codes stand among the figures
		}
	}
	if lost || numbers > 0 && len(figs) > 0 {
		leaveOpen(figs)
	}
	if lost {
		g.dropped = true
	}
	if g.on("text:values-first", 0.02) && len(figs) > 0 {
		leaveOpen(figs)
		labels := 0
		for labels < len(row) && row[labels].role != figure {
			labels++
		}
		labels = min(labels, len(out))
		out = append(slices.Clone(out[labels:]), out[:labels]...)
	}
	return out
}

// lineBreak is what stands for a break inside a cell.
func (g *generator) lineBreak(f string) string {
	if f == "cell-lines" {
		return "\n"
	}
	return pick(g.rnd("break"), "", " ")
}

// glue runs a label and its figures together, as extractors do that drop the
// cells' borders.
func (g *generator) glue(row []box, cells []string, figs []*Figure) []string {
	at := slices.IndexFunc(row, func(b box) bool { return b.role == rowLabel })
	if at < 0 || at+1 >= len(cells) || !g.some("text:glued", 0.03, 0.5) {
		return cells
	}
	leaveOpen(figs)
	if g.choose("glued", "first", "all") == "all" {
		return append(slices.Clone(cells[:at]), strings.Join(cells[at:], ""))
	}
	out := append(slices.Clone(cells[:at]), cells[at]+cells[at+1])
	return append(out, cells[at+2:]...)
}

// splitLines breaks the text of a cell over lines, as narrow cells do.
func (g *generator) splitLines(s string) []string {
	if strings.Contains(s, "\n") {
		return strings.Split(s, "\n")
	}
	r := g.rnd("split lines")
	runes := []rune(s)
	if len(runes) < 5 || utf8.RuneLen(runes[2]) == 1 || g.has("text:glued") || !g.some("text:labels-split", 0.25, 0.3) {
		return []string{s}
	}
	at := 2 + r.IntN(len(runes)-3)
	if len(runes) > 14 && chance(r, 0.3) {
		to := at + 1 + r.IntN(len(runes)-at)
		if to < len(runes) {
			return []string{string(runes[:at]), string(runes[at:to]), string(runes[to:])}
		}
	}
	return []string{string(runes[:at]), string(runes[at:])}
}

// wear lets page breaks into the text: page numbers, running heads, and the
// loss of every line that was printed before.
func (g *generator) wear(lines []line) []line {
	if g.on("text:deduplicated", 0.02) {
		return g.deduplicate(lines)
	}
	if !g.on("text:page-breaks", 0.15) {
		return lines
	}
	r := g.rnd("pages")
	kind := g.choose("page-break", "dashes", "ordinal", "bare", "running-head")
	inside := g.on("page-break:inside-row", 0.4)
	var out []line
	since, page := 0, 2
	title := ""
	for i, l := range lines {
		out = append(out, l)
		if l.row == nil && strings.HasSuffix(l.text, "报告") {
			title = l.text
		}
		since++
		if since < 25 || i+1 == len(lines) || !inside && l.row != nil && !l.tail {
			continue
		}
		if chance(r, 0.7) {
			continue
		}
		since = 0
		page++
		switch kind {
		case "dashes":
			out = append(out, line{text: fmt.Sprintf(pick(r, "- %d -", "— %d —", "-%d-", "－%d－"), page)})
		case "ordinal":
			out = append(out, line{text: fmt.Sprintf(pick(r, "第%d页", "第 %d 页 共 96 页", "%d / 96"), page)})
		case "bare":
			out = append(out, line{text: fmt.Sprint(page)})
			leaveOpen(l.row)
			leaveOpen(lines[i+1].row)
		case "running-head":
			out = append(out, line{text: title}, line{text: fmt.Sprintf("- %d -", page)})
		}
	}
	return out
}

// deduplicate keeps every text once, as some extractors do. No figure has a
// certain place after that.
func (g *generator) deduplicate(lines []line) []line {
	seen := map[string]bool{}
	var out []line
	for _, l := range lines {
		leaveOpen(l.row)
		if seen[l.text] {
			continue
		}
		seen[l.text] = true
		out = append(out, l)
	}
	g.dropped = true
	return out
}
