package generate

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"

	"gongkai/extract/form"
)

// Page is a generated page and its truth.
type Page struct {
	Body        []byte
	ContentType string
	Format      string
	Layout      string // told in failures
	Truth       []Cell
	// Dropped is set where the layout lost empty cells that were printed: then
	// only what is read is held against the truth.
	Dropped bool
}

type generator struct {
	rnd         *rand.Rand
	blanks      float64
	dress       int
	typos       float64
	split       bool
	shuffle     bool
	distinct    bool
	contradicts bool
	singleOther bool
	next        int
	truth       []Cell
}

// New makes the page of a seed.
func New(forms []*form.Form, seed uint64) (Page, error) {
	rnd := rand.New(rand.NewPCG(seed, 20190415))
	g := &generator{rnd: rnd, dress: rnd.IntN(3), distinct: rnd.IntN(2) == 0, contradicts: rnd.IntN(4) == 0, singleOther: rnd.IntN(5) == 0}
	f := forms[rnd.IntN(len(forms))]
	p := Page{Format: f.Format}
	flattened := rnd.IntN(2) == 0
	flat := Flattening(rnd.IntN(int(Flattenings)))
	if rnd.IntN(3) == 0 {
		g.blanks = pick(rnd, 0.05, 0.3, 0.8)
	}
	if rnd.IntN(3) == 0 {
		g.typos = 0.15
	}
	g.split = flattened && flat == CellLines && rnd.IntN(3) == 0
	g.shuffle = rnd.IntN(10) == 0
	var body string
	grids := g.grids(f)
	asText := false
	if flattened {
		lines := g.flatten(grids, flat)
		p.Dropped = g.blanks > 0 && flat.losesBlanks()
		asText = flat == Tabbed || rnd.IntN(2) == 0
		if asText {
			body = strings.Join(lines, "\n")
		} else {
			body = "<p>" + strings.Join(lines, "</p>\n<p>") + "</p>"
		}
		p.Layout = fmt.Sprintf("flattening %d text %v", flat, asText)
	} else {
		body = g.htmlTables(grids)
		p.Layout = "html"
	}
	p.Layout = fmt.Sprintf("seed %d form %s %s blanks %v dress %d typos %v split %v shuffle %v single %v", seed, f.Format, p.Layout, g.blanks, g.dress, g.typos, g.split, g.shuffle, g.singleOther)
	p.Truth = g.truth
	p.Body, p.ContentType = g.wrap(body, f, asText)
	return p, nil
}

// wrap puts the tables into a page with a title and some text.
func (g *generator) wrap(tables string, f *form.Form, asText bool) ([]byte, string) {
	year := 2019 + g.rnd.IntN(2)
	if f.Format == "2021" {
		year = 2021 + g.rnd.IntN(4)
	}
	title := fmt.Sprintf("样例县样例局%d年政府信息公开工作年度报告", year)
	opening := fmt.Sprintf("本报告由样例县样例局编制，所列数据的统计期限为%d年1月1日至%d年12月31日。", year, year)
	text := "这一年，样例局按规定公开各类信息，全年召开会议12次，办理依申请公开事项若干。"
	if asText {
		return []byte(strings.Join([]string{title, opening, "一、总体情况", text, "二、主动公开政府信息情况", tables, "五、存在的主要问题及改进情况", text, "六、其他需要报告的事项", "无其他需要报告的事项。"}, "\n")), "text/plain; charset=utf-8"
	}
	p := func(s string) string { return "<p>" + s + "</p>\n" }
	page := "<html><head><meta charset=\"%s\"><title>" + title + "</title></head><body>\n" + "<h1>" + title + "</h1>\n" + p(opening) + p("一、总体情况") + p(text) + p("二、主动公开政府信息情况") + tables + p("五、存在的主要问题及改进情况") + p(text) + "</body></html>"
	if g.rnd.IntN(5) == 0 {
		b, err := simplifiedchinese.GBK.NewEncoder().String(strings.Replace(page, "%s", "gb2312", 1))
		if err == nil {
			return []byte(b), "text/html"
		}
	}
	return []byte(strings.Replace(page, "%s", "utf-8", 1)), "text/html"
}
