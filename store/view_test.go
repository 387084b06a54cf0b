package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gongkai/extract"
)

// The columns of the public views are a promise; a change here is announced
// two releases before.
func TestViewColumns(t *testing.T) {
	want := map[string]string{
		"report_view": `report_id, agency_id, agency, scope, region, region_name, level, kind, year, format, title, url, published_on,
			published_on_kind, index_number, fetched_at, page_digest, extractor_version, revision, current, quality, flags,
			withdrawn, gone_since, last_seen`,
		"statistic_view": `report_id, agency_id, agency, scope, region, year, format, section, row, col, section_label, row_label,
			col_label, value, raw, unit, unit_source, status`,
		"claim_view": `report_id, agency_id, agency, scope, year, what, value, sentence`,
		"panel_view": `agency_id, agency, scope, region, year, statistic, format, section, row, col, value, raw, unit, unit_source,
			status, report_id, source_count, conflict, agency_name, region_name, level, kind`,
		"document_view": `report_id, url, document_digest, used, sections, outcome, reason, gone_since`,
		"finding_view":  `report_id, agency_id, agency, scope, region, level, kind, year, code, section, among_agencies, detail`,
		"agency_view":   `agency_id, name, region, region_name, level, kind, certainty, evidence, reports, first_year, last_year`,
	}
	s := openTemp(t)
	for view, cols := range want {
		err := s.Query(context.Background(), `SELECT * FROM `+view, func(names []string) error {
			if got := strings.Join(names, ", "); got != strings.Join(strings.Fields(cols), " ") {
				t.Errorf("%s has %s", view, got)
			}
			return nil
		}, func([]any) error { return nil })
		if err != nil {
			t.Error(err)
		}
	}
	if got := strings.Join(StatisticColumns(), ", "); got != strings.Join(strings.Fields(want["statistic_view"]), " ") {
		t.Errorf("StatisticColumns: %s", got)
	}
	if got := strings.Join(ClaimColumns(), ", "); got != want["claim_view"] {
		t.Errorf("ClaimColumns: %s", got)
	}
}

func TestSchemaExplainsEverything(t *testing.T) {
	s := openTemp(t)
	got := dump(t, s, `SELECT m.type, m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c
		WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite_%'
		AND m.name NOT IN (SELECT name FROM pragma_table_list WHERE type IN ('virtual', 'shadow')) ORDER BY m.type, m.name, c.cid`)
	var lines []string
	for _, d := range Schema() {
		kind := "table"
		if d.View {
			kind = "view"
		}
		if d.Meaning == "" {
			t.Errorf("%s is not explained", d.Name)
		}
		for i, c := range d.Columns {
			if c.Meaning == "" {
				t.Errorf("%s.%s is not explained", d.Name, c.Name)
			}
			lines = append(lines, fmt.Sprintf("%s\x00%s\x00%03d\x00%s", kind, d.Name, i, c.Name))
		}
	}
	slices.Sort(lines)
	var want strings.Builder
	for _, l := range lines {
		f := strings.Split(l, "\x00")
		fmt.Fprintf(&want, "%s|%s|%s|\n", f[0], f[1], f[3])
	}
	has, explained := strings.Split(got, "\n"), strings.Split(want.String(), "\n")
	for i := range min(len(has), len(explained)) {
		if has[i] != explained[i] {
			t.Fatalf("schema has %s where %s is explained", has[i], explained[i])
		}
	}
	if len(has) != len(explained) {
		t.Errorf("schema has %d columns, %d are explained", len(has), len(explained))
	}
}

