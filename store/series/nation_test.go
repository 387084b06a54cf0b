package series

import (
	"context"
	"fmt"
	"math/big"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongkai/extract"
	"gongkai/store"
	"gongkai/store/measure"
	"gongkai/store/nationtest"
)

// known is a measure as a test works it out from what the nation printed: terms
// by form, denominators nil for sums. Nothing of package measure is used.
type known struct {
	name       string
	over, base map[string][]string
}

func all(names ...string) map[string][]string {
	return map[string][]string{"2014": nil, "2019": names, "2021": names}
}

func knownMeasures() []known {
	processed := map[string][]string{"2014": {"indicators/requests.answered/value"}, "2019": {"requests/processed_total/total"}, "2021": {"requests/processed_total/total"}}
	denied := []string{"requests/denied.state_secret/total", "requests/denied.prohibited_by_law/total", "requests/denied.security_stability/total",
		"requests/denied.third_party_rights/total", "requests/denied.internal_affairs/total", "requests/denied.process_information/total",
		"requests/denied.enforcement_file/total", "requests/denied.administrative_inquiry/total"}
	return []known{
		{"review/reconsideration/total", all("review/reconsideration/total"), nil},
		{"requests_received", map[string][]string{"2014": {"indicators/requests.received/value"}, "2019": {fresh}, "2021": {fresh}}, nil},
		{"requests_other", map[string][]string{"2019": {"requests/other/total"}, "2021": {"requests/other.no_correction/total", "requests/other.fee_unpaid/total", "requests/other.other/total"}}, nil},
		{"grant_rate", map[string][]string{"2014": {"indicators/requests.granted/value"}, "2019": {"requests/granted/total"}, "2021": {"requests/granted/total"}}, processed},
		{"refusal_rate", map[string][]string{"2014": {"indicators/requests.denied/value"}, "2019": denied, "2021": denied}, processed},
		{"carried_over_share", all(left), all(fresh, brought)},
	}
}

// figuresOf adds up terms; false where one has no number, or there are none.
func figuresOf(r *nationtest.Report, terms []string) (int64, bool) {
	sum := int64(0)
	for _, name := range terms {
		f, there := r.Figures[name]
		if !there || !f.Read() {
			return 0, false
		}
		sum += f.Value
	}
	return sum, len(terms) > 0
}

// expected adds a known measure up over the nation's agencies of a scope that
// are picked, and tells it as told does: value and n, "-" for no value.
func expected(n *nationtest.Nation, k known, scope extract.Scope, year int, pick func(*nationtest.Agency) bool) string {
	var over, base int64
	count := 0
	for _, a := range n.Agencies {
		for _, r := range a.Reports {
			if r.Year != year || r.Scope != scope || !pick(a) {
				continue
			}
			x, ok := figuresOf(r, k.over[r.Format])
			y, ok2 := int64(0), true
			if k.base != nil {
				y, ok2 = figuresOf(r, k.base[r.Format])
				ok2 = ok2 && x <= y
			}
			if ok && ok2 {
				over, base, count = over+x, base+y, count+1
			}
		}
	}
	switch {
	case count == 0, k.base != nil && base == 0:
		return fmt.Sprint("- ", count)
	case k.base == nil:
		return fmt.Sprint(over, " ", count)
	}
	ratio := strings.TrimRight(strings.TrimRight(big.NewRat(over, base).FloatString(6), "0"), ".")
	return fmt.Sprint(ratio, " ", count)
}

func short(p Point) string {
	if p.Value == nil {
		return fmt.Sprint("- ", p.N)
	}
	return fmt.Sprint(p.Value, " ", p.N)
}

