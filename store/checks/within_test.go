package checks

import (
	"testing"

	"gongkai/extract"
	"gongkai/store"
)

// read makes what an extractor read of "section/row/col=print" figures.
func read(t testing.TB, format string, figures ...string) *extract.Report {
	t.Helper()
	r := &extract.Report{Year: 2022, Scope: extract.ScopeOwn, Format: format}
	for _, f := range figures {
		r.Statistics = append(r.Statistics, statisticOf(t, f))
	}
	return r
}

func TestWithinNamesTheTermsOfFalseEquations(t *testing.T) {
	k := load(t).Checker()
	no, yes := false, true
	rep := read(t, "2021", "requests/new_requests/enterprise=3", "requests/carried_in/enterprise=1", "requests/processed_total/enterprise=2", "requests/carried_out/enterprise=0",
		"requests/granted/enterprise=2", "requests/other/enterprise=5", "review/reconsideration/upheld=1", "review/reconsideration/corrected=0",
		"review/reconsideration/other=0", "review/reconsideration/pending=0", "review/reconsideration/total=2")
	rep.Checks = []extract.Check{
		{ID: "requests.balance", At: "enterprise", Left: num(t, "4"), Right: num(t, "2"), Holds: &no},
		{ID: "requests.outcomes", At: "enterprise", Left: num(t, "2"), Right: num(t, "7"), Holds: &no},
		{ID: "requests.applicants", At: "granted", Left: num(t, "2"), Right: num(t, "2"), Holds: &yes},
		{ID: "requests.applicants", At: "other"},
		{ID: "review.row_total", At: "reconsideration", Left: num(t, "2"), Right: num(t, "1"), Holds: &no},
	}
	same(t, k.Within("r2022", rep),
		"requests.balance 2022 4 requests/new_requests/enterprise=3 requests/carried_in/enterprise=1 | 2 requests/processed_total/enterprise=2 requests/carried_out/enterprise=0",
		// 其他处理 in one row stands for its three.
		"requests.outcomes 2022 2 requests/processed_total/enterprise=2 | 7 requests/granted/enterprise=2 requests/other/enterprise=5",
		"review.row_total 2022 2 review/reconsideration/total=2 | 1 review/reconsideration/upheld=1 review/reconsideration/corrected=0 review/reconsideration/other=0 review/reconsideration/pending=0",
	)
}

func TestWithinTellsClaimsThatTablesContradict(t *testing.T) {
	k := load(t).Checker()
	rep := read(t, "2021", "requests/new_requests/total=134")
	rep.Problems = []extract.Problem{
		{Code: "row_missing", Message: "requests: no row other"},
		{Code: "claim_conflict", Message: "requests_received (新收申请): the text tells 170, the table 134 (requests/new_requests/total): 我局共收到申请170件。"},
	}
	found := k.Within("r2022", rep)
	same(t, found, "claim_conflict 2022 134 requests/new_requests/total=134 | 170")
	if found[0].Sentence != "我局共收到申请170件。" || found[0].At != "requests_received" {
		t.Errorf("%+v", found[0])
	}
}

func TestWithinTellsAmountsIn元(t *testing.T) {
	k := load(t).Checker()
	for _, c := range []struct {
		format, statistic, raw, value string
		source                        extract.UnitSource
		found                         bool
	}{
		{"2021", "art20_8/fees/amount", "251000元", "25.1", extract.UnitFromCell, true},
		{"2021", "art20_8/fees/amount", "25.1万元", "25.1", extract.UnitFromCell, false},
		{"2021", "art20_8/fees/amount", "25.1", "25.1", extract.UnitFromHeader, false},
		{"2021", "art20_8/fees/amount", "0元", "0", extract.UnitFromCell, false},
		{"2019", "art20_9/procurement/amount", "70487元", "7.0487", extract.UnitFromCell, false}, // the form names no unit
		{"2014", "indicators/fees/value", "30元", "0.003", extract.UnitFromCell, true},
	} {
		rep := read(t, c.format, c.statistic+"="+c.raw)
		s := &rep.Statistics[0]
		s.Value, s.Status, s.UnitSource = num(t, c.value), extract.StatusRead, c.source
		var want []string
		if c.found {
			want = []string{"unit_printed 2022 " + c.value + " " + c.statistic + "=" + c.raw}
		}
		same(t, k.Within("r2022", rep), want...)
	}
}

func TestSourcesTellEachSectionOnce(t *testing.T) {
	d := func(statistic, own, other string) store.Differing {
		return store.Differing{ReportID: "r1", Scope: extract.ScopeOwn, Year: 2022, Statistic: statistic, Own: statisticOf(t, statistic+"="+own),
			Others: []store.OtherPrint{{ReportID: "r2", Statistic: statisticOf(t, statistic+"="+other)}}}
	}
	same(t, Sources([]store.Differing{d("requests/granted/total", "3", "4"), d("requests/carried_in/total", "", "1"), d("review/reconsideration/total", "5", "6")}),
		"sources_differ 2022 requests/granted/total=3 requests/carried_in/total= | requests/granted/total=4@r2 requests/carried_in/total=1@r2",
		"sources_differ 2022 review/reconsideration/total=5 | review/reconsideration/total=6@r2")
	var many []store.Differing
	for range 25 {
		many = append(many, d("requests/granted/total", "3", "4"))
	}
	if f := Sources(many); len(f) != 1 || f[0].Left.Count != 25 || len(f[0].Left.Figures) != 10 || len(f[0].Right.Figures) != 10 {
		t.Errorf("%+v", f)
	}
}
