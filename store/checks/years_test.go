package checks

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"gongkai/extract"
)

func TestCarryOver(t *testing.T) {
	k := load(t).Checker()
	const in, out = "requests/carried_in/total", "requests/carried_out/total"
	at := func(year int, format string, figures ...string) *Report { return paper(t, k, year, format, figures...) }
	told := "carry_over 2022 3 requests/carried_in/total=3 | 5 requests/carried_out/total=5@r2021"
	for name, c := range map[string]struct {
		reports []*Report
		want    []string
	}{
		"differs":             {[]*Report{at(2021, "2021", out+"=5"), at(2022, "2021", in+"=3")}, []string{told}},
		"in any order":        {[]*Report{at(2022, "2021", in+"=3"), at(2021, "2021", out+"=5")}, []string{told}},
		"between forms":       {[]*Report{at(2021, "2019", out+"=5"), at(2022, "2021", in+"=3")}, []string{told}},
		"equal":               {[]*Report{at(2021, "2021", out+"=5"), at(2022, "2021", in+"=5")}, nil},
		"a year between":      {[]*Report{at(2020, "2021", out+"=5"), at(2022, "2021", in+"=3")}, nil},
		"blank is not zero":   {[]*Report{at(2021, "2021", out+"=5"), at(2022, "2021", in+"=")}, nil},
		"ambiguous":           {[]*Report{at(2021, "2021", out+"=?"), at(2022, "2021", in+"=3")}, nil},
		"missing":             {[]*Report{at(2021, "2021"), at(2022, "2021", in+"=3")}, nil},
		"another form before": {[]*Report{at(2021, "2014", out+"=5"), at(2022, "2021", in+"=3")}, nil},
		"columns apart": {[]*Report{at(2021, "2021", "requests/carried_out/enterprise=1", out+"=5"), at(2022, "2021", "requests/carried_in/enterprise=2", in+"=5")},
			[]string{"carry_over 2022 2 requests/carried_in/enterprise=2 | 1 requests/carried_out/enterprise=1@r2021"}},
	} {
		t.Run(name, func(t *testing.T) { same(t, k.Years(c.reports), c.want...) })
	}
}

// Where nobody can tell whose figures a report adds up, its name must be that
// of the year before.
func TestUnknownScopeIsComparedUnderOneName(t *testing.T) {
	k := load(t).Checker()
	last, this := paper(t, k, 2021, "2021", "requests/carried_out/total=5", "art20_6/penalties/decisions=1"),
		paper(t, k, 2022, "2021", "requests/carried_in/total=3", "art20_6/penalties/decisions=1000")
	carry := "carry_over 2022 3 requests/carried_in/total=3 | 5 requests/carried_out/total=5@r2021"
	jump := "year_jump 2022 1000 art20_6/penalties/decisions=1000 | 1 art20_6/penalties/decisions=1@r2021"
	last.Name, this.Name = "样例县人民政府", "样例县人民政府办公室"
	same(t, k.Years([]*Report{last, this}), carry, jump)
	last.Scope, this.Scope = extract.ScopeUnknown, extract.ScopeUnknown
	same(t, k.Years([]*Report{last, this}))
	this.Name = last.Name
	same(t, k.Years([]*Report{last, this}), carry, jump)
}

// A figure in a false equation of its own report is held against no other.
func TestDoubtfulFiguresAreComparedWithNothing(t *testing.T) {
	k := load(t).Checker()
	last, this := paper(t, k, 2021, "2021", "requests/carried_out/total=5", "requests/carried_out/enterprise=1"),
		paper(t, k, 2022, "2021", "requests/carried_in/total=3", "requests/carried_in/enterprise=2")
	total := "carry_over 2022 3 requests/carried_in/total=3 | 5 requests/carried_out/total=5@r2021"
	enterprise := "carry_over 2022 2 requests/carried_in/enterprise=2 | 1 requests/carried_out/enterprise=1@r2021"
	for _, c := range []struct {
		thisFalse, lastFalse extract.Check
		want                 []string
	}{
		{extract.Check{}, extract.Check{}, []string{enterprise, total}},
		{extract.Check{ID: "requests.balance", At: "total"}, extract.Check{}, []string{enterprise}},
		{extract.Check{}, extract.Check{ID: "requests.balance", At: "enterprise"}, []string{total}},
		{extract.Check{ID: "requests.applicants", At: "carried_in"}, extract.Check{}, nil},
		{extract.Check{ID: "requests.applicants", At: "granted"}, extract.Check{ID: "requests.outcomes", At: "total"}, []string{enterprise, total}},
	} {
		this.False, last.False = []extract.Check{c.thisFalse}, []extract.Check{c.lastFalse}
		same(t, k.Years([]*Report{last, this}), c.want...)
	}
}

func TestInForceAndItems(t *testing.T) {
	k := load(t).Checker()
	const doc, fees = "art20_1/normative_documents/", "art20_8/fees/"
	same(t, k.Years([]*Report{
		paper(t, k, 2021, "2021", doc+"in_force=20"),
		paper(t, k, 2022, "2021", doc+"issued=4", doc+"repealed=1", doc+"in_force=23"),
		paper(t, k, 2023, "2021", doc+"issued=4", doc+"repealed=1", doc+"in_force=24"),
		paper(t, k, 2024, "2021", doc+"issued=4", doc+"repealed=", doc+"in_force=99"), // blank is not zero
	}), "in_force 2023 21 "+doc+"in_force=24 -"+doc+"issued=4 "+doc+"repealed=1 | 23 "+doc+"in_force=23@r2022")
	same(t, k.Years([]*Report{
		paper(t, k, 2019, "2019", fees+"items_last_year=12", fees+"items_change=-2"),
		paper(t, k, 2020, "2019", fees+"items_last_year=10", fees+"items_change=1"),
		paper(t, k, 2021, "2019", fees+"items_last_year=10", fees+"items_change=0"),
		paper(t, k, 2022, "2021", "art20_8/fees/amount=10"),
	}), "items 2021 10 "+fees+"items_last_year=10 | 11 "+fees+"items_last_year=10@r2020 "+fees+"items_change=1@r2020")
}

