package extract

import (
	"strings"
	"testing"

	"gongkai/extract/claim"
	"gongkai/extract/decimal"
	"gongkai/extract/form"
	"gongkai/fixtures"
)

func newTestClaimReader(t *testing.T) *claimReader {
	t.Helper()
	forms, err := form.Load()
	if err != nil {
		t.Fatal(err)
	}
	cr, err := newClaimReader(forms)
	if err != nil {
		t.Fatal(err)
	}
	return cr
}

// statistic makes a read figure.
func statistic(name string, value int64, unit string) Statistic {
	p := strings.Split(name, "/")
	v := decimal.New(value, 0)
	return Statistic{Section: p[0], Row: p[1], Col: p[2], Value: &v, Unit: &unit, Status: StatusRead}
}

func conflicts(rep *Report) []string {
	var out []string
	for _, p := range rep.Problems {
		if p.Code == "claim_conflict" {
			out = append(out, p.Message)
		}
	}
	return out
}

// TestLesson11TextAndTableMayDifferAndBothAreKept holds lesson 11 of the world:
// counts told in the narrative often differ from the tables; keep both, and
// never use one for the other.
func TestLesson11TextAndTableMayDifferAndBothAreKept(t *testing.T) {
	x := newExtractor(t)
	seen := 0
	for _, p := range loadFixtures(t) {
		if p.Meta.Kind != fixtures.KindReport || !strings.HasPrefix(p.Name, "suqian-2024") {
			continue
		}
		seen++
		reps, err := x.Extract(Input{Body: p.Body, ContentType: p.Header.Get("Content-Type"), Source: p.Path})
		if err != nil {
			t.Fatal(err)
		}
		rep := &reps[0]
		told, ok := decimal.Number{}, false
		for _, c := range rep.Claims {
			if c.What == "reconsiderations" {
				told, ok = c.Value, true
			}
		}
		if !ok || told != decimal.New(134, 0) {
			t.Errorf("%s: the text's reconsiderations are %s, want 134", p.Name, told)
		}
		table, ok := rep.sumOf([]statRef{{"review", "reconsideration", "total"}}, "件")
		if !ok || table != decimal.New(170, 0) {
			t.Errorf("%s: the table's reconsiderations are %s, want 170", p.Name, table)
		}
		if got := conflicts(rep); len(got) != 2 || !strings.Contains(got[0], "134") || !strings.Contains(got[0], "170") {
			t.Errorf("%s: problems %q, want one for reconsiderations and one for lawsuits", p.Name, got)
		}
		for _, c := range rep.Checks {
			if strings.Contains(c.ID, "claim") {
				t.Errorf("%s: check %s is a claim", p.Name, c.ID)
			}
		}
	}
	if seen == 0 {
		t.Fatal("no fixture tells other counts than its tables")
	}
}

func TestClaimsAreHeldAgainstWhatMeansTheSame(t *testing.T) {
	cr := newTestClaimReader(t)
	requests := []Statistic{statistic("requests/new_requests/total", 40, "件"), statistic("requests/carried_in/total", 2, "件")}
	blank := Statistic{Section: "review", Row: "litigation_direct", Col: "total", Status: StatusBlank}
	for name, c := range map[string]struct {
		format string
		scope  Scope
		stats  []Statistic
		text   string
		want   int
	}{
		"equal":                      {"2021", ScopeOwn, requests, "2022年收到政府信息公开申请40件。", 0},
		"with what was carried in":   {"2021", ScopeOwn, requests, "2022年收到政府信息公开申请42件。", 0},
		"different":                  {"2021", ScopeOwn, requests, "2022年收到政府信息公开申请41件。", 1},
		"denied":                     {"2021", ScopeOwn, requests, "2022年，我局未收到政府信息公开申请。", 1},
		"told twice, once right":     {"2021", ScopeOwn, requests, "共收到政府信息公开申请40件。窗口收到政府信息公开申请12件。", 0},
		"told twice, both wrong":     {"2021", ScopeOwn, requests, "共收到政府信息公开申请41件。窗口收到政府信息公开申请12件。", 1},
		"the whole, in an own one":   {"2021", ScopeOwn, requests, "全市共收到政府信息公开申请410件。", 0},
		"the whole, in an aggregate": {"2021", ScopeAggregate, requests, "全市共收到政府信息公开申请410件。", 1},
		"own, in an aggregate":       {"2021", ScopeAggregate, requests, "本机关收到政府信息公开申请4件。", 0},
		"own, scope unknown":         {"2021", ScopeUnknown, requests, "本机关收到政府信息公开申请4件。", 0},
		"accepted is not received":   {"2021", ScopeOwn, requests, "2022年受理政府信息公开申请41件。", 0},
		"a blank term":               {"2021", ScopeOwn, []Statistic{blank, statistic("review/litigation_after_reconsideration/total", 3, "件")}, "因政府信息公开被提起行政诉讼5件。", 0},
		"a sum of two":               {"2021", ScopeOwn, []Statistic{statistic("review/litigation_direct/total", 2, "件"), statistic("review/litigation_after_reconsideration/total", 3, "件")}, "因政府信息公开被提起行政诉讼5件。", 0},
		"a sum that differs":         {"2019", ScopeOwn, []Statistic{statistic("review/litigation_direct/total", 2, "件"), statistic("review/litigation_after_reconsideration/total", 3, "件")}, "因政府信息公开被提起行政诉讼6件。", 1},
		"money in another unit":      {"2014", ScopeOwn, []Statistic{statistic("indicators/fees/value", 2, "万元")}, "全年收取信息处理费20000元。", 0},
		"money that differs":         {"2014", ScopeOwn, []Statistic{statistic("indicators/fees/value", 2, "万元")}, "全年收取信息处理费2000元。", 1},
		"no tables":                  {"", ScopeOwn, nil, "2022年收到政府信息公开申请41件。", 0},
	} {
		rep := &Report{Format: c.format, Year: 2022, Scope: c.scope, Statistics: c.stats, Quality: QualityComplete,
			Narrative: []Section{{Section: "一、总体情况", Text: c.text}}}
		cr.read(rep)
		if got := conflicts(rep); len(got) != c.want {
			t.Errorf("%s: %q gives %q, want %d", name, c.text, got, c.want)
		}
		if len(rep.Claims) == 0 {
			t.Errorf("%s: nothing was found in %q", name, c.text)
		}
		if rep.Quality != QualityComplete || len(rep.Checks) > 0 {
			t.Errorf("%s: a claim changed quality or checks", name)
		}
	}
}

func TestConceptCodesOfClaimsMeanTheSameStatistics(t *testing.T) {
	_, across, err := form.LoadAcross()
	if err != nil {
		t.Fatal(err)
	}
	finder, err := claim.New()
	if err != nil {
		t.Fatal(err)
	}
	shared := 0
	for _, concept := range across.Concepts {
		for _, e := range finder.Entries() {
			if e.Code != concept.Code {
				continue
			}
			shared++
			for format, alternatives := range e.Compare {
				want := strings.Join(concept.Members[format], " ")
				found := false
				for _, names := range alternatives {
					found = found || strings.Join(names, " ") == want
				}
				if !found {
					t.Errorf("%s: no alternative of form %s is the concept's %q", e.Code, format, want)
				}
			}
		}
	}
	if shared < 8 {
		t.Errorf("only %d codes are concepts of the forms", shared)
	}
}
