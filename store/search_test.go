package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gongkai/extract"
	"gongkai/store/fulltext"
)

// needFullText skips where the program is built without it.
func needFullText(t testing.TB, s *Store) {
	t.Helper()
	program, _, err := hasFullText(context.Background(), s.read)
	if err != nil {
		t.Fatal(err)
	}
	if !program {
		t.Skip("built without -tags sqlite_fts5")
	}
}

// told makes a report that says what is given and has no figures.
func told(agency string, year int, texts ...string) extract.Report {
	r := extract.Report{Title: fmt.Sprintf("%s%d年政府信息公开工作年度报告", agency, year), Agency: agency, Year: year,
		Scope: extract.ScopeOwn, Quality: extract.QualityNoTables, Flags: []extract.Quality{extract.QualityNoTables}}
	for i, text := range texts {
		r.Narrative = append(r.Narrative, extract.Section{Section: fmt.Sprint("第", i, "部分"), Text: text})
	}
	return r
}

// found are the hits of a search as agency and year.
func found(t testing.TB, s *Store, q SearchQuery) []string {
	t.Helper()
	res, err := s.Search(context.Background(), q)
	if err != nil {
		t.Fatalf("%+v: %v", q, err)
	}
	names := []string{}
	for _, h := range res.Hits {
		names = append(names, fmt.Sprint(h.Agency, h.Year))
	}
	return names
}

func TestSearchRanksTitleBeforeAgencyBeforeText(t *testing.T) {
	s := openTemp(t)
	needFullText(t, s)
	other := told("丁局", 2020, "全年收到申请35件。", "教育 经费，教\n育。")
	signed := told("甲县教育局", 2021, "无。")
	signed.Title = "2021年度报告"
	store(t, s, begin(t, s),
		event{url: "http://www.example.gov.cn/1", body: "1", reports: []extract.Report{told("乙局", 2020, "教育。"+strings.Repeat("其他事项。", 300)), other}},
		event{url: "http://www.example.gov.cn/2", body: "2", reports: []extract.Report{told("丙县教育局", 2019, "征地。"), told("戊局", 2022, "不相干")}},
		event{url: "http://www.example.gov.cn/3", body: "3", reports: []extract.Report{signed}})
	for _, tt := range []struct {
		text   string
		filter Filter
		want   string
	}{
		{"教育", Filter{}, "丙县教育局2019 甲县教育局2021 丁局2020 乙局2020"},
		{"教育", Filter{FromYear: 2020, ToYear: 2020}, "丁局2020 乙局2020"},
		{"教育", Filter{Agency: "乙局"}, "乙局2020"},
		{"教育", Filter{Agency: "县"}, "丙县教育局2019 甲县教育局2021"},
		{"教育", Filter{Site: "other.example.gov.cn"}, ""},
		{"教育", Filter{Region: UnknownRegion, Quality: extract.QualityNoTables}, "丙县教育局2019 甲县教育局2021 丁局2020 乙局2020"},
		{"教育", Filter{Level: "city"}, ""},
		{"教育 征", Filter{}, "丙县教育局2019"},
		{`"教育经费"`, Filter{}, "丁局2020"},
		{"经费教育", Filter{}, ""},
		{"局", Filter{}, "戊局2022 甲县教育局2021 丁局2020 乙局2020 丙县教育局2019"},
		{"35", Filter{}, "丁局2020"},
		{"3", Filter{}, ""},
		{"件。教育", Filter{}, ""}, // two sections
	} {
		got := found(t, s, SearchQuery{Text: tt.text, Filter: tt.filter})
		want := strings.Fields(tt.want)
		if tt.text == "局" { // all weigh alike or nearly so
			slices.Sort(got)
			slices.Sort(want)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s %+v: %v, want %v", tt.text, tt.filter, got, want)
		}
	}
	res, err := s.Search(context.Background(), SearchQuery{Text: "经费", Limit: 1})
	if err != nil || len(res.Hits) != 1 || res.Hits[0].Section != "第1部分" || res.Hits[0].Snippet.Wrap("[", "]") != "教育 [经费]，教 育。" {
		t.Errorf("%+v, %v", res, err)
	}
}

