package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongkai/extract"
)

// night commits visits in a run of its own and tells its drift.
func night(t *testing.T, s *Store, sum Summary, visits ...func(run int64) (*Page, *Visit)) string {
	t.Helper()
	ctx := context.Background()
	run := begin(t, s)
	for _, make := range visits {
		p, v := make(run)
		if v.Page != nil {
			if err := s.Archive(ctx, p); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := s.Commit(ctx, v); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.End(ctx, run, sum); err != nil {
		t.Fatal(err)
	}
	drifts, err := s.MeasureDrift(ctx, run)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, d := range drifts {
		if d.Site != testSite {
			t.Errorf("drift of %s", d.Site)
		}
		lines = append(lines, fmt.Sprintf("%s %.2f %.2f", d.What, d.Was, d.Became))
	}
	return strings.Join(lines, "; ")
}

// shows is a page seen on a day, with links to reports and reports of its own.
func shows(n int, path, body string, links int, reports ...extract.Report) func(int64) (*Page, *Visit) {
	return func(run int64) (*Page, *Visit) {
		p, v := event{url: "http://www.example.gov.cn/" + path, body: body, at: day(n), reports: reports}.visit(run)
		for i := range links {
			v.Found = append(v.Found, Address{URL: fmt.Sprintf("http://www.example.gov.cn/r%d", i), Kind: "report"})
		}
		v.Found = append(v.Found, Address{URL: "http://www.example.gov.cn/list", Kind: "list"})
		return p, v
	}
}

// answers is a visit without a page.
func answers(n int, path, outcome string) func(int64) (*Page, *Visit) {
	return func(run int64) (*Page, *Visit) {
		_, v := event{url: "http://www.example.gov.cn/" + path, at: day(n)}.visit(run)
		v.Page, v.Reading, v.Outcome = nil, nil, outcome
		return nil, v
	}
}

func TestDriftIsToldOnce(t *testing.T) {
	s := openTemp(t)
	a, b, c := report(t, "甲局", 2019, 1), report(t, "乙局", 2019, 2), report(t, "丙局", 2019, 3)
	worse := report(t, "甲局", 2019, 1)
	for i := range 50 {
		worse.Statistics[20+i].Value, worse.Statistics[20+i].Status = nil, extract.StatusInvalid
	}
	failed := Summary{Sites: []SiteSummary{{Site: testSite, Failed: true, Reason: "no answer"}}}
	for i, tt := range []struct {
		want string
		sum  Summary
		v    []func(int64) (*Page, *Visit)
	}{
		{"", Summary{}, []func(int64) (*Page, *Visit){shows(0, "list", "l0", 3), shows(0, "r0", "a", 0, a), shows(0, "r1", "b", 0, b), shows(0, "r2", "c", 0, c)}},
		{"", Summary{}, []func(int64) (*Page, *Visit){answers(1, "list", "unchanged"), answers(1, "r0", "unchanged"), answers(1, "r1", "failed")}},
		{"list_entries 3.00 2.00; reports 3.00 2.00", Summary{}, []func(int64) (*Page, *Visit){shows(2, "list", "l2", 2), shows(2, "r2", "an apology", 0)}},
		{"", Summary{}, []func(int64) (*Page, *Visit){answers(3, "list", "unchanged")}},
		{"reports 2.00 1.00", Summary{}, []func(int64) (*Page, *Visit){answers(4, "r1", "gone")}},
		{"figures_read 1.00 0.75", Summary{}, []func(int64) (*Page, *Visit){shows(5, "r0", "a5", 0, worse)}},
		{"", Summary{}, []func(int64) (*Page, *Visit){answers(6, "r0", "unchanged")}},
		{"pager_unknown 0.00 1.00; failed 0.00 1.00", failed, []func(int64) (*Page, *Visit){answers(7, "list", "pager_unknown")}},
		{"", failed, []func(int64) (*Page, *Visit){answers(8, "list", "pager_unknown")}},
		{"blocked 0.00 1.00", Summary{}, []func(int64) (*Page, *Visit){answers(9, "r0", "blocked")}},
		// What comes back is no drift, and is missed when it goes again.
		{"", Summary{}, []func(int64) (*Page, *Visit){shows(10, "list", "l10", 5), shows(10, "r1", "b", 0, b), answers(10, "r0", "unchanged")}},
		{"list_entries 5.00 0.00; reports 2.00 1.00; figures_read 0.87 0.75", Summary{}, []func(int64) (*Page, *Visit){shows(11, "list", "l11", 0), answers(11, "r1", "gone")}},
	} {
		if got := night(t, s, tt.sum, tt.v...); got != tt.want {
			t.Errorf("night %d: %q, want %q", i, got, tt.want)
		}
	}
	runs, err := s.Runs(context.Background(), 1)
	if err != nil || runs[0].Drifted != 1 || len(runs[0].Sites) != 1 || runs[0].Sites[0].Failed {
		t.Errorf("%+v, %v", runs, err)
	}
	status, err := s.Status(context.Background())
	if err != nil || len(status) != 1 {
		t.Fatalf("%+v, %v", status, err)
	}
	st := status[0]
	if st.LastFailed || st.Reason != "no answer" || st.LastFailure.IsZero() || st.LastSuccess.IsZero() || len(st.Drift) != 3 || !st.Now {
		t.Errorf("%+v", st)
	}
}

func TestASlowDeclineAddsUp(t *testing.T) {
	was := measures{reports: 100, withTables: 100, figures: 10000}
	nights := 0
	for unread := int64(30); ; unread += 30 {
		drifts, next := compare(was, measures{reports: 100, withTables: 100, figures: 10000, unread: unread})
		nights++
		if len(drifts) > 0 {
			if drifts[0].What != "figures_read" || drifts[0].Was != 1 || next.unread != unread {
				t.Errorf("%+v, %+v", drifts, next)
			}
			break
		}
		if was = next; nights > 10 {
			t.Fatal("a share that falls every night is never told")
		}
	}
	if nights != 4 {
		t.Errorf("told after %d nights", nights)
	}
}

func TestReportsThatLoseTheirTablesAreDrift(t *testing.T) {
	drifts, next := compare(measures{reports: 4, withTables: 4, figures: 800}, measures{reports: 4})
	if len(drifts) != 1 || drifts[0].What != "reports_with_tables" || drifts[0].Was != 1 || drifts[0].Became != 0 || next.figures != 800 {
		t.Errorf("%+v, %+v", drifts, next)
	}
}

func TestTheFirstNightIsHeldAgainstASiteWithoutFault(t *testing.T) {
	failed := Summary{Sites: []SiteSummary{{Site: testSite, Failed: true, Reason: "no answer"}}}
	for name, tt := range map[string]struct {
		sum    Summary
		visits []func(int64) (*Page, *Visit)
		want   string
	}{
		"a report":    {Summary{}, []func(int64) (*Page, *Visit){shows(0, "list", "l", 1), shows(0, "r0", "x", 0, report(t, "甲局", 2019, 1))}, ""},
		"none":        {Summary{}, []func(int64) (*Page, *Visit){shows(0, "list", "l", 0)}, "no_reports 0.00 0.00"},
		"a dark list": {Summary{}, []func(int64) (*Page, *Visit){shows(0, "a", "l", 0), answers(0, "list", "pager_unknown")}, "pager_unknown 0.00 1.00; no_reports 0.00 0.00"},
		"blocked":     {Summary{}, []func(int64) (*Page, *Visit){answers(0, "list", "blocked")}, "blocked 0.00 1.00"},
		"failed":      {failed, []func(int64) (*Page, *Visit){answers(0, "list", "failed")}, ""},
	} {
		s := openTemp(t)
		if got := night(t, s, tt.sum, tt.visits...); got != tt.want {
			t.Errorf("%s: first night: %q, want %q", name, got, tt.want)
		}
		if got := night(t, s, tt.sum, tt.visits...); got != "" {
			t.Errorf("%s: second night: %q", name, got)
		}
	}
}

func TestAnInterruptedRunJudgesOnlyWhatItEnded(t *testing.T) {
	s := openTemp(t)
	full := []func(int64) (*Page, *Visit){shows(0, "list", "l0", 2)}
	for i := range 2 {
		full = append(full, shows(0, fmt.Sprint("r", i), fmt.Sprint("x", i), 0, report(t, fmt.Sprint("局", i), 2019, i+1)))
	}
	if got := night(t, s, Summary{}, full...); got != "" {
		t.Errorf("first night: %s", got)
	}
	// The list now leads to one report, and to two pages not asked yet.
	part := func(run int64) (*Page, *Visit) {
		p, v := shows(1, "list", "l1", 1)(run)
		v.Found = append(v.Found, Address{URL: "http://www.example.gov.cn/page2", Kind: "next"})
		return p, v
	}
	if got := night(t, s, Summary{Interrupted: true}, part); got != "" {
		t.Errorf("interrupted: %s", got)
	}
	if got := night(t, s, Summary{}, shows(2, "page2", "l2", 2)); got != "" { // three links on two pages
		t.Errorf("gone on: %s", got)
	}
}

func TestSitesHaveNames(t *testing.T) {
	s := openTemp(t)
	ctx := context.Background()
	for _, title := range []string{"旧名", "样例县"} {
		if err := s.LabelSites(ctx, []Label{{testSite, title, "360482"}, {"b.example.gov.cn", "", ""}}); err != nil {
			t.Fatal(err)
		}
	}
	status, err := s.Status(ctx)
	if err != nil || len(status) != 2 {
		t.Fatalf("%+v, %v", status, err)
	}
	i := slices.IndexFunc(status, func(st SiteStatus) bool { return st.Name == testSite })
	if i < 0 || status[i].Title != "样例县" || status[i].Region != "360482" || !status[i].LastSuccess.IsZero() {
		t.Errorf("%+v", status)
	}
}
