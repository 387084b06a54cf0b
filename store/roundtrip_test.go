package store

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"gongkai/extract"
	"gongkai/extract/decimal"
)

// A report of any content comes back as it went in, and SQL sees its prints.
func TestRoundTrip(t *testing.T) {
	s := openTemp(t)
	run := begin(t, s)
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		n++
		r := drawReport(rt, n)
		url := fmt.Sprintf("http://www.example.gov.cn/%d", n)
		store(t, s, run, event{url: url, body: url, reports: []extract.Report{r}})
		sr, err := s.FindReport(context.Background(), url)
		if err != nil {
			rt.Fatal(err)
		}
		r.Source = url
		if !reflect.DeepEqual(sr.Report, r) {
			for i := range r.Statistics {
				if i < len(sr.Report.Statistics) && !reflect.DeepEqual(sr.Report.Statistics[i], r.Statistics[i]) {
					rt.Logf("figure %d: %s\nwant %s", i, show(sr.Report.Statistics[i]), show(r.Statistics[i]))
				}
			}
			rt.Fatalf("got  %+v\nwant %+v", sr.Report, r)
		}
		var want []string
		sorted := map[string]extract.Statistic{}
		err = s.EachStatistic(context.Background(), Filter{ReportID: sr.ReportID}, func(row *StatisticRow) error {
			name := row.Section + "/" + row.Row + "/" + row.Col
			for _, st := range r.Statistics {
				if st.Section == row.Section && st.Row == row.Row && st.Col == row.Col {
					sorted[name] = st
				}
			}
			want = append(want, fmt.Sprintf("%s|%s|%s|%s|%s|\n", name, text(row.Raw), text(row.Unit), row.UnitSource, row.Status))
			return nil
		})
		if err != nil || len(sorted) != len(r.Statistics) {
			rt.Fatalf("%d rows, %v", len(sorted), err)
		}
		got := dump(t, s, `SELECT section || '/' || row || '/' || col, raw, unit, unit_source, status
			FROM statistic_view WHERE report_id = '`+sr.ReportID+`' ORDER BY 1`)
		slices.Sort(want)
		if got != strings.Join(want, "") {
			rt.Fatalf("view:\n%s\nwant:\n%s", got, strings.Join(want, ""))
		}
	})
}

func text(s *string) string {
	if s == nil {
		return "<nil>"
	}
	return *s
}

func show(st extract.Statistic) string {
	return fmt.Sprintf("%s/%s/%s value %v raw %q unit %q %s %s", st.Section, st.Row, st.Col, st.Value, text(st.Raw), text(st.Unit), st.UnitSource, st.Status)
}