// TestSearchFindsWhatAScanFinds holds the answers against all texts read one by
// one, with pages of every size, on texts of so few characters that they mix up.
func TestSearchFindsWhatAScanFinds(t *testing.T) {
	s := openTemp(t)
	needFullText(t, s)
	rnd := rand.New(rand.NewPCG(1, 2))
	draw := func(n int) string {
		text := []rune{}
		for range n {
			c := []rune("甲乙丙丁，a1 2")[rnd.IntN(9)]
			if rnd.IntN(200) == 0 {
				c = '戊' // which few have
			}
			text = append(text, c)
		}
		return string(text)
	}
	var reports []extract.Report
	var events []event
	for i := range 300 {
		r := told(draw(3)+"局", 2000+i%20, draw(12), draw(12))
		r.Title = draw(8) + fmt.Sprint(i)
		reports = append(reports, r)
		events = append(events, event{url: fmt.Sprint("http://www.example.gov.cn/", i), body: fmt.Sprint(i), reports: []extract.Report{r}})
	}
	store(t, s, begin(t, s), events...)
	title := map[string]*extract.Report{}
	for _, row := range must(s.ListReports(context.Background(), Filter{})) {
		for i := range reports {
			if reports[i].Title == row.Title {
				title[row.ReportID] = &reports[i]
			}
		}
	}
	if len(title) < 250 {
		t.Fatalf("%d reports are stored", len(title))
	}
	queries := []string{"戊", "戊 甲", "戊 丁", "甲乙 戊", "戊 己", "己"}
	for range 25 {
		q := draw(1 + rnd.IntN(4))
		if rnd.IntN(2) == 0 {
			q += " " + draw(1+rnd.IntN(2))
		}
		queries = append(queries, q)
	}
	hits := 0
	for _, q := range queries {
		terms, err := fulltext.Parse(q)
		if err != nil {
			if _, err := s.Search(context.Background(), SearchQuery{Text: q}); !errors.Is(err, fulltext.ErrQuery) {
				t.Errorf("%q: %v", q, err)
			}
			continue
		}
		want := map[string]bool{}
		for id, r := range title {
			all := true
			for _, term := range terms {
				n := 0
				for _, text := range []string{r.Title, r.Agency, r.Narrative[0].Text, r.Narrative[1].Text} {
					n += term.Count(fulltext.Fold(text))
				}
				all = all && n > 0
			}
			if all {
				want[id] = true
			}
		}
		whole := must(s.Search(context.Background(), SearchQuery{Text: q}))
		if len(whole.Hits) != len(want) || whole.More {
			t.Fatalf("%q: %d hits, a scan finds %d", q, len(whole.Hits), len(want))
		}
		hits += len(want)
		page := 90 + rnd.IntN(150)
		for from := 0; from < len(whole.Hits); from += page {
			part := must(s.Search(context.Background(), SearchQuery{Text: q, Limit: page, Offset: from}))
			for i, h := range part.Hits {
				if w := whole.Hits[from+i]; h.ReportID != w.ReportID || !want[h.ReportID] {
					t.Fatalf("%q: hit %d is %s on its page, %s in the whole answer", q, from+i, h.ReportID, w.ReportID)
				}
			}
			if len(part.Hits) != min(page, len(whole.Hits)-from) || part.More != (from+page < len(whole.Hits)) {
				t.Fatalf("%q: %d hits from %d, more: %v", q, len(part.Hits), from, part.More)
			}
		}
	}
	if hits < 1000 {
		t.Errorf("only %d hits were compared", hits)
	}
}

