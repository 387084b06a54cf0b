package store

import (
	"context"
	"errors"
	"testing"

	"gongkai/extract"
)

func fkeys(t *testing.T, s *Store) {
	t.Helper()
	if got := rawDump(t, s, `PRAGMA foreign_key_check`); got != "" {
		t.Errorf("foreign keys lead nowhere: %s", got)
	}
	if got := rawDump(t, s, `PRAGMA integrity_check`); got != "ok" {
		t.Errorf("integrity: %s", got)
	}
}

func rawDump(t *testing.T, s *Store, query string) string {
	t.Helper()
	rows, err := s.write.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	out := ""
	for rows.Next() {
		var text string
		cols, _ := rows.Columns()
		rest := make([]any, len(cols))
		for i := range rest {
			rest[i] = new(any)
		}
		rest[0] = &text
		if err := rows.Scan(rest...); err != nil {
			t.Fatal(err)
		}
		out += text
	}
	return out
}

// TestForgetTakesOnlyWhatIsMeant forgets in a database where one body is shown
// at two addresses and one page holds reports of two agencies.
func TestForgetTakesOnlyWhatIsMeant(t *testing.T) {
	ctx := context.Background()
	const one, two, both = "http://www.example.gov.cn/1", "http://www.example.gov.cn/2", "http://www.example.gov.cn/both"
	a, b, c := report(t, "甲局", 2019, 1), report(t, "乙局", 2019, 2), report(t, "甲局", 2020, 3)
	fill := func(t *testing.T) *Store {
		s := openTemp(t)
		run := begin(t, s)
		store(t, s, run,
			event{url: one, body: "a", at: day(0), reports: []extract.Report{a}},
			event{url: two, body: "a", at: day(1), reports: []extract.Report{a}},
			event{url: both, body: "b", at: day(2), reports: []extract.Report{b, c}})
		if err := s.End(ctx, run, Summary{}); err != nil {
			t.Fatal(err)
		}
		return s
	}
	const reports = `SELECT agency, year, url FROM report_view ORDER BY 1, 2`
	for name, tt := range map[string]struct{ ref, want string }{
		"one of two addresses": {one, "乙局|2019|" + both + "|\n甲局|2019|" + two + "|\n甲局|2020|" + both + "|\n"},
		"a digest":             {DigestOf([]byte("a")), "乙局|2019|" + both + "|\n甲局|2020|" + both + "|\n"},
		"an agency":            {"甲 局", "乙局|2019|" + both + "|\n"},
		"its page with others": {both, "甲局|2019|" + one + "|\n"},
	} {
		t.Run(name, func(t *testing.T) {
			s := fill(t)
			before := dumpTables(t, s)
			dry, err := s.Forget(ctx, tt.ref, "why", true)
			if err != nil || dumpTables(t, s) != before {
				t.Fatalf("a dry run changed something, or %v", err)
			}
			f, err := s.Forget(ctx, tt.ref, "why", false)
			if err != nil || f != dry {
				t.Errorf("%+v, %v; the dry run said %+v", f, err, dry)
			}
			if got := dump(t, s, reports); got != tt.want {
				t.Errorf("got\n%swant\n%s", got, tt.want)
			}
			fkeys(t, s)
			if again, err := s.Forget(ctx, tt.ref, "other", false); err != nil || !again.Known || again.Reports != 0 {
				t.Errorf("again: %+v, %v", again, err)
			}
			stones, err := s.Tombstones(ctx)
			if err != nil || len(stones) == 0 || stones[0].Reason != "why" || stones[0].At.IsZero() {
				t.Errorf("%+v, %v", stones, err)
			}
			// The same crawl again brings nothing of it back.
			run := begin(t, s)
			for _, e := range []event{{url: one, body: "a", at: day(0), reports: []extract.Report{a}}, {url: two, body: "a", at: day(1), reports: []extract.Report{a}},
				{url: both, body: "b", at: day(2), reports: []extract.Report{b, c}}} {
				p, v := e.visit(run)
				if err := s.Archive(ctx, p); err != nil && !errors.Is(err, ErrForgotten) {
					t.Fatal(err)
				}
				if _, err := s.Commit(ctx, v); err != nil {
					t.Fatal(err)
				}
			}
			if got := dump(t, s, reports); got != tt.want {
				t.Errorf("after another crawl\n%swant\n%s", got, tt.want)
			}
			fkeys(t, s)
		})
	}
	s := fill(t)
	if f, err := s.Forget(ctx, one, "why", false); err != nil || f.Elsewhere != 1 || f.Bodies != 0 {
		t.Errorf("the same bytes elsewhere: %+v, %v", f, err)
	}
	if _, err := s.Forget(ctx, "丙局", "why", false); !errors.Is(err, ErrNotFound) {
		t.Errorf("got %v", err)
	}
	begin(t, s)
	if _, err := s.Forget(ctx, two, "why", false); !errors.Is(err, ErrLocked) {
		t.Errorf("during a run: %v", err)
	}
}