func TestForeignKeysAndPanelAreSound(t *testing.T) {
	s := openTemp(t)
	run := begin(t, s)
	for i := range 5 {
		u := fmt.Sprintf("http://www.example.gov.cn/%d", i)
		store(t, s, run, event{url: u, body: u, reports: []extract.Report{report(t, "甲局", 2019+i%2, i)}})
		store(t, s, run, event{url: u, body: u, version: "2", reports: []extract.Report{report(t, "乙局", 2019+i%2, i)}})
	}
	for _, q := range []string{
		`SELECT * FROM pragma_foreign_key_check`,
		`SELECT * FROM statistic WHERE content NOT IN (SELECT id FROM content) OR key NOT IN (SELECT id FROM statistic_key)`,
		`SELECT content, key FROM statistic_note EXCEPT SELECT content, key FROM statistic`,
		`SELECT agency_id, scope, year, statistic FROM panel_view GROUP BY 1, 2, 3, 4 HAVING count(*) > 1`,
	} {
		var b strings.Builder
		rows, err := s.read.Query(q)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			b.WriteString("a row\n")
		}
		if rows.Close(); b.Len() > 0 {
			t.Errorf("%s: %s", q, b.String())
		}
	}
}

// A claim and the figures of a report are found by index, whatever the size.
func TestQueriesUseTheirIndexes(t *testing.T) {
	s := openTemp(t)
	for _, q := range []string{
		`SELECT id FROM address a WHERE a.site = 1 AND a.state = 'due' ORDER BY a.kind <> 'start', a.attempts > 0, a.score DESC, a.id LIMIT 1`,
		`SELECT * FROM statistic_view WHERE report_id = 'r1'`,
		`SELECT * FROM claim_view WHERE report_id = 'r1'`,
		`SELECT * FROM report_view WHERE report_id = 'r1' AND current = 1`,
	} {
		plan := dump(t, s, `EXPLAIN QUERY PLAN `+q)
		if strings.Contains(plan, "SCAN") || strings.Contains(plan, "TEMP B-TREE") {
			t.Errorf("%s\n%s", q, plan)
		}
	}
}

func TestFilters(t *testing.T) {
	s := openTemp(t)
	run := begin(t, s)
	bad := report(t, "乙局", 2020, 2)
	bad.Quality = extract.QualityInconsistent
	store(t, s, run,
		event{url: "http://www.example.gov.cn/1", body: "1", reports: []extract.Report{report(t, "甲局", 2019, 1)}},
		event{url: "http://www.example.gov.cn/2", body: "2", reports: []extract.Report{bad}},
		event{site: "b.gov.cn", url: "http://b.gov.cn/3", body: "3", reports: []extract.Report{report(t, "甲局", 2021, 3)}},
		event{url: "http://www.example.gov.cn/1", body: "4", at: day(1), reports: []extract.Report{report(t, "甲局", 2019, 4)}})
	tests := map[string]struct {
		f    Filter
		want string
	}{
		"all":             {Filter{}, "乙局 2020 1; 甲局 2019 2; 甲局 2021 1"},
		"agency":          {Filter{Agency: "甲"}, "甲局 2019 2; 甲局 2021 1"},
		"years":           {Filter{FromYear: 2020, ToYear: 2020}, "乙局 2020 1"},
		"quality":         {Filter{Quality: extract.QualityInconsistent}, "乙局 2020 1"},
		"site":            {Filter{Site: "b.gov.cn"}, "甲局 2021 1"},
		"limit":           {Filter{Limit: 1}, "乙局 2020 1"},
		"agency id":       {Filter{Agency: AgencyID("b.gov.cn", "甲局", "")}, "甲局 2021 1"},
		"every revision":  {Filter{FromYear: 2019, ToYear: 2019, AllRevisions: true}, "甲局 2019 1; 甲局 2019 2"},
		"nothing matches": {Filter{Agency: "丁"}, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			list, err := s.ListReports(context.Background(), tt.f)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			figures := 0
			for _, r := range list {
				got = append(got, fmt.Sprintf("%s %d %d", r.Agency, r.Year, r.Revision))
				if r.Current {
					figures += 198
				}
			}
			if strings.Join(got, "; ") != tt.want {
				t.Errorf("got %v", got)
			}
			n := 0
			if err := s.EachStatistic(context.Background(), tt.f, func(*StatisticRow) error { n++; return nil }); err != nil || n != figures {
				t.Errorf("%d figures, want %d, %v", n, figures, err)
			}
		})
	}
}
