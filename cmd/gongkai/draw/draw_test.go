package draw

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/extract"
	"gongkai/extract/decimal"
	"gongkai/extract/form"
	"gongkai/fixtures"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func drawer(t *testing.T) *Drawer {
	t.Helper()
	d, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func drawn(t *testing.T, rep *extract.Report, width int) string {
	t.Helper()
	var b bytes.Buffer
	if err := drawer(t).Report(&b, rep, width); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// every returns the reports of all saved pages.
func every(t *testing.T) []extract.Report {
	t.Helper()
	pages, err := fixtures.Load()
	if err != nil {
		t.Fatal(err)
	}
	x, err := extract.New()
	if err != nil {
		t.Fatal(err)
	}
	var out []extract.Report
	for _, p := range pages {
		if len(p.Reports) == 0 {
			continue
		}
		reports, err := x.Extract(extract.Input{Body: p.Body, ContentType: p.Header.Get("Content-Type"), Source: p.File})
		if err != nil {
			t.Fatalf("%s: %v", p.File, err)
		}
		out = append(out, reports...)
	}
	if len(out) < fixtures.Reports {
		t.Fatalf("only %d reports", len(out))
	}
	return out
}

func TestBoxesAreStraightAndFit(t *testing.T) {
	m := newMetrics()
	for _, rep := range every(t) {
		for _, width := range []int{0, 100} {
			most := MaxWidth
			if width > 0 {
				most = width
			}
			box, boxes := 0, 0
			for line := range strings.Lines(drawn(t, &rep, width)) {
				line = strings.TrimSuffix(line, "\n")
				n := m.width(line)
				if n > most && !strings.HasPrefix(line, "source") {
					t.Errorf("%s at %d: %d columns: %s", rep.Source, width, n, line)
				}
				switch {
				case strings.HasPrefix(line, "┌"):
					box, boxes = n, boxes+1
				case strings.HasPrefix(line, "│"), strings.HasPrefix(line, "├"), strings.HasPrefix(line, "└"):
					if n != box {
						t.Errorf("%s at %d: %d columns in a box of %d: %s", rep.Source, width, n, box, line)
					}
				}
			}
			if boxes == 0 && rep.Format != "" {
				t.Errorf("%s: no table drawn", rep.Source)
			}
		}
	}
}

// TestFiguresStandInTheirRows reads the drawing back: all figures of a row, in
// the order of the form's columns, on the line with the row's label.
func TestFiguresStandInTheirRows(t *testing.T) {
	forms, err := form.Load()
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	for _, rep := range every(t) {
		var f *form.Form
		for _, g := range forms {
			if g.Format == rep.Format {
				f = g
			}
		}
		if f == nil {
			continue
		}
		printed := map[string]bool{}
		for line := range strings.Lines(drawn(t, &rep, 0)) {
			cells := strings.Split(strings.Trim(line, "│\n"), "│")
			for i := range cells {
				cells[i] = strings.Trim(cells[i], " !")
			}
			printed[strings.Join(cells, "|")] = true
		}
		by := map[[3]string]*extract.Statistic{}
		for i := range rep.Statistics {
			s := &rep.Statistics[i]
			by[[3]string{s.Section, s.Row, s.Col}] = s
		}
		for _, s := range f.Sections {
			for _, r := range s.Rows {
				if newMetrics().width(r.Label) > 40 {
					continue // set on two lines
				}
				line, plain := r.Label, true
				for _, c := range s.Columns {
					st := by[[3]string{s.Code, r.Code, c.Code}]
					plain = plain && st != nil && (st.Status == extract.StatusRead || st.Status == extract.StatusBlank)
					if plain && st.Status == extract.StatusRead {
						line += "|" + *st.Raw
					} else {
						line += "|"
					}
				}
				if !plain {
					continue
				}
				if rows++; !printed[line] {
					t.Errorf("%s: no line %q", rep.Source, line)
				}
			}
		}
	}
	if rows < 500 {
		t.Errorf("only %d rows were looked for", rows)
	}
}

// TestSigns draws a report with a figure of every kind.
func TestSigns(t *testing.T) {
	text := func(s string) *string { return &s }
	number := func(n int64) *decimal.Number { v := decimal.New(n, 0); return &v }
	figure := func(section, row, col string, status extract.Status, raw *string, value *decimal.Number) extract.Statistic {
		return extract.Statistic{Section: section, Row: row, Col: col, Status: status, Raw: raw, Value: value, Unit: text("件"), UnitSource: extract.UnitFromForm}
	}
	no := false
	money := figure("art20_9", "procurement", "amount", extract.StatusRead, text("8040"), number(8040))
	money.Unit, money.UnitSource = nil, extract.UnitFromNone
	rep := &extract.Report{
		Title: "样例\x1b[31m市\u202e财政局2019年报告", Agency: "样例市财政局", Year: 2019, Format: "2019", Quality: extract.QualityInconsistent, Source: "made.html",
		Statistics: []extract.Statistic{
			figure("art20_1", "regulations", "made", extract.StatusRead, text("１２"), number(12)),
			figure("art20_1", "regulations", "disclosed", extract.StatusBlank, text("—"), nil),
			figure("art20_1", "regulations", "disclosed_total", extract.StatusDerived, nil, number(7)),
			figure("art20_1", "normative_documents", "made", extract.StatusAmbiguous, nil, nil),
			figure("art20_1", "normative_documents", "disclosed", extract.StatusInvalid, text("见附件"), nil),
			money,
			figure("requests", "new_requests", "natural_person", extract.StatusRead, text("5"), number(5)),
			figure("requests", "carried_in", "natural_person", extract.StatusRead, text("1"), number(1)),
			figure("requests", "denied.state_secret", "natural_person", extract.StatusRead, text("3"), number(3)),
			figure("requests", "other", "natural_person", extract.StatusRead, text("4"), number(4)),
			figure("requests", "processed_total", "natural_person", extract.StatusRead, text("9"), number(9)),
			figure("requests", "carried_out", "natural_person", extract.StatusRead, text("2"), number(2)),
		},
		Checks: []extract.Check{
			{ID: "requests.balance", At: "natural_person", Left: number(6), Right: number(11), Holds: &no},
			{ID: "requests.outcomes", At: "natural_person", Left: number(9), Right: number(7), Holds: &no},
			{ID: "requests.applicants", At: "new_requests"},
			{ID: "unheard.of", At: "x", Left: number(1), Right: number(2), Holds: &no},
		},
		Problems: []extract.Problem{{Code: "unknown_row", Message: "line 3:\tthe form has no row \"其他\""}, {Code: "section_missing", Message: "review"},
			{Code: "claim_conflict", Message: "requests_received: the text tells 170, requests/new_requests/total is 134"}},
		Claims: []extract.Claim{
			{What: "requests_received", Value: decimal.New(170, 0), Sentence: "全年共收到申请170件，\x1b[31m办结168件。"},
			{What: "requests_closed", Value: decimal.New(168, 0), Sentence: "全年共收到申请170件，\x1b[31m办结168件。"},
			{What: "items_disclosed", Value: decimal.New(1234, 0), Sentence: strings.Repeat("全年通过各种渠道主动公开信息，", 9) + "共1234条。"},
		},
		Scope: extract.ScopeAggregate, ScopeEvidence: "本报告综合各部门数据编制而成。",
	}
	got := drawn(t, rep, 0)
	path := filepath.Join("testdata", "signs.txt")
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("drawn otherwise than %s:\n%s", path, got)
	}
	if strings.ContainsAny(got, "\x1b\u202e\t") {
		t.Error("control characters of the page reach the terminal")
	}
}

func TestUnknownFormHasNoTables(t *testing.T) {
	got := drawn(t, &extract.Report{Format: "1999", Quality: extract.QualityNoTables}, 0)
	if !strings.Contains(got, "1999 (not known to this version)") || strings.Contains(got, "┌") {
		t.Errorf("%s", got)
	}
}

type failing struct{}

var errFull = errors.New("disk full")

func (failing) Write([]byte) (int, error) { return 0, errFull }

func TestWriteErrorIsReturned(t *testing.T) {
	rep := every(t)[0]
	if err := drawer(t).Report(failing{}, &rep, 0); !errors.Is(err, errFull) {
		t.Errorf("error %v", err)
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text  string
		width int
		want  string
	}{
		{"", 5, ""},
		{"abc", 5, "abc"},
		{"政府信息公开", 8, "政府信息|公开"},
		{"政府信息公开", 7, "政府信|息公开"},
		{"one two three", 8, "one two|three"},
		{"onetwothree", 4, "onet|woth|ree"},
		{"one two", 3, "one|two"},
		{"字", 1, "字"},
	} {
		if got := strings.Join(Wrap(c.text, c.width), "|"); got != c.want {
			t.Errorf("%q in %d columns: %q, want %q", c.text, c.width, got, c.want)
		}
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"a\x1b]0;title\x07b":    "a]0;titleb",
		" 甲\u3000\n乙\t":         "甲 乙",
		"\ufeff1\u200b2\u202e3": "123",
		"\u009b31mx":            "31mx",
	} {
		if got := Clean(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestExperimentalFormIsMarked(t *testing.T) {
	forms, err := form.Load()
	if err != nil {
		t.Fatal(err)
	}
	marked := 0
	for _, f := range forms {
		head := strings.Contains(drawn(t, &extract.Report{Format: f.Format}, 0), f.DefinedBy+" · experimental")
		if head != f.Experimental {
			t.Errorf("form %s: marked %v", f.Format, head)
		}
		if head {
			marked++
		}
	}
	if marked == 0 || marked == len(forms) {
		t.Errorf("%d of %d forms are marked", marked, len(forms))
	}
}