func drawReport(t *rapid.T, n int) extract.Report {
	word := rapid.SampledFrom([]string{"", "公开", "a\nb", "'quoted'", "—", "𠮷 rare"})
	maybe := rapid.Ptr(word, true)
	numbers := rapid.Map(rapid.SampledFrom([]string{"0", "1", "-35", "398.3675", "0.1", "0.00001", "0.0012", "59237.2449",
		"100000.5", "9007199254740993", "123456789012345.678", "0.100000000001", "99999999999999.1", "9000000000000.125"}), mustNumber)
	r := extract.Report{
		Title: word.Draw(t, "title"), Agency: fmt.Sprint("机关", n), Year: 2010 + n%10, Format: rapid.SampledFrom([]string{"2019", "2021"}).Draw(t, "format"),
		Publisher: maybe.Draw(t, "publisher"), Region: maybe.Draw(t, "region"), PublishedOn: maybe.Draw(t, "on"), PublishedOnKind: maybe.Draw(t, "kind"),
		IndexNumber: maybe.Draw(t, "index"), DocumentNumber: maybe.Draw(t, "document"),
		Scope:         rapid.SampledFrom([]extract.Scope{"own", "aggregate", "unknown"}).Draw(t, "scope"),
		ScopeEvidence: word.Draw(t, "evidence"),
		Quality:       extract.QualityPartial,
		Flags:         rapid.SliceOfN(rapid.SampledFrom([]extract.Quality{"no_tables", "inconsistent", "partial"}), 0, 3).Draw(t, "flags"),
		Checks:        []extract.Check{}, Narrative: []extract.Section{}, Claims: []extract.Claim{}, Problems: []extract.Problem{}, Statistics: []extract.Statistic{},
	}
	all, some := testKeys(), rapid.SliceOfNDistinct(rapid.IntRange(0, 197), 0, 30, rapid.ID[int]).Draw(t, "keys")
	for _, i := range some {
		k := all[i]
		st := extract.Statistic{Section: k.Section, Row: k.Row, Col: k.Col,
			Raw:        rapid.Ptr(rapid.SampledFrom([]string{"", "-", "/", "1", "398.3675", "0.10", "251000元", "1e5", "0.00001"}), true).Draw(t, "raw"),
			Unit:       rapid.Ptr(rapid.SampledFrom([]string{"件", "万元"}), true).Draw(t, "unit"),
			UnitSource: rapid.SampledFrom([]extract.UnitSource{"cell", "header", "form", "none"}).Draw(t, "source"),
			Status:     rapid.SampledFrom([]extract.Status{"read", "blank", "derived", "ambiguous", "invalid"}).Draw(t, "status")}
		if st.Status == extract.StatusRead || st.Status == extract.StatusDerived {
			v := numbers.Draw(t, "value")
			st.Value = &v
			if rapid.Bool().Draw(t, "plain") {
				raw := v.String()
				st.Raw = &raw
			}
		}
		r.Statistics = append(r.Statistics, st)
	}
	for range rapid.IntRange(0, 5).Draw(t, "checks") {
		r.Checks = append(r.Checks, extract.Check{ID: word.Draw(t, "check"), At: word.Draw(t, "at"), Holds: rapid.Ptr(rapid.Bool(), true).Draw(t, "holds"),
			Left: rapid.Ptr(numbers, true).Draw(t, "left"), Right: rapid.Ptr(numbers, true).Draw(t, "right")})
	}
	for range rapid.IntRange(0, 3).Draw(t, "texts") {
		r.Narrative = append(r.Narrative, extract.Section{Section: word.Draw(t, "section"), Text: word.Draw(t, "text")})
		r.Claims = append(r.Claims, extract.Claim{What: word.Draw(t, "what"), Value: numbers.Draw(t, "claim"), Sentence: word.Draw(t, "sentence")})
		r.Problems = append(r.Problems, extract.Problem{Code: word.Draw(t, "code"), Message: word.Draw(t, "message")})
	}
	return r
}

func mustNumber(s string) decimal.Number {
	n, err := decimal.Parse(s)
	if err != nil {
		panic(err) // a mistake in this file
	}
	return n
}

// What printsItself leaves to SQLite, SQLite prints right.
func TestSQLitePrintsDecimals(t *testing.T) {
	s := openTemp(t)
	rng := rand.New(rand.NewPCG(1, 2))
	left := 0
	var b strings.Builder
	var want []string
	for range 20000 {
		n := decimal.New(rng.Int64N(int64(math.Pow10(1+rng.IntN(12))))-500, uint8(rng.IntN(8)))
		if !printsItself(n, n.String()) {
			continue
		}
		left++
		want = append(want, n.String())
		fmt.Fprintf(&b, ",(%d, %s)", left, n.String())
	}
	if left < 10000 {
		t.Errorf("only %d decimals are left to SQLite", left)
	}
	got := strings.Split(dump(t, s, `WITH v (i, x) AS (VALUES `+b.String()[1:]+`) SELECT CAST(x AS TEXT) FROM v ORDER BY i`), "|\n")
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("%s prints as %s", want[i], got[i])
		}
	}
}

func TestDecimalsArePlainInSQL(t *testing.T) {
	s := openTemp(t)
	store(t, s, begin(t, s), event{url: "http://www.example.gov.cn/1", body: "x", reports: []extract.Report{report(t, "甲局", 2019, 1)}})
	got := dump(t, s, `SELECT value, typeof(value), raw, unit, unit_source, status FROM statistic_view WHERE col = 'amount'`)
	if want := "398.3675|real|398.3675|万元|header|read|\n"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	got = dump(t, s, `SELECT status, raw, count(*), count(value) FROM statistic_view GROUP BY 1, raw IN ('', '-') AND raw ORDER BY 1`)
	if !strings.HasPrefix(got, "blank||3|0|\n") {
		t.Errorf("blanks: %s", got)
	}
	if got = dump(t, s, `SELECT count(*) FROM statistic_note`); got != "2|\n" {
		t.Errorf("%s notes, want those of the amount and of one dash", got)
	}
}