// loaded draws a nation and stores it.
func loaded(t *testing.T, o nationtest.Options) (*nationtest.Nation, *store.Store) {
	t.Helper()
	n, err := nationtest.New(o)
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(context.Background(), filepath.Join(t.TempDir(), "a.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	if err := n.Load(context.Background(), s); err != nil {
		t.Fatal(err)
	}
	return n, s
}

func TestNationIsAddedUpAsItPrints(t *testing.T) {
	ctx := context.Background()
	n, s := loaded(t, nationtest.Options{Agencies: 48, FromYear: 2017, ToYear: 2023, Seed: 11})
	province := func(code string) func(*nationtest.Agency) bool {
		return func(a *nationtest.Agency) bool { return a.Region[:2] == code[:2] }
	}
	everybody := func(*nationtest.Agency) bool { return true }
	compared, values := 0, 0
	hold := func(what string, p Point, k known, scope extract.Scope, pick func(*nationtest.Agency) bool) {
		t.Helper()
		compared++
		if p.Value != nil {
			values++
		}
		if got, want := short(p), expected(n, k, scope, p.Year, pick); got != want {
			t.Errorf("%s, %s, %s %d: %s, want %s", k.name, what, scope, p.Year, got, want)
		}
	}
	for _, k := range knownMeasures() {
		m := named(t, k.name)
		for _, scope := range []extract.Scope{extract.ScopeOwn, extract.ScopeAggregate} {
			q := Query{Panel: store.PanelQuery{Scope: scope}}
			tr, err := Of(ctx, s, m, q)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range tr.Lines[0].Points {
				hold("all", p, k, scope, everybody)
				reports, agencies := p.N+p.MissingCount(), 0
				for _, a := range n.Agencies {
					if slices.ContainsFunc(a.Reports, func(r *nationtest.Report) bool { return r.Scope == scope }) {
						agencies++
					}
				}
				if reports != agencies {
					t.Errorf("%s %s %d: %d reports and missing ones, of %d agencies", k.name, scope, p.Year, reports, agencies)
				}
			}
			q.By = ByProvince
			if tr, err = Of(ctx, s, m, q); err != nil {
				t.Fatal(err)
			}
			if len(tr.Lines) < 2 {
				t.Fatalf("only %d provinces", len(tr.Lines))
			}
			for _, l := range tr.Lines {
				for _, p := range l.Points {
					hold(l.Key, p, k, scope, province(l.Key))
				}
			}
			rankNation(t, s, n, m, k, scope)
		}
		if _, err := Of(ctx, s, m, Query{}); err == nil || !strings.Contains(err.Error(), "own: ") {
			t.Errorf("scopes were mixed: %v", err)
		}
	}
	if values < 150 {
		t.Errorf("only %d of %d compared points have a value", values, compared)
	}
}

// rankNation holds a ranking of agencies to the nation: every agency is listed
// once, with its value, and nobody stands above a better one.
func rankNation(t *testing.T, s *store.Store, n *nationtest.Nation, m *measure.Measure, k known, scope extract.Scope) {
	t.Helper()
	r, err := Rank(context.Background(), s, m, RankQuery{Query: Query{By: ByAgency, Panel: store.PanelQuery{Scope: scope}}, Year: 2022})
	if err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for _, a := range n.Agencies {
		if slices.ContainsFunc(a.Reports, func(r *nationtest.Report) bool { return r.Year == 2022 && r.Scope == scope }) {
			want = append(want, expected(n, k, scope, 2022, func(o *nationtest.Agency) bool { return o == a }))
		}
	}
	for i, p := range r.Ranked {
		got = append(got, short(p.Point))
		if i > 0 {
			before := r.Ranked[i-1]
			x, y := before.Value.Float(), p.Value.Float()
			if x < y || x > y && p.Rank != i+1 || before.Rank > p.Rank {
				t.Errorf("%s %s: %v at %d before %v at %d", k.name, scope, x, before.Rank, y, p.Rank)
			}
		}
	}
	for _, p := range r.Unknown {
		if p.N == 0 {
			got = append(got, "- 0")
		} else {
			got = append(got, "- 1")
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("%s %s: the places are %q, want %q", k.name, scope, got, want)
	}
}

func TestNationComparedByAgencyAndRegion(t *testing.T) {
	ctx := context.Background()
	n, s := loaded(t, nationtest.Options{Agencies: 12, FromYear: 2018, ToYear: 2022, Seed: 12})
	office := n.Agencies[1] // 财政局: one spelling
	d, err := s.FindAgency(ctx, office.Reports[len(office.Reports)-1].Name)
	if err != nil {
		t.Fatal(err)
	}
	var ms []*measure.Measure
	for _, k := range knownMeasures() {
		ms = append(ms, named(t, k.name))
	}
	subjects := []Subject{{Label: "office", Agencies: []string{d.ID}}, {Label: "county", Region: office.Region},
		{Label: "province", Region: office.Region[:2] + "0000"}, {Label: "country"}} // they lie in each other
	c, err := Compare(ctx, s, ms, subjects, Query{Panel: store.PanelQuery{Scope: extract.ScopeOwn}})
	if err != nil {
		t.Fatal(err)
	}
	picks := []func(*nationtest.Agency) bool{
		func(a *nationtest.Agency) bool { return a == office },
		func(a *nationtest.Agency) bool { return a.Region == office.Region },
		func(a *nationtest.Agency) bool { return strings.HasPrefix(a.Region, office.Region[:2]) },
		func(*nationtest.Agency) bool { return true },
	}
	if len(c.Rows) != 5*len(ms) {
		t.Errorf("%d rows", len(c.Rows))
	}
	for _, r := range c.Rows {
		k := knownMeasures()[slices.Index(ms, r.Measure)]
		for i, p := range r.Points {
			if got, want := short(p), expected(n, k, extract.ScopeOwn, r.Year, picks[i]); got != want {
				t.Errorf("%s %d of %s: %s, want %s", k.name, r.Year, c.Subjects[i].Label, got, want)
			}
		}
	}
}

// Regions read together have what each of them has alone, whether the panel is
// read from sheets or from the tables.
func TestRegionsTogetherAreEachAlone(t *testing.T) {
	ctx := context.Background()
	n, s := loaded(t, nationtest.Options{Agencies: 40, FromYear: 2019, ToYear: 2021, Seed: 4})
	ms := []*measure.Measure{named(t, "refusal_rate"), named(t, "requests_received")}
	first, last := n.Agencies[0].Region, n.Agencies[len(n.Agencies)-1].Region
	subjects := []Subject{{Region: first}, {Region: first[:2] + "0000"}, {Region: store.UnknownRegion}, {Region: last}}
	q := Query{Panel: store.PanelQuery{Scope: extract.ScopeOwn}}
	for range 2 {
		together, err := Compare(ctx, s, ms, subjects, q)
		if err != nil {
			t.Fatal(err)
		}
		reports := 0
		for i, subject := range subjects {
			alone, err := Compare(ctx, s, ms, []Subject{subject}, q)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range alone.Rows {
				at := slices.IndexFunc(together.Rows, func(o Row) bool { return o.Year == r.Year && o.Measure == r.Measure })
				if got, want := short(together.Rows[at].Points[i]), short(r.Points[0]); got != want {
					t.Errorf("%s %d of %s: %s, want %s", r.Measure.Name, r.Year, subject.Region, got, want)
				}
				reports += r.Points[0].N
			}
		}
		if reports == 0 {
			t.Fatal("no reports")
		}
		if err := s.PackSheets(ctx); err != nil {
			t.Fatal(err)
		}
	}
}