func TestYearJump(t *testing.T) {
	k := load(t).Checker()
	series := func(prints ...string) []Finding {
		var reports []*Report
		for i, p := range prints {
			if p != "no report" {
				reports = append(reports, paper(t, k, 2019+i, "2021", "art20_6/penalties/decisions="+p))
			}
		}
		return k.Years(reports)
	}
	const name = "art20_6/penalties/decisions="
	same(t, series("10", "99", "12"))                                                                   // under 100
	same(t, series("100", "999", "100"))                                                                // under ten times
	same(t, series("100", "1000"), "year_jump 2020 1000 "+name+"1000 | 100 "+name+"100@r2019")          // up
	same(t, series("1000", "100"), "year_jump 2020 100 "+name+"100 | 1000 "+name+"1000@r2019")          // down
	same(t, series("0", "100"), "year_jump 2020 100 "+name+"100 | 0 "+name+"0@r2019")                   // from nothing
	same(t, series("12", "1500", "14", "13"), "year_jump 2020 1500 "+name+"1500 | 12 "+name+"12@r2019") // and back
	same(t, series("12", "1500", "150000"), "year_jump 2020 1500 "+name+"1500 | 12 "+name+"12@r2019", "year_jump 2021 150000 "+name+"150000 | 1500 "+name+"1500@r2020")
	same(t, series("10", "no report", "1000", ""))
}

// Lawsuits are printed in two rows: they are compared by their sum, and not at
// all where one of them is blank.
func TestYearJumpOfSums(t *testing.T) {
	k := load(t).Checker()
	const direct, after = "review/litigation_direct/total", "review/litigation_after_reconsideration/total"
	last := paper(t, k, 2021, "2021", direct+"=10", after+"=2")
	same(t, k.Years([]*Report{last, paper(t, k, 2022, "2021", direct+"=100", after+"=20")}),
		"year_jump 2022 120 "+direct+"=100 "+after+"=20 | 12 "+direct+"=10@r2021 "+after+"=2@r2021")
	same(t, k.Years([]*Report{last, paper(t, k, 2022, "2021", direct+"=100", after+"=")}))
	same(t, k.Years([]*Report{last, paper(t, k, 2022, "2021", direct+"=100")}))
}

func TestUnitSlipBetweenYears(t *testing.T) {
	k := load(t).Checker()
	const fees = "art20_8/fees/amount="
	series := func(prints ...string) []*Report {
		var reports []*Report
		for i, p := range prints {
			reports = append(reports, paper(t, k, 2021+i, "2021", fees+p))
		}
		return reports
	}
	same(t, k.Years(series("25.1", "251000", "26")),
		"unit_slip.years 2022 251000 "+fees+"251000 | "+fees+"25.1@r2021 "+fees+"26@r2023")
	same(t, k.Years(series("251000", "20.5")), "unit_slip.years 2021 251000 "+fees+"251000 | "+fees+"20.5@r2022")
	same(t, k.Years(series("0", "251000")), "year_jump 2022 251000 "+fees+"251000 | 0 "+fees+"0@r2021")
	same(t, k.Years(series("10", "201000")), "year_jump 2022 201000 "+fees+"201000 | 10 "+fees+"10@r2021") // more than twice 10,000 times
	same(t, k.Years(series("25.1", "24")))
	// Money without a unit is compared with nothing.
	bare := series("25.1", "251000")
	for _, r := range bare {
		for _, f := range r.Figures {
			if f != nil {
				f.Unit = nil
			}
		}
	}
	same(t, k.Years(bare))
}

// Reports that continue each other as the form says show nothing, whatever
// their figures, and one changed figure shows what it touches alone.
func TestConsistentSeriesShowNothing(t *testing.T) {
	k := load(t).Checker()
	rng := rand.New(rand.NewPCG(1, 2))
	n := func() int { return rng.IntN(60) }
	for range 200 {
		var reports []*Report
		carried, inForce := n(), 200+n()
		for year := 2021; year < 2026; year++ {
			out, issued, repealed := n(), n()/10, n()/10
			inForce += issued - repealed
			p := func(name string, v int) string { return name + "=" + strconv.Itoa(v) }
			reports = append(reports, paper(t, k, year, "2021", p("requests/carried_in/total", carried), p("requests/carried_out/total", out),
				p("art20_1/regulations/in_force", inForce), p("art20_1/regulations/issued", issued), p("art20_1/regulations/repealed", repealed)))
			carried = out
		}
		if found := k.Years(reports); len(found) > 0 {
			t.Fatalf("%s", brief(found))
		}
		i := 1 + rng.IntN(len(reports)-1)
		f := reports[i].Figures[k.index["requests/carried_in/total"]]
		more, err := f.Value.Add(*num(t, "1"))
		if err != nil {
			t.Fatal(err)
		}
		f.Value = &more
		found := k.Years(reports)
		if len(found) != 1 || found[0].Code != "carry_over" || found[0].Year != reports[i].Year || !slices.Equal(found[0].Statistics(), []string{"requests/carried_in/total", "requests/carried_out/total"}) {
			t.Fatalf("one more carried in in %d shows %s", reports[i].Year, brief(found))
		}
	}
}
