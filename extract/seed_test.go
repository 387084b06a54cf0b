package extract

import (
	"errors"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"testing"

	"gongkai/extract/decimal"
)

// seed is a real report as text, one cell a line, kept beside the repository.
const seed = "../../shared/real/gongqing-2019.txt"

func readSeed(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile(seed)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("the real document %s is not here", seed)
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestSeedReport(t *testing.T) {
	got, err := newExtractor(t).Extract(Input{Body: []byte(readSeed(t)), Source: seed})
	if err != nil || len(got) != 1 {
		t.Fatalf("%d reports, %v", len(got), err)
	}
	r := got[0]
	if r.Format != "2019" || r.Year != 2019 || r.Agency != "共青城市政府办公室" || deref(r.IndexNumber) != "000014349/2021-26060" ||
		deref(r.PublishedOn) != "2020-01-30" || deref(r.PublishedOnKind) != "生成日期" || r.Quality != QualityComplete {
		t.Errorf("metadata: %q %d %q %q %q %q %s", r.Format, r.Year, r.Agency, deref(r.IndexNumber), deref(r.PublishedOn), deref(r.PublishedOnKind), r.Quality)
	}
	want := map[string]string{
		"art20_9/procurement/projects": "12", "art20_9/procurement/amount": "398.3675",
		"art20_5/other_services/items_last_year": "13", "art20_6/penalties/items_last_year": "1",
	}
	if len(r.Statistics) != 198 {
		t.Errorf("%d statistics, want 198", len(r.Statistics))
	}
	for _, st := range r.Statistics {
		v := want[st.Section+"/"+st.Row+"/"+st.Col]
		if v == "" {
			v = "0"
		}
		if st.Status != StatusRead || st.Value.String() != v {
			t.Errorf("%s/%s/%s: %s %v, want %s", st.Section, st.Row, st.Col, st.Status, st.Value, v)
		}
	}
	if len(r.Checks) != 40 {
		t.Errorf("%d checks, want 40", len(r.Checks))
	}
	for _, c := range r.Checks {
		if c.Holds == nil || !*c.Holds {
			t.Errorf("check %s at %s does not hold", c.ID, c.At)
		}
	}
	overviews := 0
	for _, s := range r.Narrative {
		if s.Section == "一、总体情况" {
			overviews++
		}
		if strings.Contains(s.Text, "4376030") {
			t.Errorf("a telephone number is left in %q", s.Section)
		}
	}
	if overviews != 2 {
		t.Errorf("一、总体情况 stands %d times, want 2", overviews)
	}
}

// TestSeedWithOtherFigures replaces every figure of the seed's tables by a
// number of its own: each must come back in its own cell.
func TestSeedWithOtherFigures(t *testing.T) {
	lines := strings.Split(readSeed(t), "\n")
	n, inTables := 0, false
	for i, l := range lines {
		l = strings.TrimSpace(l)
		inTables = inTables || strings.HasPrefix(l, "二、主动公开")
		if _, err := decimal.Parse(l); err == nil && inTables {
			n++
			lines[i] = strconv.Itoa(1000 + n)
		}
	}
	if n != 198 {
		t.Fatalf("%d figures replaced, want 198", n)
	}
	got, err := newExtractor(t).Extract(Input{Body: []byte(strings.Join(lines, "\n"))})
	if err != nil {
		t.Fatal(err)
	}
	// The form's order is the print's.
	for i, st := range got[0].Statistics {
		if want := strconv.Itoa(1001 + i); st.Status != StatusRead || st.Value.String() != want {
			t.Errorf("%s/%s/%s: %s %v, want %s", st.Section, st.Row, st.Col, st.Status, st.Value, want)
		}
	}
}
