package series

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongkai/extract"
	"gongkai/extract/decimal"
	"gongkai/store"
	"gongkai/store/measure"
)

// report is a row of a panel in a test: figures print as numbers, "" is blank.
type report struct {
	agency, region, level, kind string
	scope                       extract.Scope
	year                        int
	format                      string
	figures                     map[string]string
}

// panel is a Source of reports, which it keeps in the order of the store.
type panel []report

func (p panel) EachPanel(_ context.Context, q store.PanelQuery, do func(*store.PanelRow) error) error {
	rows := slices.Clone(p)
	slices.SortStableFunc(rows, func(a, b report) int {
		return strings.Compare(fmt.Sprint(a.agency, a.scope, a.year), fmt.Sprint(b.agency, b.scope, b.year))
	})
	var row store.PanelRow // reused, as the store does
	for _, r := range rows {
		out := q.FromYear != 0 && r.year < q.FromYear || q.ToYear != 0 && r.year > q.ToYear || q.Scope != "" && r.scope != q.Scope ||
			q.Level != "" && r.level != q.Level || q.Agencies != nil && !slices.Contains(q.Agencies, r.agency) ||
			q.Region != "" && !strings.HasPrefix(r.region, strings.TrimSuffix(strings.TrimSuffix(q.Region, "00"), "00"))
		if out {
			continue
		}
		row = store.PanelRow{AgencyID: r.agency, Agency: r.agency, Level: r.level, Kind: r.kind, Scope: r.scope, Year: r.year, Format: r.format}
		if r.region != "" {
			row.Region = &r.region
		}
		row.Figures = make([]*store.Figure, len(q.Statistics))
		for i, name := range q.Statistics {
			if slices.Index(q.Statistics, name) == i { // each is given once, as the store does
				row.Figures[i] = figure(r.figures, name)
			}
		}
		if err := do(&row); err != nil {
			return err
		}
	}
	return nil
}

func figure(figures map[string]string, name string) *store.Figure {
	print, there := figures[name]
	if !there {
		return nil
	}
	if print == "" {
		return &store.Figure{Status: extract.StatusBlank}
	}
	n, err := decimal.Parse(print)
	if err != nil {
		return &store.Figure{Status: extract.StatusInvalid}
	}
	return &store.Figure{Status: extract.StatusRead, Value: &n}
}

