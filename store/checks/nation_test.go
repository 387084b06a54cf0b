package checks_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongkai/extract/form"
	"gongkai/store"
	"gongkai/store/checks"
	"gongkai/store/nationtest"
)

// told prints the stored findings, one a line, in the order of the lines.
func told(t *testing.T, c *checks.Catalogue, db *store.Store, q store.FindingQuery) []string {
	t.Helper()
	var out []string
	err := c.Each(context.Background(), db, q, func(r *checks.Row) error {
		sums := ""
		if left, right := r.Found.Sums(); left != nil && right != nil {
			sums = left.String() + " " + right.String()
		}
		at := r.Found.At
		if at == "" {
			at = r.Found.Statistics()[0]
		}
		if r.Code == "sources_differ" {
			sums = fmt.Sprint(r.Found.Left.Count)
		}
		out = append(out, strings.Join([]string{r.URL, r.Code, at, sums}, " "))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(out)
	return out
}

// expectation works out from the nation what checks should find, without them.
type expectation struct {
	forms    map[string]*form.Form
	agencyOf map[string]string // by address: whose reports are one agency's is the store's to tell
	lines    []string
}

func (e *expectation) add(url, code, at string, sums ...any) {
	e.lines = append(e.lines, strings.Join([]string{url, code, at, strings.TrimSpace(fmt.Sprintln(sums...))}, " "))
}

// falseIn applies the equations of a form; it returns the figures in false ones.
func (e *expectation) falseIn(url string, f *form.Form, figures map[string]nationtest.Figure, tell bool) map[string]bool {
	doubtful := map[string]bool{}
	for _, s := range f.Sections {
		for _, c := range s.Checks {
			var lines []string
			pattern := s.Code + "/%[2]s/%[1]s" // at, term
			if c.ForEach == "column" {
				for _, col := range s.Columns {
					lines = append(lines, col.Code)
				}
			} else {
				pattern = s.Code + "/%[1]s/%[2]s"
				for _, row := range s.Rows {
					lines = append(lines, row.Code)
				}
			}
			for _, at := range lines {
				sum := func(terms []string) (n int64, ok bool) {
					for _, term := range terms {
						f := figures[fmt.Sprintf(pattern, at, term)]
						if !f.Read() {
							return 0, false
						}
						n += f.Value
					}
					return n, true
				}
				left, okL := sum(c.Left)
				right, okR := sum(c.Right)
				if !okL || !okR || left == right {
					continue
				}
				for _, term := range slices.Concat(c.Left, c.Right) {
					doubtful[fmt.Sprintf(pattern, at, term)] = true
				}
				if tell {
					e.add(url, c.ID, at, left, right)
				}
			}
		}
	}
	return doubtful
}

func (e *expectation) agency(i int, a *nationtest.Agency) {
	urlOf := func(site string, r *nationtest.Report) string {
		return fmt.Sprintf("http://%s/%d/%d.html", site, i, r.Year)
	}
	var last *nationtest.Report
	var lastDoubt map[string]bool
	for _, r := range a.Reports {
		url, f := urlOf(a.Site, r), e.forms[r.Format]
		doubt := e.falseIn(url, f, r.Figures, true)
		if r.Elsewhere != nil {
			e.falseIn(urlOf("mirror.example.gov.cn", r), f, r.Elsewhere, true)
			if e.agencyOf[url] == e.agencyOf[urlOf("mirror.example.gov.cn", r)] {
				e.elsewhere(url, f, r)
			}
		}
		if last != nil && last.Year == r.Year-1 {
			value := func(terms ...string) (n int64, ok bool) {
				for _, t := range terms {
					figures, doubted := r.Figures, doubt
					name, before := strings.CutPrefix(t, "before ")
					if before {
						figures, doubted = last.Figures, lastDoubt
					}
					name, minus := strings.CutPrefix(name, "-")
					f := figures[name]
					if !f.Read() || doubted[name] {
						return 0, false
					}
					if minus {
						n -= f.Value
					} else {
						n += f.Value
					}
				}
				return n, true
			}
			equal := func(code, at string, left, right []string) {
				l, okL := value(left...)
				r, okR := value(right...)
				if okL && okR && l != r {
					e.add(url, code, at, l, r)
				}
			}
			for _, col := range []string{"natural_person", "enterprise", "research_institution", "public_welfare", "legal_service", "other_organization", "total"} {
				equal("carry_over", "requests/carried_in/"+col, []string{"requests/carried_in/" + col}, []string{"before requests/carried_out/" + col})
			}
			for _, row := range []string{"art20_1/regulations/", "art20_1/normative_documents/"} {
				if r.Format == "2021" && last.Format == "2021" {
					equal("in_force", row+"in_force", []string{row + "in_force", "-" + row + "issued", row + "repealed"}, []string{"before " + row + "in_force"})
				}
			}
			for _, row := range []string{"art20_5/licensing/", "art20_5/other_services/", "art20_6/penalties/", "art20_6/coercion/", "art20_8/fees/"} {
				if r.Format == "2019" && last.Format == "2019" {
					equal("items", row+"items_last_year", []string{row + "items_last_year"}, []string{"before " + row + "items_last_year", "before " + row + "items_change"})
				}
			}
		}
		last, lastDoubt = r, doubt
	}
}

// elsewhere counts by section what a second source prints otherwise.
func (e *expectation) elsewhere(url string, f *form.Form, r *nationtest.Report) {
	for _, s := range f.Sections {
		n := 0
		for name, own := range r.Figures {
			if strings.HasPrefix(name, s.Code+"/") && r.Elsewhere[name] != own {
				n++
			}
		}
		if n > 0 {
			e.add(url, "sources_differ", s.Code, n)
		}
	}
}

func expect(t *testing.T, n *nationtest.Nation, db *store.Store) []string {
	t.Helper()
	forms, err := form.Load()
	if err != nil {
		t.Fatal(err)
	}
	e := &expectation{forms: map[string]*form.Form{}, agencyOf: map[string]string{}}
	reports, err := db.ListReports(context.Background(), store.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range reports {
		e.agencyOf[r.URL] = r.AgencyID
	}
	for _, f := range forms {
		e.forms[f.Format] = f
	}
	for i, a := range n.Agencies {
		e.agency(i, a)
	}
	slices.Sort(e.lines)
	return e.lines
}

// carryOtherwise makes some reports carry in five more, and receive five less,
// than the year before carried out: no equation of theirs becomes false.
func carryOtherwise(n *nationtest.Nation) {
	for i, a := range n.Agencies {
		r := a.Reports[(i%len(a.Reports)+len(a.Reports)/2)%len(a.Reports)]
		for row, by := range map[string]int64{"carried_in": 5, "new_requests": -5} {
			for _, col := range []string{"natural_person", "total"} {
				name := "requests/" + row + "/" + col
				if f := r.Figures[name]; f.Read() {
					r.Figures[name] = nationtest.Figure{Value: f.Value + by, Status: f.Status}
					if r.Elsewhere != nil && r.Elsewhere[name] == f {
						r.Elsewhere[name] = r.Figures[name]
					}
				}
			}
		}
	}
}

// Everything that can be found in a country of known figures is found, and
// nothing else. What depends on its size (jumps, outliers) is held against
// small panels in the other tests.
func TestFindingsOfANation(t *testing.T) {
	ctx := context.Background()
	n, err := nationtest.New(nationtest.Options{Agencies: 50, FromYear: 2017, ToYear: 2023, Seed: 12})
	if err != nil {
		t.Fatal(err)
	}
	carryOtherwise(n)
	db, err := store.Open(ctx, filepath.Join(t.TempDir(), "nation.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := n.Load(ctx, db); err != nil {
		t.Fatal(err)
	}
	c, err := checks.Load()
	if err != nil {
		t.Fatal(err)
	}
	if stale, err := c.Stale(ctx, db); err != nil || stale.Why == "" {
		t.Errorf("nothing was checked, and that is %q, %v", stale, err)
	}
	if err := checks.Refresh(ctx, db, c, func(int) {}); err != nil {
		t.Fatal(err)
	}
	if stale, err := c.Stale(ctx, db); err != nil || stale.Why != "" {
		t.Errorf("all was checked, and that is %q, %v", stale, err)
	}
	var codes []string
	for _, code := range c.Codes("") {
		if code != "year_jump" && code != "outlier" {
			codes = append(codes, code)
		}
	}
	got, want := told(t, c, db, store.FindingQuery{Codes: codes}), expect(t, n, db)
	for _, l := range want {
		if !slices.Contains(got, l) {
			t.Errorf("not found: %s", l)
		}
	}
	for _, l := range got {
		if !slices.Contains(want, l) {
			t.Errorf("not there: %s", l)
		}
	}
	for _, code := range []string{"requests.balance", "carry_over", "in_force", "items", "sources_differ"} {
		if !slices.ContainsFunc(want, func(l string) bool { return strings.Contains(l, " "+code+" ") }) {
			t.Errorf("the nation has no %s", code)
		}
	}
}
