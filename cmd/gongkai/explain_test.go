package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/extract"
	"gongkai/extract/decimal"
)

func TestExplainShowsWhatIsNoNumberAndTheProblems(t *testing.T) {
	page := filepath.Join(pagesDir, "town/wuqing-hexiwu-2019-sentence.in.html")
	out := gongkai(t, "extract", "--explain", page).ok(t).out
	for _, want := range []string{"cell  2  由区政府办依照有关规定统一核定后征收  items_last_year", "invalid\n", "cell  3  (empty)", "blank\n", "\nProblems\n  - section_missing: art20_1"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}

func explainedText(t *testing.T, rep *extract.Report) string {
	t.Helper()
	p, err := newPrinter("", true, 0)
	if err != nil {
		t.Fatal(err)
	}
	out, err := p.append(nil, rep)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// A reason that all figures of a row share is told once; reasons and lines of
// their own are told with each figure.
func TestExplainTellsEachFiguresOwnPlaceAndReason(t *testing.T) {
	raw := func(s string) *string { return &s }
	number := func(n int64) *decimal.Number { v := decimal.New(n, 0); return &v }
	stat := func(row, col string, at extract.Place) extract.Statistic {
		return extract.Statistic{Section: "requests", Row: row, Col: col, Raw: raw("4"), Value: number(4), Unit: raw("件"),
			UnitSource: extract.UnitFromForm, Status: extract.StatusRead, At: at}
	}
	derived := stat("granted", "total", extract.Place{Row: 9, Label: "予以公开", How: "derived by requests.outcomes"})
	derived.Raw, derived.Status = nil, extract.StatusDerived
	lost := stat("granted", "enterprise", extract.Place{})
	lost.Raw, lost.Value, lost.Status = nil, nil, extract.StatusAmbiguous
	got := explainedText(t, &extract.Report{Title: "样例\x1b[31m报告", Source: "a.txt", Format: "2019", Statistics: []extract.Statistic{
		stat("new_requests", "natural_person", extract.Place{Table: 2, Row: 4, Cell: 2, Label: "本年新收", How: "label joined from 2 cells"}),
		stat("new_requests", "enterprise", extract.Place{Table: 2, Row: 5, Cell: 1, Label: "本年新收", How: "label joined from 2 cells"}),
		stat("granted", "natural_person", extract.Place{Row: 9, Cell: 1, Label: "予以公开", How: "by order"}),
		derived, lost,
	}})
	want := `样例[31m报告
a.txt · form 2019 · 5 figures

table 2 · requests 三、收到和处理政府信息公开申请情况
  row 4 “本年新收” is requests/new_requests “一、本年新收政府信息公开申请数量”: label joined from 2 cells
    cell  2  4       natural_person 自然人
    row 5 cell  1  4       enterprise 商业企业

running text · requests 三、收到和处理政府信息公开申请情况
  line 9 “予以公开” is requests/granted “（一）予以公开”
    figure  1  4           natural_person 自然人                                                by order
    no cell  (not told)  total 总计                                = derived 4 件  derived by requests.outcomes
  no row is requests/granted “（一）予以公开”
    no cell  (not told)  enterprise 商业企业                       ambiguous

`
	if squeeze(got) != squeeze(want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// squeeze makes runs of spaces within lines one.
func squeeze(s string) string {
	var b bytes.Buffer
	for line := range strings.Lines(s) {
		b.WriteString(strings.Join(strings.Fields(line), " ") + "\n")
	}
	return b.String()
}

func TestExplainListsEveryFigureOfEveryPage(t *testing.T) {
	rows := strings.Count(gongkai(t, "extract", "--format", "csv", pagesDir).out, "\n") - 1
	if n := strings.Count(gongkai(t, "extract", "--explain", pagesDir).out, "\n    "); n != rows || n < 5000 {
		t.Errorf("%d figures are explained of %d", n, rows)
	}
}