// many are n different characters.
func many(n int) []rune {
	text := make([]rune, n)
	for i := range text {
		text[i] = rune(0x4e00 + 7*i)
	}
	return text
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestSearchIsHarmless(t *testing.T) {
	s := openTemp(t)
	needFullText(t, s)
	store(t, s, begin(t, s), event{url: "http://www.example.gov.cn/1", body: "1", reports: []extract.Report{told("甲局", 2020, "教育")}})
	before := dumpTables(t, s)
	for _, q := range []string{`教育" OR "a`, `教育*`, `{tokens}: 教育`, `NEAR(教育 甲局)`, `^教育`, `教育 AND`, `-教育`, `'; DROP TABLE report; --`,
		"教育\x00", "教\ue000育", strings.Repeat("教育 ", 50), strings.Repeat("教", 200), strings.Repeat("教", 100000), strings.Repeat("a", 200), string(many(200)), `"""""""`, "\xff\xfe教育"} {
		if _, err := s.Search(context.Background(), SearchQuery{Text: q}); err != nil && !errors.Is(err, fulltext.ErrQuery) {
			t.Errorf("%.40q: %v", q, err)
		}
	}
	if dumpTables(t, s) != before {
		t.Error("a search changed something")
	}
}

// TestSearchIndexFollowsTheContents: what is replaced or forgotten is not found,
// nor is anything of it left in the index.
func TestSearchIndexFollowsTheContents(t *testing.T) {
	ctx := context.Background()
	s := openTemp(t)
	needFullText(t, s)
	run := begin(t, s)
	const url, second = "http://www.example.gov.cn/1", "http://www.example.gov.cn/2"
	store(t, s, run, event{url: url, body: "1", reports: []extract.Report{told("甲局", 2020, "教育")}},
		event{url: second, body: "2", reports: []extract.Report{told("乙局", 2020, "拆迁 qqqzzzqqq")}})
	store(t, s, run, event{url: url, body: "1", reports: []extract.Report{told("甲局", 2020, "征地")}}) // the same version reads it otherwise
	if got := found(t, s, SearchQuery{Text: "教育"}); len(got) != 0 {
		t.Errorf("a replaced reading is found: %v", got)
	}
	if got := found(t, s, SearchQuery{Text: "征地"}); len(got) != 1 {
		t.Errorf("the new reading is not found: %v", got)
	}
	store(t, s, run, event{url: url, body: "1b", at: day(1), reports: []extract.Report{told("甲局", 2020, "绿化 kkkxxxkkk")}})
	if got := found(t, s, SearchQuery{Text: "征地"}); len(got) != 0 {
		t.Errorf("an old revision is found: %v", got)
	}
	if err := s.End(ctx, run, Summary{}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Forget(ctx, second, "why", false); err != nil {
		t.Fatal(err)
	}
	if got := found(t, s, SearchQuery{Text: "拆迁"}); len(got) != 0 {
		t.Errorf("a forgotten report is found: %v", got)
	}
	// Words of letters stand in the index as they are, where others share no letters with them.
	const words = `SELECT count(*) FROM search_data WHERE instr(block, CAST('%s' AS BLOB)) > 0`
	if got := dump(t, s, fmt.Sprintf(words, "qqqzzz")); got == "0|\n" {
		t.Error("nothing was to be removed")
	}
	if err := s.Vacuum(ctx); err != nil {
		t.Fatal(err)
	}
	gone, kept := dump(t, s, fmt.Sprintf(words, "qqqzzz")), dump(t, s, fmt.Sprintf(words, "kkkxxx"))
	if gone != "0|\n" || kept == "0|\n" {
		t.Errorf("in the index: %s of what is gone, %s of what is there", gone, kept)
	}
	if got := rawDump(t, s, `PRAGMA integrity_check`); got != "ok" {
		t.Error(got)
	}
}

// TestSearchIndexOfAnOlderDatabase: it is made when the database is opened, and an
// interrupted making goes on.
func TestSearchIndexOfAnOlderDatabase(t *testing.T) {
	ctx := context.Background()
	s := openTemp(t)
	needFullText(t, s)
	run := begin(t, s)
	var events []event
	for i := range fillBatch + 20 {
		events = append(events, event{url: fmt.Sprint("http://www.example.gov.cn/", i), body: fmt.Sprint(i), reports: []extract.Report{told("甲局", 1000+i, fmt.Sprint("教育", i))}})
	}
	store(t, s, run, events...)
	const all = fillBatch + 20
	for _, q := range []string{`DROP TRIGGER search_erase`, `DROP TABLE search`} {
		if _, err := s.write.Exec(q); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Search(ctx, SearchQuery{Text: "教育"}); !errors.Is(err, ErrNoFullText) {
		t.Errorf("without an index: %v", err)
	}
	path := s.path
	s.Close()
	s = openAt(t, path)
	if n := len(found(t, s, SearchQuery{Text: "教育"})); n != all {
		t.Errorf("%d of %d are found", n, all)
	}
	// Half of it is taken away again, as an interruption would leave it.
	for _, q := range []string{`DELETE FROM search WHERE rowid <= 100`, `UPDATE search_fill SET upto = 100`} {
		if _, err := s.write.Exec(q); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(found(t, s, SearchQuery{Text: "教育"})); n != all-100 {
		t.Errorf("%d are found", n)
	}
	s.Close()
	s = openAt(t, path)
	if n := len(found(t, s, SearchQuery{Text: "教育"})); n != all {
		t.Errorf("%d of %d are found after an interruption", n, all)
	}
	if got := dump(t, s, `SELECT upto FROM search_fill`); got != "0|\n" {
		t.Error(got)
	}
}

func TestProgramsWithoutFullTextDoNotWriteBesideAnIndex(t *testing.T) {
	ctx := context.Background()
	s := openTemp(t)
	program, database, err := hasFullText(ctx, s.read)
	if err != nil {
		t.Fatal(err)
	}
	if program {
		if !database {
			t.Error("no index")
		}
		return
	}
	if _, err := s.Search(ctx, SearchQuery{Text: "教育"}); !errors.Is(err, ErrNoFullText) {
		t.Errorf("got %v", err)
	}
	if _, err := s.write.Exec(`CREATE TABLE search (tokens)`); err != nil { // it could not make the real one
		t.Fatal(err)
	}
	s.Close()
	if _, err := Open(ctx, s.path, Options{}); !errors.Is(err, ErrNoFullText) {
		t.Errorf("got %v", err)
	}
	r, err := OpenReadOnly(ctx, s.path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	r.Close()
}