func named(t *testing.T, name string) *measure.Measure {
	t.Helper()
	b, err := measure.Load()
	if err != nil {
		t.Fatal(err)
	}
	m, err := b.Measure(name)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// told writes a point as one line: what it is, of how many, why others are not.
func told(p Point) string {
	value := string(p.Reason)
	if p.Value != nil {
		value = p.Value.String()
	}
	text := fmt.Sprintf("%d: %s n=%d", p.Year, value, p.N)
	for _, r := range measure.Reasons {
		if n := p.Missing[r]; n > 0 {
			text += fmt.Sprintf(" %s=%d", r, n)
		}
	}
	return text
}

func lines(tr *Trend) string {
	var b strings.Builder
	for _, l := range tr.Lines {
		fmt.Fprintf(&b, "%s %s\n", l.Key, l.Label)
		for _, p := range l.Points {
			fmt.Fprintln(&b, " ", told(p))
		}
		for _, br := range l.Breaks {
			fmt.Fprintf(&b, "  %d|%d %v→%v %s\n", br.After, br.Year, br.From, br.To, br.Comparable)
		}
	}
	return b.String()
}

const (
	fresh   = "requests/new_requests/total"
	brought = "requests/carried_in/total"
	left    = "requests/carried_out/total"
	got     = "indicators/requests.received/value"
)

// counts are the figures of a report with requests.
func counts(new, in, out string) map[string]string {
	return map[string]string{fresh: new, brought: in, left: out}
}

// small is a panel of three agencies in two provinces, one of the nation and one
// of unknown region.
var small = panel{
	{"a", "360482", "county", "government", "own", 2018, "2014", map[string]string{got: "5"}},
	{"a", "360482", "county", "government", "own", 2019, "2019", counts("10", "2", "3")},
	{"a", "360482", "county", "government", "own", 2020, "2019", counts("12", "3", "")},
	{"a", "360482", "county", "government", "own", 2021, "2021", counts("20", "4", "6")},
	{"b", "360000", "province", "department", "own", 2019, "2019", counts("100", "0", "50")},
	{"b", "360000", "province", "department", "own", 2021, "2019", counts("70", "10", "0")},
	{"c", "110105", "county", "department", "own", 2019, "2019", counts("", "1", "1")},
	{"c", "110105", "county", "department", "own", 2020, "2019", counts("1", "1", "3")}, // more left than came
	{"d", "", "nation", "department", "own", 2021, "2021", counts("7", "0", "0")},
	{"e", "", "unknown", "unknown", "own", 2021, "", nil},
}

func trend(t *testing.T, p panel, name string, q Query) string {
	t.Helper()
	tr, err := Of(context.Background(), p, named(t, name), q)
	if err != nil {
		t.Fatal(err)
	}
	return lines(tr)
}

func TestTrendAddsWhatHasValues(t *testing.T) {
	got := trend(t, small, "requests_received", Query{})
	want := `all all agencies
  2018: 5 n=1 no_report=4
  2019: 110 n=2 no_report=2 blank=1
  2020: 13 n=2 no_report=3
  2021: 97 n=3 no_report=1 no_tables=1
  2018|2019 [2014]→[2019] near
  2020|2021 [2019]→[2019 2021] exact
`
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestRatesOfManyDivideSumsOfTheSameReports(t *testing.T) {
	// 2019: a 3/12, b 50/100, c blank → 53/112. 2020: a blank, c says more were
	// left over than there were → none. 2021: 6/24, 0/80, 0/7.
	got := trend(t, small, "carried_over_share", Query{})
	want := `all all agencies
  2018: not_in_form n=0 no_report=4 not_in_form=1
  2019: 0.473214 n=2 no_report=2 blank=1
  2020: blank n=0 no_report=3 blank=1 impossible=1
  2021: 0.054054 n=3 no_report=1 no_tables=1
  2019|2021 [2019]→[2019 2021] exact
`
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestTrendByWhatAgenciesAre(t *testing.T) {
	for name, c := range map[string]struct {
		q    Query
		want string
	}{
		"provinces": {Query{By: ByRegion}, `110000 北京市
  2021: no_report n=0 no_report=1
360000 江西省
  2021: 90 n=2
nation nation
  2021: 7 n=1
unknown unknown
  2021: no_tables n=0 no_tables=1
`},
		"parts of a province": {Query{By: ByRegion, Panel: store.PanelQuery{Region: "360000"}}, `360000 江西省本级
  2021: 70 n=1
360400 九江市
  2021: 20 n=1
`},
		"parts of a city": {Query{By: ByRegion, Panel: store.PanelQuery{Region: "360400"}}, `360482 共青城市
  2021: 20 n=1
`},
		"cities": {Query{By: ByCity}, `110000 北京市
  2021: no_report n=0 no_report=1
360000 江西省本级
  2021: 70 n=1
360400 九江市
  2021: 20 n=1
nation nation
  2021: 7 n=1
unknown unknown
  2021: no_tables n=0 no_tables=1
`},
		"counties": {Query{By: ByCounty, Panel: store.PanelQuery{Level: "county"}}, `110105 朝阳区
  2021: no_report n=0 no_report=1
360482 共青城市
  2021: 20 n=1
`},
		"a level": {Query{By: ByLevel, Panel: store.PanelQuery{Region: "360000"}}, `county county
  2021: 20 n=1
province province
  2021: 70 n=1
`},
		"kinds": {Query{By: ByKind, Panel: store.PanelQuery{Region: "360000"}}, `department department
  2021: 70 n=1
government government
  2021: 20 n=1
`},
		"agencies": {Query{By: ByAgency, Panel: store.PanelQuery{Agencies: []string{"a", "b"}}}, `a a
  2021: 20 n=1
b b
  2021: 70 n=1
`},
		"a region as a whole": {Query{Panel: store.PanelQuery{Region: "360400"}}, `all 江西省九江市
  2021: 20 n=1
`},
	} {
		t.Run(name, func(t *testing.T) {
			tr, err := Of(context.Background(), small, named(t, fresh), c.q)
			if err != nil {
				t.Fatal(err)
			}
			for i := range tr.Lines { // the last year is enough to see where it went
				l := &tr.Lines[i]
				i := slices.IndexFunc(l.Points, func(p Point) bool { return p.Year == 2021 })
				l.Points, l.Breaks = l.Points[i:i+1], nil
			}
			if got := lines(tr); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
		})
	}
}

func TestScopesAreNeverAddedUp(t *testing.T) {
	mixed := append(slices.Clone(small), report{"a", "360482", "county", "government", "aggregate", 2021, "2021", counts("500", "0", "0")},
		report{"f", "360400", "city", "government", "unknown", 2021, "2021", counts("9", "0", "0")})
	m := named(t, fresh)
	_, err := Of(context.Background(), mixed, m, Query{})
	var scopes *ScopeError
	if !errors.As(err, &scopes) || !strings.Contains(err.Error(), "own: 10 reports of 5 agencies; aggregate: 1 reports of 1 agencies; unknown: 1 reports of 1 agencies") {
		t.Errorf("error %v", err)
	}
	if _, err := Rank(context.Background(), mixed, m, RankQuery{Query: Query{By: ByAgency}, Year: 2021}); !errors.As(err, &scopes) {
		t.Errorf("rank: error %v", err)
	}
	if _, err := Compare(context.Background(), mixed, []*measure.Measure{m}, []Subject{{Region: "360482"}, {Agencies: []string{"f"}}}, Query{}); !errors.As(err, &scopes) {
		t.Errorf("compare: error %v", err)
	}
	for scope, want := range map[extract.Scope]string{"own": "97", "aggregate": "500", "unknown": "9"} {
		tr, err := Of(context.Background(), mixed, m, Query{Panel: store.PanelQuery{Scope: scope}})
		if err != nil {
			t.Fatal(err)
		}
		p := tr.Lines[0].Points[len(tr.Lines[0].Points)-1]
		if tr.Scope != scope || p.Value.String() != want {
			t.Errorf("%s: %s, want %s", scope, told(p), want)
		}
	}
	tr, err := Of(context.Background(), mixed, m, Query{By: ByAgency, Panel: store.PanelQuery{Agencies: []string{"a"}, FromYear: 2021}})
	if err != nil {
		t.Fatal(err)
	}
	if len(tr.Lines) != 2 || tr.Lines[0].Scope != "own" || tr.Lines[1].Scope != "aggregate" || tr.Lines[1].Points[0].Value.String() != "500" {
		t.Errorf("an agency's lines:\n%s", lines(tr))
	}
}

func TestSumsThatAreTooLargeHaveNoValue(t *testing.T) {
	p := panel{{"a", "", "county", "", "own", 2021, "2021", counts("9000000000000000000", "0", "0")}, {"b", "", "county", "", "own", 2021, "2021", counts("9000000000000000000", "0", "0")}}
	if got := trend(t, p, fresh, Query{}); got != "all all agencies\n  2021: too_large n=2\n" {
		t.Errorf("got\n%s", got)
	}
}

func TestPointsTellTheirForms(t *testing.T) {
	other := map[string]string{"requests/other.no_correction/total": "1", "requests/other.fee_unpaid/total": "2", "requests/other.other/total": "4"}
	p := panel{
		{"a", "", "county", "", "own", 2021, "2021", other},
		{"b", "", "county", "", "own", 2021, "2019", map[string]string{"requests/other/total": "5"}},
		{"c", "", "county", "", "own", 2021, "2021", map[string]string{"requests/other/total": "8"}}, // three rows printed as one
	}
	tr, err := Of(context.Background(), p, named(t, "requests_other"), Query{})
	if err != nil {
		t.Fatal(err)
	}
	got := tr.Lines[0].Points[0]
	if got.Value.String() != "20" || !slices.Equal(got.Formats, []string{"2019", "2021"}) || got.Comparable != "sum" {
		t.Errorf("%s, forms %v, comparable %s", told(got), got.Formats, got.Comparable)
	}
}

func TestRankOrdersExactlyAndListsTheRestApart(t *testing.T) {
	year := func(agency, in, out string) report {
		return report{agency, "", "county", "department", "own", 2021, "2021", counts(in, "0", out)}
	}
	p := panel{year("a", "3", "1"), year("b", "6", "2"), year("c", "10", "9"), year("d", "2", "2"), year("e", "0", "0"), year("f", "", "1"), year("g", "1000", "1")}
	rows := func(q RankQuery) string {
		q.By, q.Year = ByAgency, 2021
		r, err := Rank(context.Background(), p, named(t, "carried_over_share"), q)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for _, e := range r.Ranked {
			fmt.Fprintf(&b, "%d%s=%t ", e.Rank, e.Key, e.Tied)
		}
		for _, e := range r.Small {
			fmt.Fprintf(&b, "small %s ", e.Key)
		}
		for _, e := range r.Unknown {
			fmt.Fprintf(&b, "unknown %s %s ", e.Key, e.Reason)
		}
		return strings.TrimSpace(b.String())
	}
	if got, want := rows(RankQuery{}), "1d=false 2c=false 3a=true 3b=true 5g=false unknown e zero_base unknown f blank"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got, want := rows(RankQuery{Ascending: true, MinBase: decimal.New(6, 0)}), "1g=false 2b=false 3c=false small a small d unknown e zero_base unknown f blank"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestCompareSubjects(t *testing.T) {
	subjects := []Subject{{Label: "江西", Region: "360000"}, {Label: "a", Agencies: []string{"a"}}, {Label: "nobody", Agencies: []string{"x"}}}
	c, err := Compare(context.Background(), small, []*measure.Measure{named(t, fresh), named(t, "carried_over_share")}, subjects, Query{Panel: store.PanelQuery{FromYear: 2020}})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, r := range c.Rows {
		fmt.Fprintf(&b, "%s %v %s", r.Measure.Name, r.Formats, r.Comparable)
		for _, p := range r.Points {
			fmt.Fprintf(&b, " | %s", told(p))
		}
		b.WriteByte('\n')
	}
	want := `requests/new_requests/total [2019] exact | 2020: 12 n=1 no_report=1 | 2020: 12 n=1 | 2020: no_report n=0
requests/new_requests/total [2019 2021] exact | 2021: 90 n=2 | 2021: 20 n=1 | 2021: no_report n=0
carried_over_share [] exact | 2020: blank n=0 no_report=1 blank=1 | 2020: blank n=0 blank=1 | 2020: no_report n=0
carried_over_share [2019 2021] exact | 2021: 0.057692 n=2 | 2021: 0.25 n=1 | 2021: no_report n=0
`
	if got := b.String(); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}
