package store

import (
	"context"
	"errors"
	"strings"
	"testing"

	"gongkai/extract"
)

// threeNames stores reports of three names whom the resolver knows nothing of.
func threeNames(t *testing.T) (s *Store, run int64, a, b, c string) {
	t.Helper()
	s = openTemp(t)
	run = begin(t, s)
	store(t, s, run,
		event{url: "http://www.example.gov.cn/1", body: "1", reports: []extract.Report{report(t, "样例甲组", 2019, 1)}},
		event{url: "http://www.example.gov.cn/2", body: "2", reports: []extract.Report{report(t, "样例乙组", 2020, 2)}},
		event{site: "b.example.gov.cn", url: "http://b.example.gov.cn/3", body: "3", reports: []extract.Report{report(t, "样例丙组", 2020, 3)}})
	return s, run, whoIs(t, s, "样例甲组"), whoIs(t, s, "样例乙组"), whoIs(t, s, "样例丙组")
}

// whoIs is the id of the agency of a name.
func whoIs(t *testing.T, s *Store, name string) string {
	t.Helper()
	d, err := s.FindAgency(context.Background(), name)
	if err != nil {
		t.Fatal(err)
	}
	return d.ID
}

// whose prints the agencies with the years of their panel and its sources.
func whose(t *testing.T, s *Store) string {
	t.Helper()
	return strings.ReplaceAll(dump(t, s, `SELECT DISTINCT agency_name, year, source_count FROM panel_view ORDER BY 1, 2`), "\n", " ")
}

func rule(t *testing.T, s *Store, r Ruling) {
	t.Helper()
	if err := s.Rule(context.Background(), r); err != nil {
		t.Fatal(err)
	}
}

func TestMergedAgenciesAreOne(t *testing.T) {
	ctx := context.Background()
	s, run, a, b, c := threeNames(t)
	apart := whose(t, s)
	if apart != "样例丙组|2020|1| 样例乙组|2020|1| 样例甲组|2019|1| " {
		t.Fatalf("apart: %s", apart)
	}
	before := dump(t, s, `SELECT report_id FROM report_view ORDER BY 1`)
	rule(t, s, Ruling{What: RulingMerge, Agency: b, Into: a})
	if got := whose(t, s); got != "样例丙组|2020|1| 样例甲组|2019|1| 样例甲组|2020|1| " {
		t.Errorf("b in a: %s", got)
	}
	rule(t, s, Ruling{What: RulingMerge, Agency: a, Into: c})
	if got := whose(t, s); got != "样例丙组|2019|1| 样例丙组|2020|2| " {
		t.Errorf("all in c: %s", got)
	}
	if err := s.Rule(ctx, Ruling{What: RulingMerge, Agency: c, Into: b}); !errors.Is(err, ErrInvalid) {
		t.Errorf("a circle: %v", err)
	}
	for _, id := range []string{a, b, c} { // old ids go on to lead there
		if d, err := s.FindAgency(ctx, id); err != nil || d.ID != c || len(d.Spellings) != 3 || len(d.Rulings) != 2 {
			t.Errorf("%s: %+v, %v", id, d, err)
		}
		if rows, err := s.ListReports(ctx, Filter{Agency: id}); err != nil || len(rows) != 3 {
			t.Errorf("%s has %d reports, %v", id, len(rows), err)
		}
	}
	if got := dump(t, s, `SELECT report_id FROM report_view ORDER BY 1`); got != before {
		t.Error("ids of reports changed")
	}
	// A new reading leaves it so, and so does resolving anew.
	pages, err := s.PendingExtraction(ctx, "2.0.0", 10)
	if err != nil || len(pages) != 3 {
		t.Fatalf("%d pages, %v", len(pages), err)
	}
	for _, p := range pages {
		name, year := map[string]string{"1": "样例甲组", "2": "样例乙组", "3": "样例丙组"}[p.URL[len(p.URL)-1:]], 2020
		if name == "样例甲组" {
			year = 2019
		}
		if _, err := s.SaveExtraction(ctx, p, &Reading{Extractor: "2.0.0", Reports: []extract.Report{report(t, name, year, 9)}}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.write.Exec(`UPDATE agency SET resolved_as = 'another'`); err != nil {
		t.Fatal(err)
	}
	if moved, err := s.Resolve(ctx); err != nil || moved != 0 {
		t.Errorf("%d moved, %v", moved, err)
	}
	if got := whose(t, s); got != "样例丙组|2019|1| 样例丙组|2020|2| " {
		t.Errorf("read again: %s", got)
	}
	// A ruling that is taken back leaves nothing behind.
	for _, id := range []string{a, b} {
		if err := s.Unrule(ctx, id); err != nil {
			t.Fatal(err)
		}
	}
	if got := whose(t, s); got != apart {
		t.Errorf("apart again: %s", got)
	}
	if err := s.Unrule(ctx, a); !errors.Is(err, ErrNotFound) {
		t.Errorf("nothing to take back: %v", err)
	}
	if err := s.End(ctx, run, Summary{}); err != nil {
		t.Error(err)
	}
}

func TestSetAgency(t *testing.T) {
	ctx := context.Background()
	s, _, a, _, _ := threeNames(t)
	rule(t, s, Ruling{What: RulingSet, Agency: a, Note: "机构名录", Set: &AgencySet{Region: "360482", Level: "county", Kind: "department"}})
	const row = `SELECT name, region, region_name, level, kind, certainty, evidence FROM agency_view WHERE agency_id = `
	if got := dump(t, s, row+`'`+a+`'`); got != "样例甲组|360482|共青城市|county|department|ruled|set by hand: 机构名录|\n" {
		t.Errorf("got %s", got)
	}
	for region, want := range map[string]int{"360482": 1, "360400": 1, "360000": 1, "360481": 0, "370000": 0, UnknownRegion: 2} {
		rows, err := s.ListReports(ctx, Filter{Region: region})
		if err != nil || len(rows) != want {
			t.Errorf("%s has %d reports, %v", region, len(rows), err)
		}
		list, err := s.Agencies(ctx, AgencyFilter{Region: region})
		if err != nil || len(list) != want {
			t.Errorf("%s has %d agencies, %v", region, len(list), err)
		}
	}
	if err := s.Unrule(ctx, a); err != nil {
		t.Fatal(err)
	}
	if got := dump(t, s, row+`'`+a+`'`); got != "样例甲组|<nil>|<nil>|unknown|unknown|none|the name has no region, and none is known of the site|\n" {
		t.Errorf("taken back: %s", got)
	}
	if err := s.Rule(ctx, Ruling{What: RulingSet, Agency: "a1nobody", Set: &AgencySet{Level: "city"}}); !errors.Is(err, ErrNotFound) {
		t.Errorf("unknown id: %v", err)
	}
	if err := s.Rule(ctx, Ruling{What: RulingSet, Agency: a, Set: &AgencySet{}}); !errors.Is(err, ErrInvalid) {
		t.Errorf("nothing to set: %v", err)
	}
}

func TestPanelTakesTheFullestReportAndNamesContradictions(t *testing.T) {
	ctx := context.Background()
	s := openTemp(t)
	run := begin(t, s)
	full, poor := report(t, "样例甲组", 2020, 4), report(t, "样例乙组", 2020, 4)
	change := func(r *extract.Report, i int, to func(*extract.Statistic)) { to(&r.Statistics[i]) }
	change(&poor, 1, func(st *extract.Statistic) { st.Value, st.Raw = num(t, "77"), str("77") })
	change(&poor, 2, func(st *extract.Statistic) { st.Value, st.Raw, st.Status = nil, str(""), extract.StatusBlank })
	change(&poor, 3, func(st *extract.Statistic) { st.Value, st.Raw, st.Status = nil, str("?"), extract.StatusInvalid }) // unread is no contradiction
	store(t, s, run,
		event{url: "http://www.example.gov.cn/1", body: "1", reports: []extract.Report{poor}},
		event{site: "b.example.gov.cn", url: "http://b.example.gov.cn/2", body: "2", reports: []extract.Report{full}})
	a, b := whoIs(t, s, "样例甲组"), whoIs(t, s, "样例乙组")
	rule(t, s, Ruling{What: RulingMerge, Agency: a, Into: b})
	keys := testKeys()
	name := func(i int) string { return keys[i].Section + "/" + keys[i].Row + "/" + keys[i].Col }
	want := name(1) + "|样例甲组|2|\n" + name(2) + "|样例甲组|2|\n"
	if got := dump(t, s, `SELECT statistic, agency, source_count FROM panel_view WHERE conflict = 1 ORDER BY 1`); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	var rows []PanelRow
	err := s.EachPanel(ctx, PanelQuery{Agencies: []string{a}, Statistics: []string{name(3), name(1), "no/such/one", name(5)}}, func(r *PanelRow) error {
		rows = append(rows, *r)
		return nil
	})
	if err != nil || len(rows) != 1 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	r := rows[0]
	if r.AgencyID != b || r.Agency != "样例乙组" || r.AsPrinted != "样例甲组" || r.SourceCount != 2 || r.Year != 2020 || len(r.Figures) != 4 {
		t.Errorf("%+v", r)
	}
	if f := r.Figures; f[0] == nil || f[0].Conflict || !f[1].Conflict || f[1].Value.String() != full.Statistics[1].Value.String() || f[2] != nil ||
		f[3].Value != nil || f[3].Status != extract.StatusBlank {
		t.Errorf("%+v %+v %+v %+v", f[0], f[1], f[2], f[3])
	}
	if err := s.EachPanel(ctx, PanelQuery{FromYear: 2021}, func(*PanelRow) error { return errors.New("a row") }); err != nil {
		t.Error(err)
	}
	// When the report that stands is forgotten, the other stands.
	if err := s.End(ctx, run, Summary{}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Forget(ctx, "http://b.example.gov.cn/2", "on request", false); err != nil {
		t.Fatal(err)
	}
	if got := dump(t, s, `SELECT DISTINCT agency, source_count, conflict FROM panel_view`); got != "样例乙组|1|0|\n" {
		t.Errorf("got %s", got)
	}
	if _, err := s.Forget(ctx, b, "on request", false); err != nil {
		t.Fatal(err)
	}
	if got := dump(t, s, `SELECT (SELECT count(*) FROM panel), (SELECT count(*) FROM agency), (SELECT count(*) FROM identity)`); got != "0|0|0|\n" {
		t.Errorf("left: %s", got)
	}
}
